"""Promise: a diagram is drawn when its author asks for it, and never by a build."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from conftest import MakeProject, decks, write_files

from builder.text.drawings import drawing_name

DIAGRAM = "graph LR\n  A --> B\n"
CARDS = (
    "notes:\n  - id: a\n    front: q\n    back: |\n      ```mermaid\n      graph LR\n"
    "        A --> B\n      ```\n"
)
PICTURE = f"media/{drawing_name(DIAGRAM)}"
# What mmdc of version 11 writes, but for the drawing itself.
DRAWN = (
    '<svg id=\\"my-svg\\" width=\\"100%\\" xmlns=\\"http://www.w3.org/2000/svg\\" '
    'viewBox=\\"0 0 231.5 70\\"><g/></svg>'
)
PROGRAM = f"""#!{sys.executable}
import sys
words = dict(zip(sys.argv[1::1], sys.argv[2::1]))
if "broken" in open(words["--input"]).read():
    sys.exit("Parse error on line 2")
open(words["--output"], "w").write("{DRAWN}")
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the program is a script")


@pytest.fixture
def mmdc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "bin/mmdc"
    write_files(tmp_path, {"bin/mmdc": PROGRAM})
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program


@pytest.mark.usefixtures("mmdc")
def test_drawn_once_and_shown(make_project: MakeProject) -> None:
    folder = make_project(CARDS)
    assert "[diagram]" in decks("check", folder=folder).stdout

    first = decks("draw", folder=folder)
    again = decks("draw", folder=folder)

    assert (first.code, first.stdout) == (0, f"{PICTURE}\n"), first.output
    assert (again.code, again.stderr) == (0, "nothing to draw\n")
    assert '<svg width="231.5" height="70" id="my-svg"' in (
        (folder / PICTURE).read_text(encoding="utf-8")
    )
    assert decks("check", "--strict", folder=folder).code == 0


@pytest.mark.usefixtures("mmdc")
def test_another_diagram_is_drawn_anew(make_project: MakeProject) -> None:
    folder = make_project(CARDS)
    decks("draw", folder=folder)
    write_files(folder, {"cards/cards.yaml": CARDS.replace("B", "C")})

    drawn = decks("draw", folder=folder)

    assert drawn.stdout.startswith("media/drawings/mermaid-")
    assert drawn.stdout != f"{PICTURE}\n"


@pytest.mark.usefixtures("mmdc")
def test_what_cannot_be_drawn(make_project: MakeProject) -> None:
    folder = make_project(CARDS.replace("A -->", "broken -->"))

    drawn = decks("draw", folder=folder)

    assert (drawn.code, drawn.stderr) == (
        1,
        "decks: cards/cards.yaml:4:11: cannot draw the diagram: Parse error on line 2\n",
    )
    assert not (folder / "media").exists()


def test_without_the_program(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = make_project(CARDS)
    monkeypatch.setenv("PATH", str(tmp_path))

    drawn = decks("draw", folder=folder)

    assert drawn.code == 1
    assert drawn.stderr == (
        "decks: 1 diagram to draw, the first at cards/cards.yaml:4:11, and no program "
        "`mmdc`: install it with `npm install --global @mermaid-js/mermaid-cli`, or save "
        f"the picture yourself as {PICTURE}\n"
    )


def test_a_build_shows_the_text_of_what_is_not_drawn(make_project: MakeProject) -> None:
    folder = make_project(CARDS)

    built = decks("build", folder=folder)

    assert built.code == 0
    assert "run `decks draw` and commit the picture" in built.stderr
    assert not (folder / "media").exists()
