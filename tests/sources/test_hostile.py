"""What comes from an imported source is inert, in the browser that Anki shows cards in.

Every line of ``tests/data/hostile.txt`` goes through every reader into one deck. It is
built, imported by the engine and shown in Anki's own reviewer, with its own MathJax.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import anki_engine
import pytest
import reviewer
from conftest import DECK, Result, decks, write_files
from hostile import VECTORS

Files = Mapping[str, str | bytes]
PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(30)


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))


def _markdown(number: int, vector: str) -> str:
    flat = _flat(vector)
    return (
        f"# {flat}\n\n## What is v{number}?\n\nstart {vector} end\n\n{vector}\n\n"
        f"## Why v{number} {flat}?\n\n- {flat}\n- b\n\n> {flat}\n\n"
        f"| a | {flat} |\n|---|---|\n| {flat} | b |\n\n<div>{flat}</div>\n"
    )


def _plain(number: int, vector: str) -> str:
    return f"Q: What is v{number} {_flat(vector)}?\nA: start {vector} end\n"


def _paragraphs(number: int, vector: str) -> str:
    return f"Q: What is v{number} {_flat(vector)}?\n\n\nA: start {vector} end"


def _page(number: int, vector: str) -> str:
    return (
        f"<h2>What is v{number} {_flat(vector)}?</h2>\n"
        f"<p>start {vector} end</p>\n{vector}\n"
    )


def _word(text: str) -> bytes:
    paragraphs = "".join(
        f"<w:p><w:r>{_runs(one)}</w:r></w:p>" for one in text.split("\n\n\n")
    )
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{names}"><w:body>{paragraphs}</w:body></w:document>',
        )
    return out.getvalue()


def _runs(text: str) -> str:
    parts = re.sub(r"[\x00-\x08]", "", text).split("\n")
    return "<w:br/>".join(
        f'<w:t xml:space="preserve">{html.escape(part)}</w:t>' for part in parts
    )


def _some(
    suffix: str, written: Callable[[int, str], str], between: str, *, each: int = 4
) -> Files:
    """A file for a few vectors: one that is never closed hides not many."""
    texts = [written(number, vector) for number, vector in enumerate(VECTORS)]
    return {
        f"{start}.{suffix}": between.join(texts[start : start + each])
        for start in range(0, len(texts), each)
    }


def _rows() -> Files:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["question", "option A", "option B", "answer", "explanation", "tags"]
    )
    for number, one in enumerate(VECTORS):
        writer.writerow([f"What is v{number} {one}?", "one", one, "B", one, one])
    return {"all.csv": out.getvalue()}


def _records() -> Files:
    found = [
        {"question": f"What is v{number} {one}?", "answer": one, "tags": [one]}
        for number, one in enumerate(VECTORS)
    ]
    return {"all.json": json.dumps(found)}


READERS: Mapping[str, Callable[[], Files]] = {
    "csv": _rows,
    "docx": lambda: {
        name: _word(str(text))
        for name, text in _some("docx", _paragraphs, "\n\n\n").items()
    },
    "html": lambda: _some("html", _page, "\n", each=1),
    "json": _records,
    "md": lambda: _some("md", _markdown, "\n"),
    "txt": lambda: _some("txt", _plain, "\n"),
}


@dataclass(frozen=True)
class Imported:
    """A project with all vectors of all readers, and what was said of it."""

    folder: Path
    import_: Result
    build: Result

    @property
    def cards(self) -> str:
        return (self.folder / "cards/all.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("hostile")
    write_files(folder, {"cards/deck.yaml": DECK})
    for reader, files in READERS.items():
        write_files(folder / "in" / reader, {**files(), "x.png": PIXEL})
    result = decks("import", "in", "--into", "cards/all.yaml", folder=folder)
    return Imported(folder, result, decks("build", folder=folder))


def test_the_table_is_large() -> None:
    assert len(VECTORS) >= 200


@pytest.mark.parametrize("reader", READERS)
def test_the_vectors_are_on_cards(imported: Imported, reader: str) -> None:
    assert imported.import_.code == 0, imported.import_.stderr
    entries = imported.cards.split("\n\n  - id: ")
    asked = {
        match[1]
        for entry in entries
        if f"    source: {reader}/" in entry
        and (match := re.search(r"What is (v\d+)\b", entry))
    }
    missing = [one for number, one in enumerate(VECTORS) if f"v{number}" not in asked]

    # A page that is never closed holds no question, and a list of links no answer.
    assert len(missing) <= 0.05 * len(VECTORS), missing


def test_an_import_breaks_no_build(imported: Imported) -> None:
    assert imported.build.code == 0, imported.build.stderr
    assert " error: " not in imported.build.output


def test_no_tag_and_no_deck_is_markup(imported: Imported) -> None:
    named = re.findall(r"^ *(?:tags|deck): .*[<>].*", imported.cards, re.MULTILINE)

    assert named == []


@pytest.fixture(scope="module")
def sides(imported: Imported) -> dict[str, str]:
    """Every card that differs from all others, by its number and source."""
    found: dict[str, str] = {}
    with anki_engine.collection(imported.folder / "learner") as col:
        anki_engine.import_package(col, imported.folder / "dist/test-1.0.0.apkg")
        for card_id in col.find_cards("", order="c.due"):
            card = col.get_card(card_id)
            output = card.render_output()
            name = f"{len(found)} {card.note()['Source']}"
            assert [*output.question_av_tags, *output.answer_av_tags] == [], name
            found.setdefault(_without_ours(output.answer_text), name)
    return {name: side for side, name in found.items()}


def _without_ours(side: str) -> str:
    """A side without the script of our own template, which ends it."""
    return re.sub(r"<script>(?:(?!<script).)*</script>\s*\Z", "", side, flags=re.DOTALL)


def test_nothing_runs_loads_or_links(imported: Imported, sides: dict[str, str]) -> None:
    reviewer.skip_without_browser()

    seen = reviewer.show(sides, imported.folder / "learner/collection.media")

    assert seen.asked == []
    assert seen.faults == []


HARMFUL = {
    "handler": '<img src=x onerror="run()">',
    "script": "<script>run()</script>",
    "attribute": '<b onclick="run()">x</b>',
    "focus": '<abbr title="" tabindex=1 autofocus onfocus="run()">x</abbr>',
    "picture": "<img src=http://evil.test/picture>",
    "secure": "<img src=https://evil.test/secure>",
    "style": r"\(\style{background:url(http://evil.test/style)}{x}\)",
    "formula": r"\(\href{javascript:run()}{x}\)",
    "link": '<a href="javascript:run()">x</a>',
    "file": '<a href="file:///etc/passwd">x</a>',
    "place": "</div></div></div>x",
    "frame": "<iframe srcdoc='<script>parent.run()</script>'></iframe>",
    "typing": "[[type:Back]]",
    "call": "<script>pycmd('ease4')</script>",
}


def test_the_browser_would_tell(tmp_path: Path) -> None:
    reviewer.skip_without_browser()
    sides = {
        name: f'<div class="deck-card">{one}</div>' for name, one in HARMFUL.items()
    }

    seen = reviewer.show(sides, tmp_path, each=1)

    assert set(HARMFUL) <= {fault.split(":")[0] for fault in seen.faults}
    for path in ("picture", "style"):
        assert f"evil.test/{path} (404)" in seen.asked
    assert " (400)" in seen.asked
    assert "script: a program ran" in seen.faults
