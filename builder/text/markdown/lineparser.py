"""The parser of a line: at each sign only the rules are asked that may begin with it.

markdown-it asks all its rules at every sign, which takes longer than all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

LineRule: TypeAlias = Callable[[StateInline, bool], bool]

# Whoever looks for the end of a label or a pair goes from stop to stop.
_STOPS = "]~^=:{}"


class LineParser(ParserInline):
    """Rules by their first sign; what lies between two of these signs is text."""

    def __init__(self, rules: Mapping[str, Sequence[LineRule]]) -> None:
        super().__init__()
        self.by_sign = {sign: tuple(some) for sign, some in rules.items()}
        self.terminator_re = re.compile(f"[{re.escape(''.join({*rules, *_STOPS}))}]")

    def tokenize(self, state: StateInline) -> None:
        """Read what stands between ``pos`` and ``posMax``."""
        end, source = state.posMax, state.src
        deepest = state.md.options["maxNesting"]
        while state.pos < end:
            position = state.pos
            rules = self.by_sign.get(source[position])
            if rules is None:
                state.append_pending(source[position : self._after_text(state)])
            elif state.level >= deepest or not any_takes(rules, state):
                state.append_pending(source[position])
                state.pos = position + 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 -- markdown-it's name
        """Go behind what begins at ``pos``, and make nothing of it."""
        begin = state.pos
        known = state.cache.get(begin)
        if known is not None:
            state.pos = known
            return
        rules = self.by_sign.get(state.src[begin])
        if state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax
        elif rules is None:
            self._after_text(state)
        else:
            state.level += 1
            is_taken = any(rule(state, True) for rule in rules)
            state.level -= 1
            if not is_taken:
                state.pos = begin + 1
        state.cache[begin] = state.pos

    def _after_text(self, state: StateInline) -> int:
        """Go to the next sign that may mean something."""
        stop = self.terminator_re.search(state.src, state.pos + 1, state.posMax)
        state.pos = stop.start() if stop else state.posMax
        return state.pos


def any_takes(rules: Sequence[LineRule], state: StateInline) -> bool:
    """Ask rules in their order until one has taken something."""
    for rule in rules:  # noqa: SIM110 -- faster than a generator, and asked all the time
        if rule(state, False):
            return True
    return False
