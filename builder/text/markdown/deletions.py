"""Cloze deletions in Markdown: Anki's markers, the short form ``==…==``, highlights.

Code and math are read before and hide what they hold.
"""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token

from builder.base.code import Code
from builder.text import cloze
from builder.text.highlight import BREAK
from builder.text.markdown.fieldtext import FieldText, NumberDeletions, OpenDeletion

_BRACES = re.compile(r"\}+")
_RAW_BRACE = re.compile(r"(?P<text>\{\{c[\d,]+::[^{}<>]*\{[^{}<>]*\})\}\}")
_BRACE = (
    "`}}}`: the first brace may be of the text, and Anki takes the first two for the end "
    "of the deletion; put a space between them"
)


def opening(state: StateInline, silent: bool) -> bool:
    """``{{c1::``; any other brace is counted."""
    field: FieldText = state.env["field"]
    if field.mode != "deletions":
        return False
    match = cloze.OPEN.match(state.src, state.pos)
    if match is None or field.is_in_label:
        if not silent:
            _count_brace(state, field, match)
        return False
    if not silent:
        _push(state, match.group())
        is_braced = state.src[state.pos - 1 : state.pos] == "{"
        field.open.append(
            OpenDeletion(is_short=False, is_braced=is_braced, links=state.linkLevel)
        )
    state.pos = match.end()
    return True


def _count_brace(
    state: StateInline, field: FieldText, match: re.Match[str] | None
) -> None:
    if match is None:
        field.open[-1].braces += 1
    else:
        refuse_in_attribute(field, match.group(), "the description of a picture")


def refuse_in_attribute(field: FieldText, marker: str, where: str) -> None:
    """Report a deletion in what becomes an attribute: Anki would cut the tag."""
    message = (
        f"`{marker}` stands in {where}, which Anki would break: put the whole of it into "
        "the deletion"
    )
    field.report(marker, Code.CLOZE_ATTRIBUTE, message)


def closing(state: StateInline, silent: bool) -> bool:
    """``}}``; of more braces in a row the last two, when the text has some open."""
    field: FieldText = state.env["field"]
    innermost = field.open[-1]
    if field.mode != "deletions":
        return False
    run = _BRACES.match(state.src, state.pos, state.posMax)
    length = len(run.group()) if run else 0
    is_of_the_text = innermost.braces > 0 and length > 2  # noqa: PLR2004 -- beyond `}}`
    if innermost.is_short or length < len("}}") or is_of_the_text:
        if not silent:
            if is_of_the_text and not innermost.is_short:
                _warn_of_brace(state, field)
            innermost.braces = max(0, innermost.braces - 1)
        return False
    if not silent:
        _push(state, "}}")
        field.open.pop()
        is_around = innermost.is_braced or field.open[-1].braces > 0
        if length == len("}}}") and not is_around:
            _warn_of_brace(state, field)
    state.pos += 2
    return True


def _warn_of_brace(state: StateInline, field: FieldText) -> None:
    if state.src[state.pos - 1 : state.pos] == "}":
        return
    field.warn(field.offset(state.src, state.pos), Code.CLOZE_BRACE, _BRACE)


def raw_with_breaks(markup: str, field: FieldText) -> str:
    """Return raw HTML in which a brace of the text is none of the deletion's end."""
    if field.mode != "deletions":
        return markup

    def broken(match: re.Match[str]) -> str:
        field.warn(field.place(match.group()), Code.CLOZE_BRACE, _BRACE)
        return match["text"] + BREAK + "}}"

    return _RAW_BRACE.sub(broken, markup)


def hint(state: StateInline, silent: bool) -> bool:
    """``::`` before a hint, once in a deletion; in the text of a link it is text."""
    field: FieldText = state.env["field"]
    if len(field.open) == 1 or not state.src.startswith("::", state.pos):
        return False
    innermost = field.open[-1]
    if innermost.has_hint or state.linkLevel > innermost.links:
        return False
    if not silent:
        _push(state, "::")
        innermost.has_hint = True
    state.pos += 2
    return True


