"""What a command says, piece by piece, as values: so that it can be said again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from builder.reports.line import ReportLine, without_tones


@dataclass(frozen=True, slots=True)
class Said:
    """A line in its tones, or a ``text`` that is printed as it is.

    ``is_talk`` says that it goes to standard error.
    """

    line: ReportLine = ()
    text: str = ""
    is_talk: bool = False

    @property
    def plain(self) -> str:
        """The words where there are no colours."""
        return f"{without_tones(self.line)}\n" if self.line else self.text


def lines_said(lines: Iterable[ReportLine], *, is_talk: bool = False) -> list[Said]:
    """Return lines as what is said."""
    return [
        Said(line, is_talk=is_talk) if line else Said(text="\n", is_talk=is_talk)
        for line in lines
    ]


def say_plainly(words: Iterable[Said], output: TextIO, talk: TextIO) -> None:
    """Print words without colours."""
    for one in words:
        (talk if one.is_talk else output).write(one.plain)
    output.flush()
    talk.flush()


def values(words: Iterable[Said]) -> list[dict[str, Any]]:
    """Return words as JSON has them."""
    return [
        {"line": one.line, "text": one.text, "is_talk": one.is_talk} for one in words
    ]


def words_of(listed: Iterable[Mapping[str, Any]]) -> Iterator[Said]:
    """Yield the words that ``values`` made values of."""
    for one in listed:
        line = tuple((tone, str(text)) for tone, text in one["line"])
        yield Said(line, str(one["text"]), bool(one["is_talk"]))
