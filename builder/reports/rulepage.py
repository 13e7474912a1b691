"""What a rule of the check says of itself: on the terminal, and in the docs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from builder.base.code import Code
from builder.check.cardrule import CardRule
from builder.check.cardrules import CARD_RULES, RULES_BY_NAME


def explained(name: str) -> str:
    """Return what a rule finds and why, with an example of each; a known name."""
    rule = RULES_BY_NAME.get(name)
    if rule is None:
        return f"{name}: no rule about what is good, but what cannot be built or shown."
    parts = [
        f"{name}{'' if rule.is_on else ' (off unless deck.yaml says `on`)'}",
        textwrap.fill(rule.why, 80),
        f"Not so:\n\n{textwrap.indent(rule.bad, '    ')}",
        f"But so:\n\n{textwrap.indent(rule.good, '    ')}",
        *([_limit(rule)] if rule.limit_name else []),
        f"Off for a note, on a line above or in it:\n\n    # check: off {name} -- why",
    ]
    return "\n\n".join(part.rstrip() for part in parts)


def page() -> str:
    """Return the page of the docs about all rules."""
    return "\n".join(_rows())


def _rows() -> Iterator[str]:
    yield _HEAD
    for rule in sorted(CARD_RULES, key=lambda one: one.code.value):
        yield f"### {rule.code}\n"
        yield f"{textwrap.fill(rule.why, 92)}\n"
        if not rule.is_on:
            yield "Off unless deck.yaml says `on`.\n"
        if rule.limit_name:
            yield f"{_limit(rule)}\n"
        yield f"Not so:\n\n```yaml\n{rule.bad}```\n\nBut so:\n\n```yaml\n{rule.good}```\n"


def _limit(rule: CardRule) -> str:
    return f"Limit `{rule.limit_name}`: {rule.limit} ({rule.unit})."


_HEAD = f"""\
# What makes a card good

`decks check` finds what cannot be built ([findings](findings.md)), and what a learner would
suffer from: the rules below. `decks check --explain {Code.YES_NO}` tells one of them.

A rule, or any other warning, is off for the whole deck in deck.yaml, where limits are
changed too:

    check:
      off: [{Code.YES_NO}]
      limits: {{answer: 400}}

and for one note in a comment on a line of its own, in the note or right above it; above
`notes:` it counts for the whole file:

    # check: off {Code.YES_NO} -- a myth that everybody asks about

A switch that names no rule or silences nothing is a finding itself. Errors have no switch.

## The rules
"""
