"""A finding stands where an editor shows its character, however the text is written."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.base.textfiles import decode
from builder.cards.yamltree import Items, Table, Text, parse

MARK = "§"
PIECES = [
    "word", "容器", "镜像，", "𠮷", "é", "it's", 'a "b"', "\\", "\\n", "# no", "x: y", "- i",
    "👩‍🚀", " ", "  ", "\n", "\n\n", "\n  ", "\t", "&amp;", "{{c1::a}}", "==b==",
]  # fmt: skip
WRITTEN = st.lists(st.sampled_from(PIECES), max_size=12)


def block(sign: str) -> Callable[[str], str]:
    def write(text: str) -> str:
        lines = textwrap.indent(text, "      ", lambda _: True)
        return f"{sign}\n{lines}\n"

    return write


def quoted(style: str | None, width: int) -> Callable[[str], str]:
    def write(text: str) -> str:
        written: str = yaml.dump(
            text, default_style=style, width=width, allow_unicode=width % 2 == 0
        )
        written = written.removesuffix("...\n").rstrip("\n")
        first, *rest = written.split("\n")
        return "\n".join([first, *(f"      {line}" if line else "" for line in rest)])

    return write


STYLES = {
    "literal": block("|"),
    "literal, stripped": block("|-"),
    "literal, kept": block("|+"),
    "literal with an indicator": block("|2"),
    "folded": block(">"),
    "folded, stripped": block(">-"),
    "folded with an indicator": block(">2-"),
    "single quotes": quoted("'", 20),
    "double quotes": quoted('"', 20),
    "double quotes with escapes": quoted('"', 21),
    "long double quotes": quoted('"', 2000),
    "plain": quoted(None, 20),
}


def the_place(file: str) -> tuple[int, int] | None:
    """Return where the mark is, as an editor counts."""
    for escape in (MARK, "\\xa7", "\\xA7"):
        before, found, _ = file.partition(escape)
        if found:
            lines = before.split("\n")
            return len(lines), len(lines[-1]) + 1
    return None


def text_of(file: str) -> Text | None:
    content = file.encode("utf-8")
    tree, found = parse(decode(content, "a.yaml")[0], "a.yaml")
    if found or not isinstance(tree, Table):
        return None
    notes = tree.values["notes"]
    assert isinstance(notes, Items)
    (note,) = notes.values
    assert isinstance(note, Table)
    text = note.values["front"]
    return text if isinstance(text, Text) else None


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
@settings(max_examples=150, deadline=None)
@given(before=WRITTEN, behind=WRITTEN, has_mark=st.booleans(), anchor=st.booleans())
def test_places_are_exact(  # noqa: PLR0913, PLR0917 -- what may differ
    style: str,
    end: str,
    before: list[str],
    behind: list[str],
    has_mark: bool,
    anchor: bool,
) -> None:
    text = f"{''.join(before)}{MARK}{''.join(behind)}"
    head = "# 头\nnotes:\n  - id: a\n    front: "
    name = "&here " if anchor else ""
    written = f"{head}{name}{STYLES[style](text)}\n    back: *here\n" if anchor else (
        f"{head}{STYLES[style](text)}\n    back: b\n"
    )  # fmt: skip
    file = written.replace("\n", end)
    shown = the_place(file)

    found = text_of(("\ufeff" if has_mark else "") + file)

    if found is not None and MARK in found.value:
        place = found.at(found.value.index(MARK))
        assert shown == (place.line, place.column)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        pytest.param('"a\\\n      §"', (5, 7), id="a line end that is escaped"),
        pytest.param('"容器\n      镜像§"', (5, 9), id="Chinese lines are joined"),
        pytest.param("容器\n      镜像§", (5, 9), id="without quotes"),
        pytest.param("'it''s §'", (4, 19), id="a quote in quotes"),
        pytest.param('"\\t\\x41\\u4e00§"', (4, 25), id="escapes"),
        pytest.param(">\n      a\n\n        b\n      §", (8, 7), id="a block in a block"),
        pytest.param("|2\n        §", (5, 9), id="more than the indicator says"),
    ],
)  # fmt: skip
def test_a_place(written: str, wanted: tuple[int, int]) -> None:
    found = text_of(f"# 头\nnotes:\n  - id: a\n    front: {written}\n    back: b\n")

    assert found is not None
    place = found.at(found.value.index(MARK))
    assert wanted == (place.line, place.column)
