"""Anki's export of notes as text: GUIDs and fields, of note types known elsewhere.

https://docs.ankiweb.net/importing/text-files.html#file-headers
"""

from __future__ import annotations

import csv
import functools
import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from builder.anki.apkg.package import Package, PackageNote, PackageNoteType
from builder.anki.apkg.reader import media_contents
from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.sources.decks.original import OriginalDeck

_HEAD = re.compile(r"#([a-z ]+):([^\r\n]*)(?:\r\n|\r|\n|$)")
_SEPARATORS: Mapping[str, str] = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
    "pipe": "|",
    "space": " ",
}
_LARGEST_FIELD = 2**27


def read(path: Path, like: Package, like_path: Path) -> OriginalDeck:
    """Read an export whose note types and media are those of the package ``like``.

    Raises:
        BuilderError: It cannot be read, has no GUIDs, or has note types of its own.
    """
    text = read_export(path)
    try:
        notes = tuple(_notes(text, like))
    except (csv.Error, ValueError) as error:
        raise BuilderError(f"{path}: {error}") from error
    used = {note.note_type.id: note.note_type for note in notes}
    return OriginalDeck(
        name=path.stem,
        package=Package(
            format=0,
            notes=notes,
            note_types=tuple(sorted(used.values(), key=lambda one: (one.name, one.id))),
            decks=like.decks,
            media=like.media,
        ),
        contents=functools.partial(media_contents, like_path),
        has_identity=False,
    )


def guids(path: Path) -> Iterator[str]:
    """Yield the GUIDs that an export tells.

    Raises:
        BuilderError: It cannot be read.
    """
    head, body = _head(read_export(path))
    column = head.get("guid column", "")
    if not column.isdecimal():
        return
    separator = _SEPARATORS.get(head.get("separator", "tab").lower(), "\t")
    csv.field_size_limit(_LARGEST_FIELD)
    try:
        for row in csv.reader(io.StringIO(body, newline=""), delimiter=separator):
            yield from row[int(column) - 1 : int(column)]
    except csv.Error as error:
        raise BuilderError(f"{path}: {error}") from error


def read_export(path: Path) -> str:
    """Return the text of an export.

    Raises:
        BuilderError: It cannot be read, or is not UTF-8.
    """
    try:
        return read_file(path, FileKind.EXPORT).decode("utf-8-sig")
    except UnusableFileError as error:
        raise BuilderError(f"{path}: {error}") from error
    except UnicodeDecodeError as error:
        raise BuilderError(f"{path}: not UTF-8: save the file as UTF-8") from error


def _notes(text: str, like: Package) -> Iterator[PackageNote]:
    head, body = _head(text)
    separator = _SEPARATORS.get(head.get("separator", "tab").lower(), "\t")
    columns = {
        key: int(head[f"{key} column"]) - 1
        for key in ("guid", "notetype", "deck", "tags")
        if head.get(f"{key} column", "").isdecimal()
    }
    if "guid" not in columns:
        message = "no GUIDs in it: export again with “Include unique identifier”"
        raise ValueError(message)
    types = {one.name: one for one in like.note_types}
    known = {note.guid: note for note in like.notes}
    is_html = head.get("html", "").lower() == "true"
    csv.field_size_limit(_LARGEST_FIELD)
    rows = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
    for number, row in enumerate((row for row in rows if row), start=1):
        told = {key: row[at] for key, at in columns.items() if at < len(row)}
        guid, name = told["guid"], told.get("notetype", head.get("notetype", ""))
        twin = known.get(guid)
        # Anki gives a note type another name where its own is taken.
        note_type = twin.note_type if twin else types.get(name)
        if note_type is None:
            raise ValueError(f"the note type `{name}` is not in the package of --like")
        fields = [cell for at, cell in enumerate(row) if at not in columns.values()]
        decks = tuple(filter(None, [told.get("deck") or head.get("deck", "")]))
        yield PackageNote(
            guid=guid,
            number=number,
            note_type=note_type,
            modified=0,
            values=_values(fields, note_type, is_html=is_html),
            tags=tuple(
                sorted(set(f"{head.get('tags', '')} {told.get('tags', '')}".split()))
            ),
            decks=decks or (twin.decks if twin else ()),
            ordinals=(),
            position=twin.position if twin else number,
        )


def _head(text: str) -> tuple[dict[str, str], str]:
    """Return what the head says, and the rest."""
    told: dict[str, str] = {}
    end = 0
    while match := _HEAD.match(text, end):
        told[match[1].strip()] = match[2].strip()
        end = match.end()
    return told, text[end:]


def _values(
    fields: Sequence[str], note_type: PackageNoteType, *, is_html: bool
) -> tuple[str, ...]:
    """Return as many fields as the note type has: rows are as wide as the widest."""
    count = len(note_type.fields)
    values = [*fields, *[""] * (count - len(fields))]
    if not any(values[count:]):
        values = values[:count]
    if not is_html:
        values = [html.escape(one, quote=False).replace("\n", "<br>") for one in values]
    return tuple(values)
