"""How a place in a file is opened in the author's editor."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePath

from builder.base.diagnostic import Location

# Editors with a window of their own, by how they are told a place. One that runs in the
# terminal would fight with the preview for it.
_FORMS: Mapping[str, tuple[str, ...]] = {
    "code": ("--goto", "{file}:{line}:{column}"),
    "code-insiders": ("--goto", "{file}:{line}:{column}"),
    "codium": ("--goto", "{file}:{line}:{column}"),
    "cursor": ("--goto", "{file}:{line}:{column}"),
    "windsurf": ("--goto", "{file}:{line}:{column}"),
    "zed": ("{file}:{line}:{column}",),
    "subl": ("{file}:{line}:{column}",),
    "mate": ("--line", "{line}:{column}", "{file}"),
    "emacsclient": ("--no-wait", "+{line}:{column}", "{file}"),
    "gvim": ("+{line}", "{file}"),
    "mvim": ("+{line}", "{file}"),
    "gedit": ("+{line}:{column}", "{file}"),
    "gnome-text-editor": ("+{line}", "{file}"),
    "kate": ("--line", "{line}", "--column", "{column}", "{file}"),
    "notepad++": ("-n{line}", "{file}"),
    "idea": ("--line", "{line}", "--column", "{column}", "{file}"),
    "pycharm": ("--line", "{line}", "--column", "{column}", "{file}"),
    "webstorm": ("--line", "{line}", "--column", "{column}", "{file}"),
}


def editor_command(
    place: Location, folder: Path, environment: Mapping[str, str]
) -> list[str]:
    """Return what opens a place in the editor of ``$VISUAL`` or ``$EDITOR``.

    Nothing when there is none, or none with a window.
    """
    for variable in ("VISUAL", "EDITOR"):
        words = shlex.split(environment.get(variable, ""))
        if not words:
            continue
        name = PurePath(words[0]).name.lower().removesuffix(".exe")
        program = shutil.which(words[0])
        if name in _FORMS and program is not None:
            return [program, *words[1:], *_told(_FORMS[name], place, folder)]
    return []


def editor_link(place: Location, folder: Path, environment: Mapping[str, str]) -> str:
    """Return an address that opens a place in VS Code, when that is where we run."""
    if environment.get("TERM_PROGRAM") != "vscode":
        return ""
    file = (folder / place.path).resolve().as_posix()
    return (
        f"vscode://file/{file.lstrip('/')}:{max(place.line, 1)}:{max(place.column, 1)}"
    )


def _told(form: tuple[str, ...], place: Location, folder: Path) -> list[str]:
    values = {
        "file": str((folder / place.path).resolve()),
        "line": str(max(place.line, 1)),
        "column": str(max(place.column, 1)),
    }
    return [word.format(**values) for word in form]
