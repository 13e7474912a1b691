"""Where a note came from: the line of its source that `source:` names."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from builder.base.diagnostic import BuilderError, Location
from builder.base.ordinaryfile import FileKind
from builder.base.textfiles import read_text
from builder.editor.desk import Desk
from builder.sourcelist import read_source_list

_NAMED = re.compile(r"(?P<name>.+?)(?::(?P<line>\d+)|#(?P<number>[\w.-]+))?")


def source_at(desk: Desk, place: Location) -> tuple[Path, int] | None:
    """Return the file that the source at a place names, and its line from 0."""
    found = desk.note_at(place)
    if found is None or found[1] is not found[0].common.get("source"):
        return None
    named = _NAMED.fullmatch(found[1].value.strip())
    path = _file_of(desk, named["name"]) if named else None
    if named is None or path is None:
        return None
    if named["line"]:
        return path, max(0, int(named["line"]) - 1)
    return path, _line_of_number(path, named["number"] or "")


def _file_of(desk: Desk, name: str) -> Path | None:
    """Return the source of this name: one of sources.yaml, or a file of the project."""
    try:
        listed = [source.path for source in read_source_list(desk.folder).sources]
    except BuilderError:
        listed = []
    same = [path for path in listed if PurePosixPath(path).name == name]
    inside = [f"{path}/{name}" for path in listed]
    for path in (*same, name, *inside):
        file = desk.folder / path
        if file.is_file():
            return file.resolve()
    return None


def _line_of_number(path: Path, number: str) -> int:
    """Return the line of the question or heading that has a number, or the first."""
    text, _ = read_text(path, path.name, FileKind.SOURCE)
    pattern = re.compile(rf"^[#\s*>-]*{re.escape(number)}(?:[.、:)\s]|$)")
    lines = text.splitlines() if number else []
    return next((at for at, line in enumerate(lines) if pattern.match(line)), 0)
