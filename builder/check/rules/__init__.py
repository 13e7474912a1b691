"""The rules, each a function and a row of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from builder.base.diagnostic import Diagnostic
from builder.check.rules.blanks import blank_texts
from builder.check.rules.deletions import stray_deletions
from builder.check.rules.description import pictures_in_description
from builder.check.rules.drafts import drafts
from builder.check.rules.hints import silent_hints
from builder.check.rules.identities import unique_guids, unique_ids
from builder.check.rules.listening import listening_cards
from builder.check.rules.media import unused_media
from builder.check.rules.nonotes import no_notes
from builder.check.rules.notetypes import known_note_types
from builder.check.rules.order import learning_order_of_decks
from builder.check.rules.packages import empty_packages
from builder.check.rules.personal import personal_fields
from builder.check.rules.questions import same_question
from builder.check.rules.released import (
    changed_identities,
    changed_note_types,
    former_ids,
    missing_note_types,
    renamed_notes,
    renumbered_deletions,
)
from builder.check.rules.spelling import one_spelling
from builder.check.rules.spoken import spoken_answers
from builder.check.rules.typed import typed_answers
from builder.check.subject import Subject

Rule: TypeAlias = Callable[[Subject], Iterator[Diagnostic]]

RULES_OF_NOTES: tuple[Rule, ...] = (
    known_note_types,
    stray_deletions,
    typed_answers,
    spoken_answers,
    listening_cards,
    silent_hints,
    blank_texts,
    drafts,
    changed_identities,
    renumbered_deletions,
)
"""Rules that look at one note at a time: what they find of it, no other note changes."""

RULES_OF_DECKS: tuple[Rule, ...] = (
    no_notes,
    unique_ids,
    unique_guids,
    one_spelling,
    learning_order_of_decks,
    same_question,
    personal_fields,
    former_ids,
    renamed_notes,
    changed_note_types,
    missing_note_types,
    unused_media,
    pictures_in_description,
    empty_packages,
)
"""Rules that look at all notes together."""


def apply_rules_of_notes(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is found in each note for itself."""
    for rule in RULES_OF_NOTES:
        yield from rule(subject)


def apply_rules_of_decks(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is found in all notes together, and in what is no note."""
    for rule in RULES_OF_DECKS:
        yield from rule(subject)
