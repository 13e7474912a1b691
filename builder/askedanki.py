"""What a running Anki holds of a project's decks: it writes them as packages, we read."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.package import (
    Package,
    PackageField,
    PackageNote,
    PackageNoteType,
)
from builder.anki.apkg.reader import media_contents, read_package
from builder.anki.connect import RunningAnki
from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import FileKind
from builder.heldstate import own_roots
from builder.sources.decks.heldnotes import HeldDeck
from builder.workbench import Workbench

_MOST_ASKED = 500


def ask_anki(anki: RunningAnki, bench: Workbench, folder: Path) -> HeldDeck:
    """Have Anki write the decks of a project into an empty folder, and read them.

    Raises:
        BuilderError: No Anki answers, or it has none of the decks.
    """
    names = {name.casefold(): name for name in anki.deck_names()}
    wanted = [names[root] for root in sorted(own_roots(bench)) if root in names]
    paths = []
    for number, name in enumerate(wanted):
        path = folder / f"{number}.apkg"
        anki.export_deck(name, path)
        paths.append(path)
    nothing = Package(0, (), (), (), ())
    package = _together([read_package(path) for path in paths] or [nothing])
    moved = tuple(_moved(anki, bench, {note.guid for note in package.notes}))
    if not (wanted or moved):
        raise BuilderError(
            f"no deck `{bench.project.name}` in Anki: import the package into it first, or "
            "name an export of the deck"
        )
    return HeldDeck(
        name="Anki",
        package=_together([package, Package(0, moved, (), (), ())]),
        files=functools.partial(_files, paths),
        is_whole=True,
    )


def _together(packages: Sequence[Package]) -> Package:
    """Return one package of several; a note with cards in two decks is in both."""
    notes = {note.guid: note for one in packages for note in one.notes}
    types = {one.id: one for package in packages for one in package.note_types}
    decks = {deck.name: deck for package in packages for deck in package.decks}
    return Package(
        format=packages[0].format,
        notes=tuple(notes.values()),
        note_types=tuple(types.values()),
        decks=tuple(decks.values()),
        media=(),
    )


def _moved(
    anki: RunningAnki, bench: Workbench, found: Collection[str]
) -> Iterator[PackageNote]:
    """Yield notes that a learner moved to other decks: Anki knows them by their ids."""
    away = {
        locked.number: bench.rendered[locked.id]
        for locked in bench.lock.notes.values()
        if locked.id in bench.rendered and locked.guid not in found
    }
    for batch in _batches(sorted(away)):
        for told in anki.notes_by_number(batch):
            ours = away.get(told.get("noteId", 0))
            if ours is not None:
                yield _note(ours, told)


def _batches(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(numbers), _MOST_ASKED):
        yield numbers[start : start + _MOST_ASKED]


def _note(ours: AnkiNote, told: dict[str, Any]) -> PackageNote:
    fields = sorted(told["fields"].items(), key=lambda one: one[1]["order"])
    return PackageNote(
        guid=ours.guid,
        number=int(told["noteId"]),
        note_type=PackageNoteType(
            # Another type of the same fields would be merged like it.
            id=0,
            name=str(told.get("modelName", "")),
            modified=0,
            is_cloze=ours.note_type.is_cloze,
            fields=tuple(PackageField(name, None) for name, _ in fields),
            templates=(),
            css="",
        ),
        modified=int(told.get("mod") or 0),
        values=tuple(str(value["value"]) for _, value in fields),
        tags=tuple(map(str, told.get("tags", ()))),
        decks=(),
        ordinals=(),
        position=0,
    )


def _files(
    paths: Sequence[Path], names: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    found: set[str] = set()
    for path in paths if names else ():
        for name, chunks in media_contents(path):
            if name in names and name not in found:
                found.add(name)
                content = b"".join(chunks)
                if len(content) <= FileKind.MEDIA.limit:
                    yield name, content
