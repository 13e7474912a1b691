"""Ids for notes that have none, set into the card files as one line each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.base.atomicfiles import Edit
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.hashing import digest
from builder.cards import cardfile
from builder.cards.cardfolder import CardFile
from builder.cards.note import Note, source_hash
from builder.cards.project import Project

_WORDS_IN_ID = 4
_LONGEST_ID = 48


@dataclass(frozen=True, slots=True)
class Completed:
    """Notes that have their ids; ``edits`` are those of card files by path."""

    notes: Sequence[Note]
    edits: Mapping[str, Edit]


def give_ids(
    files: Sequence[CardFile],
    notes: Sequence[Note],
    project: Project,
    *,
    taken: Collection[str],
) -> tuple[Completed, list[Diagnostic]]:
    """Give an id to every note that has none, and no mistakes either.

    ``taken`` are ids of notes that are no longer there. A finding tells of each note
    in a file whose layout is too unusual to have a line inserted.
    """
    used = {note.id for note in notes} | set(taken)
    complete: list[Note] = []
    insertions: dict[str, dict[Location, str]] = {}
    for note in notes:
        if not note.id and not note.has_mistakes:
            new_id = new_note_id(note.main_text.value, used)
            used.add(new_id)
            entries = insertions.setdefault(note.location.path, {})
            entries[note.id_place] = f"id: {new_id}"
            note = replace(note, id=new_id)  # noqa: PLW2901 -- the same note, complete
        complete.append(note)
    by_path: defaultdict[str, list[Note]] = defaultdict(list)
    for note in complete:
        by_path[note.location.path].append(note)
    edits: dict[str, Edit] = {}
    diagnostics: list[Diagnostic] = []
    for file in files:
        if file.path not in insertions:
            continue
        text = insert_lines(file.text, insertions[file.path])
        complete_file = replace(file, text=text)
        if _reads_as(complete_file, by_path[file.path], project):
            edits[file.path] = Edit(file.content, complete_file.content)
            continue
        diagnostics += [
            Diagnostic(place, Code.ID, f"the note has no id: write `{entry}` here")
            for place, entry in insertions[file.path].items()
        ]
    return Completed(complete, edits), diagnostics


def insert_lines(text: str, insertions: Mapping[Location, str]) -> str:
    """Insert ``key: value`` as the first line of the mappings at the given places.

    Every other character stays as it is. A place is that of a mapping's first key.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    for place, entry in sorted(insertions.items(), reverse=True):
        line = lines[place.line - 1]
        head, tail = line[: place.column - 1], line[place.column - 1 :]
        if head.rstrip().endswith("{"):
            lines[place.line - 1] = f"{head}{entry}, {tail}"
            continue
        if head.rstrip().endswith("?"):
            head = head[: head.rindex("?")]
            tail = line[len(head) :]
        indent = " " * len(head)
        lines[place.line - 1] = f"{head}{entry}{newline}{indent}{tail}"
    return "".join(lines)


def _reads_as(file: CardFile, expected: Sequence[Note], project: Project) -> bool:
    """Whether an edited card file holds the same notes, now with their ids."""
    notes, _ = cardfile.parse_card_file(
        file.text, file.path, root=project.name, default_deck=file.default_deck
    )
    return [_content(note) for note in notes] == [_content(note) for note in expected]


def _content(note: Note) -> tuple[object, ...]:
    return (note.id, note.deck, source_hash(note))


def new_note_id(text: str, taken: Collection[str]) -> str:
    """Return a readable id for a note that has none yet, from its first words.

    Only where the note gets its id written into the card file does its text matter;
    from then on the id stays, whatever becomes of the text.
    """
    words = re.findall(r"[A-Za-z0-9]+", text.lower())
    readable = "-".join(words[:_WORDS_IN_ID])[:_LONGEST_ID].strip("-")
    name = (
        readable
        if len(words) >= _WORDS_IN_ID
        else ("-".join(filter(None, (readable, digest(text).hex()[:8]))))
    )
    if name[0].isdigit():
        name = f"note-{name}"
    return name if name not in taken else f"{name}-{_free_number(name, taken)}"


def _free_number(name: str, taken: Collection[str]) -> int:
    """Return a number that makes ``name`` free: the lowest where there are no gaps.

    Found by halving: thousands of notes may begin alike.
    """
    low, high = 1, 2
    while f"{name}-{high}" in taken:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{name}-{middle}" in taken else (low, middle)
    return high
