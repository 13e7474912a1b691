"""Pictures of the diagrams in card files, drawn by a program of the author's machine.

What that program draws differs from version to version, so a build never draws: the
pictures are committed, and stay.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from builder.base.diagnostic import BuilderError
from builder.base.exclusive import Say, unheard
from builder.base.phrases import counted, first_line
from builder.base.transaction import writing
from builder.cards.note import Note
from builder.cards.project import workplace
from builder.cards.yamltree import Text
from builder.pipeline import survey
from builder.text.drawings import drawing_name
from builder.text.markdown import diagrams_in

_PROGRAM = "mmdc"
_INSTALL = "npm install --global @mermaid-js/mermaid-cli"
# Words as text of the picture: what is HTML in it, not every phone shows.
_CONFIGURATION = {"htmlLabels": False, "flowchart": {"htmlLabels": False}}
_SECONDS = 120
_ROOT = re.compile(r"<svg\b[^>]*>")
_VIEW_BOX = re.compile(
    r"viewBox=\"[-\d.]+ [-\d.]+ (?P<width>[\d.]+) (?P<height>[\d.]+)\""
)


def draw(folder: Path, *, say: Say = unheard) -> list[Path]:
    """Draw what is not drawn yet and return the new pictures.

    Raises:
        BuilderError: deck.yaml has mistakes, the program is not there, or it cannot draw
            a diagram.
    """
    overview = survey(folder)
    media = overview.project.media
    missing = {
        name: source
        for name, source in _diagrams(overview.notes).items()
        if not (media / name).is_file()
    }
    if not missing:
        return []
    program = shutil.which(_PROGRAM)
    if program is None:
        name, text = next(iter(missing.items()))
        raise BuilderError(
            f"{counted(len(missing), 'diagram')} to draw, the first at {text.location}, "
            f"and no program `{_PROGRAM}`: install it with `{_INSTALL}`, or save the "
            f"picture yourself as media/{name}"
        )
    drawn = []
    with writing(workplace(folder), project=folder, command="draw", say=say) as begun:
        for name, source in missing.items():
            begun.files.write(media / name, _picture(program, source).encode())
            drawn.append(media / name)
        begun.files.commit()
    return drawn


def _diagrams(notes: Iterable[Note]) -> Mapping[str, Text]:
    """Return the diagrams of all notes, by the names of their pictures."""
    return {
        drawing_name(source): Text(source, text.location)
        for note in notes
        for text in _texts(note)
        for source in diagrams_in(text.value)
    }


def _texts(note: Note) -> Iterator[Text]:
    yield from note.texts.values()
    yield from note.common.values()
    yield from note.choices.options if note.choices else ()
    for texts in note.lists.values():
        yield from texts


def _picture(program: str, source: Text) -> str:
    """Return the drawing of a diagram as SVG."""
    with tempfile.TemporaryDirectory(prefix="decks-") as name:
        folder = Path(name)
        (folder / "in.mmd").write_text(source.value, encoding="utf-8")
        (folder / "config.json").write_text(
            json.dumps(_CONFIGURATION), encoding="utf-8"
        )
        command = [
            program, "--quiet", "--input", "in.mmd", "--output", "out.svg",
            "--configFile", "config.json", "--backgroundColor", "white",
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603 -- the author's own program
                command, cwd=folder, check=True, capture_output=True, timeout=_SECONDS
            )
            drawn = (folder / "out.svg").read_text(encoding="utf-8")
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
            told = getattr(error, "stderr", None) or str(error).encode()
            problem = first_line(told.decode("utf-8", "replace").strip())
            message = f"{source.location}: cannot draw the diagram: {problem}"
            raise BuilderError(message) from error
    return _with_size(drawn)


def _with_size(drawn: str) -> str:
    """Say how large a picture is: one as wide as the window is none in a card."""
    root = _ROOT.search(drawn)
    box = _VIEW_BOX.search(root.group()) if root else None
    if root is None or box is None:
        return drawn
    plain = re.sub(r" (?:width|height)=\"[^\"]*\"", "", root.group())
    size = f'<svg width="{box["width"]}" height="{box["height"]}"'
    return drawn[: root.start()] + size + plain[len("<svg") :] + drawn[root.end() :]
