"""The differences between packages as text, Markdown and JSON.

``pytest tests/reports/test_diff.py --update`` writes the files of tests/data/diff anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import decks
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from package_pairs import drawn_package, write_pair
from places import DATA

from builder.anki.apkg.package import Package
from builder.reports.diff import markdown, text, values
from builder.versions import packagediff
from builder.versions.segment import Segment, Side

GOLDEN = DATA / "diff"


@pytest.mark.parametrize(
    ("option", "name"),
    [([], "diff.txt"), (["--markdown"], "diff.md"), (["--json"], "diff.json")],
    ids=["text", "markdown", "json"],
)
def test_golden(
    tmp_path: Path, option: Sequence[str], name: str, is_update: bool
) -> None:
    write_pair(tmp_path)

    result = decks("diff", "old.apkg", "new.apkg", *option, folder=tmp_path)

    assert (result.code, result.stderr) == (0, "")
    if is_update:
        (GOLDEN / name).write_text(result.stdout, encoding="utf-8")
    assert (GOLDEN / name).read_text(encoding="utf-8") == result.stdout


@given(drawn_package(), drawn_package())
def test_every_form_of_every_difference(old: Package, new: Package) -> None:
    found = packagediff.compare(old, new)

    assert json.loads(json.dumps(values.values(found)))["equal"] == found.is_empty
    assert text.text(found)
    assert markdown.markdown(found)


@given(
    st.text("a中。*_~`<[|\\ &", min_size=1, max_size=8), st.sampled_from(["old", "new"])
)
def test_markdown_shows_marks_as_marks(words: str, side: Side) -> None:
    """Whatever a card says is text, and its change is one marked stretch."""
    one = markdown._marked_up(Segment(side, words))  # noqa: SLF001 -- the rule itself
    parser = MarkdownIt("commonmark").enable("strikethrough")

    html = parser.renderInline(f"字{one}字")

    tags = {
        "old": r"<(?:s|del)>(.*)</(?:s|del)>",
        "new": r"<(?:strong|b)>(.*)</(?:strong|b)>",
    }
    match = re.fullmatch(rf"字\s*{tags[side]}\s*字", html)
    assert match
    assert "<" not in match[1]
