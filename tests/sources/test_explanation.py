"""Promise: an import can say why it took each line for what it did."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import decks
from places import ROOT
from samples import Sample, samples

from builder.importing import ImportOptions, preview
from builder.reports.explanation import named
from builder.sources.recognition.explanation import STATED
from builder.sources.recognition.style import MarkingStyle

DOCS = ROOT / "docs" / "importing.md"
TIDES = """# Tides

## What is ebb?

The water falls.

## What is flood?

- It rises.
- Why twice a day?
"""


def test_the_docs_show_what_is_said(tmp_path: Path) -> None:
    (tmp_path / "tides.md").write_text(TIDES, encoding="utf-8")
    shown = re.search(
        r"(?m)^    \$ decks import tides\.md --explain\n((?:    .*\n)+)",
        DOCS.read_text(encoding="utf-8"),
    )
    assert shown

    result = decks("import", "tides.md", "--explain", folder=tmp_path)

    assert re.sub("(?m)^    ", "", shown[1]) == result.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["tides.md"]


def test_a_refused_source_shows_what_was_not_enough(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Harbour\n\n## Boats\n\nThey float.\n", "utf-8")

    result = decks("import", "a.md", "--explain", folder=tmp_path)

    assert result.code == 1
    assert result.stdout == (
        "a.md: no questions found; the best: headings of level 1, 1 mark, score 0.00\n"
        "     1  left out  # Harbour  (no questions found)\n"
        "     3  left out  ## Boats  (no questions found)\n"
        "     5  left out  They float.  (no questions found)\n"
    )


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.path.stem)
def test_every_item_has_its_reason(sample: Sample, tmp_path: Path) -> None:
    path = sample.write(tmp_path)
    found = preview([path], ImportOptions()).sources[0].found
    asked = [one for one in found.explanation.reasons if one.role == "question"]

    assert sorted(item.line for item in found.items) == [one.line for one in asked]
    assert [
        one.text for one in asked if one.why != STATED and not (one.why and one.style)
    ] == []


@pytest.mark.parametrize(
    ("style", "name"),
    [
        (MarkingStyle("heading", 3, "n"), "numbered headings of level 3"),
        (MarkingStyle("heading", form="lone"), "headings that count a question"),
        (MarkingStyle("item", form="bullet", depth=2), "bullets indented by 2"),
        (
            MarkingStyle("item", form="1.", is_bold=True),
            "bold items that count as `1.`",
        ),
        (MarkingStyle("label", form="?"), "lines with a line of question marks"),
        (MarkingStyle("label", is_bold=True), "bold lines with a label"),
        (MarkingStyle("bold", form="n"), "numbered bold lines"),
        (
            MarkingStyle("pair", form="::"),
            "questions and answers on one line, parted by `::`",
        ),
        (MarkingStyle("quote", form="q"), "quotes that say question"),
        (MarkingStyle("line"), "lines that stand alone or ask"),
    ],
)
def test_styles_have_names(style: MarkingStyle, name: str) -> None:
    assert name == named(style)
