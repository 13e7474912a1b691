"""The blocks of AsciiDoc as lines of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from builder.sources.items import LeftOut
from builder.sources.readers import fences
from builder.sources.readers.asciidoc import inline
from builder.sources.readers.lines import NumberedLine

_HEADING = re.compile(r"(?P<marks>={1,6}|#{1,6})[ \t]+(?P<title>\S.*?)(?:[ \t]+=+)?$")
_ATTRIBUTE = re.compile(r":(?P<name>!?[\w-]+!?):(?:[ \t]+(?P<value>.*))?$")
_ABOUT = re.compile(r"\[(?P<about>[^\[\]]*)\]$")
_ANCHOR = re.compile(r"\[\[[^\[\]]+\]\]$")
_TITLE = re.compile(r"\.(?P<title>[^\s.].*)$")
_FENCE = re.compile(
    r"(?P<fence>-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|`{3,}(?P<lang>\w*))$"
)
_ITEM = re.compile(
    r"[ \t]*(?P<marker>\*{1,6}|-|\.{1,6}|\d{1,4}\.|<\d{1,2}>|<\.>)[ \t]+(?P<text>\S.*)$"
)
_TERM = re.compile(
    r"[ \t]*(?P<term>\S.*?)(?P<mark>:{2,4}|;;)(?:[ \t]+(?P<text>\S.*))?$"
)
_MACRO = re.compile(r"(?P<name>include|toc|ifdef|ifndef|endif|ifeval|video|audio)::")
_NOTE = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(?P<text>.*)")
_CALLOUT = re.compile(r"[ \t]*(?://|#|--|;;)?[ \t]*<(?:\d{1,2}|\.)>[ \t]*$")
_CODE = frozenset({"-", ".", "+", "`"})
_TABLE = re.compile(r"[|,:!]===$")
_DEEPEST = 40


@dataclass(slots=True)
class AsciiDocWriter:
    """Writes blocks; ``attributes`` are what a document calls by names."""

    attributes: dict[str, str] = field(default_factory=dict)
    left: list[LeftOut] = field(default_factory=list)
    title: str = ""
    depth: int = 0

    def write(self, rows: Sequence[NumberedLine]) -> Iterator[NumberedLine]:
        """Return lines as Markdown."""
        if self.depth > _DEEPEST:
            yield from rows
            return
        self.depth += 1
        yield from self.blocks(rows)
        self.depth -= 1

    def blocks(self, rows: Sequence[NumberedLine]) -> Iterator[NumberedLine]:
        """Go through the lines; what stands before a block says what it is."""
        about = caption = ""
        place = 0
        while place < len(rows):
            number, row = rows[place]
            bare = row.strip()
            told = _ABOUT.match(bare)
            titled = _TITLE.match(row)
            if told is not None:
                about = f"{about} {told['about']}".strip()
                place += 1
            elif titled is not None and not _ITEM.match(row):
                caption = titled["title"]
                place += 1
            elif not bare or _ANCHOR.match(bare) or self.is_about(row, number):
                yield number, ""
                place += 1
            else:
                written = self.block(rows, place, about, caption)
                yield from written.lines
                place = written.end
                about = caption = ""

    def is_about(self, row: str, number: int) -> bool:
        """Whether a line is a comment, sets an attribute, or calls another file."""
        attribute = _ATTRIBUTE.match(row)
        if attribute is not None:
            name = attribute["name"].strip("!").lower()
            value = attribute["value"] or ""
            # A value that names another would grow with each of them.
            if "{" not in value and not attribute["name"].startswith("!"):
                self.attributes[name] = value
            return True
        if _MACRO.match(row):
            self.left.append(LeftOut(number, row, "another file, or a condition"))
            return True
        return row.startswith("//") and not row.startswith("////")

    def block(
        self, rows: Sequence[NumberedLine], place: int, about: str, caption: str
    ) -> _Written:
        """Write the block that begins at a line."""
        number, row = rows[place]
        heading = _HEADING.match(row)
        if heading is not None and "discrete" not in about:
            return self.heading(heading, number, place)
        fence = _FENCE.match(row.strip())
        if fence is not None:
            return self.fenced(rows, place, fence, about, caption)
        if _TABLE.match(row.strip()):
            return self.table(rows, place, caption)
        if re.fullmatch(r"'{3,}|-{3}|\*{3}", row.strip()):
            return _Written([(number, ""), (number, "---"), (number, "")], place + 1)
        item, term = _ITEM.match(row), _TERM.match(row)
        if item is not None:
            return self.items(rows, place)
        if term is not None and "://" not in term["term"]:
            return self.terms(rows, place)
        return self.paragraph(rows, place, about, caption)

    def heading(self, match: re.Match[str], number: int, place: int) -> _Written:
        """Write a title; that of the document stands alone at its level."""
        level = len(match["marks"])
        shown = self.text(match["title"])
        if level == 1 and not self.title:
            self.title = shown
        lines = [(number, ""), (number, f"{'#' * level} {shown}"), (number, "")]
        return _Written(lines, place + 1)

    def text(self, text: str) -> str:
        """Return a text with its inline marks as Markdown."""
        return inline.as_markdown(text, self.attributes)

    def fenced(
        self,
        rows: Sequence[NumberedLine],
        place: int,
        fence: re.Match[str],
        about: str,
        caption: str,
    ) -> _Written:
        """Write what stands between two fences, which may hold blocks of their own."""
        number, row = rows[place]
        closing = "```" if fence["fence"][0] == "`" else row.strip()
        end = place + 1
        while end < len(rows) and rows[end][1].strip() != closing:
            end += 1
        body = rows[place + 1 : end]
        sign = fence["fence"][0]
        lines: Iterable[NumberedLine]
        if sign == "/":
            lines = []
        elif sign in _CODE and fence["fence"] != "--":
            language = fence["lang"] or _language(about)
            lines = _code(body, language, number)
        elif "%collapsible" in about or "collapsible" in about:
            summary = f"<summary>{self.text(caption)}</summary>"
            lines = [
                (number, "<details>"),
                (number, summary),
                (number, ""),
                *self.write(body),
                (number, ""),
                (number, "</details>"),
            ]
        elif sign in {"_", "*"} or re.match(
            r"NOTE|TIP|IMPORTANT|WARNING|CAUTION", about
        ):
            lines = [*self.captioned(caption, number), *_quoted(self.write(body))]
        elif fence["fence"] == "--" and _language(about):
            lines = _code(body, _language(about), number)
        else:
            lines = [*self.captioned(caption, number), *self.write(body)]
        return _Written([(number, ""), *lines, (number, "")], end + 1)

    def captioned(self, caption: str, number: int) -> list[NumberedLine]:
        """Return the title of a block as a bold line."""
        return [(number, f"**{self.text(caption)}**"), (number, "")] if caption else []

    def table(self, rows: Sequence[NumberedLine], place: int, caption: str) -> _Written:
        """Write a table: a line with several cells tells how wide it is."""
        number, row = rows[place]
        end = place + 1
        while end < len(rows) and rows[end][1].strip() != row.strip():
            end += 1
        cells: list[str] = []
        width = 0
        for _, one in rows[place + 1 : end]:
            found = re.split(r"(?<!\\)(?:\d*[.+*]*[<^>]?[a-z]?)\|", one)
            if len(found) > 1:
                width = max(width, len(found) - 1)
                cells += [part.strip() for part in found[1:]]
            elif cells and one.strip():
                cells[-1] = f"{cells[-1]} {one.strip()}".strip()
        lines = [*self.captioned(caption, number)]
        for at in range(0, len(cells), max(1, width)):
            shown = [
                self.text(cell).replace("|", "\\|") for cell in cells[at : at + width]
            ]
            lines.append(
                (number, f"| {' | '.join([*shown, *[''] * (width - len(shown))])} |")
            )
            if not at:
                lines.append((number, f"|{' --- |' * width}"))
        return _Written([(number, ""), *lines, (number, "")], end + 1)

    def items(self, rows: Sequence[NumberedLine], place: int) -> _Written:
        """Write a list; a line with a plus puts the block behind it into the item."""
        lines: list[NumberedLine] = []
        path: list[_Level] = []
        while place < len(rows):
            number, row = rows[place]
            item = _ITEM.match(row)
            pad = " " * sum(level.width for level in path)
            if item is not None:
                path = _below(path, item["marker"])
                outer = " " * sum(level.width for level in path[:-1])
                text = self.text(item["text"])
                lines.append((number, f"{outer}{path[-1].marker} {text}"))
                place += 1
            elif row.strip() == "+" and place + 1 < len(rows):
                place = self.attached(rows, place + 1, lines, len(pad))
            elif row.strip() and not _ends_list(row):
                lines.append((number, f"{pad}{self.text(row.strip())}"))
                place += 1
            elif not row.strip() and _goes_on(rows, place):
                place += 1
            else:
                break
        return _Written([(lines[0][0], ""), *lines, (lines[-1][0], "")], place)

    def attached(
        self,
        rows: Sequence[NumberedLine],
        place: int,
        lines: list[NumberedLine],
        pad: int,
    ) -> int:
        """Write a block into the item before it, and return where the block ends."""
        about = ""
        while place < len(rows) and (told := _ABOUT.match(rows[place][1].strip())):
            about = f"{about} {told['about']}".strip()
            place += 1
        if place >= len(rows) or not rows[place][1].strip():
            return place
        written = self.block(rows, place, about, "")
        lines += [(at, f"{' ' * pad}{row}" if row else "") for at, row in written.lines]
        return written.end

    def terms(self, rows: Sequence[NumberedLine], place: int) -> _Written:
        """Write a term, or several, with the definition behind or below it."""
        match = _TERM.match(rows[place][1])
        number = rows[place][0]
        body: list[NumberedLine] = []
        term = match["term"] if match else ""
        if match and match["text"]:
            body.append((number, match["text"]))
        place += 1
        while place < len(rows):
            at, row = rows[place]
            if row.strip() == "+":
                body.append((at, ""))
            elif not row.strip():
                following = next((one for _, one in rows[place + 1 :][:1]), "")
                if not following.strip() or not (
                    _ITEM.match(following) or following[0].isspace() or not body
                ):
                    break
                body.append((at, ""))
            elif _TERM.match(row) or _HEADING.match(row) or _ABOUT.match(row.strip()):
                break
            else:
                body.append((at, row.strip() if not _ITEM.match(row) else row))
            place += 1
        lines = [
            (number, "<dl>"),
            (number, f"<dt>{self.text(term)}</dt>"),
            (number, "<dd>"),
            (number, ""),
            *self.write(body),
            (number, ""),
            (number, "</dd>"),
            (number, "</dl>"),
        ]
        return _Written(lines, place)

    def paragraph(
        self, rows: Sequence[NumberedLine], place: int, about: str, caption: str
    ) -> _Written:
        """Write lines up to a blank one; indented ones are code."""
        end = place
        while end < len(rows) and rows[end][1].strip():
            row = rows[end][1]
            if end > place and (_FENCE.match(row.strip()) or _ABOUT.match(row.strip())):
                break
            end += 1
        number = rows[place][0]
        head = self.captioned(caption, number)
        body = rows[place:end]
        if rows[place][1][0].isspace() or _language(about):
            return _Written([*head, *_code(body, _language(about), number)], end)
        note = _NOTE.match(rows[place][1])
        lines = [(at, _line(self.text(row.strip()))) for at, row in body]
        if note is not None:
            lines[0] = (number, _line(self.text(note["text"])))
            lines = list(_quoted(lines))
        return _Written([*head, *lines, (number, "")], end)


@dataclass(frozen=True, slots=True)
class _Written:
    """The lines of a block, and where the next one begins."""

    lines: Sequence[NumberedLine]
    end: int


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: the sign of its items, and how many there are."""

    sign: str
    count: int = 1

    @property
    def marker(self) -> str:
        return f"{self.count}." if self.sign[0] in ".<" else "-"

    @property
    def width(self) -> int:
        return len(self.marker) + 1


