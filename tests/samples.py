"""Import samples: why a case exists, its source and the items expected, in one file.

A sample is Markdown: a heading and a sentence, then the source in a block of code that
is called as its file is, then what is found in it in a block called ``expected``. A
source that is no text stands in ``files/`` and is named by a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from places import DATA

from builder.importing import ImportedSource, ImportOptions, preview
from builder.sources.itemnotes import ItemNotes

FOLDER = DATA / "import"
EXPECTED = "expected"
_BLOCK = re.compile(
    r"^(?P<fence>`{3,})[ ]?(?P<name>[^`\n]+)\n(?P<text>.*?)^(?P=fence)$\n?",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(
    r"^Source: \[(?P<name>[^\]\n]+)\]\((?P<path>[^)\n]+)\)$", re.MULTILINE
)
_UNSPOKEN = frozenset({"markup", "comment"})


@dataclass(frozen=True, slots=True)
class Sample:
    """A case; ``name`` is that of the source's file, which the import looks at too."""

    path: Path
    why: str
    name: str
    content: bytes
    expected: str
    is_linked: bool = False

    def write(self, folder: Path) -> Path:
        """Write the source into a folder."""
        path = folder / self.name
        path.write_bytes(self.content)
        return path

    def found(self, folder: Path) -> str:
        """Return what an import of the source finds, as a sample tells it."""
        [source] = preview([self.write(folder)], ImportOptions()).sources
        return told(source)

    def update(self, found: str) -> None:
        """Write the sample anew with what was found."""
        text = self.path.read_text(encoding="utf-8")
        ends = [one.span() for one in _BLOCK.finditer(text) if one["name"] == EXPECTED]
        start, end = ends[-1] if ends else (len(text), len(text))
        text = f"{text[:start].rstrip()}\n\n{block(EXPECTED, found)}{text[end:]}"
        self.path.write_text(text, encoding="utf-8")


def samples() -> list[Sample]:
    """Return all samples, by name."""
    return [read(path) for path in sorted(FOLDER.glob("*.md"))]


def read(path: Path) -> Sample:
    """Read one sample."""
    text = path.read_text(encoding="utf-8")
    blocks = {block["name"]: block["text"] for block in _BLOCK.finditer(text)}
    expected = blocks.pop(EXPECTED, "")
    why = _BLOCK.sub("", text)
    link = _LINK.search(why)
    if link is not None:
        content = (path.parent / link["path"]).read_bytes()
        return Sample(path, _LINK.sub("", why), link["name"], content, expected, True)
    [(name, source)] = blocks.items()
    return Sample(path, why, name, source.encode(), expected)


def block(name: str, text: str) -> str:
    """Return a block of code whose fence is longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence} {name}\n{text}{fence}\n"


def told(source: ImportedSource) -> str:
    """Return what was found in a source: a paragraph for each item."""
    parts = ["\n".join(_item_rows(one)) for one in source.items]
    left_out = [
        f"  {one.line}: {one.reason}"
        for one in source.found.left_out
        if one.reason not in _UNSPOKEN
    ]
    if source.found.refusal:
        reason, _, _ = source.found.refusal.partition(" (")
        parts.append(f"refused: {reason}")
    elif left_out:
        parts.append("\n".join(["left out", *left_out]))
    return "\n\n".join(parts) + "\n"


def _item_rows(one: ItemNotes) -> Iterator[str]:
    item = one.item
    yield from _rows(f"line {item.line}", item.question, "")
    for place, choice in enumerate(item.choices):
        mark = "x" if place in item.right else " "
        yield from _rows(f"[{mark}]", choice, "  ", after="")
    if item.is_draft:
        yield "  no answer"
    elif item.answer:
        yield from _rows("answer", item.answer, "  ")
    for name in ("hint", "extra"):
        text = getattr(item, name)
        if text:
            yield from _rows(name, text, "  ")
    for name in ("guid", "deck"):
        if getattr(item, name):
            yield f"  {name}: {getattr(item, name)}"
    if item.tags:
        yield f"  tags: {', '.join(item.tags)}"
    kinds = [
        "reversed" if "reversed" in note.fields else note.kind for note in one.notes
    ]
    if kinds != ["basic"]:
        yield f"  makes: {', '.join(kinds)}"


def _rows(key: str, text: str, indent: str, after: str = ":") -> Iterator[str]:
    """Yield a text behind its key, or below it when it has several lines."""
    first, *more = (_visible(row) for row in text.split("\n"))
    if not more:
        yield f"{indent}{key}{after} {first}"
        return
    yield f"{indent}{key}{after}"
    for row in (first, *more):
        yield f"{indent}  {row}" if row else ""


def _visible(row: str) -> str:
    """Return a line without what an editor would not show, or take away."""
    shown = "".join(
        one if one.isprintable() or one == "\u3000" else _escaped(one) for one in row
    )
    return f"{shown[:-1]}\\x20" if shown.endswith(" ") else shown


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()
