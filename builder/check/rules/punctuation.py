"""Chinese text with Chinese punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.sides import all_texts
from builder.check.subject import Subject

_CODE = re.compile(
    r"^[ \t]*(`{3,}|~{3,}).*?^[ \t]*\1|`[^`\n]*`|\$[^$\n]*\$|https?://\S+|\{\{c[0-9,]+::|\}\}",
    re.MULTILINE | re.DOTALL,
)
_HAN = r"[\u4e00-\u9fff]"
# Between single characters it parts a list of them.
_HALF = re.compile(rf"(?<={_HAN}{_HAN})[,;:?!](?=\s*{_HAN}{_HAN}|\s*$)", re.MULTILINE)
_LONG_PART = 4
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


def _find(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        for text in all_texts(note):
            shown = _CODE.sub(lambda found: "x" * len(found.group()), text.value)
            found = next(filter(_is_in_a_sentence, _HALF.finditer(shown)), None)
            if found:
                message = (
                    f"`{found.group()}` between Chinese characters: write "
                    f"`{_FULL[found.group()]}`"
                )
                yield Diagnostic(
                    text.at(found.start()), Code.PUNCTUATION, message, "warning"
                )


def _is_in_a_sentence(mark: re.Match[str]) -> bool:
    """Whether a mark does not part the words of a list."""
    if mark.group() not in ",;":
        return True
    before = re.split(r"[,;，；。\n]", mark.string[: mark.start()])[-1]
    behind = re.split(r"[,;，；。\n]", mark.string[mark.end() :])[0]
    return max(len(re.findall(_HAN, part)) for part in (before, behind)) >= _LONG_PART


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
