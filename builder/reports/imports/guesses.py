"""What an import took a source for, and the option that says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.importing import ImportedSource
from builder.sources.recognition.chosenstyle import style_name
from builder.sources.recognition.explanation import StyleScore
from builder.sources.sourceitems import SourceItems

_TARGETS: Mapping[str, str] = {
    "question": "front",
    "context": "front",
    "passage": "front",
    "picture": "front",
    "sound": "front",
    "answer": "back",
    "other": "back",
    "option": "choices",
    "options": "choices",
    "wrong": "choices",
    "explanation": "extra",
    "hint": "hint",
    "tags": "tag",
    "deck": "deck",
    "key": "id",
}


def guesses(source: ImportedSource) -> str:
    """Return how a source was read, as the options that would say so; or nothing."""
    found, options = source.found, source.request.options
    told = []
    if found.read_as and not options.format_name:
        told.append(f"--format {found.read_as}")
    if found.columns and not options.columns and not options.note_type:
        told.append(f"--map {columns_read(found)}")
    elif not options.question_style:
        told += [one] if (one := _style(found)) else []
    return ", ".join(told)


def _style(found: SourceItems) -> str:
    name = _named(found.explanation.chosen)
    other = _named(found.explanation.runner_up)
    rest = f"; the next best is {other}" if other and other != name else ""
    return f"--question-style {name}{rest}" if name else ""


def columns_read(found: SourceItems) -> str:
    """Return what each column became, as --map says it."""
    pairs = [
        f"{one.column}={_TARGETS.get(one.role, one.role)}" for one in found.columns
    ]
    text = ",".join(pairs)
    return f"'{text}'" if " " in text else text


def reasons(found: SourceItems) -> Iterator[str]:
    """Yield a line for each column: what it became, and why."""
    for one in found.columns:
        target = _TARGETS.get(one.role, one.role)
        yield f"column `{one.column}` is `{target}` (by {one.why})"


def _named(score: StyleScore | None) -> str:
    return style_name(score.style) if score is not None else ""
