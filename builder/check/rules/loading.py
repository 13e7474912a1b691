"""Nothing runs and nothing is loaded when a card is shown.

What has an address of the network is an error already: `media-remote`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.plaintext import without_code
from builder.check.sides import all_texts
from builder.check.subject import Subject

_LOADS = re.compile(
    r"<(?P<what>script|iframe|frame|object|embed|link|base|portal)\b"
    r"|<meta\b[^>]*http-equiv|<form\b[^>]*\baction\s*="
    r"|<[a-z][^<>]*\s(?P<handler>on[a-z]+)\s*=|(?:href|src)\s*=\s*[\"']?\s*javascript:"
    r"|<style\b[^>]*>[^<]*@import\b",
    re.IGNORECASE,
)


def _find(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        for text in all_texts(note):
            if "<" not in text.value:
                continue
            found = _LOADS.search(without_code(text.value))
            if found:
                begin = found.group().split()[0]
                message = (
                    f"`{begin[:20]}` runs or loads something on every device that shows "
                    "the card: put pictures and sound into media/, and take the rest out"
                )
                place = text.at(found.start())
                yield Diagnostic(place, Code.LOADS, message, "warning")


LOADING = CardRule(
    code=Code.LOADS,
    find=_find,
    why="A card is shown offline, on phones whose apps block scripts, and tells a "
    "stranger's server who learns what, and when.",
    bad="""\
- front: What does a Pod look like?
  back: Like this. <script>draw("pod")</script>
""",
    good="""\
- front: What does a Pod look like?
  back: "![a Pod of two containers](heap.svg)"
""",
)
