"""Promise: every text that a card can hold can be written as YAML and read back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.cards import yamltree
from builder.cards.cardwriter import scalar
from builder.cards.yamltree import Table, Text

# Halves of a character and control characters have no place in a card.
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n")


def read_back(text: str) -> str:
    tree, problems = yamltree.parse(f"a:\n    back: {scalar(text, '    ')}\n", "")
    assert problems == []
    assert isinstance(tree, Table)
    inner = tree.values["a"]
    assert isinstance(inner, Table)
    value = inner.values["back"]
    assert isinstance(value, Text)
    return value.value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "•\tA module \N{LARGE ORANGE DIAMOND} of Python", id="tab and emoji"
        ),
        pytest.param("\N{LARGE ORANGE DIAMOND}\n\u2028x", id="line mark and emoji"),
        pytest.param(
            "\ufeff\N{CJK UNIFIED IDEOGRAPH-20000}", id="mark and rare Chinese"
        ),
        pytest.param('"\t\\', id="quote and backslash"),
    ],
)
def test_unseen_characters(text: str) -> None:
    assert read_back(text) == text


@given(text=st.text(_CHARACTERS))
@example("a\n\tb")
def test_every_text(text: str) -> None:
    assert read_back(text).rstrip("\n") == text.rstrip("\n")
