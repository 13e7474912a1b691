"""The notes that stand in Anki beside those of a project: which are the same, new, gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.package import PackageNote
from builder.anki.exactfield import references
from builder.base.diagnostic import BuilderError
from builder.cards.names import RESERVED_TAGS, is_below
from builder.sources.decks.heldnotes import HeldDeck
from builder.versions.lock import Content, LockedNote, Stamp
from builder.versions.threeway import Held, Merge
from builder.workbench import Workbench

# Anki gives a file a name like this where a learner had another of its name.
_RENAMED = re.compile(r"-[0-9a-f]{40}(?=\.[^.]*$|$)")


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A note that both have; ``unknown`` are filled fields that the project lacks."""

    origin: PackageNote
    state: Held
    unknown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeldNotes:
    """What Anki holds, as the project sees it, by the ids of its notes.

    ``new`` were made in Anki, ``retyped`` have another note type there,
    ``foreign`` are in decks that are not the project's.
    """

    known: Mapping[str, HeldNote]
    new: tuple[PackageNote, ...]
    retyped: tuple[str, ...]
    foreign: int


def held_notes(bench: Workbench, deck: HeldDeck) -> HeldNotes:
    """Tell which notes are which.

    Raises:
        BuilderError: None of them is one of the project.
    """
    ids = {note.guid: key for key, note in bench.rendered.items()}
    gone = {one.guid for one in bench.lock.notes.values()}
    latest = {origin.guid: origin for origin in deck.package.notes}
    known: dict[str, HeldNote] = {}
    new: list[PackageNote] = []
    retyped: list[str] = []
    foreign = 0
    roots = own_roots(bench)
    for guid, origin in latest.items():
        key = ids.get(guid)
        if key is not None:
            if _is_of_type(bench.rendered[key], origin):
                known[key] = _held(bench, key, origin)
            else:
                retyped.append(key)
        elif guid in gone:
            continue  # retired, or deleted from the card files since
        elif (
            any(_is_in(name, root) for name in origin.decks for root in roots)
            or not origin.decks
        ):
            new.append(origin)
        else:
            foreign += 1
    if not (known or retyped):
        raise BuilderError(
            f"{deck.name}: no note of it is one of this project: a package of another deck "
            "is taken over with `decks import`"
        )
    return HeldNotes(known, tuple(new), tuple(retyped), foreign)


def locked_note(bench: Workbench, key: str) -> LockedNote:
    """Return what was shipped of a note; nothing is known of one that never was."""
    known = bench.lock.notes.get(key)
    if known is not None:
        return known
    note = bench.rendered[key]
    nothing = Stamp(0, Content(""))
    return LockedNote(
        key, note.guid, 1, nothing, note.deck, note.note_type.key, note.ordinals
    )


def _is_of_type(ours: AnkiNote, origin: PackageNote) -> bool:
    names = [one.name for one in origin.note_type.fields]
    same_fields = names == list(ours.note_type.fields)
    is_same = origin.note_type.id == ours.note_type.id or same_fields
    return is_same and len(origin.values) == len(names)


def _held(bench: Workbench, key: str, origin: PackageNote) -> HeldNote:
    ours = bench.rendered[key]
    personal = {text.value for text in bench.project.personal}
    theirs = origin.fields
    names = ours.note_type.fields
    is_same_shape = len(origin.values) == len(names)
    values = []
    for place, name in enumerate(names):
        value = ours.fields[place]
        if name not in personal and name in theirs:
            value = theirs[name]
        elif name not in personal and is_same_shape:
            value = origin.values[place]
        values.append(known_names(bench, value))
    tags = tuple(tag for tag in origin.tags if not is_learners_own(bench, tag))
    unknown = {
        name: value
        for name, value in theirs.items()
        if value and name not in names and not is_same_shape
    }
    return HeldNote(origin, Held(origin.modified, tuple(values), tags), unknown)


def known_names(bench: Workbench, value: str) -> str:
    """Return a field in which files have the names that the project gave them."""
    for _, name in references(value):
        plain = _RENAMED.sub("", name)
        if plain != name and (
            plain in bench.packaged or plain in bench.library.by_name
        ):
            value = value.replace(name, plain)
    return value


def is_learners_own(bench: Workbench, tag: str) -> bool:
    """Whether a tag is one of those that stay in Anki."""
    return tag.casefold() in RESERVED_TAGS or any(
        is_below(tag, own.value) for own in bench.project.personal_tags
    )


def own_roots(bench: Workbench) -> set[str]:
    """Return the decks that the project's are or are below, in small letters."""
    root = bench.project.name
    decks = {note.deck for note in bench.rendered.values()}
    return {
        root.casefold(),
        *(deck.casefold() for deck in decks if not _is_in(deck, root)),
    }


def _is_in(deck: str, root: str) -> bool:
    return f"{deck.casefold()}::".startswith(f"{root.casefold()}::")


def missing_notes(
    bench: Workbench, deck: HeldDeck, held: HeldNotes, merges: Mapping[str, Merge]
) -> Iterator[str]:
    """Yield the notes that were deleted in Anki: what it never imported is not."""
    known, found = held.known, {*held.known, *held.retyped}
    decks = {name.casefold() for one in known.values() for name in one.origin.decks}
    releases = {
        _order(bench.lock.notes[key].since) for key in known if key in bench.lock.notes
    }
    newest = max(releases, default=())
    latest = max((one.base.modified for one in merges.values() if one.base), default=0)
    for key, note in bench.rendered.items():
        locked = bench.lock.notes.get(key)
        if key in found or locked is None or note.guid in deck.elsewhere:
            continue
        if not deck.is_whole and note.deck.casefold() not in decks:
            continue
        first = min(
            locked.modified, *(one.modified for one in locked.earlier), locked.modified
        )
        was_there = _order(locked.since) <= newest if locked.since else first <= latest
        if was_there:
            yield key


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
