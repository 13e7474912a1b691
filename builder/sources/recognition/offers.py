"""Where options stand: runs of lines that count them, or tick them, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.sources.language import answerwords, lettering
from builder.sources.language.plain import plain
from builder.sources.readers.block import Block
from builder.sources.recognition import label
from builder.sources.recognition.optionline import (
    SURE_FORMS,
    OptionForm,
    OptionLine,
    readings,
)

_FEWEST = 2
# Nobody offers more; what goes on is a list.
_MOST = 12
_BETWEEN = frozenset({"comment", "html"})
_ASIDE = frozenset({"comment", "html", "rule", "open", "close"})


@dataclass(frozen=True, slots=True)
class OptionRun:
    """Options from the row ``start`` up to ``end``, each with its name and its text.

    ``right`` are the places of those with a tick. ``is_announced`` tells that a word
    such as ``Options:`` stands above them, ``has_colons`` that they have no other mark.
    """

    start: int
    end: int
    form: OptionForm
    names: tuple[str, ...]
    texts: tuple[str, ...]
    right: tuple[int, ...] = ()
    is_announced: bool = False
    has_colons: bool = False

    @property
    def is_lettered(self) -> bool:
        """Whether boxes or letters make these options, below a question at least."""
        return self.form in SURE_FORMS or self.is_announced

    @property
    def is_sure(self) -> bool:
        """Whether these are options, and what stands above them a question."""
        return self.is_lettered and not self.has_colons


def offers_at(rows: Sequence[Block], start: int) -> list[OptionRun]:
    """Return what may be options from a row on, the surest form first."""
    is_announced = announced_at(rows, start) is not None
    found = [
        _run(rows, start, line.form)
        for line in readings(rows[start])
        if _may_begin(rows, start, line)
    ]
    if is_announced and not found:
        found = [_run(rows, start, "line")]
    return [
        replace(one, is_announced=is_announced)
        for one in found
        if len(one.texts) >= _FEWEST and not _are_questions(one)
    ]


def _are_questions(one: OptionRun) -> bool:
    """Whether what only numbers or bullets mark is a list of questions itself."""
    asking = sum(text.rstrip("*_ ").endswith(("?", "？")) for text in one.texts)
    return one.form in {"number", "bullet"} and asking * 2 >= len(one.texts)


def announced_at(rows: Sequence[Block], start: int) -> int | None:
    """Return the row above that says nothing but that options come, if there is one."""
    before = start - 1
    while before > 0 and rows[before].kind in _ASIDE:
        before -= 1
    return before if before >= 0 and announces(rows[before]) else None


def announces(block: Block) -> bool:
    """Whether a block says nothing but that options come."""
    return answerwords.OPTION_HEADINGS.holds(plain(block.content))


def _may_begin(rows: Sequence[Block], start: int, line: OptionLine) -> bool:
    """Whether a line may be the first option: not in the middle of a run."""
    if line.form == "box":
        return True
    if label.has_answer_label(rows[start].text) and line.name != "A":
        return False
    if line.form == "number":
        return line.name == "1"
    if line.name and lettering.is_counted([line.name]):
        return True
    above = _in_form(rows[start - 1], rows[start], line.form) if start else None
    return above is None


def _run(rows: Sequence[Block], start: int, form: OptionForm) -> OptionRun:
    """Return the longest run; code and wrapped lines may stand between its lines."""
    found: list[tuple[int, OptionLine]] = []
    pending: list[Block] = []
    for index in range(start, len(rows)):
        block = rows[index]
        if block.kind in _BETWEEN:
            continue
        line = _in_form(block, rows[start], form)
        if line is not None and len(found) < _MOST:
            if pending:
                found[-1] = (index, _with(found[-1][1], pending[0]))
            pending = []
            found.append((index + 1, line))
        elif found and not pending and _is_inside(block, rows[start]):
            found[-1] = (index + 1, _with(found[-1][1], block))
        elif found and not pending and _goes_on(block, form):
            pending.append(block)
        else:
            break
    return _offer(rows, start, found, pending)


def _in_form(block: Block, first: Block, form: OptionForm) -> OptionLine | None:
    if form == "bullet" and (block.kind, block.indent) != (first.kind, first.indent):
        return None
    if form == "line":
        is_text = block.kind == "paragraph" and not label.has_answer_label(block.text)
        is_next = block is first or not block.is_apart
        return OptionLine(form, "", block.text) if is_text and is_next else None
    return next((line for line in readings(block) if line.form == form), None)


def _is_inside(block: Block, first: Block) -> bool:
    """Whether a text is indented below an option of a list, and so belongs to it."""
    return (
        first.kind == "item"
        and block.kind == "paragraph"
        and block.indent > first.indent
        and not label.has_answer_label(block.text)
        and not any(readings(block))
    )


def _goes_on(block: Block, form: OptionForm) -> bool:
    """Whether a row may belong to the option above it, where another one follows."""
    if block.kind == "code":
        return True
    return (
        form != "bullet"
        and block.kind == "paragraph"
        and not block.is_apart
        and not label.has_answer_label(block.text)
    )


def _with(line: OptionLine, block: Block) -> OptionLine:
    glue = "\n\n" if block.kind == "code" else " "
    return replace(line, text=f"{line.text}{glue}{block.text}".strip())


def _offer(
    rows: Sequence[Block],
    start: int,
    found: Sequence[tuple[int, OptionLine]],
    pending: Sequence[Block],
) -> OptionRun:
    lines = [line for _, line in found]
    lines = lines[: _counted(lines)]
    end = found[len(lines) - 1][0] if lines else start
    has_code = [line.text.endswith("```") for line in lines]
    is_code = bool(pending) and pending[0].kind == "code" and len(lines) == len(found)
    if is_code and len(lines) > 1 and all(has_code[:-1]):
        lines[-1] = _with(lines[-1], pending[0])
        end = next(at for at in range(end, len(rows)) if rows[at] is pending[0]) + 1
    return OptionRun(
        start,
        end,
        lines[0].form if lines else "bullet",
        tuple(line.name for line in lines),
        tuple(line.text for line in lines),
        _ticked(lines),
        has_colons=bool(lines) and all(line.has_colon for line in lines),
    )


def _ticked(lines: Sequence[OptionLine]) -> tuple[int, ...]:
    """Return the places of what is ticked; of letters, all with a mark have none."""
    found = tuple(place for place, line in enumerate(lines) if line.is_right)
    is_all = len(found) == len(lines) and lines[0].form != "box" if lines else False
    return () if is_all else found


def _counted(lines: Sequence[OptionLine]) -> int:
    """Return how many lines count on, in whatever sequence where all of them do."""
    names = [line.name for line in lines]
    if not any(names):
        return len(names)
    if len(names) > _FEWEST and lettering.is_complete(names):
        return len(names)
    return next(
        (
            count
            for count in range(len(names), 0, -1)
            if lettering.is_counted(names[:count])
        ),
        0,
    )
