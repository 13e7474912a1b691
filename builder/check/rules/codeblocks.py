"""Code that is coloured, and that a phone shows whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.yamltree import Text
from builder.check.cardrule import CardRule
from builder.check.plaintext import length
from builder.check.sides import all_texts
from builder.check.subject import Subject

_FENCE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})(?P<about>[^\n`]*)\n(?P<code>.*?)^[ \t]*(?P=mark)",
    re.MULTILINE | re.DOTALL,
)


def _fences(subject: Subject) -> Iterator[tuple[Text, re.Match[str]]]:
    for note in subject.notes:
        for text in all_texts(note):
            for match in _FENCE.finditer(text.value):
                yield text, match


def _find_plain(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for text, fence in _fences(subject):
        if not fence["about"].strip():
            message = (
                "code without a language stays grey: write it behind the fence, such as "
                "```` ```yaml ````, or `text`"
            )
            place = text.at(fence.start("mark"))
            yield Diagnostic(place, Code.CODE_LANGUAGE, message, "warning")


CODE_LANGUAGE = CardRule(
    code=Code.CODE_LANGUAGE,
    find=_find_plain,
    why="Coloured code is read faster; a fence without a language stays grey.",
    bad="""\
- front: What does this run?
  back: |
    ```
    docker run nginx
    ```
""",
    good="""\
- front: What does this run?
  back: |
    ```console
    docker run nginx
    ```
""",
)


def _find_wide(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for text, fence in _fences(subject):
        start = fence.start("code")
        for line in fence["code"].splitlines(keepends=True):
            shown = re.sub(r"\{\{c[0-9,]+::|(?:::[^{}]*)?\}\}", "", line.rstrip())
            if length(shown) > limit:
                message = (
                    f"a line of {length(shown)} letters: a phone shows about {limit}, the "
                    "rest must be pushed into sight; break the line"
                )
                yield Diagnostic(text.at(start), Code.CODE_WIDE, message, "warning")
                break
            start += len(line)


WIDE_CODE = CardRule(
    code=Code.CODE_WIDE,
    find=_find_wide,
    why="Most reviews are done on a phone, which shows some fifty letters of code in a "
    "line: what is asked must not stand outside.",
    bad=f"""\
- front: What does this run?
  back: |
    ```console
    docker run --name web {"--env NAME=value " * 4}nginx
    ```
""",
    good="""\
- front: What does this run?
  back: |
    ```console
    docker run --name web \\\\
      --env NAME=value nginx
    ```
""",
    limit=60,
    unit="letters of a line of code",
    limit_name="code-width",
)
