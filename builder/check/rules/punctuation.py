"""Chinese text with Chinese punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.subject import Subject

_CODE = re.compile(
    r"`[^`\n]+`|^[ \t]*(`{3,}|~{3,}).*?^[ \t]*\1|\$[^$\n]*\$|https?://\S+|\{\{c[0-9,]+::|\}\}",
    re.MULTILINE | re.DOTALL,
)
_HAN = r"[\u4e00-\u9fff]"
_HALF = re.compile(rf"(?<={_HAN})[,;:?!](?=\s*{_HAN}|\s*$)", re.MULTILINE)
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


def _find(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        options = note.choices.options if note.choices else ()
        for text in (*note.texts.values(), *note.common.values(), *options):
            shown = _CODE.sub(lambda found: "x" * len(found.group()), text.value)
            found = _HALF.search(shown)
            if found:
                message = (
                    f"`{found.group()}` between Chinese characters: write "
                    f"`{_FULL[found.group()]}`"
                )
                yield Diagnostic(
                    text.at(found.start()), Code.PUNCTUATION, message, "warning"
                )


PUNCTUATION = CardRule(
    code=Code.PUNCTUATION,
    find=_find,
    why="Half-width marks between Chinese characters are slips that make lines break at "
    "odd places.",
    bad="""\
- {front: "Pod 是什么?", back: "一组容器,共享网络。"}
""",
    good="""\
- {front: Pod 是什么？, back: 一组容器，共享网络。}
""",
)
