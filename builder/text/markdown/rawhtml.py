"""Raw HTML in Markdown: what is no tag, or has no partner, is text and told of."""

from __future__ import annotations

import html
import re
from itertools import groupby

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import html_block as commonmark_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import autolink as commonmark_autolink
from markdown_it.rules_inline import html_inline as commonmark_inline
from markdown_it.token import Token

from builder.base.code import Code
from builder.text.markdown.fieldtext import FieldText
from builder.text.tags import ELEMENTS, OPTIONAL_END, VOID, Tag, pair, tags_in

_FIRST_NAME = re.compile(r"</?([A-Za-z][\w-]*)")
_NAMES = re.compile(r"</?[a-z][\w-]*")
_SCHEME = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*):")
# Addresses that lead somewhere without `//`.
_PLAIN_SCHEMES = frozenset(
    "geo magnet mailto news sip skype sms tel urn xmpp".split()  # noqa: SIM905 -- a list of words
)


def html_block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Read a block of HTML, unless what it begins with is none."""
    begin = state.bMarks[startLine] + state.tShift[startLine]
    if state.src[begin : begin + 1] != "<" or _is_text(state, begin):
        return False
    return commonmark_block(state, startLine, endLine, silent)


def _is_text(state: StateBlock, begin: int) -> bool:
    match = _FIRST_NAME.match(state.src, begin)
    if match is None:
        return not state.src.startswith("<!--", begin)
    name = match[1].lower()
    known = _names_of_tags(state)
    if name not in ELEMENTS:
        return not known & {"<svg", "<math"}
    if state.src[begin + 1] == "/":
        return f"<{name}" not in known
    return name not in VOID | OPTIONAL_END | {"p"} and f"</{name}" not in known


def _names_of_tags(state: StateBlock) -> frozenset[str]:
    """Return the beginnings of all tags of a text, such as ``<b`` and ``</b``."""
    field: FieldText = state.env["field"]
    if field.names_of_tags is None:
        field.names_of_tags = frozenset(_NAMES.findall(state.src.lower()))
    return field.names_of_tags


def html_inline(state: StateInline, silent: bool) -> bool:
    """Read a tag in a line, and keep where it stands."""
    position = state.pos
    if not commonmark_inline(state, silent):
        return False
    if not silent:
        field: FieldText = state.env["field"]
        state.tokens[-1].meta = {"block": field.block, "position": position}
    return True


def autolink(state: StateInline, silent: bool) -> bool:
    """Read ``<https://…>``; ``<host:port>`` and ``<user@host>`` are no addresses."""
    begin = state.pos
    if not commonmark_autolink(state, True):
        return False
    written = state.src[begin : state.pos]
    if _leads_somewhere(written):
        state.pos = begin
        return commonmark_autolink(state, silent)
    if not silent:
        state.push("text", "", 0).content = written
        field: FieldText = state.env["field"]
        _warn(field, field.offset(state.src, begin), written, "is no address")
    return True


def _leads_somewhere(written: str) -> bool:
    scheme = _SCHEME.match(written)
    if scheme is None:
        return "." in written.partition("@")[2]
    return written.startswith("//", scheme.end()) or scheme[1].lower() in _PLAIN_SCHEMES


def tags_with_partners(state: StateCore) -> None:
    """Make text of tags that a card cannot have, or that would change the rest of it."""
    pieces = [
        one
        for token in state.tokens
        for one in (token, *(token.children or ()))
        if one.type in {"html_block", "html_inline"}
    ]
    tags = [
        tag
        for number, piece in enumerate(pieces)
        for tag in tags_in(piece.content, number, is_block=piece.type == "html_block")
    ]
    pair(tags)
    field: FieldText = state.env["field"]
    told = [tag for tag in tags if tag.is_odd]
    for tag in told[:_MOST_TOLD]:
        _tell(field, pieces[tag.piece], tag)
    if len(told) > _MOST_TOLD:
        message = f"and {len(told) - _MOST_TOLD} more tags of this text are like these"
        field.warn(0, Code.HTML, message)
    faulty = (tag for tag in tags if tag.fault)
    for number, some in groupby(faulty, key=lambda tag: tag.piece):
        _make_text(pieces[number], list(some))


def _tell(field: FieldText, piece: Token, tag: Tag) -> None:
    if piece.type == "html_inline":
        offset = (
            field.offset_in(piece.meta["block"], piece.meta["position"]) + tag.start
        )
    else:
        line = piece.content[tag.start :].partition("\n")[0]
        offset = field.place(line)
    if tag.fault:
        escape = r"\<" if piece.type == "html_inline" else "&lt;"
        _warn(field, offset, tag.text, tag.fault, escape)
    elif tag.crossed:
        message = f"`{tag.text}` stands before the end of `{tag.crossed.text}`: close that first"
        field.warn(offset, Code.HTML, message)


def _warn(
    field: FieldText, offset: int, written: str, fault: str, escape: str = r"\<"
) -> None:
    shown = written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"
    message = (
        f"`{shown}` {fault}: it is shown as text; write `{escape}` if that is meant"
    )
    field.warn(offset, Code.HTML, message)


_LONGEST = 40
_MOST_TOLD = 20


def _make_text(piece: Token, faulty: list[Tag]) -> None:
    if piece.type == "html_inline":
        piece.type = "text"
        return
    shown: list[str] = []
    position = 0
    for tag in faulty:
        shown += [
            piece.content[position : tag.start],
            html.escape(tag.text, quote=False),
        ]
        position = tag.end
    piece.content = "".join([*shown, piece.content[position:]])
