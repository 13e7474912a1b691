"""A place is what an editor calls it: lines and columns from 1."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builder.base.diagnostic import Location, location_at


@given(st.text("a镜\n"), st.data())
def test_a_place_is_that_of_its_character(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))

    place = location_at(text, "a.yaml", offset)

    lines = text.split("\n")
    before = sum(len(line) + 1 for line in lines[: place.line - 1])
    assert before + place.column - 1 == offset
    assert place.column <= len(lines[place.line - 1]) + 1


def test_the_first_place() -> None:
    assert location_at("", "a.yaml", 0) == Location("a.yaml", 1, 1)
