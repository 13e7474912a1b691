"""What was imported is remembered line by line, and a damaged line is told."""

from __future__ import annotations

import re

import pytest
from conftest import MakeProject, decks, snapshot
from hypothesis import given
from hypothesis import strategies as st

from builder.base.diagnostic import BuilderError
from builder.sources import importlock
from builder.sources.importlock import Imported

PATH = "cards/import.lock"
GOOD = (
    '{"note":"a","item":"a","source":"a.md","question":"1","answer":"2","written":"3"}'
)


@given(st.lists(st.builds(Imported, *[st.text()] * 6), unique_by=lambda one: one.note))
def test_what_is_written_is_read(notes: list[Imported]) -> None:
    entries = {one.note: one for one in notes}

    assert entries == importlock.parse(importlock.dump(entries), PATH)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [GOOD, '{"note":"b"'],
            ["3:12: error: damaged: restore import.lock from version control  [lock]"],
            id="cut off",
        ),
        pytest.param(
            [GOOD.replace('"source":"a.md",', "")],
            [
                "2:1: error: `source` is missing: restore import.lock from version control"
            ],
            id="without its source",
        ),
        pytest.param(
            ["<<<<<<< HEAD", GOOD, "=======", GOOD],
            [
                "2:1: error: a merge conflict: keep the lines of both sides, delete this",
                "4:1: error: a merge conflict: keep the lines of both sides, delete this",
            ],
            id="merge conflict",
        ),
    ],
)
def test_damaged_lines_are_told(rows: list[str], expected: list[str]) -> None:
    text = "\n".join(["# head", *rows, ""])

    with pytest.raises(BuilderError) as refusal:
        importlock.parse(text, PATH)

    told = str(refusal.value).split("\n")
    assert len(expected) == len(told)
    for begins, line in zip(expected, told, strict=True):
        assert line.startswith(f"{PATH}:{begins}")


def test_nothing_is_written_over_a_damaged_lock(make_project: MakeProject) -> None:
    folder = make_project({"cards/import.lock": f"{GOOD}\n[]\n"})
    source = folder / "a.md"
    source.write_text("## What is A?\n\nOne.\n\n## What is B?\n\nTwo.\n", "utf-8")
    before = snapshot(folder)

    result = decks("import", source, folder=folder)

    assert result.code == 1
    assert re.search(rf"(?m)^decks: {PATH}:2:1: error: damaged: restore", result.stderr)
    assert before == snapshot(folder)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u3000"])
def test_a_source_may_have_a_line_separator_in_its_name(
    mark: str, make_project: MakeProject
) -> None:
    folder = make_project({})
    source = folder / f"a{mark}b.md"
    source.write_text("## What is A?\n\nOne.\n\n## What is B?\n\nTwo.\n", "utf-8")

    assert decks("import", source, folder=folder).code == 0
    before = snapshot(folder)
    again = decks("import", source, folder=folder)

    assert (again.code, snapshot(folder)) == (0, before)
    assert "2 unchanged" in again.stderr
