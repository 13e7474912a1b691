"""What makes cards good: the table of rules, and their findings in a project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, did_you_mean
from builder.base.phrases import first_line
from builder.check.cardrule import CardRule
from builder.check.rules.alternativetexts import ALTERNATIVE_TEXTS
from builder.check.rules.ankiweb import ANKIWEB_LIMITS
from builder.check.rules.choiceoptions import (
    ALIKE_OPTIONS,
    LONGEST_OPTION,
    ODD_OPTION,
    SHUFFLED_OPTION,
)
from builder.check.rules.codeblocks import CODE_LANGUAGE, WIDE_CODE
from builder.check.rules.context import CONTEXT
from builder.check.rules.givenaway import GIVEN_AWAY
from builder.check.rules.glossary import GLOSSARY
from builder.check.rules.lengths import LONG_ANSWERS, LONG_QUESTIONS
from builder.check.rules.listanswers import LIST_ANSWERS
from builder.check.rules.loading import LOADING
from builder.check.rules.lookalikes import LOOK_ALIKE_IDS
from builder.check.rules.manydeletions import MANY_DELETIONS
from builder.check.rules.nearduplicates import NEAR_DUPLICATES
from builder.check.rules.pictures import LARGE_MEDIA, LIGHT_ONLY, SMALL_LETTERS
from builder.check.rules.poordeletions import (
    GRAMMAR_WORDS,
    HIDDEN_CLAUSES,
    NO_CUES,
    SEVERAL_ITEMS,
    TWO_WAYS,
    WHOLE_SENTENCES,
)
from builder.check.rules.positions import POSITIONS
from builder.check.rules.punctuation import PUNCTUATION
from builder.check.rules.severalquestions import SEVERAL_QUESTIONS
from builder.check.rules.tables import WIDE_TABLES
from builder.check.rules.tags import LONELY_TAGS, NEAR_TAGS, UNTAGGED
from builder.check.rules.yesno import YES_NO
from builder.check.subject import Subject
from builder.check.switches import unknown_rule

CARD_RULES: tuple[CardRule, ...] = (
    LONG_QUESTIONS,
    SEVERAL_QUESTIONS,
    YES_NO,
    CONTEXT,
    POSITIONS,
    LONG_ANSWERS,
    LIST_ANSWERS,
    GIVEN_AWAY,
    MANY_DELETIONS,
    WHOLE_SENTENCES,
    NO_CUES,
    HIDDEN_CLAUSES,
    SEVERAL_ITEMS,
    GRAMMAR_WORDS,
    TWO_WAYS,
    NEAR_DUPLICATES,
    LONGEST_OPTION,
    ODD_OPTION,
    ALIKE_OPTIONS,
    SHUFFLED_OPTION,
    CODE_LANGUAGE,
    WIDE_CODE,
    WIDE_TABLES,
    ALTERNATIVE_TEXTS,
    SMALL_LETTERS,
    LIGHT_ONLY,
    LARGE_MEDIA,
    LOADING,
    ANKIWEB_LIMITS,
    GLOSSARY,
    PUNCTUATION,
    LONELY_TAGS,
    NEAR_TAGS,
    UNTAGGED,
    LOOK_ALIKE_IDS,
)
RULES_BY_NAME = {rule.code.value: rule for rule in CARD_RULES}
# As many notes as the cache of plain texts has room for.
_TOGETHER = 500
_LIMITS = {rule.limit_name: rule for rule in CARD_RULES if rule.limit_name}


def apply_card_rules(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what the rules find that are on, with the limits of deck.yaml."""
    settings = subject.project.check
    on = {text.value for text in settings.on}
    rules = [
        (rule, settings.limits.get(rule.limit_name, rule.limit))
        for rule in CARD_RULES
        if rule.is_on or rule.code in on
    ]
    # What a text says is worked out once for all rules, while it is at hand.
    for part in _parts(subject):
        for rule, limit in rules:
            if not rule.is_of_deck:
                yield from rule.find(part, limit)
    for rule, limit in rules:
        if rule.is_of_deck:
            yield from rule.find(subject, limit)


def _parts(subject: Subject) -> Iterator[Subject]:
    """Yield the subject with some of its notes at a time."""
    rendered = {note.id: note for note in subject.anki_notes}
    for start in range(0, len(subject.notes), _TOGETHER):
        notes = subject.notes[start : start + _TOGETHER]
        found = [rendered[note.id] for note in notes if note.id in rendered]
        yield replace(subject, notes=notes, anki_notes=found)


def wrong_settings(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what deck.yaml says of rules and limits that are not there."""
    settings = subject.project.check
    for text in (*settings.on, *settings.off):
        message = unknown_rule(text.value)
        if message:
            yield Diagnostic(text.location, Code.CHECK, message, "warning")
    for name in settings.limit_names:
        if name.value not in _LIMITS:
            message = f"no limit `{first_line(name.value)}`{did_you_mean(name.value, _LIMITS)}"
            yield Diagnostic(name.location, Code.CHECK, message, "warning")