def described(state: StateInline, silent: bool) -> bool:
    """Read a picture: its description becomes an attribute and holds no deletion."""
    field: FieldText = state.env["field"]
    outer, was_in_label = field.open, field.is_in_label
    field.open, field.is_in_label = [OpenDeletion(is_short=True)], True
    try:
        return image(state, silent)
    finally:
        field.open, field.is_in_label = outer, was_in_label


def double_equals(state: StateInline, silent: bool) -> bool:
    """``==text==``: a deletion, with ``::hint`` if wanted, or a highlight elsewhere."""
    start = state.pos + 2
    source = state.src
    if not source.startswith("==", state.pos) or source[start : start + 1] in "= \n":
        return False
    end = _end_of_double_equals(state, start)
    if end < 0:
        return False
    field: FieldText = state.env["field"]
    is_deletion = field.mode == "deletions"
    if not is_deletion and _compares(source, state.pos, end):
        return False
    if not silent:
        if is_deletion and field.is_in_label:
            refuse_in_attribute(field, "==", "the description of a picture")
        elif is_deletion:
            _short_form(state, field, start, end)
        else:
            _highlight(state, start, end)
    state.pos = end + 2
    return True


def _compares(source: str, start: int, end: int) -> bool:
    """Whether ``a==b or c==d`` is meant."""
    before, after = source[start - 1 : start], source[end + 2 : end + 3]
    return (before + after).isascii() and before.isalnum() and after.isalnum()


def _short_form(state: StateInline, field: FieldText, start: int, end: int) -> None:
    _push(state, "").meta = {"text": state.src[start:end]}
    outer = len(field.open)
    field.open.append(OpenDeletion(is_short=True, links=state.linkLevel))
    _tokenize(state, start, end)
    del field.open[outer:]
    _push(state, "}}")


def _highlight(state: StateInline, start: int, end: int) -> None:
    state.push("mark_open", "mark", 1)
    _tokenize(state, start, end)
    state.push("mark_close", "mark", -1)


def _tokenize(state: StateInline, start: int, end: int) -> None:
    limit, state.pos, state.posMax = state.posMax, start, end
    state.md.inline.tokenize(state)
    state.posMax = limit


def _end_of_double_equals(state: StateInline, start: int) -> int:
    """Return where the closing ``==`` stands, code and math skipped, or -1."""
    field: FieldText = state.env["field"]
    if field.unclosable == (state.src, state.posMax):
        return -1
    before, state.pos = state.pos, start
    end = -1
    while state.pos < state.posMax:
        here = state.pos
        if state.src.startswith("==", here) and state.src[here - 1] not in " \n":
            end = here
            break
        if state.src[here] in "`$\\[<":
            state.md.inline.skipToken(state)
        else:
            state.pos += 1
    state.pos = before
    if end < 0:
        field.unclosable = (state.src, state.posMax)
    return end


def _push(state: StateInline, marker: str) -> Token:
    token = state.push("marker", "", 0)
    token.content = marker
    return token


def number_short_forms(
    tokens: list[Token], source: str, number: NumberDeletions
) -> dict[int, str]:
    """Give the short-form deletions their numbers, none that the source has."""
    if "==" not in source:
        return {}
    short = [
        child
        for token in tokens
        for child in token.children or ()
        if child.type == "marker" and "text" in child.meta
    ]
    taken = frozenset(cloze.explicit_numbers(source))
    texts = [marker.meta["text"] for marker in short]
    numbers = number(texts, taken)
    for marker, given in zip(short, numbers, strict=True):
        marker.content = f"{{{{c{given}::"
    return dict(zip(numbers, texts, strict=True))


def hide_bare_markers(tokens: list[Token]) -> None:
    """Drop the ``<p>`` of a paragraph that is only ``{{c1::`` or only ``}}``.

    So a deletion may hold a whole list or a block of code.
    """
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = token.children or ()
        if (
            before.type == "paragraph_open"
            and any(child.type == "marker" for child in children)
            and all(is_nothing(child) for child in children)
        ):
            before.hidden = after.hidden = True


def is_nothing(token: Token) -> bool:
    """Whether a token shows nothing of its own: blanks, or a deletion's marker."""
    if token.type == "marker":
        return True
    return token.type in {"text", "softbreak"} and not token.content.strip()
