"""Bare addresses as links, beside Chinese too; addresses that no link is of are told of."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from builder.base.code import Code
from builder.text import cloze
from builder.text.markdown.fieldtext import FieldText

# Neither plugin for this knows where an address ends before Chinese: a character that
# is no ASCII belongs to it behind a sign of a path alone.
_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9+.-])(?P<scheme>https?)$")
_REST = re.compile(
    r"(?:[A-Za-z0-9._~%+-]+(?::[A-Za-z0-9._~%+-]*)?@)?"
    r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9\u00a1-\u024f_.-]+)(?::\d+)?"
    r"(?:[/?#](?:[!#-;=?-\[\]^_a-z{|}~]|(?<=[/=_#%+&-])[^\W\d_]|(?<=[^\x00-\x7f])[^\W\d_])*)?"
)
_WWW = re.compile(r"www\.(?=[A-Za-z0-9-]+\.)")
_BEFORE_WWW = re.compile(r"(?:^|[\s*_~(（“\"'：:，。、])$")
_TRAILING = "?!.,:;*_~'\""
# Inside of a deletion its end and its hint count too; behind `/` what may be either.
_MARK_INSIDE = re.compile(rf"{cloze.OPEN.pattern}|\}}\}}|::")
_PATH = re.compile(r"::[A-Za-z_][\w./-]*\}\}")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def web_address(state: StateInline, silent: bool) -> bool:
    """``https://…``, found at its colon: the scheme is what was read before."""
    if silent or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-7:])
    if scheme is None:
        return False
    begin = state.pos - len(scheme["scheme"])
    if state.src[max(begin - 3, 0) : begin].rstrip("<").endswith("]("):
        return False  # of a picture or link that is none: to be told of as such
    return _linked(state, begin, state.pos + len("://"), prefix="")


def www_address(state: StateInline, silent: bool) -> bool:
    """``www.…``: only a parser that stops at every ``w`` comes by here."""
    if silent or state.linkLevel or not _WWW.match(state.src, state.pos):
        return False
    if not _BEFORE_WWW.search(state.src[max(state.pos - 1, 0) : state.pos]):
        return False
    return _linked(state, state.pos, state.pos, prefix="http://")


def _linked(state: StateInline, begin: int, host: int, *, prefix: str) -> bool:
    end = _end(state, host)
    if end <= host:
        return False
    address = state.src[begin:end]
    if begin < state.pos:
        state.pending = state.pending[: begin - state.pos]
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": state.md.normalizeLink(prefix + address)}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos = end
    return True


def _end(state: StateInline, start: int) -> int:
    match = _REST.match(state.src, start, state.posMax)
    if match is None:
        return start
    found = _before_marks(match.group(), state, start)
    while found:
        last = found[-1]
        opener = _PAIRS.get(last)
        is_unpaired = opener and found.count(last) > found.count(opener)
        if last not in _TRAILING and not is_unpaired:
            break
        found = found[:-1]
    return start + len(found)


def _before_marks(found: str, state: StateInline, start: int) -> str:
    """Return the part of an address before a deletion begins, ends or has its hint."""
    field: FieldText = state.env["field"]
    if field.mode != "deletions":
        return found
    is_inside = len(field.open) > 1
    mark = (_MARK_INSIDE if is_inside else cloze.OPEN).search(found)
    end = mark.start() if mark else len(found)
    if is_inside and "/" in found[:end] and _PATH.match(state.src, start + end):
        message = (
            "`::` in an address begins the hint of the deletion: write `<…>` around the "
            "address if it is a part of it"
        )
        field.warn(field.offset(state.src, start + end), Code.CLOZE_FORM, message)
    return found[:end]


def lost_references(state: StateCore) -> None:
    """Warn of ``[Note]: word``, which Markdown leaves out: nothing leads there."""
    field: FieldText = state.env["field"]
    found = state.env.get("references", {})
    again = [one["label"] for one in state.env.get("duplicate_refs", ())]
    mentions = re.sub(r"\s+", " ", field.text).lower().upper()
    for label, one in found.items():
        is_comment = one["href"] in {"", "#"}
        if is_comment or mentions.count(f"[{label}]") > 1 + again.count(label):
            continue
        offset = field.line_start(one["map"][0])
        written = field.text[offset:].partition("]:")[0].lstrip("> \t") + "]:"
        message = (
            f"nothing refers to `{written}`: Markdown leaves the line out; write "
            f"`\\{written}` if it is text"
        )
        field.warn(field.text.index("[", offset), Code.MEDIA_LINK, message)
