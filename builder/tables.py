"""Notes out into a table, and the edits of the table back: three-way, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.base.atomicfiles import Edit, PendingFiles
from builder.base.cachefolder import cache_folder
from builder.base.diagnostic import BuilderError, Location
from builder.base.exclusive import Say, unheard
from builder.base.ordinaryfile import (
    FileKind,
    UnusableFileError,
    open_file,
)
from builder.base.transaction import writing
from builder.cards.cardedits import NoteEdit
from builder.cards.cardfolder import CardFile
from builder.cards.note import Note
from builder.cards.noterows import (
    DECK,
    EXPORTED,
    GUID,
    ID,
    TAGS,
    TYPE,
    NoteRow,
    cell_mark,
    cells_of,
    delimiter_of,
    items_of,
    read_rows,
    texts_of,
)
from builder.cards.notetexts import with_texts
from builder.cards.project import workplace
from builder.cards.yamltree import Text
from builder.merging import TAGS as TAGS_EDITED
from builder.merging import Decisions, Pulled, place_of
from builder.pull import PullReport
from builder.sources.decks import ankitext
from builder.tablenotes import new_rows
from builder.workbench import Wanted, Workbench, edited, open_workbench

_NO_TEXTS = frozenset({ID, GUID, TYPE, DECK, TAGS, EXPORTED})
_LONGEST_HEAD = 2**16
_TABLES = frozenset({".csv", ".tsv", ".txt"})


def is_own_table(path: Path) -> bool:
    """Whether a file is a table that `decks export` made."""
    if path.suffix.lower() not in _TABLES:
        return False
    try:
        with open_file(path, FileKind.EXPORT) as stream:
            head = stream.readline(_LONGEST_HEAD)
    except UnusableFileError:
        return False
    return bool(delimiter_of(head.decode("utf-8-sig", errors="replace")))


def pull_table(
    folder: Path,
    path: Path,
    *,
    decisions: Decisions | None = None,
    is_preview: bool = False,
    say: Say = unheard,
) -> PullReport:
    """Bring the edits of a table into the card files that it was exported from.

    Raises:
        BuilderError: It cannot be read, or the project has mistakes.
    """
    asked = decisions or Decisions()
    text = ankitext.read_export(path)
    try:
        rows = read_rows(text)
    except BuilderError as error:
        raise BuilderError(f"{path}: {error}") from error
    if is_preview:
        with PendingFiles() as files:
            return _pulled(files, folder, path, rows, asked)
    with writing(workplace(folder), project=folder, command="import", say=say) as begun:
        report = _pulled(begun.files, folder, path, rows, asked)
        begun.files.commit()
    return report


@dataclass
class _Rows:
    """What was found out of the rows so far."""

    bench: Workbench
    decisions: Decisions
    notes: int = 0
    edits: list[Pulled] = field(default_factory=list)
    conflicts: list[Pulled] = field(default_factory=list)
    decided: list[Pulled] = field(default_factory=list)
    left: list[Pulled] = field(default_factory=list)
    wanted: dict[str, Wanted] = field(default_factory=dict)
    told: dict[str, list[Pulled]] = field(default_factory=dict)

    def merge(self, note: Note, row: NoteRow) -> None:
        """Compare a row with its note, and both with what was exported."""
        self.notes += 1
        now = cells_of(note)
        work = _Edited(note)
        for column, theirs in row.cells.items():
            ours = now.get(column, "")
            if column in _NO_TEXTS or theirs == ours:
                continue
            if cell_mark(theirs) == row.was(column):
                continue
            told = self._told(note, column, ours, theirs)
            if cell_mark(ours) != row.was(column):
                choice = self.decisions.choose(told)
                if choice != "theirs":
                    {"ours": self.decided, "later": self.conflicts}[choice].append(told)
                    continue
            if not work.take(self.bench, column, theirs):
                reason = "cannot be written in the card file: edit it there"
                self.left.append(replace(told, reason=reason))
                continue
            self.told.setdefault(note.id, []).append(told)
        self._tags(note, row, work)
        self._deck(note, row)
        if note.id in self.told:
            rendered = self.bench.render(work.note)
            if rendered is not None:
                self.wanted[note.id] = Wanted(work.edit, rendered)

    def _tags(self, note: Note, row: NoteRow, work: _Edited) -> None:
        theirs = row.cells.get(TAGS, "").split()
        held = {tag.casefold() for tag in theirs}
        mine = {tag.casefold() for tag in note.tags}
        before, head = row.tag_marks, self.bench.head_tags(note.location.path)
        work.added = tuple(
            tag
            for tag in theirs
            if tag.casefold() not in mine and cell_mark(tag.casefold()) not in before
        )
        gone = tuple(
            tag
            for tag in note.tags
            if tag.casefold() not in held and cell_mark(tag.casefold()) in before
        )
        work.removed = tuple(tag for tag in gone if tag not in head)
        for tag in gone:
            if tag in head:
                told = self._told(note, TAGS_EDITED, tag, "")
                reason = "the head of the file gives this tag to all its notes"
                self.left.append(replace(told, reason=reason))
        if work.added or work.removed:
            tags = [tag for tag in note.tags if tag not in work.removed]
            work.note = replace(work.note, tags=(*tags, *work.added))
            now, then = " ".join(work.note.tags), " ".join(note.tags)
            told = self._told(note, TAGS_EDITED, then, now)
            self.told.setdefault(note.id, []).append(told)

    def _deck(self, note: Note, row: NoteRow) -> None:
        deck = row.cells.get(DECK, "")
        if deck and deck != note.deck:
            told = self._told(note, DECK, note.deck, deck)
            self.left.append(replace(told, reason="move the note in the card files"))

    def _told(self, note: Note, what: str, ours: str, theirs: str) -> Pulled:
        return Pulled(note.id, place_of(note, what), what, ours, theirs)

    def files(self) -> dict[str, CardFile]:
        """Return the card files that become others."""
        changed, refused = edited(self.bench, self.wanted)
        for key in self.wanted:
            self._settle(key, is_refused=key in refused)
        for key in set(self.told) - set(self.wanted):
            self._settle(key, is_refused=True)
        return changed

    def _settle(self, key: str, *, is_refused: bool) -> None:
        reason = "would be no sound note, or its layout forbids it: edit the card file"
        if is_refused:
            self.left += [replace(one, reason=reason) for one in self.told[key]]
        else:
            self.edits += self.told[key]


class _Edited:
    """A note that cells are taken into, and the edit of its file."""

    def __init__(self, note: Note) -> None:
        self.note = note
        self.texts: dict[Location, str] = {}
        self.keys: dict[str, str] = {}
        self.fields: dict[str, str] = {}
        self.added: tuple[str, ...] = ()
        self.removed: tuple[str, ...] = ()
        self._place = note.location

    @property
    def edit(self) -> NoteEdit:
        return NoteEdit(
            self._place, self.texts, self.keys, self.fields, self.added, self.removed
        )

    def take(self, bench: Workbench, column: str, cell: str) -> bool:
        """Write a cell into the note; says whether that can be."""
        texts = texts_of(self.note, column)
        is_list = column in self.note.lists or column == "choices"
        if not texts:
            return self._add(bench, column, cell)
        values = items_of(cell) if is_list else [cell]
        if len(values) != len(texts):
            return False
        ends = ["\n" if text.value.endswith("\n") else "" for text in texts]
        new = {
            text.location: value + end
            for text, value, end in zip(texts, values, ends, strict=True)
            if value != text.value.removesuffix("\n")
        }
        self.texts |= new
        self.note = with_texts(self.note, new)
        return True

    def _add(self, bench: Workbench, column: str, cell: str) -> bool:
        note = self.note
        if note.kind.name == "own":
            note_type = bench.note_types.get(note.note_type)
            if note_type is None or column not in note_type.own_fields:
                return False
            self.fields[column] = cell
            place = note.location
            text = _new_text(cell, place, len(self.fields))
            self.note = replace(note, texts={**note.texts, column: text})
            return True
        if column in {"hint", "extra", "source"}:
            text = _new_text(cell, note.location, 0)
            self.note = replace(note, common={**note.common, column: text})
        elif column in note.kind.fields and column in note.kind.optional:
            text = _new_text(cell, note.location, 0)
            self.note = replace(note, texts={**note.texts, column: text})
        elif column in note.kind.flags and cell in {"true", "TRUE"}:
            cell = "true"
            self.note = replace(note, flags=note.flags | {column})
        else:
            return False
        self.keys[column] = cell
        return True


def _new_text(cell: str, place: Location, number: int) -> Text:
    # A place that no file has: what stands there is added.
    return Text(cell, Location(place.path, place.line, -1 - number))


def _pulled(
    files: PendingFiles,
    folder: Path,
    path: Path,
    rows: Sequence[NoteRow],
    decisions: Decisions,
) -> PullReport:
    bench = open_workbench(folder, cache_folder())
    by_guid = {note.guid: note for note in bench.rendered.values()}
    merging = _Rows(bench, decisions)
    fresh = []
    for row in rows:
        made = by_guid.get(row.cells.get(GUID, ""))
        note = bench.notes.get(row.cells[ID] or (made.id if made else ""))
        if note is None:
            fresh.append(row)
        else:
            merging.merge(note, row)
    if fresh and not merging.notes:
        raise BuilderError(
            f"{path}: no row of it is a note of this project: `{ID}` tells which"
        )
    changed = merging.files()
    new = new_rows(bench, fresh, changed)
    for name, file in sorted(new.files.items()):
        before = bench.files.get(name)
        edit = Edit(before.content if before else None, file.content)
        files.edit(folder / name, edit)
    return PullReport(
        source=str(path),
        folder=folder,
        notes=merging.notes,
        edits=sorted(merging.edits, key=lambda one: one.place),
        conflicts=merging.conflicts,
        decided=merging.decided,
        left=merging.left,
        new=new,
        missing=(),
        removed=(),
        behind=0,
        foreign=0,
        retyped=(),
        note_types=(),
        media=(),
        files=sorted(new.files),
    )
