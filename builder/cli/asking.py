"""The doubtful questions of an import, one by one, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from builder.sources.decisions import Inquiry
    from builder.sources.importlock import Decided, Decision
    from builder.sources.items import Item

_WIDTH = 76
_MOST_ROWS = 6
_Key = Literal["keep", "merge", "draft", "drop", "rest", "stop", "back"]
_KEYS: Mapping[str, _Key] = {
    "k": "keep",
    "m": "merge",
    "d": "draft",
    "x": "drop",
    "a": "rest",
    "s": "stop",
    "b": "back",
}
_WORDS: Mapping[_Key, str] = {
    "keep": "[k]eep",
    "merge": "[m]erge with the one above",
    "draft": "[d]raft",
    "drop": "[x] drop",
    "rest": "keep [a]ll that come",
    "stop": "[s]top asking",
    "back": "[b]ack",
}


def refuse_without_terminal() -> None:
    """Refuse to ask where nobody can answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(
            "--interactive asks on a terminal, and this is none: leave it out"
        )


def decisions(inquiries: Sequence[Inquiry]) -> list[Decided]:
    """Ask about every doubtful question, and return what was decided."""
    open_ones = [(inquiry, at) for inquiry in inquiries for at in inquiry.open]
    if not open_ones:
        click.echo("nothing is doubtful", err=True)
    number = 0
    while number < len(open_ones):
        inquiry, at = open_ones[number]
        _show(inquiry, at, f"{number + 1} of {len(open_ones)}")
        key = _answer(list(_offered(inquiry, at, is_first=number == 0)))
        if key == "stop":
            break
        if key == "back":
            number -= 1
            before, place = open_ones[number]
            before.take_back(place)
        elif key == "rest":
            for other, place in open_ones[number:]:
                other.decide(place, "keep")
            break
        else:
            inquiry.decide(at, _decision(key))
            number += 1
    return [one for inquiry in inquiries for one in inquiry.decided()]


def _decision(key: _Key) -> Decision:
    match key:
        case "keep" | "merge" | "draft" | "drop":
            return key
    raise AssertionError(key)


def _show(inquiry: Inquiry, at: int, count: str) -> None:
    item = inquiry.items[at]
    doubt = inquiry.doubts[at]
    click.echo(f"\n{inquiry.source}:{item.line}  ({count})  {doubt}", err=True)
    above = inquiry.above(at)
    if above is not None:
        click.echo(f"  above:     {_line(above.question)}", err=True)
    for name, text in (("question", item.question), ("answer", _answer_of(item))):
        first, *more = [*_rows(text)] or ["(none)"]
        click.echo(f"  {name + ':':<10} {first}", err=True)
        for row in more:
            click.echo(f"{'':<13}{row}", err=True)


def _answer_of(item: Item) -> str:
    options = "\n".join(f"- {choice}" for choice in item.choices)
    return "\n".join(one for one in (options, item.answer) if one.strip())


def _rows(text: str) -> Iterator[str]:
    rows = [row for row in text.split("\n") if row.strip()]
    yield from (_line(row) for row in rows[:_MOST_ROWS])
    if len(rows) > _MOST_ROWS:
        yield "…"


def _line(text: str) -> str:
    from builder.base.filenames import printable
    from builder.base.phrases import shortened

    return shortened(printable(" ".join(text.split())), _WIDTH)


def _offered(inquiry: Inquiry, at: int, *, is_first: bool) -> Iterator[_Key]:
    from builder.sources.decisions import can_be_draft

    for key in _WORDS:
        if key == "merge" and inquiry.above(at) is None:
            continue
        if key == "draft" and not can_be_draft(inquiry.items[at]):
            continue
        if key == "back" and is_first:
            continue
        yield key


def _answer(offered: Sequence[_Key]) -> _Key:
    """Return what the author types: a letter, or the word that it stands for."""
    letters = {letter: key for letter, key in _KEYS.items() if key in offered}
    words = letters | {key: key for key in offered}
    shown = ", ".join(_WORDS[key] for key in offered)
    while True:
        typed = click.prompt(
            f"  {shown}", prompt_suffix=" ? ", default="", show_default=False, err=True
        )
        key = words.get(typed.strip().lower())
        if key is not None:
            return key
        click.echo(f"  type one of {', '.join(letters)}", err=True)
