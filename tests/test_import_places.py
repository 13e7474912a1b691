"""Promise: an import writes where a build reads, and over nothing that is an author's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import DECK, MakeProject, decks, snapshot

SOURCE = """\
# Pods
## What is a Pod?
The smallest unit.
## What restarts a Pod?
The kubelet.
# Nodes
## What is a Node?
![a node](node.svg)
## What is a taint?
A mark that repels.
"""
NODE = "<svg/>"


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project(
        {"cards/deck.yaml": DECK, "q.md": SOURCE, "node.svg": NODE, "other.md": SOURCE}
    )


@pytest.mark.parametrize("name", ["notetypes.md", "deck.md", "notetypes/a.md"])
def test_a_build_reads_what_was_written(project: Path, name: str) -> None:
    source = project / "in" / name
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE.replace("![a node](node.svg)", "A machine."))

    assert decks("import", "in", folder=project).code == 0

    assert "4 notes" in decks("check", folder=project).output


@pytest.mark.parametrize(
    ("into", "message"),
    [
        pytest.param(
            "cards/notetypes/x.yaml",
            "cards/notetypes/x.yaml is never read as a card file: name another below "
            "cards/",
            id="note types",
        ),
        pytest.param(
            "cards/.x.yaml",
            "cards/.x.yaml is never read as a card file: name another below cards/",
            id="hidden",
        ),
        pytest.param(
            "cards/.old/x.yaml",
            "cards/.old/x.yaml is never read as a card file: name another below cards/",
            id="in a hidden folder",
        ),
        pytest.param(
            "cards/deck.yaml",
            "cards/deck.yaml is never read as a card file: name another below cards/",
            id="deck.yaml",
        ),
        pytest.param("cards/x.yml", "a card file ends in `.yaml`", id="suffix"),
    ],
)
def test_into_a_file_that_no_build_reads(
    project: Path, into: str, message: str
) -> None:
    before = snapshot(project)

    result = decks("import", "q.md", "--into", into, folder=project)

    assert (result.code, result.stderr) == (1, f"decks: --into {into}: {message}\n")
    assert snapshot(project) == before


def test_into_a_name_that_is_too_long(project: Path) -> None:
    before = snapshot(project)
    into = f"cards/{'x' * 300}.yaml"

    result = decks("import", "q.md", "--into", into, folder=project)

    assert (result.code, result.stderr) == (
        1,
        f"decks: cannot write {project / into}: File name too long\n",
    )
    assert snapshot(project) == before


def test_beside_a_card_file_without_a_deck(project: Path) -> None:
    """Its notes lie in the deck of its path, and so do those of the source."""
    (project / "cards/ok.yaml").write_text("notes:\n  - {id: a, front: b, back: c}\n")
    (project / "ok.md").write_text(
        "# What is a Pod?\nA thing.\n# What is no Pod?\nAir.\n"
    )

    result = decks("import", "ok.md", folder=project)

    assert (result.code, result.stdout) == (0, "cards/ok.yaml\n")
    assert "3 notes, 3 cards: no findings" in decks("check", folder=project).output


def test_line_ends_and_the_mark_of_a_card_file_stay(project: Path) -> None:
    assert decks("import", "q.md", "--into", "q.yaml", folder=project).code == 0
    card = project / "cards/q.yaml"
    as_on_windows = b"\xef\xbb\xbf" + card.read_bytes().replace(b"\n", b"\r\n")
    card.write_bytes(as_on_windows)
    (project / "q.md").write_text(SOURCE.replace("smallest", "least"))

    assert decks("import", "q.md", folder=project).code == 0

    assert card.read_bytes() == as_on_windows.replace(b"smallest", b"least")


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        pytest.param("", "a tag is empty", id="empty"),
        pytest.param(
            "::",
            "the tag `::` has an empty part: write `a::b` with no `::` at an end",
            id="colons",
        ),
        pytest.param(
            "marked",
            "Anki keeps the tag `marked` for itself and drops it on import",
            id="reserved",
        ),
        pytest.param("!!!", "nothing in it can stand in a tag", id="signs"),
    ],
)
def test_a_tag_that_would_be_dropped(project: Path, tag: str, message: str) -> None:
    before = snapshot(project)

    for option in ((), ("--dry-run",)):
        result = decks("import", "q.md", "--tag", tag, *option, folder=project)

        assert (result.code, result.stderr) == (1, f"decks: --tag {tag}: {message}\n")
    assert snapshot(project) == before


# The report


OTHERS = ["q.md", "other.md", "cards/deck.yaml", "cards/own.yaml", "node.svg"]


@pytest.mark.parametrize("options", [(), ("--dry-run",)], ids=["import", "dry run"])
@pytest.mark.parametrize("path", OTHERS)
def test_a_report_takes_no_place_of_others(
    project: Path, path: str, options: tuple[str, ...]
) -> None:
    (project / "cards/own.yaml").write_text("notes:\n  - {id: a, front: b, back: c}\n")
    before = snapshot(project)

    result = decks("import", "q.md", "--report", path, *options, folder=project)

    assert (result.code, f"--report {path}: " in result.stderr) == (1, True)
    assert snapshot(project) == before


def test_a_report_is_no_card_file(project: Path) -> None:
    before = snapshot(project)

    result = decks("import", "q.md", "--report", "cards/q.yaml", folder=project)

    assert (result.code, result.stderr) == (
        1,
        "decks: --report cards/q.yaml: its folder is for cards and media, name another\n",
    )
    assert snapshot(project) == before


def test_a_report_replaces_a_report(project: Path) -> None:
    for words in ("4 new", "4 unchanged"):
        result = decks("import", "q.md", "--report", "out/r.txt", folder=project)
        report = (project / "out/r.txt").read_text()

        assert result.code == 0
        assert report == f"What `decks import` found and did\n\n{result.stderr}"
        assert words in report


def test_a_report_that_cannot_be_written(project: Path) -> None:
    """Nothing else is written either."""
    (project / "out").write_text("a file")
    before = snapshot(project)

    result = decks("import", "q.md", "--report", "out/r.txt", folder=project)

    assert result.code == 1
    assert snapshot(project) == before


# Pictures


def test_a_picture_that_its_author_changed_stays(project: Path) -> None:
    assert decks("import", "q.md", folder=project).code == 0
    picture = project / "media/q/node.svg"
    picture.write_text("<svg><g/></svg>")

    result = decks("import", "q.md", folder=project)

    assert picture.read_text() == "<svg><g/></svg>"
    assert (
        "media/q/node.svg is not the picture of the source: delete it to take that\n"
        in result.stderr
    )

    picture.unlink()
    decks("import", "q.md", folder=project)

    assert picture.read_text() == NODE


@pytest.mark.skipif(os.name == "nt", reason="needs names of bytes")
@pytest.mark.parametrize("name", [b"\xff.md", b"in/\xff.md"])
def test_a_source_whose_name_is_not_utf_8(project: Path, name: bytes) -> None:
    path = Path(os.fsdecode(bytes(project) + b"/" + name))
    path.parent.mkdir(exist_ok=True)
    path.write_text("# What is a Pod?\nA thing.\n# What is no Pod?\nAir.\n")
    source = path if path.parent == project else path.parent

    result = decks("import", source, folder=project)

    assert result.code == 0, result.stderr
    (card,) = (project / "cards").glob("[!ds]*.yaml")
    assert (
        "source: '\\xff.md:1'" in card.read_text() or "\\xff.md:1" in card.read_text()
    )
