"""Commands that were called wrongly, or whose words nobody takes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import GOOD, MakeProject, decks, snapshot


def test_brackets_in_a_path_are_no_markup(make_project: MakeProject) -> None:
    note = "notes:\n  - {front: q, back: b}\n"
    folder = make_project({"cards/[/x].yaml": note, "cards/a[red].yaml": note})

    result = decks("build", folder=folder)

    assert result.code == 0
    assert "wrote ids into cards/[/x].yaml, cards/a[red].yaml: commit them\n" in (
        result.stderr
    )


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments", [["build", "--json"], ["check"], ["diff", "."], ["schema"]]
)
def test_output_that_nobody_takes(
    make_project: MakeProject, arguments: list[str]
) -> None:
    folder = make_project({"cards/a.yaml": GOOD, "media/unused.png": b"x"})
    with Path("/dev/full").open("w") as full:
        finished = subprocess.run(
            [sys.executable, "-m", "builder", *arguments],
            check=False, cwd=folder, stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    assert (finished.returncode, finished.stderr) == (
        1,
        "decks: cannot print: No space left on device\n",
    )


def test_findings_elsewhere_are_counted(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD, "cards/b.yaml": "notes: []\n"})

    here = decks("check", "cards/a.yaml", folder=folder)
    there = decks("check", "cards/b.yaml", folder=folder)
    values = json.loads(decks("check", "cards/a.yaml", "--json", folder=folder).stdout)

    assert (here.code, here.output) == (0, "no findings here; 1 error elsewhere\n")
    assert (there.code, there.stderr) == (1, "1 error\n")
    assert values["ok"] is True


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["frobnicate"], 2, "No such command 'frobnicate'", id="command"),
        pytest.param(["build", "--tga", "x"], 2, "No such option", id="option"),
        pytest.param(["build", "--name", "x"], 2, "choose it with --tag", id="name"),
        pytest.param(
            ["build", "--tag", "t", "--name", "a/b"], 2, "use letters", id="slug"
        ),
        pytest.param(
            ["build", "--tag", "docker"], 1,
            "decks: no note is left by `--tag docker`\n", id="tag without notes",
        ),
        pytest.param(
            ["build", "--tag", "dokcer"], 1,
            "decks: no note is left by `--tag dokcer`\n", id="tag misspelt",
        ),
        pytest.param(
            ["build", "--tag", "t", "--name", "Test"], 2,
            "--name Test: a package of deck.yaml is called so, choose another",
            id="name of the deck",
        ),
        pytest.param(
            ["build", "--out", ""], 2,
            "--out is empty: name a folder or an .apkg file", id="out is empty",
        ),
        pytest.param(
            ["build", "--out", "cards/a.yaml"], 2,
            "--out cards/a.yaml is a file: name a folder, or a file that ends in `.apkg`",
            id="out is another file",
        ),
        pytest.param(
            ["build", "--out", "x" * 300 + ".apkg"], 2, "File name too long",
            id="out is too long",
        ),
        pytest.param(
            ["build", "--out", "x" * 300], 2, "File name too long",
            id="out folder is too long",
        ),
        pytest.param(["diff", "x" * 300], 2, "File name too long", id="diff too long"),
        pytest.param(
            ["diff", ".", "x" * 300], 2, "File name too long", id="new of diff too long"
        ),
        pytest.param(["plan", "x" * 300], 2, "File name too long", id="plan too long"),
        pytest.param(
            ["new", "d", "--name", "q :: x"], 1,
            "the deck `q :: x` has a space around `::`: Anki takes it away",
            id="new with spaces",
        ),
        pytest.param(["new", "x" * 300], 1, "File name too long", id="new too long"),
        pytest.param(
            ["new", "d", "--name", "A\nB"], 1,
            "the deck name `A\\nB` has a control character: write one line",
            id="new with a line break",
        ),
        pytest.param(
            ["new", "d", "--name", "A::"], 1,
            "the deck `A::` has an empty part", id="new with an empty part",
        ),
        pytest.param(
            ["new", "d", "--language", "chinese!"], 1,
            "`chinese!` is not a language: write a tag such as `en` or `zh-CN`",
            id="new language",
        ),
        pytest.param(["check", "nowhere"], 2, "does not exist", id="path"),
        pytest.param(["new", "cards"], 1, "is not an empty folder", id="new"),
        pytest.param(["build", "--project", "media"], 2, "does not exist", id="project"),
    ],
)  # fmt: skip
def test_wrong_usage(
    make_project: MakeProject, arguments: list[str], code: int, message: str
) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    before = snapshot(folder)

    result = decks(*arguments, folder=folder)

    assert result.code == code
    assert message in result.stderr
    assert snapshot(folder) == before


def test_no_project_here(tmp_path: Path) -> None:
    result = decks("build", folder=tmp_path)

    assert (result.code, result.stderr) == (
        1,
        f"decks: no deck project here: no cards/deck.yaml in {tmp_path} or above it "
        "(make a project with `decks new DIR`)\n",
    )


def test_one_file_for_several_packages(make_project: MakeProject) -> None:
    folder = make_project(
        {
            "cards/deck.yaml": (
                "name: T\nslug: t\nversion: 1.0.0\nkey: k\npackages:\n"
                "  - {slug: t-x, tags: [x]}\n"
            ),
            "cards/a.yaml": "notes:\n  - {id: a, front: q, back: b, tags: [x]}\n",
        }
    )

    result = decks("build", "--out", "all.apkg", folder=folder)

    assert result.code == 1
    assert "all.apkg is one file, but 2 packages are to be built" in result.stderr
