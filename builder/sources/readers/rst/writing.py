"""The blocks of reStructuredText as lines of Markdown."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from builder.sources.items import LeftOut
from builder.sources.readers import fences
from builder.sources.readers.lines import NumberedLine
from builder.sources.readers.rst import inline, tables
from builder.sources.readers.rst.inline import References

_ADORNED = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*$")
_EXPLICIT = re.compile(r"\.\.(?:[ \t]+|$)")
_DIRECTIVE = re.compile(
    r"\.\.[ \t]+(?:\|(?P<sub>[^|]+)\|[ \t]+)?(?P<name>[A-Za-z][\w:.+-]*)::[ \t]*(?P<about>.*)$"
)
_LINK = re.compile(r"\.\.[ \t]+_(?P<name>`[^`]+`|[^:`]+):[ \t]*(?P<target>\S+)?")
_REPLACED = re.compile(
    r"\.\.[ \t]+\|(?P<name>[^|]+)\|[ \t]+replace::[ \t]*(?P<text>.*)$"
)
_ITEM = re.compile(
    r"(?P<marker>[-*+•]|#\.|\(?(?:\d{1,4}|[A-Za-z])[.)])(?P<gap>[ \t]+)(?=\S)|[-*+]$"
)
_OPTION = re.compile(r":(?P<name>[\w-]+):(?:[ \t]+(?P<value>.*))?$")
_LINE_BLOCK = re.compile(r"\|(?: |$)")
_CODE = frozenset(
    {"code-block", "code", "sourcecode", "parsed-literal", "prompt", "highlight"}
)
_ADMONITIONS = frozenset(
    {
        "note", "tip", "hint", "important", "warning", "caution", "attention", "danger",
        "error", "seealso", "versionadded", "versionchanged", "deprecated",
    }
)  # fmt: skip
_FOLDED = frozenset(
    {"dropdown", "collapse", "toggle", "admonition", "topic", "spoiler"}
)
_UNSEEN = frozenset(
    {
        "toctree", "contents", "index", "include", "literalinclude", "raw", "meta", "title",
        "sectnum", "header", "footer", "default-role", "role", "currentmodule", "module",
        "automodule", "autoclass", "autofunction", "tabularcolumns", "only", "highlightlang",
        "replace", "date", "unicode", "disqus", "post", "youtube", "target-notes",
    }
)  # fmt: skip
_DEEPEST = 60
_LONGEST_TABLE = 2_000


def references_of(text: str) -> References:
    """Return what a document names: links, and texts that hold no further names."""
    links: dict[str, str] = {}
    texts: dict[str, str] = {}
    for row in text.split("\n"):
        if not row.startswith(".. "):
            continue
        link, replaced = _LINK.match(row), _REPLACED.match(row)
        if link is not None and re.match(r"(?i)https?:|mailto:", link["target"] or ""):
            links[" ".join(link["name"].strip("`").lower().split())] = link["target"]
        elif replaced is not None and "|" not in replaced["text"]:
            texts[replaced["name"].lower()] = replaced["text"]
    return References(links, texts)


@dataclass(slots=True)
class RstWriter:
    """Writes blocks; ``styles`` are the adornments of titles, the highest first."""

    references: References
    styles: list[str] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    depth: int = 0

    def write(self, rows: Sequence[NumberedLine]) -> Iterator[NumberedLine]:
        """Return lines, all of one indentation at least, as Markdown."""
        rules: tuple[Callable[[Sequence[NumberedLine], int], _Written | None], ...] = (
            self.title,
            self.explicit,
            self.table,
            self.item,
            self.line_block,
            self.doctest,
            self.quote,
            self.definition,
            self.paragraph,
        )
        if self.depth > _DEEPEST:
            yield from rows
            return
        place = 0
        self.depth += 1
        while place < len(rows):
            number, row = rows[place]
            if not row.strip():
                yield number, ""
                place += 1
                continue
            written = next(found for rule in rules if (found := rule(rows, place)))
            yield from written.lines
            place = written.end
        self.depth -= 1

    def text(self, text: str) -> str:
        """Return a text with its inline marks as Markdown."""
        return inline.as_markdown(text, self.references)

    def title(self, rows: Sequence[NumberedLine], place: int) -> _Written | None:
        """Write a title with its adornment, below it or also above it."""
        number, row = rows[place]
        after = rows[place + 1][1] if place + 1 < len(rows) else ""
        last = rows[place + 2][1] if place + 2 < len(rows) else ""
        if _ADORNED.match(row):
            if (
                after.strip()
                and last.strip() == row.strip()
                and not _ADORNED.match(after)
            ):
                style = row[0] * 2
                return _Written(self.heading(after, style, number), place + 3)
            if not after.strip():
                return _Written([(number, "---")], place + 1)
            return None
        if self.depth > 1 or row[0].isspace() or not _ADORNED.match(after):
            return None
        if len(after.strip()) < min(len(row.strip()), 4):
            return None
        return _Written(self.heading(row, after[0], number), place + 2)

    def heading(self, title: str, style: str, number: int) -> list[NumberedLine]:
        """Return a title; its level is the place of its style among those met."""
        if style not in self.styles:
            self.styles.append(style)
        marks = "#" * min(6, self.styles.index(style) + 1)
        return [
            (number, ""),
            (number, f"{marks} {self.text(title.strip())}"),
            (number, ""),
        ]

    def explicit(self, rows: Sequence[NumberedLine], place: int) -> _Written | None:
        """Write a directive; comments, targets and footnotes are no text."""
        number, row = rows[place]
        if not _EXPLICIT.match(row):
            return None
        end = _indented_end(rows, place + 1)
        body = _unindented(rows[place + 1 : end])
        directive = _DIRECTIVE.match(row)
        if directive is not None:
            name = directive["name"].lower().rpartition(":")[2]
            about = directive["about"].strip()
            return _Written(list(self.directive(name, about, body, number)), end)
        note = re.match(r"\.\.[ \t]+\[[^\]]+\][ \t]*(?P<text>.*)", row)
        told = note["text"] if note else ""
        if told:
            whole = "\n".join([told, *(line for _, line in body)])
            self.left.append(LeftOut(number, whole.strip(), "footnote"))
        return _Written([], end)

    def directive(
        self, name: str, about: str, body: Sequence[NumberedLine], number: int
    ) -> Iterator[NumberedLine]:
        """Write what a directive says, or note that it says nothing here."""
        options, body = _options(body)
        yield number, ""
        if name in _UNSEEN:
            told = "\n".join([about, *(row for _, row in body)]).strip()
            self.left.append(LeftOut(number, told or name, f"`{name}`"))
        elif name in _CODE:
            yield from _fenced(
                body, about if re.fullmatch(r"[\w+#-]{1,20}", about) else "", number
            )
        elif name in {"image", "figure"}:
            alt = options.get("alt", "").replace("[", " ").replace("]", " ")
            yield number, f"![{alt}](<{about.replace('<', '').replace('>', '')}>)"
            yield from self.write(body)
        elif name == "math":
            rows = [about] if about else []
            tex = "\n".join([*rows, *(row for _, row in body)]).strip()
            yield number, "$$"
            yield from ((number, row) for row in tex.split("\n") if row.strip())
            yield number, "$$"
        elif name == "list-table":
            yield from self.list_table(body, number)
        elif name == "csv-table":
            yield from self.csv_table(options.get("header", ""), body, number)
        elif name in _FOLDED:
            yield number, "<details>"
            yield number, f"<summary>{self.text(about)}</summary>"
            yield number, ""
            yield from self.write(body)
            yield number, "</details>"
        elif name in _ADMONITIONS:
            text = [(number, about)] if about else []
            yield from _quoted(self.write([*text, *body]))
        elif name == "rubric":
            yield number, f"**{self.text(about)}**"
        else:
            text = (
                [(number, about)] if about and name in {"glossary", "epigraph"} else []
            )
            yield from self.write([*text, *body])
        yield number, ""

    def list_table(
        self, body: Sequence[NumberedLine], number: int
    ) -> Iterator[NumberedLine]:
        """Write a table whose rows are lists in a list."""
        rows: list[list[str]] = []
        for _, row in body:
            start = re.match(r"[ \t]*\*[ \t]+-[ \t]*(?P<cell>.*)", row)
            more = re.match(r"[ \t]+-(?:[ \t]+(?P<cell>.*)|$)", row)
            if start is not None:
                rows.append([start["cell"]])
            elif more is not None and rows:
                rows[-1].append(more["cell"] or "")
            elif rows and row.strip():
                rows[-1][-1] = f"{rows[-1][-1]} {row.strip()}".strip()
        yield from self.cells(rows, number)

    def csv_table(
        self, header: str, body: Sequence[NumberedLine], number: int
    ) -> Iterator[NumberedLine]:
        """Write a table of separated values."""
        texts = [
            *([header] if header else []),
            *(row for _, row in body if row.strip()),
        ]
        try:
            rows = list(csv.reader(texts, skipinitialspace=True))
        except csv.Error:
            rows = [[text] for text in texts]
        yield from self.cells(rows, number)

    def table(self, rows: Sequence[NumberedLine], place: int) -> _Written | None:
        """Write a table that is drawn as a grid or between rules."""
        number, row = rows[place]
        if tables.GRID.match(row):
            end = place
            while end < len(rows) and rows[end][1][:1] in {"+", "|"}:
                end += 1
            cells = tables.grid([one for _, one in rows[place:end]])
        elif tables.RULED_LINE.match(row):
            following = range(place, min(place + _LONGEST_TABLE, len(rows)))
            last = next((at for at in following if _ends_table(rows, at, place)), None)
            if last is None:
                return None
            end = last + 1
            cells = tables.ruled([one for _, one in rows[place:end]])
        else:
            return None
        return _Written(list(self.cells(cells, number)), end)

    def cells(
        self, rows: Sequence[Sequence[str]], number: int
    ) -> Iterator[NumberedLine]:
        """Write rows of cells, the first as the head."""
        width = max((len(row) for row in rows), default=0)
        yield number, ""
        for place, row in enumerate(rows):
            shown = [self.text(cell).replace("|", "\\|") for cell in row]
            yield number, f"| {' | '.join([*shown, *[''] * (width - len(shown))])} |"
            if not place:
                yield number, f"|{' --- |' * width}"
        yield number, ""

    def item(self, rows: Sequence[NumberedLine], place: int) -> _Written | None:
        """Write an item of a list with all that is indented below it."""
        number, row = rows[place]
        match = _ITEM.match(row)
        if match is None:
            return None
        end = _indented_end(rows, place + 1)
        marker = match["marker"] or row.strip()
        shown = (
            "-" if marker in "-*+•" else "1." if marker == "#." else marker.lstrip("(")
        )
        inner = [(number, row[match.end() :]), *_unindented(rows[place + 1 : end])]
        lines = list(self.write(inner))
        written = [(lines[0][0], f"{shown} {lines[0][1]}".rstrip())] if lines else []
        pad = " " * (len(shown) + 1)
        written += [(at, f"{pad}{line}" if line else "") for at, line in lines[1:]]
        return _Written(written, end)

    def line_block(self, rows: Sequence[NumberedLine], place: int) -> _Written | None:
        """Write lines that stay lines."""
        if not _LINE_BLOCK.match(rows[place][1]):
            return None
        end = place
        while end < len(rows) and _LINE_BLOCK.match(rows[end][1]):
            end += 1
        lines = [(at, f"{self.text(row[1:].strip())}  ") for at, row in rows[place:end]]
        return _Written(lines, end)

    def doctest(self, rows: Sequence[NumberedLine], place: int) -> _Written | None:
        """Write a session of Python as code."""
        number, row = rows[place]
        if not row.startswith(">>> "):
            return None
        end = place
        while end < len(rows) and rows[end][1].strip():
            end += 1
        return _Written(list(_fenced(rows[place:end], "python", number)), end)

    def quote(self, rows: Sequence[NumberedLine], place: int) -> _Written | None:
        """Write what is indented as a quotation."""
        if not rows[place][1][0].isspace():
            return None
        end = _indented_end(rows, place)
        body = _unindented(rows[place:end])
        return _Written(list(_quoted(self.write(body))), end)

    def definition(self, rows: Sequence[NumberedLine], place: int) -> _Written | None:
        """Write a term with its definition, which stands indented right below it."""
        number, row = rows[place]
        after = rows[place + 1][1] if place + 1 < len(rows) else ""
        if not after.strip() or not after[0].isspace() or row.rstrip().endswith("::"):
            return None
        end = _indented_end(rows, place + 1)
        term = row.split(" : ")[0]
        body = _unindented(rows[place + 1 : end])
        inner = list(self.write(body))
        return _Written(
            [
                (number, "<dl>"),
                (number, f"<dt>{self.text(term.strip())}</dt>"),
                (number, "<dd>"),
                (number, ""),
                *inner,
                (number, ""),
                (number, "</dd>"),
                (number, "</dl>"),
            ],
            end,
        )

    def paragraph(self, rows: Sequence[NumberedLine], place: int) -> _Written:
        """Write a paragraph, and the code that its last colons announce."""
        end = place
        while end < len(rows) and rows[end][1].strip():
            if end > place and (
                rows[end][1][0].isspace() or _EXPLICIT.match(rows[end][1])
            ):
                break
            end += 1
        number = rows[place][0]
        text = "\n".join(row.rstrip() for _, row in rows[place:end])
        option = _OPTION.match(text)
        if option is not None and "\n" not in text:
            told = (
                f"**{self.text(option['name'])}**: {self.text(option['value'] or '')}"
            )
            return _Written([(number, told)], end)
        has_code = text.endswith("::")
        if has_code:
            text = text[:-2].rstrip() if re.search(r"\s::$|^::$", text) else text[:-1]
        shown = self.text(text)
        lines = [
            (number + at, line)
            for at, line in enumerate(shown.split("\n"))
            if line.strip()
        ]
        if has_code:
            after = _indented_end(rows, end)
            while end < after and not rows[end][1].strip():
                end += 1
            code = _unindented(rows[end:after])
            lines += [(number, ""), *_fenced(code, "", number), (number, "")]
            end = after
        return _Written(lines, end)


@dataclass(frozen=True, slots=True)
class _Written:
    """The lines of a block, and where the next one begins."""

    lines: Iterable[NumberedLine]
    end: int

    def __bool__(self) -> bool:
        return True


def _ends_table(rows: Sequence[NumberedLine], at: int, place: int) -> bool:
    """Whether a table between rules ends here: a rule with a blank line behind it."""
    is_last = at + 1 >= len(rows) or not rows[at + 1][1].strip()
    return at > place + 1 and is_last and bool(tables.RULED_LINE.match(rows[at][1]))


def _indented_end(rows: Sequence[NumberedLine], place: int) -> int:
    """Return where lines end that are indented, or blank between such."""
    end = filled = place
    while end < len(rows) and (not rows[end][1].strip() or rows[end][1][0].isspace()):
        end += 1
        if rows[end - 1][1].strip():
            filled = end
    return filled


def _unindented(rows: Sequence[NumberedLine]) -> list[NumberedLine]:
    expanded = [(at, row.expandtabs(8)) for at, row in rows]
    margin = min(
        (len(row) - len(row.lstrip()) for _, row in expanded if row.strip()), default=0
    )
    return [(at, row[margin:].rstrip()) for at, row in expanded]


def _options(
    body: Sequence[NumberedLine],
) -> tuple[Mapping[str, str], Sequence[NumberedLine]]:
    """Take the options off a directive, which stand before its first blank line."""
    options: dict[str, str] = {}
    place = 0
    while place < len(body) and (match := _OPTION.match(body[place][1])):
        options[match["name"]] = match["value"] or ""
        place += 1
    rest = list(body[place:])
    while rest and not rest[0][1].strip():
        rest.pop(0)
    return options, rest


def _fenced(
    rows: Sequence[NumberedLine], language: str, number: int
) -> Iterator[NumberedLine]:
    fence = fences.around("\n".join(row for _, row in rows))
    if rows:
        yield number, f"{fence}{language}"
        yield from rows
        yield rows[-1][0], fence


def _quoted(rows: Iterable[NumberedLine]) -> Iterator[NumberedLine]:
    for at, row in rows:
        yield at, f"> {row}".rstrip()
