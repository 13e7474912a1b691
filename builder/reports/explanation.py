"""Why an import took each line of its sources for what it did, as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.base.phrases import counted, shortened
from builder.importing import ImportedSource, ImportReport
from builder.reports.imports import guesses
from builder.sources.recognition.chosenstyle import style_name
from builder.sources.recognition.explanation import (
    STATED,
    Explanation,
    Reason,
    StyleScore,
)
from builder.sources.recognition.style import NO_LEVEL, MarkingStyle
from builder.sources.sourceitems import SourceItems

_WIDTH = 60
_NAMES = {
    "question": "questions by the format's own name",
    "summary": "summaries of details",
    "term": "terms of a list",
    "quote": "quotes",
    "line": "lines that stand alone or ask",
    "whole": "documents that are one question",
}
_FORMS = {
    "lone": "that count a question",
    "number": "that are a number",
    "q": "that say question",
    "section": "with text below them",
}


def text(report: ImportReport) -> str:
    """Return the explanation of every source of an import."""
    return "\n".join(
        row
        for source in report.sources
        for row in (*_rows(source.found), *_refused(source), "")
    )


def _refused(source: ImportedSource) -> Iterator[str]:
    """Return the notes that were not worth making, and why."""
    for one in source.items:
        for refused in one.refused:
            answer = shortened(" ".join(refused.fault.answer.split()), _WIDTH)
            why = f"{refused.maker}: {refused.fault.rule}"
            yield f"{one.item.line:>6}  no card   {answer}  ({why})"


def _rows(found: SourceItems) -> Iterator[str]:
    yield f"{found.source.name}: {_choice(found.explanation, found.refusal)}"
    yield from (f"  {row}" for row in guesses.reasons(found))
    reasons = found.explanation.reasons
    ends = [*(one.line for one in reasons[1:]), 0]
    for reason, following in zip(reasons, ends, strict=True):
        yield from _lines(reason, following)


def _choice(explanation: Explanation, refusal: str) -> str:
    chosen, other = explanation.chosen, explanation.runner_up
    if any(one.why == STATED for one in explanation.reasons):
        return STATED
    if chosen is None:
        first = refusal.partition(":")[0] or "no style explains it"
        return f"{first}; the best: {_scored(other)}" if other else first
    runner_up = f"; the runner-up: {_scored(other)}" if other else "; there is no other"
    name = style_name(chosen.style)
    runner_up += f" (--question-style {name})" if name else ""
    return f"{_scored(chosen)}{runner_up}"


def _scored(one: StyleScore) -> str:
    return f"{named(one.style)}, {counted(one.marks, 'mark')}, score {one.score:.2f}"


def _lines(reason: Reason, following: int) -> Iterator[str]:
    """Return the lines of a piece; none goes beyond the line of the next piece."""
    last = max(reason.line, following - 1) if following else reason.line + 10**9
    for offset, row in enumerate(reason.text.split("\n")):
        if row.strip():
            number = min(reason.line + offset, last)
            shown = shortened(" ".join(row.split()), _WIDTH)
            yield f"{number:>6}  {reason.role:<8}  {shown}  ({_why(reason)})"


def _why(reason: Reason) -> str:
    if reason.role == "answer":
        return f"to the question of line {reason.question}"
    if reason.style is None:
        return reason.why
    return f"{reason.why}; among {named(reason.style)}"


def named(style: MarkingStyle) -> str:
    """Return what a style of marking questions is called."""
    return " ".join(part for part in _parts(style) if part)


def _parts(style: MarkingStyle) -> Sequence[str]:
    bold = "bold" if style.is_bold else ""
    numbered = "numbered" if style.form == "n" else ""
    indented = f"indented by {style.depth}" if style.depth else ""
    told = _FORMS.get(style.form, "")
    match style.kind:
        case "heading":
            level = f"of level {style.level}" if style.level != NO_LEVEL else ""
            return numbered, "headings", level, told
        case "item":
            counts = told or f"that count as `{style.form}`"
            return (
                (bold, "bullets", indented)
                if style.is_bullet
                else (bold, "items", counts, indented)
            )
        case "label":
            is_parted = style.form == "?"
            apart = "with a line of question marks" if is_parted else "with a label"
            return bold, "lines", apart, told, indented
        case "bold":
            return numbered, "bold lines"
        case "pair":
            return "questions and answers on one line, parted by", f"`{style.form}`"
        case kind:
            return "indented" if style.form == "in" else "", _NAMES[kind], told
