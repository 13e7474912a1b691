"""Counted things, lists that end, and texts cut to a line."""

from __future__ import annotations

import pytest

from builder.base import phrases


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "0 notes"), (1, "1 note"), (2, "2 notes"), (1200, "1,200 notes")],
)
def test_counted(number: int, expected: str) -> None:
    assert expected == phrases.counted(number, "note")


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a"], "a", id="one"),
        pytest.param(["a", "b"], "a, b", id="as many as are shown"),
        pytest.param(["a", "b", "c"], "a, b and 1 more", id="more"),
    ],
)
def test_listed(things: list[str], expected: str) -> None:
    assert expected == phrases.listed(things, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("four", "four", id="as long as it may be"),
        pytest.param("fives", "fiv…", id="longer"),
        pytest.param("\nab\ncd", "ab", id="first line"),
    ],
)
def test_first_line(text: str, expected: str) -> None:
    assert expected == phrases.first_line(text, 4)
