"""Promise: what cannot be read is told with its name; it is never taken for empty.

Folders and files without the right to read them, pipes and devices in the place of
files, names and texts that are not UTF-8: each command says so, at once, and writes
nothing.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from conftest import MakeProject, decks, snapshot
from faults import locked, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs modes and pipes")

FILES = {
    "cards/a.yaml": "notes:\n  - {id: a, front: q, back: '![](a.svg)'}\n",
    "cards/sub/b.yaml": "notes:\n  - {id: b, front: r, back: '![](sub/b.svg)'}\n",
    "cards/sub/c.yaml": "notes:\n  - {type: word, id: c, fields: {Word: w}}\n",
    "cards/notetypes/word/notetype.yaml": (
        "fields: [Word, Meaning]\ntemplates: [Recall]\n"
    ),
    "cards/notetypes/word/Recall.front.html": "{{Word}}\n",
    "cards/notetypes/word/Recall.back.html": "{{Meaning}}\n",
    "cards/notetypes/word/style.css": ".card { color: red }\n",
    "media/a.svg": "<svg/>",
    "media/sub/b.svg": "<svg><g/></svg>",
    "q.md": "# Q\n## What is a?\nb\n## What is c?\nd\n",
    "questions/one.md": "# Q\n## What is a?\nb\n## What is c?\nd\n",
    "questions/deeper/two.md": "# Q\n## What is e?\nf\n## What is g?\nh\n",
}
LOCKED = [
    ("build", "cards"),
    ("build", "cards/deck.yaml"),
    ("build", "cards/deck.lock"),
    ("build", "cards/a.yaml"),
    ("build", "cards/sub"),
    ("build", "cards/notetypes"),
    ("build", "cards/notetypes/word"),
    ("build", "cards/notetypes/word/notetype.yaml"),
    ("build", "cards/notetypes/word/Recall.front.html"),
    ("build", "cards/notetypes/word/style.css"),
    ("build", "media"),
    ("build", "media/sub"),
    ("build", "media/a.svg"),
    ("check", "cards/sub"),
    ("release minor --no-plan", "cards/sub"),
    ("release minor --no-plan", "cards/CHANGELOG.md"),
    ("import q.md", "cards"),
    ("import q.md", "cards/sub"),
    ("import q.md", "cards/sub/b.yaml"),
    ("import q.md", "cards/import.lock"),
    ("import q.md", "q.md"),
    ("import questions", "questions"),
    ("import questions", "questions/deeper"),
    ("import questions", "questions/deeper/two.md"),
]
PIPES = [
    *(case for case in LOCKED if Path(case[1]).suffix),
    ("import questions", "questions/pipe.md"),
    ("diff dist/test-1.0.0.apkg", "dist/test-1.0.0.apkg"),
]


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project(FILES)
    for arguments in (["release", "1.0.0", "--no-plan"], ["import", "q.md"]):
        result = decks(*arguments, folder=folder)
        assert result.code == 0, result.output
    return folder


@pytest.mark.parametrize(("command", "path"), LOCKED)
def test_without_the_right_to_read(project: Path, command: str, path: str) -> None:
    before = snapshot(project)

    with locked(project / path):
        result = decks(*command.split(), folder=project)

    said = [line for line in result.output.splitlines() if "Permission denied" in line]
    assert result.code == 1, result.output
    assert path in "".join(said), result.output
    assert snapshot(project) == before


@pytest.mark.parametrize(("command", "path"), PIPES)
@pytest.mark.parametrize("device", ["", "/dev/zero"], ids=["pipe", "device"])
def test_a_pipe_or_a_device(
    project: Path, command: str, path: str, device: str
) -> None:
    (project / path).unlink(missing_ok=True)
    if device:
        (project / path).symlink_to(device)
    else:
        os.mkfifo(project / path)

    ended = run(partial(told, project, command))

    assert ended.code == 1, ended.message
    what = (
        "a pipe or a device" if not device or "media" not in path else "a link out of"
    )
    assert what in ended.message
    assert path in ended.message


def told(folder: Path, command: str) -> tuple[int, str]:
    result = decks(*command.split(), folder=folder)
    return result.code, result.output