def _below(path: Sequence[_Level], sign: str) -> list[_Level]:
    """Return the levels with one more item of a sign: a new sign is a level below."""
    kind = "." if sign[0].isdecimal() else "<" if sign[0] == "<" else sign
    for place, level in enumerate(path):
        if level.sign == kind:
            return [*path[:place], _Level(kind, level.count + 1)]
    return [*path, _Level(kind)]


def _language(about: str) -> str:
    """Return the language of a block of code, ``text`` for code of none."""
    match = re.search(
        r"(?:^|\s)(?:source|listing)(?:%\w+)?(?:,\s*(?P<lang>[\w+#-]{1,20}))?", about
    )
    return (match["lang"] or "text") if match else ""


def _code(
    body: Sequence[NumberedLine], language: str, number: int
) -> list[NumberedLine]:
    rows = [(at, _CALLOUT.sub("", row).rstrip()) for at, row in body]
    fence = fences.around("\n".join(row for _, row in rows))
    return [(number, f"{fence}{language}"), *rows, (number, fence)]


def _quoted(rows: Iterable[NumberedLine]) -> Iterator[NumberedLine]:
    for at, row in rows:
        yield at, f"> {row}".rstrip()


def _line(text: str) -> str:
    """Return a line that breaks where its writer wanted a break."""
    return f"{text[:-2].rstrip()}  " if text.endswith(" +") else text


def _ends_list(row: str) -> bool:
    bare = row.strip()
    return bool(
        _HEADING.match(row)
        or _FENCE.match(bare)
        or _ABOUT.match(bare)
        or _TABLE.match(bare)
    ) or bool(_TITLE.match(row))


def _goes_on(rows: Sequence[NumberedLine], place: int) -> bool:
    """Whether a list goes on behind a blank line."""
    following = rows[place + 1][1] if place + 1 < len(rows) else ""
    return bool(_ITEM.match(following)) or following.strip() == "+"
