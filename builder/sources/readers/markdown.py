"""Markdown to blocks, forgiving what writers really type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.sources.language import questionwords
from builder.sources.language.plain import masked
from builder.sources.readers import (
    dialects,
    dialogue,
    fences,
    frontmatter,
    lines,
    references,
)
from builder.sources.readers.block import Block, BlockKind, Document
from builder.sources.readers.lines import NumberedLine

# A question and its answer on one line; lines of these are no paragraph.
_PAIR = re.compile(
    r"[^`]*\S::\s*[^\s:]|[^?？]{3,}[?？]\s*(?:[-–—:：]\s*)?[^\s?？)）\"”]"
)

_HASHTAGS = re.compile(r"(?:#[a-z][\w/-]*\s*)+$")
_STRUCTURE = re.compile(f"({lines.STRUCTURE.pattern})", re.IGNORECASE)
_BREAK = re.compile(r"(?i)[ \t]*<br\s*/?>[ \t]*")
_HTML_BLOCK = re.compile(
    r"(?i)</?(?!(?:a|b|big|br|code|em|font|i|kbd|q|small|span|strong|u)\b)\w"
)
_TAG = re.compile(r"<!--.{0,999}?-->|</?[A-Za-z][^<>]*>")


def read(text: str) -> Document:
    """Read a Markdown document, with or without front matter."""
    marked = dialects.read(text)
    if marked is not None:
        return marked
    head = frontmatter.read(text)
    numbered = list(enumerate(text.split("\n"), start=1))[head.rows :]
    if re.search(r"(?m)^[•●▪◦○➤►]\s*$", text):
        numbered = lines.with_markers(numbered)
    blocks, remarks = read_lines(numbered)
    if head.rows:
        told = "\n".join(text.split("\n")[1 : head.rows - 1])
        blocks = (Block("noise", told, 1, told, marker=frontmatter.MARKER), *blocks)
    return Document(blocks, head.title, head.tags, remarks=remarks)


def read_lines(
    numbered: Sequence[NumberedLine], *, is_prose: bool = False
) -> tuple[tuple[Block, ...], tuple[tuple[int, str], ...]]:
    """Turn lines, each with its number in the source, into blocks and remarks."""
    lexer = _Lexer(dialogue.unified(fences.unwrapped(numbered)), is_prose=is_prose)
    blocks = tuple(references.resolved(lexer.run()))
    return blocks, tuple(lexer.remarks)


class _Lexer:
    """Goes through the lines once; what is read stands in ``blocks``."""

    def __init__(self, numbered: Sequence[NumberedLine], *, is_prose: bool) -> None:
        self.rest = list(reversed(numbered))
        self.is_prose = is_prose
        self.blocks: list[Block] = []
        self.remarks: list[tuple[int, str]] = []
        self.is_apart = True
        self.is_in_list = False
        self.is_in_title = False
        self.breaks = False
        self.last_number = 0
        self.is_after_blank = True
        self.fences = fences.Fences(numbered)

    def run(self) -> list[Block]:
        rules = (
            self.fence,
            self.indented_code,
            self.comment,
            self.math,
            self.structure,
            self.heading,
            self.rule,
            self.quote,
            self.table,
            self.html,
            self.line_breaks,
            self.item,
            self.paragraph,
        )
        while self.rest:
            number, raw = self.rest.pop()
            bare = raw.strip()
            if not bare:
                self.is_apart = self.is_after_blank = True
                continue
            self.breaks = raw.endswith("  ")
            head = raw[: len(raw) - len(raw.lstrip())]
            indent = len(head.replace("\u3000", "  ").expandtabs(4))
            if not indent and self.is_apart and not lines.BULLET.match(bare):
                self.is_in_list = False
            for rule in rules:
                if rule(number, bare, indent):
                    break
            self.is_after_blank = False
        return self.blocks

    def add(
        self,
        kind: BlockKind,
        text: str,
        line: int,
        indent: int = 0,
        *,
        content: str | None = None,
        level: int = 0,
        marker: str = "",
    ) -> None:
        self.blocks.append(
            Block(
                kind,
                text,
                line,
                text if content is None else content.strip(),
                level,
                indent,
                marker,
                self.is_apart,
            )
        )
        self.is_apart = False

    def fence(self, number: int, bare: str, indent: int) -> bool:
        match = lines.FENCE.match(bare)
        if match is None:
            return False
        fence = match["fence"]
        body = [bare]
        is_closed = False
        while self.rest:
            inner, raw = self.rest[-1]
            line = raw.expandtabs(4) if raw.startswith("\t") else raw
            if fences.closes(line, fence):
                self.rest.pop()
                body.append(fence)
                is_closed = True
                break
            if self.fences.ends_before(inner):
                break
            self.rest.pop()
            cut = min(indent, len(line) - len(line.lstrip(" ")))
            body.append(line[cut:].rstrip())
        if not is_closed:
            self.remarks.append((number, "a code fence is never closed"))
            while len(body) > 1 and not body[-1].strip():
                body.pop()
            body.append(fence)
        self.add("code", "\n".join(body), number, indent, content="\n".join(body[1:-1]))
        self.is_apart = self.is_apart or not is_closed
        return True

    def indented_code(self, number: int, bare: str, indent: int) -> bool:
        if indent < 4 or self.is_in_list or self.is_prose:
            return False
        if not self.is_after_blank:
            return False
        body = [" " * (indent - 4) + bare]
        blanks = 0
        while self.rest:
            line = self.rest[-1][1].expandtabs(4).rstrip()
            if line and not line.startswith("    "):
                break
            self.rest.pop()
            blanks = 0 if line else blanks + 1
            body.append(line[4:])
        code = "\n".join(body[: len(body) - blanks])
        fence = fences.around(code)
        self.add("code", f"{fence}\n{code}\n{fence}", number, content=code)
        self.is_apart = blanks > 0
        return True

    def comment(self, number: int, bare: str, indent: int) -> bool:
        if _HASHTAGS.match(bare):
            self.blocks.append(Block("noise", bare, number))
            return True
        if not bare.startswith("<!--"):
            return False
        text = bare
        while "-->" not in text and self.rest:
            text += "\n" + self.rest.pop()[1]
        comment, _, after = text.partition("-->")
        self.blocks.append(Block("comment", comment + "-->", number))
        if after.strip():
            self.rest.append((number, " " * indent + after.strip()))
        return True

    def math(self, number: int, bare: str, indent: int) -> bool:
        if not bare.startswith("$$") or bare.count("$$") > 1:
            return False
        body = [bare]
        for _, raw in reversed(self.rest[-80:]):
            body.append(raw.strip())
            if "$$" in raw:
                break
        else:
            return False
        del self.rest[len(self.rest) - len(body) + 1 :]
        self.add("code", "\n".join(body), number, indent)
        return True

    def structure(self, number: int, bare: str, indent: int) -> bool:
        """Take ``<details>`` and its like apart, wherever they stand on a line."""
        match = lines.STRUCTURE.search(bare)
        if match is None or bare[: match.start()].count("`") % 2:
            return False
        if len(bare) > len(match[0]) and "`" not in bare:
            pieces = _STRUCTURE.split(bare)
            filled = [piece.strip() for piece in pieces if piece.strip()]
            if len(filled) > 1:
                self.rest += [(number, " " * indent + one) for one in reversed(filled)]
                return True
        before, tag = bare[: match.start()].strip(), match[0].lower()
        after = bare[match.end() :].strip()
        if before:
            both = (before, bare[match.start() :])
            self.rest += [(number, " " * indent + part) for part in reversed(both)]
            return True
        if after:
            self.rest.append((number, " " * indent + after))
        name = re.sub(r"\W", " ", tag).split()[0]
        if tag.startswith("</"):
            self.is_apart = True
            if self.is_in_title and self.blocks[-1].kind not in {"summary", "term"}:
                self.add("close", tag, number, marker="title")
            elif name in {"details", "dl"}:
                self.add("close", tag, number, marker=name)
            self.is_in_title = False
        elif name in {"summary", "dt"}:
            kind: BlockKind = "summary" if name == "summary" else "term"
            text = self._until_code_or_structure()
            self.is_apart = True
            self.add(kind, text, number)
            self.is_in_title = True
        elif name == "details":
            self.add("open", tag, number)
        elif name == "dd":
            self.add("definition", tag, number, content="")
        self.is_apart = True
        return True

    def _until_code_or_structure(self) -> str:
        """Return the text up to a fence or the next tag of a structure; both are left."""
        body: list[str] = []
        while self.rest and len(body) < 60:
            number, raw = self.rest[-1]
            if lines.FENCE.match(raw.strip()):
                break
            self.rest.pop()
            match = lines.STRUCTURE.search(raw)
            if match is not None:
                body.append(raw[: match.start()])
                self.rest.append((number, raw[match.start() :]))
                break
            body.append(raw)
        return "\n".join(line.strip() for line in body if line.strip())

    def heading(self, number: int, bare: str, indent: int) -> bool:
        tagged = lines.HTML_HEADING.match(bare)
        if tagged is not None:
            code = re.sub(r"</?code>", "`", tagged[2])
            text = _TAG.sub("", code).strip()
            shown = f"{'#' * int(tagged[1])} {text}"
            self.add("heading", shown, number, content=text, level=int(tagged[1]))
            return True
        wiki = lines.WIKI_HEADING.match(bare)
        if wiki is not None and (self.is_prose or wiki["gap"]):
            level = len(wiki["marks"])
            shown = f"{'#' * level} {wiki['text']}"
            self.add("heading", shown, number, content=wiki["text"], level=level)
            self.is_apart = True
            return True
        match = lines.HEADING.match(bare)
        if match is None or (self.is_prose and match["marks"] == "#"):
            return bool(lines.EMPTY_HEADING.match(bare))
        text = re.sub(r"\s+#+\s*$", "", match["text"].strip())
        shown = f"{match['marks']} {text}"
        self.add(
            "heading", shown, number, indent, content=text, level=len(match["marks"])
        )
        self.is_apart = True
        return True

    def rule(self, number: int, bare: str, indent: int) -> bool:
        if not lines.RULE.match(bare):
            return False
        self.is_apart = True
        self.add("rule", bare, number, indent)
        self.is_apart = True
        return True

    def quote(self, number: int, bare: str, indent: int) -> bool:
        if not bare.startswith(">"):
            return False
        body = [bare]
        while self.rest and self.rest[-1][1].lstrip().startswith(">"):
            body.append(self.rest.pop()[1].strip())
        content = "\n".join(re.sub(r"^>\s?", "", line) for line in body)
        self.add("quote", "\n".join(body), number, indent, content=content)
        return True

    def table(self, number: int, bare: str, indent: int) -> bool:
        following = self.rest[-1][1].strip() if self.rest else ""
        is_ruled = "|" in following or "-" in following
        if "|" not in bare or not is_ruled or not lines.TABLE_RULE.match(following):
            return False
        if bare.strip("|").count("|") != following.strip("|").count("|"):
            return False
        body = [bare]
        while self.rest and "|" in self.rest[-1][1]:
            body.append(self.rest.pop()[1].strip())
        self.is_apart = True
        self.add("table", "\n".join(body), number, indent)
        self.is_apart = True
        return True

    def html(self, number: int, bare: str, indent: int) -> bool:
        raw = lines.RAW_TABLE.match(bare)
        if raw is not None:
            body = [bare]
            closing = f"</{raw[1].lower()}"
            while self.rest and closing not in body[-1].lower() and len(body) < 500:
                body.append(self.rest.pop()[1].rstrip())
            self.add("html", "\n".join(body), number, indent)
            return True
        if not lines.HTML_START.match(bare):
            return False
        if _TAG.sub("", bare).strip() or re.search(r"(?i)<(?:img|audio|video)\b", bare):
            return False
        self.blocks.append(Block("html", bare, number, "", indent=indent))
        self.is_apart = self.is_apart or bool(re.match(r"(?i)</?(p|div|br)\b", bare))
        return True

    def line_breaks(self, number: int, bare: str, indent: int) -> bool:
        """Take the lines that ``<br>`` parts apart, as Markdown breaks them."""
        breaks = list(_BREAK.finditer(masked(bare)))
        if not breaks or _HTML_BLOCK.match(bare) or _BREAK.fullmatch(bare):
            return False
        ends = [one.start() for one in breaks]
        starts = [one.end() for one in breaks]
        rows = [f"{bare[a:b]}  " for a, b in zip([0, *starts], ends, strict=False)]
        rows = [row for row in (*rows, bare[starts[-1] :]) if row.strip()]
        self.rest += [(number, " " * indent + row) for row in reversed(rows)]
        return True

    def item(self, number: int, bare: str, indent: int) -> bool:
        match = lines.BULLET.match(bare) or lines.number_match(bare, self.last_number)
        if match is None:
            return False
        if not indent and match["marker"][:-1].isdecimal():
            self.last_number = int(match["marker"][:-1])
        marker, content = match["marker"], match["text"].strip()
        if not content and not match["space"] and not self.is_prose:
            return False
        inner = lines.HEADING.match(content)
        if inner is not None:
            level, text = len(inner["marks"]), inner["text"].strip("# ")
            shown = f"{inner['marks']} {marker} {text}"
            self.add(
                "heading",
                shown,
                number,
                indent,
                content=text,
                level=level,
                marker=marker,
            )
            self.is_in_list = self.is_apart = True
            return True
        if lines.FENCE.match(content):
            self.add("item", marker, number, indent, content="", marker=marker)
            self.rest.append((number, " " * (indent + len(marker) + 1) + content))
            return True
        breaks = self.breaks
        more = self._continuation()
        text = "\n".join([bare + ("  " if more and breaks else ""), *more])
        content = text[len(bare) - len(match["text"]) :]
        self.add("item", text, number, indent, content=content, marker=marker)
        self.is_in_list = True
        return True

    def paragraph(self, number: int, bare: str, indent: int) -> bool:
        underline = self.rest[-1][1].strip() if self.rest else ""
        if lines.UNDERLINE.match(underline) and len(bare) < 120 and "|" not in bare:
            self.rest.pop()
            level = 1 if underline.startswith("=") else 2
            shown = f"{'#' * level} {bare}"
            self.add("heading", shown, number, content=bare, level=level)
            self.is_apart = True
            return True
        more = self._continuation()
        if more and all(_PAIR.match(masked(row)) for row in (bare, *more)):
            for further, row in enumerate((bare, *more)):
                self.add("paragraph", row.strip(), number + further, indent)
            return True
        head = bare + ("  " if more and self.breaks else "")
        self.add("paragraph", "\n".join([head, *more]), number, indent)
        return True

    def _continuation(self) -> list[str]:
        """Return the lines that go on with a paragraph."""
        body: list[str] = []
        while self.rest and not self.is_prose:
            raw = self.rest[-1][1].expandtabs(4)
            line = raw.strip()
            if not line or _interrupts(line) or _BREAK.fullmatch(line):
                break
            number, _ = self.rest.pop()
            if not self.line_breaks(number, line, 0):
                body.append(line + ("  " if raw.endswith("  ") else ""))
        return body


def _interrupts(line: str) -> bool:
    return bool(
        lines.FENCE.match(line)
        or lines.HEADING.match(line)
        or lines.RULE.match(line)
        or line.startswith((">", "<!--"))
        or lines.STRUCTURE.search(line)
        or (lines.BULLET.match(line) and not line.startswith("**"))
        or lines.number_match(line)
        or lines.starts_anew(line)
        or questionwords.FACT_LABELS.holds(line)
        or lines.HTML_HEADING.match(line)
    )
