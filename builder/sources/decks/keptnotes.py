"""The notes of an existing deck as a project will hold them, and what cannot come."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.anki.apkg.package import PackageNote
from builder.anki.media import MediaLibrary
from builder.anki.notetype import NoteType
from builder.cards.names import RESERVED_TAGS
from builder.sources.decks.fieldtexts import markdown_of, mode_of
from builder.sources.decks.keptnote import KeptNote, readable_id
from builder.sources.takennames import TakenNames

# Anki drops them from every note that it imports (rslib/src/notes/mod.rs).
_DROPPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass
class KeptNotes:
    """The notes in the order of their new cards, and those left out with the reason."""

    notes: list[KeptNote] = field(default_factory=list)
    left_out: defaultdict[str, list[PackageNote]] = field(
        default_factory=lambda: defaultdict(list)
    )
    dropped_tags: set[str] = field(default_factory=set)


def kept_notes(
    origins: Iterable[PackageNote],
    keys: Mapping[int, str],
    taken: TakenNames,
    guids: Iterable[str],
    *,
    root: str,
) -> KeptNotes:
    """Return the notes as they came, all of them still as HTML.

    ``keys`` are those of note types by their ids, ``guids`` those that are in the project
    already, ``root`` is the deck of notes without cards.
    """
    found = KeptNotes()
    # Of two spellings Anki takes the one that it meets first.
    by_number = sorted(origins, key=lambda one: one.number)
    for origin in by_number:
        _tags(origin.tags, taken, set())
    known = set(guids)
    latest = {one.guid: one.number for one in by_number}
    for origin in _in_order(by_number):
        reason = _refusal(origin, known, latest[origin.guid])
        if reason:
            found.left_out[reason].append(origin)
            continue
        known.add(origin.guid)
        whole = _as_imported(origin)
        deck = whole.cards[0].deck if whole.cards else (whole.decks or (root,))[0]
        found.notes.append(
            KeptNote(
                id=taken.new_id(readable_id(whole)),
                origin=whole,
                key=keys[whole.note_type.id],
                deck=taken.spelt(deck),
                tags=_tags(origin.tags, taken, found.dropped_tags),
                texts=_texts(whole),
                is_html=True,
            )
        )
    return found


def _in_order(origins: Iterable[PackageNote]) -> list[PackageNote]:
    """Return notes in the order of their new cards."""
    return sorted(
        origins,
        key=lambda note: (
            note.cards[0].position if note.cards else note.position,
            note.number,
        ),
    )


def _refusal(origin: PackageNote, known: set[str], latest: int) -> str:
    """Say why a note cannot come; of two with one GUID Anki updates the ``latest``."""
    if len(origin.values) != len(origin.note_type.fields):
        return "it has another number of fields than its note type"
    if not origin.guid.strip() or origin.guid != origin.guid.strip():
        return "its GUID cannot be written"
    if re.search(r"[\x00-\x1f\x7f-\x9f]", origin.guid):
        return "its GUID cannot be written"
    if origin.guid in known or origin.number != latest:
        return "another note has its GUID: Anki updates only one of them"
    return ""


def _as_imported(origin: PackageNote) -> PackageNote:
    """Return a note without what Anki's import takes out of everybody's."""
    values = tuple(_DROPPED.sub("", value) for value in origin.values)
    cards = tuple(
        {
            card.ordinal: replace(card, deck=deck_name(card.deck))
            for card in reversed(origin.cards)
            if card.ordinal >= 0
        }.values()
    )
    ordered = tuple(sorted(cards, key=lambda card: card.ordinal))
    return replace(
        origin,
        values=values,
        cards=ordered,
        decks=tuple(map(deck_name, origin.decks)),
        ordinals=tuple(card.ordinal for card in ordered) or origin.ordinals,
    )


def deck_name(name: str) -> str:
    """Return the name of a deck as Anki makes it whole (rslib/src/decks/name.rs)."""
    clean = re.sub(r"[\x00-\x1f\x7f]", "", unicodedata.normalize("NFC", name))
    return "::".join(part.strip() or "blank" for part in clean.split("::"))


def _tags(tags: Sequence[str], taken: TakenNames, dropped: set[str]) -> tuple[str, ...]:
    """Return tags as Anki makes them whole; its own never come with a package."""
    whole = []
    for tag in tags:
        clean = _DROPPED.sub("", unicodedata.normalize("NFC", tag))
        name = "::".join(part or "blank" for part in clean.split("::"))
        if name.casefold() in RESERVED_TAGS:
            dropped.add(name)
        elif clean:
            whole.append(name)
    return taken.spelt_once(whole)


def _texts(origin: PackageNote) -> dict[str, str]:
    """Return the fields that are filled, and the first."""
    names = [one.name for one in origin.note_type.fields]
    pairs = list(zip(names, origin.values, strict=True))
    return dict([pairs[0], *(pair for pair in pairs[1:] if pair[1])])


def as_markdown(note: KeptNote, note_type: NoteType, library: MediaLibrary) -> KeptNote:
    """Return the note in Markdown, if each of its fields can be written so."""
    texts: dict[str, str] = {}
    for name, value in note.texts.items():
        text = markdown_of(value, mode_of(name, note_type), library)
        if text is None:
            return note
        texts[name] = text
    return replace(note, texts=texts, is_html=False)
