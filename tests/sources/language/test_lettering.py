"""The places that letters and numbers name."""

from __future__ import annotations

import pytest

from builder.sources.language import lettering


@pytest.mark.parametrize(
    ("name", "expected"), [("B", 1), ("Б", 1), ("3", 2), ("ح", 5), ("Ё", -1), ("", -1)]
)
def test_a_name_tells_a_place_or_none(name: str, expected: int) -> None:
    assert expected == lettering.position(name)
