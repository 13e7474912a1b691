"""Edits made in Anki come home: the stages of a pull in their order.

    export, collection or running Anki ─heldnotes─▶ what stands in Anki
    card files, lock ─workbench─▶ what the project has, and what both had
                     ─threeway─▶ who edited what
                     ─pulledtexts─▶ the author's texts, edited where they stand
                     ─▶ cards/, media/, deck.lock

What only Anki changed comes; where the project changed too, its text stays and both are
told. Nothing is written before all of it is known, and a dry run is the same without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.base.atomicfiles import Edit, PendingFiles
from builder.base.exclusive import Say, unheard
from builder.base.transaction import writing
from builder.cards.cardfolder import CardFile
from builder.cards.project import workplace
from builder.heldstate import held_notes
from builder.lockfile import lock_path
from builder.merging import Decisions, Merging, Missing, Pulled, place_of
from builder.pulledmedia import PulledMedia, pulled_media
from builder.pullednotes import NewNotes, new_notes
from builder.sources.decks.heldnotes import HeldDeck
from builder.versions.stamping import rendering_of
from builder.workbench import Workbench, open_workbench, parsed


@dataclass(frozen=True, slots=True)
class PullReport:
    """What came home, and what stays.

    ``notes`` are those that both have. ``conflicts`` are fields that both sides edited
    and nobody decided about, ``decided`` those where the project's text was chosen;
    ``left`` is what cannot be written into card files. ``behind`` are notes of which Anki
    holds an earlier state, unedited; ``foreign`` those that belong to other decks,
    ``retyped`` those that Anki has with another note type.
    """

    source: str
    folder: Path
    notes: int
    edits: Sequence[Pulled]
    conflicts: Sequence[Pulled]
    decided: Sequence[Pulled]
    left: Sequence[Pulled]
    new: NewNotes
    missing: Sequence[Missing]
    removed: Sequence[Missing]
    behind: int
    foreign: int
    retyped: Sequence[str]
    note_types: Sequence[str]
    media: Sequence[str]
    files: Sequence[str]


def pull(  # noqa: PLR0913 -- one for each thing a pull needs
    folder: Path,
    read: Callable[[Workbench], HeldDeck],
    *,
    decisions: Decisions | None = None,
    cache: Path | None = None,
    is_preview: bool = False,
    say: Say = unheard,
) -> PullReport:
    """Bring edits made in Anki into the card files of a project.

    ``read`` returns what stands in Anki.

    Raises:
        BuilderError: It cannot be read or belongs to another project, or the project
            has mistakes.
    """
    asked = decisions or Decisions()
    if is_preview:
        with PendingFiles() as files:
            return _pulled(files, folder, read, asked, cache)
    with writing(workplace(folder), project=folder, command="pull", say=say) as begun:
        report = _pulled(begun.files, folder, read, asked, cache)
        begun.files.commit()
    return report


def _pulled(
    files: PendingFiles,
    folder: Path,
    read: Callable[[Workbench], HeldDeck],
    decisions: Decisions,
    cache: Path | None,
) -> PullReport:
    bench = open_workbench(folder, cache)
    deck = read(bench)
    held = held_notes(bench, deck)
    merging = Merging(bench, held)
    merging.choose(decisions)
    media = pulled_media(bench, deck.files, merging.fields_to_come())
    merging.bench = bench.with_media(media.files)
    merging.bring(media)
    merging.remove(deck, decisions)
    changed = merging.edited_files()
    new = new_notes(merging.bench, held.new, media, changed)
    report = PullReport(
        source=deck.name,
        folder=folder,
        notes=len(held.known),
        edits=_placed(merging.bench, merging.edits, new.files),
        conflicts=merging.conflicts,
        decided=merging.decided,
        left=merging.left,
        new=new,
        missing=merging.missing,
        removed=merging.removed,
        behind=sum(one.is_behind for one in merging.merges.values()),
        foreign=held.foreign,
        retyped=held.retyped,
        note_types=sorted(set(_changed_types(bench, deck))),
        media=sorted({file.reference for file in media.files} & _used(merging, new)),
        files=sorted({*new.files, *new.note_types}),
    )
    _write(files, merging, new, media)
    return report


def _placed(
    bench: Workbench, edits: Sequence[Pulled], files: Mapping[str, CardFile]
) -> list[Pulled]:
    """Return edits with the places where they stand now."""
    notes = {
        note.id: note for file in files.values() for note in parsed(file, bench.project)
    }
    placed = [
        replace(one, place=place_of(notes[one.note_id], one.what))
        if one.note_id in notes
        else one
        for one in edits
    ]
    return sorted(placed, key=lambda one: one.place)


def _changed_types(bench: Workbench, deck: HeldDeck) -> Iterator[str]:
    """Yield the note types whose templates or style were edited in Anki: they stay."""
    theirs = {one.id: one for one in deck.package.note_types}
    for key, mine in bench.note_types.items():
        other, locked = theirs.get(mine.id), bench.lock.note_types.get(key)
        if other is None or locked is None:
            continue
        sides = [(one.name, one.front, one.back) for one in other.templates]
        own = [(one.name, one.front, one.back) for one in mine.templates]
        is_other = (other.css, sides) != (mine.css, own)
        # What was edited there is newer than all that was shipped.
        is_current = rendering_of(mine) == locked.stamp.content.rendering
        if is_other and other.modified > locked.modified and is_current:
            yield key


def _used(merging: Merging, new: NewNotes) -> set[str]:
    """Return the files of media/ that notes show which were edited or made in Anki."""
    edited = [one.rendered for one in merging.wanted.values() if one.rendered]
    notes = [*edited, *(one.note for one in new.notes)]
    return {file.reference for note in notes for file in note.media.values()}


def _write(
    files: PendingFiles, merging: Merging, new: NewNotes, media: PulledMedia
) -> None:
    bench = merging.bench
    folder = bench.project.folder
    used = _used(merging, new)
    for path, file in sorted(new.files.items()):
        before = bench.files.get(path)
        files.edit(
            folder / path, Edit(before.content if before else None, file.content)
        )
    for path, text in sorted(new.note_types.items()):
        files.edit(folder / path, Edit(None, text.encode()))
    for name, picture in media.by_name.items():
        if picture.reference in used:
            files.write(picture.path, media.contents[name])
    lock = replace(
        bench.lock,
        notes=merging.known_now(new),
        note_types={**bench.lock.note_types, **new.locked_types},
    )
    # The lock knows what came: it is last.
    files.edit(lock_path(bench.project), bench.lock_file.becoming(lock))
