"""Rows that were added to a table, as entries of card files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from builder.anki.ankinote import AnkiNote
from builder.base.diagnostic import BuilderError
from builder.cards import cardwriter
from builder.cards.cardfolder import CardFile
from builder.cards.cardwriter import CardNote, NoteValue
from builder.cards.exacttext import exact_scalar
from builder.cards.newids import new_note_id
from builder.cards.note import BUILT_IN_NOTE_TYPES, KINDS
from builder.cards.noterows import DECK, ID, TAGS, TYPE, NoteRow, items_of
from builder.cards.project import CARDS_FOLDER
from builder.pullednotes import NewNote, NewNotes
from builder.workbench import Workbench, parsed

# Where rows go that name no deck of a card file.
_NEW_FILE = f"{CARDS_FOLDER}/from-table.yaml"

_COMMON = ("hint", "extra", "source")


def new_rows(
    bench: Workbench, rows: Sequence[NoteRow], changed: Mapping[str, CardFile]
) -> NewNotes:
    """Write rows without an id as new notes; ``changed`` are files edited before."""
    files = dict(changed)
    made: list[NewNote] = []
    left: defaultdict[str, list[str]] = defaultdict(list)
    taken = {*bench.notes, *bench.lock.notes}
    for row in rows:
        reason = "it makes no note: `type` tells of which kind it is"
        try:
            note_id = _new_id(bench, row, taken)
            placed = _placed(bench, row, note_id, files)
        except BuilderError as error:
            reason, placed = str(error), None
        if placed is None:
            left[reason].append(f"line {row.line}")
            continue
        file, note = placed
        taken.add(note.id)
        files[file.path] = file
        made.append(NewNote(note.id, file.path, note))
    return NewNotes(notes=made, files=files, left_rows=left)


def _new_id(bench: Workbench, row: NoteRow, taken: set[str]) -> str:
    wanted = row.cells[ID].strip()
    if wanted:
        return wanted
    first = _main_column(bench, row)
    text = row.cells.get(first, "")
    if not text.strip():
        raise BuilderError("its first text is empty")
    return new_note_id(text, taken)


def _main_column(bench: Workbench, row: NoteRow) -> str:
    kind = row.cells.get(TYPE, "") or "basic"
    if kind in BUILT_IN_NOTE_TYPES:
        return next(one.marker for one in reversed(KINDS) if one.note_type == kind)
    note_type = bench.note_types.get(kind)
    return note_type.own_fields[0] if note_type else ""


def _placed(
    bench: Workbench, row: NoteRow, note_id: str, files: Mapping[str, CardFile]
) -> tuple[CardFile, AnkiNote] | None:
    """Return the card file that takes a row, and what a build will give."""
    current = {**bench.files, **files}
    deck = row.cells.get(DECK, "") or bench.project.name
    paths = [one.location.path for one in bench.notes.values() if one.deck == deck]
    entry = cardwriter.entry(_note(bench, row, note_id))
    below = deck.removeprefix(f"{bench.project.name}::")
    told = below if below != deck else f"::{deck}"
    with_deck = f"{entry}\n    deck: {exact_scalar(told, '    ')}"
    empty = CardFile(_NEW_FILE, "")
    places = [(current[path], entry) for path in paths[-1:]]
    for file, written in (*places, (current.get(_NEW_FILE, empty), with_deck)):
        text = f"notes:\n{written}\n"
        if file.text:
            text = cardwriter.with_more(file.text, [written])
        found = replace(file, text=text)
        notes = {note.id: note for note in parsed(found, bench.project)}
        given = bench.render(notes[note_id]) if note_id in notes else None
        if given is not None and given.deck == deck:
            return found, given
    return None


def _note(bench: Workbench, row: NoteRow, note_id: str) -> CardNote:
    kind = row.cells.get(TYPE, "") or "basic"
    tags = tuple(row.cells.get(TAGS, "").split())
    if kind not in BUILT_IN_NOTE_TYPES:
        note_type = bench.note_types.get(kind)
        names = note_type.own_fields if note_type else ()
        own = {name: row.cells[name] for name in names if row.cells.get(name)}
        return CardNote(note_id, "own", {"type": kind, "fields": own}, tags)
    one = next(one for one in reversed(KINDS) if one.note_type == kind)
    fields: dict[str, NoteValue] = {}
    for key in (*one.keys, *_COMMON):
        cell = row.cells.get(key, "")
        if cell:
            fields[key] = items_of(cell) if cell.startswith("- ") else cell
    return CardNote(note_id, one.name, fields, tags)
