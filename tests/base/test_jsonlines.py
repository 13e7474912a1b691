"""A line of a lock is read, or its damage is told with its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.base import jsonlines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{"a":1}\n{"b":2}\n', [(1, {"a": 1}), (2, {"b": 2})], id="lines"),
        pytest.param(
            '# head\n\n  \n{"a":1}', [(4, {"a": 1})], id="comments and blanks"
        ),
        pytest.param(
            '{"a":1}\r\n{"b":2}\r\n', [(1, {"a": 1}), (2, {"b": 2})], id="CRLF"
        ),
        pytest.param('\ufeff{"a":1}\n', [(1, {"a": 1})], id="byte order mark"),
        pytest.param('\ufeff# head\n{"a":1}\n', [(2, {"a": 1})], id="mark and comment"),
        pytest.param('{"a":"x\u2028y"}\n', [(1, {"a": "x\u2028y"})], id="U+2028"),
        pytest.param('{"a":"x\x85y"}\n', [(1, {"a": "x\x85y"})], id="U+0085"),
        pytest.param('{"a":"\\ud83d\\ude00"}', [(1, {"a": "😀"})], id="a pair"),
        pytest.param("", [], id="empty"),
    ],
)
def test_objects_by_number(
    text: str, expected: list[tuple[int, dict[str, Any]]]
) -> None:
    found = list(jsonlines.lines(text))

    assert expected == [(line.number, line.values) for line in found]
    assert [line.damage for line in found] == [""] * len(found)


CONFLICT = "a merge conflict: keep the lines of both sides, delete this marker"
RESTORE = "damaged: restore some.lock from version control"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("nonsense", (1, RESTORE), id="no JSON"),
        pytest.param('{"a":1,}', (8, RESTORE), id="a comma too many"),
        pytest.param('{"a":"b', (6, RESTORE), id="cut off"),
        pytest.param('{"a":1} {"b":2}', (9, RESTORE), id="two on a line"),
        pytest.param("[]", (1, RESTORE), id="a list"),
        pytest.param("null", (1, RESTORE), id="nothing"),
        pytest.param("[" * 100_000, (1, RESTORE), id="nested without end"),
        pytest.param('{"a":"\\ud800"}', (1, RESTORE), id="half of a pair"),
        pytest.param(f'{{"a":{"9" * 5000}}}', (1, RESTORE), id="a number without end"),
        pytest.param("<<<<<<< HEAD", (1, CONFLICT), id="ours"),
        pytest.param("||||||| base", (1, CONFLICT), id="base"),
        pytest.param("=======", (1, CONFLICT), id="between"),
        pytest.param(">>>>>>> branch", (1, CONFLICT), id="theirs"),
    ],
)
def test_damage_is_told_with_its_place(text: str, expected: tuple[int, str]) -> None:
    [before, line] = jsonlines.lines(f'{{"a":1}}\n{text}\n')
    finding = jsonlines.finding(line, "cards/some.lock")

    assert before.damage == ""
    assert line.values == {}
    assert (finding.location.path, finding.location.line) == ("cards/some.lock", 2)
    assert expected == (finding.location.column, finding.message)


def test_damage_of_the_values_is_told_in_the_same_words() -> None:
    [line] = jsonlines.lines('{"a":1}')
    finding = jsonlines.finding(line, "cards/some.lock", "`b` is missing")

    assert str(finding) == (
        "cards/some.lock:1:1: error: `b` is missing: restore some.lock from version "
        "control  [lock]"
    )


VALUES = st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text()))


@given(st.lists(VALUES))
def test_what_is_dumped_is_read(values: list[dict[str, Any]]) -> None:
    text = "".join(f"{jsonlines.dumped(one)}\n" for one in values)

    assert values == [line.values for line in jsonlines.lines(text)]
