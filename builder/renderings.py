"""What notes were rendered to in earlier builds: looked up instead of rendered again.

A file in the user's cache folder for each project holds a line for each note: a hash of
everything that its rendering depends on, a mark of the line, and what came of it. So an
edit renders what it changed. Only notes about which nothing was found are kept: a finding
has a place, and places move. A line that is damaged is as good as none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from builder.anki.ankinote import AnkiNote
from builder.anki.media import MediaLibrary
from builder.anki.notetype import NoteType
from builder.base import cachefolder
from builder.base.hashing import digest, short_hash
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.base.toolmarks import tool_marks
from builder.base.treehash import UnusualFileError
from builder.cards.note import Note, source_hash
from builder.cards.project import Project
from builder.versions.lock import LockedNote

_FOLDER = "renderings"
_MOST_PROJECTS = 20
_LARGEST = 256 * 1024 * 1024
_KEY, _MARK = 64, 16


class Renderings:
    """The renderings of one project, as its note types and media are now."""

    def __init__(self, path: Path | None, grounds: str) -> None:
        self._path = path
        self._grounds = grounds
        self._known = dict(_lines(path)) if path is not None else {}
        self._used: dict[str, bytes] = {}

    def recall(
        self,
        note: Note,
        known: LockedNote | None,
        note_type: NoteType,
        media: MediaLibrary,
    ) -> AnkiNote | None:
        """Return a note as it was rendered before; nothing when it has to be rendered."""
        if not self._is_kept(note, note_type):
            return None
        key = self._key(note, known)
        line = self._known.get(key)
        values = _values(key, line) if line is not None else None
        if line is None or values is None:
            return None
        self._used[key] = line
        return AnkiNote(
            id=note.id,
            guid=note.guid or "",
            note_type=note_type,
            fields=tuple(values["fields"]),
            tags=note.tags,
            deck=note.deck,
            ordinals=tuple(values["ordinals"]),
            media={
                name: media.files[reference]
                for name, reference in values["media"].items()
            },
            short=tuple((number, text) for number, text in values["short"]),
            explicit=tuple((number, text) for number, text in values["explicit"]),
            title=values["title"],
            location=note.location,
            source_hash=values["source"],
            was=note.was,
            read=tuple(media.files[reference] for reference in values["read"]),
        )

    def keep(self, note: Note, known: LockedNote | None, rendered: AnkiNote) -> None:
        """Remember what a note was rendered to, about which nothing was found."""
        if not self._is_kept(note, rendered.note_type):
            return
        values = {
            "fields": rendered.fields,
            "ordinals": rendered.ordinals,
            "media": {name: file.reference for name, file in rendered.media.items()},
            "short": rendered.short,
            "explicit": rendered.explicit,
            "title": rendered.title,
            "source": rendered.source_hash,
            "read": [file.reference for file in rendered.read],
        }
        key = self._key(note, known)
        text = json.dumps(values)
        self._used[key] = f"{short_hash(key, text)}{text}".encode()

    def save(self) -> None:
        """Write what this build used, unless that is what is there."""
        if self._path is None or self._used == self._known:
            return
        content = b"".join(
            key.encode() + line + b"\n" for key, line in self._used.items()
        )
        if len(content) <= _LARGEST:
            cachefolder.keep(
                self._path.parent, self._path.name, content, most=_MOST_PROJECTS
            )

    def _is_kept(self, note: Note, note_type: NoteType) -> bool:
        """Whether a note is one that is worth keeping.

        What masks become depends on much that is no text, and the cards of a note type
        that was taken over on those that the note came with.
        """
        is_text = note.masks is None and note_type.kept is None
        return self._path is not None and is_text and not note.has_mistakes

    def _key(self, note: Note, known: LockedNote | None) -> str:
        """Return a hash of all that the rendering of a note depends on.

        Whether a text belongs to the note or to the head of its file, a finding may tell.
        """
        shared = (*note.common.values(), *note.speech.values())
        return digest(
            self._grounds,
            source_hash(note),
            *(note.id, note.was, note.guid or "", note.deck),
            *("texts", *note.texts, "common", *note.common, "speech", *note.speech),
            *("own" if one.location > note.location else "shared" for one in shared),
            *("tags", *note.tags),
            *(repr(known.short if known else ()), repr(known.gone if known else ())),
        ).hex()


NOTHING_KEPT = Renderings(None, "")


def renderings_of(
    cache: Path | None,
    project: Project,
    note_types: Mapping[str, NoteType],
    media: MediaLibrary,
) -> Renderings:
    """Return the renderings that a folder of the cache keeps of a project."""
    if cache is None:
        return NOTHING_KEPT
    try:
        tool = tool_marks()
    except (OSError, UnusualFileError):
        return NOTHING_KEPT
    shapes = [repr(_shape(one)) for _, one in sorted(note_types.items())]
    files = [
        f"{name} {file.name} {file.content_hash}" for name, file in media.files.items()
    ]
    grounds = digest(*tool, project.content, "types", *shapes, "media", *files)
    name = digest(str(project.folder.resolve())).hex()
    return Renderings(cache / _FOLDER / name, grounds.hex())


def _shape(note_type: NoteType) -> list[Any]:
    """Return everything of a note type, in an order that is the same in every process."""
    values = [getattr(note_type, one.name) for one in fields(note_type)]
    return [sorted(one) if isinstance(one, frozenset) else one for one in values]


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        content = read_file(path, FileKind.LOCK)
    except UnusableFileError:
        return
    for line in content.split(b"\n"):
        if len(line) > _KEY + _MARK:
            yield line[:_KEY].decode("latin-1"), line[_KEY:]


def _values(key: str, line: bytes) -> Mapping[str, Any] | None:
    """Return what a line holds; nothing when it is damaged."""
    try:
        text = line[_MARK:].decode()
    except UnicodeDecodeError:
        return None
    if short_hash(key, text) != line[:_MARK].decode("latin-1"):
        return None
    values: Mapping[str, Any] = json.loads(text)
    return values
