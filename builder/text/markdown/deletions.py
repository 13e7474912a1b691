"""Cloze deletions in Markdown: Anki's markers and the short form ``==…==``."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from builder.text import cloze
from builder.text.markdown.fieldtext import FieldText, NumberDeletions, OpenDeletion


def deletion(state: StateInline, silent: bool) -> bool:
    """Markers of deletions; code and math are read before and hide what they hold."""
    field: FieldText = state.env["field"]
    if field.mode != "deletions" or state.src[state.pos] not in "{}:=":
        return False
    if state.src[state.pos] == "=":
        return _short_form(state, silent=silent)
    innermost = field.open[-1] if field.open else None
    opened = cloze.OPEN.match(state.src, state.pos)
    pair = state.src[state.pos : state.pos + 2]
    closes = pair == "}}" and innermost is not None and not innermost.is_short
    hints = pair == "::" and innermost is not None and not innermost.has_hint
    if not (opened or closes or hints):
        return False
    end = opened.end() if opened else state.pos + 2
    if not silent:
        state.push("mark", "", 0).content = state.src[state.pos : end]
        if opened:
            field.open.append(OpenDeletion(is_short=False))
        elif closes:
            field.open.pop()
        elif innermost is not None:
            innermost.has_hint = True
    state.pos = end
    return True


def _short_form(state: StateInline, *, silent: bool) -> bool:
    """``==text==`` or ``==text::hint==``."""
    start = state.pos + 2
    source = state.src
    if not source.startswith("==", state.pos) or source[start : start + 1] in "= \n":
        return False
    end = _short_form_end(state, start)
    if end < 0:
        return False
    if not silent:
        field: FieldText = state.env["field"]
        field.short_forms += 1
        opening = state.push("mark", "", 0)
        opening.meta = {"text": source[start:end]}
        limit, state.pos, state.posMax = state.posMax, start, end
        outer = len(field.open)
        field.open.append(OpenDeletion(is_short=True))
        state.md.inline.tokenize(state)
        del field.open[outer:]
        state.posMax = limit
        state.push("mark", "", 0).content = "}}"
    state.pos = end + 2
    return True


def _short_form_end(state: StateInline, start: int) -> int:
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


def number_short_forms(
    tokens: list[Token], source: str, number: NumberDeletions
) -> dict[int, str]:
    """Give the short-form deletions their numbers, none that the source has."""
    marks = [
        child
        for token in tokens
        for child in token.children or ()
        if child.type == "mark"
    ]
    taken = frozenset(cloze.explicit_numbers(source))
    short = [mark for mark in marks if "text" in mark.meta]
    texts = [mark.meta["text"] for mark in short]
    numbers = number(texts, taken)
    for mark, given in zip(short, numbers, strict=True):
        mark.content = f"{{{{c{given}::"
    return dict(zip(numbers, texts, strict=True))


def hide_bare_marks(tokens: list[Token]) -> None:
    """Drop the ``<p>`` of a paragraph that is only ``{{c1::`` or only ``}}``.

    So a deletion may hold a whole list or a block of code.
    """
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = token.children or ()
        if (
            before.type == "paragraph_open"
            and any(child.type == "mark" for child in children)
            and all(is_nothing(child) for child in children)
        ):
            before.hidden = after.hidden = True


def is_nothing(token: Token) -> bool:
    """Whether a token shows nothing of its own: blanks, or a deletion's marker."""
    if token.type == "mark":
        return True
    return token.type in {"text", "softbreak"} and not token.content.strip()
