"""The blocks behind a question, put together again as one answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.sources.language import answerwords
from builder.sources.language.answerwords import is_answer_word
from builder.sources.language.plain import plain
from builder.sources.language.prose import is_prose
from builder.sources.readers import lines, markup
from builder.sources.readers.block import Block
from builder.sources.readers.fences import WRAPPERS
from builder.sources.recognition import label

_LISTED = re.compile(r"(?P<mark>(?:(?:[*+-]|\d{1,3}[.)])\s+)?)(?P<text>.*)$")
_JOINS = frozenset({"paragraph", "item"})


def assemble(blocks: Sequence[Block], *, body: str = "", is_prose: bool = False) -> str:
    """Return the Markdown of an answer, code, tables, lists and pictures in order."""
    kept = [block for block in _trimmed(blocks) if block.kind not in {"open", "close"}]
    base = _common_indent(kept)
    parts: list[str] = []
    before: Block | None = None
    is_counted = any(answerwords.SECOND.holds(block.text) for block in kept[1:])
    first = body.strip() if is_counted else label.without_answer_label(body.strip())
    if first.strip():
        parts.append(first)
    for index, block in enumerate(kept):
        text = _shown(block, is_first=not parts and not is_counted)
        if not text.strip():
            continue
        indent = max(0, block.indent - base)
        text = _indented(
            text, indent if block.kind in {"item", "code", "paragraph", "quote"} else 0
        )
        if parts:
            previous = before if before is not None else kept[max(0, index - 1)]
            parts.append(_separator(previous, block, is_prose=is_prose))
        parts.append(text)
        before = block
    return tidy("".join(parts))


def tidy(text: str) -> str:
    """Return Markdown without blank space around it or at the ends of its lines."""
    text = re.sub(r"(?m)[ \t]+$(?!\n\S)|(?<=\S)[ \t]$", "", text)
    return re.sub(r"\A\s*\n|\s+\Z", "", text)


def _trimmed(blocks: Sequence[Block]) -> list[Block]:
    """Drop rules and empty pieces from both ends."""
    kept = list(blocks)
    while kept and kept[-1].kind in {"rule", "html", "open", "close", "comment"}:
        if kept[-1].kind == "html" and kept[-1].content:
            break
        kept.pop()
    while kept and kept[0].kind in {"rule", "comment"}:
        kept.pop(0)
    return kept


def _common_indent(blocks: Sequence[Block]) -> int:
    indents = [
        block.indent
        for block in blocks
        if block.kind in {"paragraph", "item", "code", "quote", "table"}
    ]
    if not indents:
        return 0
    if min(indents) == 0 and indents[0] > 0 and blocks[0].kind != "item":
        return indents[0]
    return min(indents)


def _shown(block: Block, *, is_first: bool) -> str:
    text = block.text
    if block.kind == "code" and _holds_prose(block):
        return _unfenced(block)
    if block.kind == "summary":
        inner = plain(block.content)
        return "" if is_answer_word(inner) else f"**{inner}**"
    if block.kind == "term":
        return f"**{plain(block.content)}**"
    if block.kind == "definition":
        return ""
    if is_first and block.kind == "heading":
        inner = plain(block.content)
        if is_answer_word(inner):
            return ""
        return (
            label.without_answer_label(text) if label.has_answer_label(inner) else text
        )
    if is_first and block.kind in {"paragraph", "item", "quote"}:
        return _without_label(block)
    return text


def _holds_prose(block: Block) -> bool:
    """Whether a fence holds sentences and does not say which language of programs."""
    match = lines.FENCE.match(block.text.split("\n", maxsplit=1)[0])
    info = "code" if match is None else match["info"].strip().lower()
    return info in WRAPPERS and is_prose(block.content)


def _unfenced(block: Block) -> str:
    """Return the text of a fence: lines that end with a sentence are paragraphs."""
    rows = [row.strip() for row in block.content.split("\n")]
    filled = [row for row in rows if row]
    ended = sum(bool(re.search(r"[.。!！?？:：]$", row)) for row in filled)
    between = "\n\n" if ended >= len(filled) / 2 else "\n"
    parts = (_LISTED.match(row) for row in rows)
    return between.join(
        f"{part['mark']}{markup.literal_line(part['text'])}" for part in parts if part
    )


def _without_label(block: Block) -> str:
    text = block.text if block.kind != "item" else block.content
    text = block.content if block.kind == "quote" else text
    if not label.has_answer_label(text):
        bare = plain(text)
        is_word = (
            len(bare) < 40
            and "\n" not in text.strip()
            and is_answer_word(bare)
            and not re.search(r"\w\s*[.。]$", bare)
        )
        is_marked = bare != text.strip() or bare.endswith((":", "："))
        return "" if is_word and is_marked else block.text
    rest = label.without_answer_label(text)
    if re.fullmatch(r"[\W_]*", rest):
        return ""
    return rest


def _indented(text: str, indent: int) -> str:
    if not indent:
        return text
    pad = " " * indent
    return "\n".join(pad + line if line.strip() else line for line in text.split("\n"))


def _separator(before: Block, block: Block, *, is_prose: bool) -> str:
    if block.is_apart or block.kind not in _JOINS or before.kind not in _JOINS:
        return "\n\n"
    if block.kind == "item" and before.kind == "item":
        return "\n"
    if is_prose:
        return "\n"
    if block.kind != before.kind:
        return "\n\n"
    return "\n\n" if lines.starts_anew(block.text) else "\n"
