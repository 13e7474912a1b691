"""A note of an existing deck as an entry of a card file."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.anki.apkg.package import PackageNote
from builder.base.hashing import digest
from builder.cards.cardwriter import NoteValue
from builder.cards.exacttext import exact_scalar, in_quotes
from builder.sources.slug import slug

_FLOW = re.compile(r"\w[\w\-.+/]*(?:::\w[\w\-.+/]*)*")
_INDENT = "    "
_LONGEST_TITLE = 200
# Tags, sounds, masks and the beginnings of deletions: nothing to read.
_MARKS = re.compile(
    r"<[^>]*>|\[sound:[^\]]*\]|\{\{c\d+::(?:image-occlusion:[^{}]*\}\})?"
)


@dataclass(frozen=True, slots=True)
class Converted:
    """A note as one of our own kinds: what stands under its keys.

    ``shown`` are the fields of the original that its fields are to give whole, by theirs.
    """

    kind: str
    keys: Mapping[str, NoteValue]
    shown: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A note with its id in the project; ``texts`` are its fields as they are written.

    With ``is_html`` they are what Anki keeps, else Markdown that gives just this.
    ``deck`` is the full name of that of its first card, ``key`` that of its note type.
    With ``converted`` it is a note of one of our own kinds.
    """

    id: str
    origin: PackageNote
    key: str
    deck: str
    tags: tuple[str, ...]
    texts: Mapping[str, str]
    is_html: bool
    converted: Converted | None = None


def readable_id(origin: PackageNote) -> str:
    """Return an id that tells what the note is about; it need not be free."""
    for value in origin.values:
        plain = html.unescape(_MARKS.sub(" ", value))
        found = slug(" ".join(plain.split())[:_LONGEST_TITLE]) if plain.strip() else ""
        if found not in {"", "note"}:
            return found
    return f"note-{digest(origin.guid).hex()[:8]}"


def entry(note: KeptNote, *, is_html_file: bool) -> str:
    """Return the note as an entry of ``notes``; the head of the file tells the rest."""
    rows = [f"id: {note.id}", f"guid: {exact_scalar(note.origin.guid, _INDENT)}"]
    if note.converted is not None:
        rows += (f"{key}:{_told(value)}" for key, value in note.converted.keys.items())
        return _as_entry(rows, note.tags)
    rows.append(f"type: {exact_scalar(note.key, _INDENT)}")
    if note.is_html is not is_html_file:
        rows.append(f"format: {'html' if note.is_html else 'markdown'}")
    rows.append("fields:")
    rows += [
        f"  {exact_scalar(name, '')}: {exact_scalar(text, _INDENT + '  ')}"
        for name, text in note.texts.items()
    ]
    return _as_entry(rows, note.tags)


def _told(value: NoteValue) -> str:
    if value == "true":
        return " true"
    if isinstance(value, str):
        return f" {exact_scalar(value, _INDENT)}"
    inner = _INDENT + "  "
    return "".join(f"\n{inner}- {exact_scalar(one, inner)}" for one in value)


def _as_entry(rows: list[str], tags: Sequence[str]) -> str:
    if tags:
        rows.append(f"tags: [{', '.join(map(_flow, tags))}]")
    return "  - " + f"\n{_INDENT}".join(rows)


def _flow(tag: str) -> str:
    return tag if _FLOW.fullmatch(tag) else in_quotes(tag)


def file_text(notes: Sequence[KeptNote], deck: str) -> str:
    """Return a card file; ``deck`` is what its head says of the deck."""
    is_html = 2 * sum(note.is_html for note in notes) >= len(notes)
    head = [f"deck: {exact_scalar(deck, '')}", *(["format: html"] if is_html else [])]
    entries = [entry(note, is_html_file=is_html) for note in notes]
    return "\n".join([*head, "notes:", "\n\n".join(entries)]) + "\n"
