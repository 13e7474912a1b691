"""Promise: what is doubtful is asked once, on a terminal, and what was decided holds."""

from __future__ import annotations

from pathlib import Path

import pytest
import terminal
from conftest import DECK, MakeProject, decks, snapshot

SOURCE = """\
# Redis interview questions

## What is Redis?
A database.

## Persistence
It writes snapshots.

## What is a key?
A name.

## Clusters
Several nodes.

## How fast is it?
"""
ASKED = ["Persistence", "Clusters", "How fast is it?"]


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project({"cards/deck.yaml": DECK, "redis.md": SOURCE})


def typed(folder: Path, *lines: str, arguments: tuple[str, ...] = ("redis.md",)) -> str:
    """Run the import on a terminal, type lines, and return what it showed."""
    return terminal.typed(folder, ("import", *arguments, "--interactive"), lines)


def fronts(folder: Path) -> list[str]:
    text = (folder / "cards/redis.yaml").read_text("utf-8")
    return [row.split(": ")[1] for row in text.splitlines() if "  front:" in row]


def test_each_is_shown_with_what_stands_above(project: Path) -> None:
    shown = typed(project, "k", "k", "k")

    assert (
        "redis.md:6  (1 of 3)  its words do not ask\n"
        "  above:     What is Redis?\n"
        "  question:  Persistence\n"
        "  answer:    It writes snapshots.\n"
    ) in shown
    assert "redis.md:15  (3 of 3)  it has no answer\n" in shown
    assert shown.endswith("exit 0")


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        pytest.param("kkk", ["What is Redis?", "Persistence", "What is a key?",
                             "Clusters", "How fast is it?"], id="keep"),
        pytest.param("xxx", ["What is Redis?", "What is a key?"], id="drop"),
        pytest.param("mmk", ["What is Redis?", "What is a key?", "How fast is it?"],
                     id="merge"),
        pytest.param("xa", ["What is Redis?", "What is a key?", "Clusters",
                            "How fast is it?"], id="keep all that come"),
        pytest.param("xbkxk", ["What is Redis?", "Persistence", "What is a key?",
                               "How fast is it?"], id="back"),
    ],
)  # fmt: skip
def test_decisions_hold(project: Path, lines: str, left: list[str]) -> None:
    typed(project, *lines)
    before = snapshot(project)

    again = decks("import", folder=project)
    asked = typed(project, arguments=())

    assert fronts(project) == left
    assert f"notes: {len(left)} unchanged" in again.stderr
    assert "nothing is doubtful" in asked
    assert snapshot(project) == before
    assert decks("check", folder=project).code == 0


def test_words_and_wrong_letters(project: Path) -> None:
    shown = typed(project, "", "perhaps", "Drop", "MERGE", "keep")

    assert shown.count("type one of k, m, d, x, a, s") == 2
    assert "It writes snapshots" not in (project / "cards/redis.yaml").read_text()
    assert fronts(project) == ["What is Redis?", "What is a key?", "How fast is it?"]


def test_what_is_merged_goes_on_with_the_answer(project: Path) -> None:
    typed(project, "x", "m", "m")

    assert (
        "    front: What is a key?\n    back: |\n      A name.\n\n      Clusters\n\n"
        "      Several nodes.\n\n      How fast is it?\n"
    ) in (project / "cards/redis.yaml").read_text()


def test_a_draft_keeps_what_it_had(project: Path) -> None:
    typed(project, "d", "k", "k")

    assert (
        '    front: Persistence\n    back: ""\n    extra: It writes snapshots.\n'
        "    tags: [draft]\n"
    ) in (project / "cards/redis.yaml").read_text()
    assert "2 drafts" in decks("check", folder=project).output or (
        "[draft]" in decks("check", folder=project).output
    )


def test_what_is_stopped_is_asked_again(project: Path) -> None:
    typed(project, "x", "s")

    shown = typed(project, "k", "k")

    assert "(1 of 2)" in shown
    assert "Persistence" not in shown.split("exit")[0].split("left out")[0]
    assert "Clusters" in fronts(project)


def test_only_what_is_new_is_asked(project: Path) -> None:
    typed(project, "x", "k", "k")
    more = (
        SOURCE.replace("Several nodes.", "Many nodes.") + "It is.\n## Sets\nNo order.\n"
    )
    (project / "redis.md").write_text(more)

    shown = typed(project, "m", arguments=())

    assert "  question:  Sets\n" in shown
    assert "(1 of 1)" in shown
    assert "Persistence" not in fronts(project)


def test_it_holds_for_a_renamed_source(project: Path) -> None:
    typed(project, "x", "x", "k")
    (project / "redis.md").rename(project / "store.md")
    (project / "cards/sources.yaml").write_text("- path: store.md\n")

    result = decks("import", folder=project)

    assert "3 unchanged" in result.stderr
    assert "store.md:6: dropped by you: Persistence" in result.stderr
    assert '"source":"redis.md"' not in (project / "cards/import.lock").read_text()
    assert "nothing is doubtful" in typed(project, arguments=())


def test_a_dropped_note_that_is_there_is_told(project: Path) -> None:
    decks("import", "redis.md", folder=project)

    shown = typed(project, "x", "k", "k")

    assert "persistence: no longer in the source, left in the cards" in shown


def test_the_end_of_the_input_writes_nothing(project: Path) -> None:
    before = snapshot(project)

    shown = typed(project, "x", "\x04")

    assert "interrupted, nothing was written" in shown
    assert shown.endswith("exit 130")
    assert snapshot(project) == before


def test_off_a_terminal_it_is_refused(project: Path) -> None:
    before = snapshot(project)

    for options in ((), ("--dry-run",)):
        result = decks("import", "redis.md", "--interactive", *options, folder=project)

        assert result.code == 2
    assert snapshot(project) == before


def test_what_comes_from_a_source_cannot_steer_the_terminal(project: Path) -> None:
    (project / "redis.md").write_text(SOURCE.replace("Several", "\x1b[2JSeveral"))

    assert "\x1b[2J" not in typed(project, "k", "k", "k")


def test_the_report_names_them(project: Path) -> None:
    result = decks("import", "redis.md", folder=project)

    assert "  2 questions may be none: --interactive asks about each\n" in result.stderr
    assert "  redis.md:6: its words do not ask: Persistence\n" in result.stderr


def test_a_damaged_decision_is_told(project: Path) -> None:
    typed(project, "x", "k", "k")
    lock = project / "cards/import.lock"
    lock.write_text(lock.read_text().replace('"decision":"drop"', '"decision":"burn"'))
    before = snapshot(project)

    result = decks("import", folder=project)

    assert result.code == 1
    assert "cards/import.lock:8:1: error: `burn` cannot be decided" in result.stderr
    assert snapshot(project) == before
