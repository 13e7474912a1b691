"""Promise: what is written exactly is read back to the last character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.cards import yamltree
from builder.cards.exacttext import exact_scalar
from builder.cards.yamltree import Table, Text

# Anki takes the others out of every note.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(" \n\t\r#:-'\"\\|>&!%@`{}[]~?*<é中\x85\u2028\ufeff"),
        st.characters(exclude_categories=["Cc", "Cs"]),
    ),
    max_size=40,
)


def _read(text: str) -> str:
    written = f"a:\n  b: {exact_scalar(text, '  ')}\n"
    tree, problems = yamltree.parse(written, "x.yaml")

    assert problems == []
    assert isinstance(tree, Table)
    inner = tree.values["a"]
    assert isinstance(inner, Table)
    value = inner.values["b"]
    assert isinstance(value, Text)
    return value.value


@given(TEXTS)
def test_round_trip(text: str) -> None:
    assert text == _read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("plain words", "plain words", id="plain"),
        pytest.param("", '""', id="nothing"),
        pytest.param("a\nb", "|-\n    a\n    b", id="lines"),
        pytest.param("a\r\nb", '"a\\r\\nb"', id="line ends of Windows"),
        pytest.param("a # b", '"a # b"', id="no comment"),
    ],
)
def test_form(text: str, expected: str) -> None:
    assert expected == exact_scalar(text, "  ")
