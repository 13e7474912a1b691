"""A lost lock made anew from a package that the project once built.

Ids and GUIDs come from the project's key and are never lost; times and the numbers of
``==…==`` deletions are in the package alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from builder.anki.ankinote import AnkiNote
from builder.anki.apkg.package import Package, PackageNote, PackageNoteType
from builder.anki.kinds.steps import steps_in
from builder.anki.notetype import NoteType
from builder.base.diagnostic import BuilderError
from builder.base.hashing import short_hash
from builder.base.phrases import shortened
from builder.text.clozenumbers import Numbered, explicit_deletions
from builder.versions.fieldmarks import field_marks
from builder.versions.lock import (
    Content,
    Lock,
    LockedNote,
    LockedNoteType,
    Release,
    Shipped,
    Stamp,
)
from builder.versions.stamping import note_content

# No source has this hash: what differs from the package was changed by its author.
_UNKNOWN_SOURCE = "recovered"
_TITLE = 60
_VERSION = re.compile(r"(?:Version|版本) (\d+\.\d+\.\d+)")


def recovered(
    package: Package,
    notes: Sequence[AnkiNote],
    note_types: Iterable[NoteType],
    *,
    version: str,
) -> Lock:
    """Return the lock as it was when the package was built, as far as it tells.

    ``notes`` are those of the project now, rendered without a lock; ``version`` is
    deck.yaml's, for a package without a root deck that could tell it. Every note of the
    package counts as released; what is not in the project any more as removed since.

    Raises:
        BuilderError: The package holds no note of this project.
    """
    version = _version(package) or version
    by_guid = {note.guid: note for note in package.notes}
    types = {one.id: one for one in note_types}
    found = [(note, by_guid.pop(note.guid)) for note in notes if note.guid in by_guid]
    if not found:
        raise BuilderError(
            "no note of this package is one of this project: it was built with another "
            "`key`, or by another tool"
        )
    locked = [_present(note, shipped, version) for note, shipped in found]
    locked += [
        _absent(note, types[note.note_type.id].key, version)
        for note in by_guid.values()
        if note.note_type.id in types
    ]
    return Lock(
        notes={note.id: note for note in locked},
        note_types={
            types[one.id].key: _type(one, types[one.id])
            for one in package.note_types
            if one.id in types
        },
        release=Release(version, max(note.modified for note in package.notes)),
    )


def _version(package: Package) -> str:
    """Return the version that the root deck tells under its name, or nothing."""
    descriptions = [deck.description for deck in package.decks if deck.description]
    matches = [_VERSION.search(text) for text in descriptions]
    return next((match[1] for match in matches if match), "")


def _present(note: AnkiNote, shipped: PackageNote, version: str) -> LockedNote:
    is_same = shipped.values == note.fields and set(shipped.tags) == set(note.tags)
    then = Content(
        _rendering(shipped, note.note_type.key),
        _UNKNOWN_SOURCE,
        fields=field_marks(shipped.values),
        tags=shipped.tags,
    )
    content = note_content(note) if is_same else then
    short, explicit = _short(note, shipped), _in_fields(shipped.values)
    kept = {number for number, _ in short}
    return LockedNote(
        id=note.id,
        guid=note.guid,
        number=shipped.number,
        stamp=Stamp(shipped.modified, content),
        deck=next(iter(shipped.decks), note.deck),
        note_type=note.note_type.key,
        ordinals=shipped.ordinals,
        title=note.title,
        was=note.was,
        since=version,
        shipped=_as_shipped(shipped, (*short, *note.explicit)),
        short=short,
        explicit=tuple(pair for pair in explicit if pair[0] not in kept),
        gone=_left_out(explicit) if short else (),
    )


def _left_out(deletions: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """Return the numbers in between that are not there: of deletions removed before."""
    numbers = {number for number, _ in deletions}
    highest = max(numbers, default=0)
    return tuple((one, "") for one in range(1, highest) if one not in numbers)


def _absent(note: PackageNote, note_type: str, version: str) -> LockedNote:
    return LockedNote(
        id=f"recovered-{note.guid}",
        guid=note.guid,
        number=note.number,
        stamp=Stamp(note.modified, Content(_rendering(note, note_type))),
        deck=next(iter(note.decks), ""),
        note_type=note_type,
        ordinals=note.ordinals,
        title=shortened(_plain(" ".join(note.values[:1])), _TITLE),
        since=version,
        shipped=_as_shipped(note, ()),
        is_present=False,
    )


def _as_shipped(note: PackageNote, deletions: Sequence[Numbered]) -> Shipped:
    deck = next(iter(note.decks), "")
    return Shipped(note.modified, deck, note.ordinals, tuple(deletions))


def _rendering(note: PackageNote, note_type: str) -> str:
    return short_hash(note_type, *note.values, "tags", *note.tags)


def _short(note: AnkiNote, shipped: PackageNote) -> tuple[Numbered, ...]:
    """Return the numbers that the package gave to ``==…==``, in order of appearance.

    A deletion that shows the same now is known by its source; of any other, the text
    is what the card shows.
    """
    if not note.short:
        return ()
    sources = dict(note.short)
    if note.note_type.key == "steps":
        return _steps(note, shipped)
    written = {text: sources.get(number) for number, text in _in_fields(note.fields)}
    own = {number for number, _ in note.explicit}
    return tuple(
        (number, written.get(text) or _plain(text))
        for number, text in _in_fields(shipped.values)
        if number not in own
    )


def _steps(note: AnkiNote, shipped: PackageNote) -> tuple[Numbered, ...]:
    """Return the slots that the package gave to steps."""
    names = note.note_type.fields
    sources = dict(note.short)
    now = steps_in(dict(zip(names, note.fields, strict=True)))
    written = {text: sources[slot] for slot, text in now}
    then = steps_in(dict(zip(names, shipped.values, strict=False)))
    return tuple((slot, written.get(text) or _plain(text)) for slot, text in then)


def _in_fields(values: Iterable[str]) -> list[Numbered]:
    # Under 0 stand the texts on a picture: they hide nothing.
    found = (pair for value in values for pair in explicit_deletions(value))
    # What is spoken aloud stands in a field twice.
    return list(dict.fromkeys(pair for pair in found if pair[0]))


def _plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def _type(shipped: PackageNoteType, note_type: NoteType) -> LockedNoteType:
    templates = tuple(one.name for one in shipped.templates)
    return LockedNoteType(
        key=note_type.key,
        stamp=Stamp(shipped.modified, Content(_type_rendering(shipped, note_type))),
        id=shipped.id,
        name=shipped.name,
        shipped=shipped.modified,
        fields=tuple(field.name for field in shipped.fields),
        templates=templates,
    )


def _type_rendering(one: PackageNoteType, note_type: NoteType) -> str:
    """Return the hash that ``rendering_of`` gives to a note type of the project.

    What a kept one has besides is nowhere in the package, and stays as it came.
    """
    parts = [
        one.name,
        one.css,
        str(one.is_cloze),
        *(field.name for field in one.fields),
    ]
    for template in one.templates:
        parts += [template.name, template.front, template.back]
    return short_hash(*parts, *(note_type.kept.texts if note_type.kept else ()))
