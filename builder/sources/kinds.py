"""Questions and answers as the kind of note that the author asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.base.phrases import counted
from builder.sources.items import Item, NoteForm
from builder.sources.readers import deletions

_SHORT_FORM = re.compile(r"==(?P<gap>(?!\s)[^=\n]+(?<!\s))==")
_BLANK = re.compile(r"(?:\\?_){3,}|[（(]\s{2,}[）)]|（\s*）|\[\s*\]|…{2,}|\.{4,}")
_MARKS = re.compile(r"\{\{|\}\}|::")


def with_kind(
    items: Sequence[Item], kind: str
) -> tuple[Sequence[Item], list[tuple[int, str]]]:
    """Return items of the kind that was asked for, and word of those that cannot be."""
    if not kind:
        return items, []
    changed = [_with_kind(item, kind) for item in items]
    kept = [
        item
        for item, new in zip(items, changed, strict=True)
        if new is None and not item.is_draft
    ]
    found = [new or item for item, new in zip(items, changed, strict=True)]
    return found, list(_told(kept, kind))


def _with_kind(item: Item, kind: str) -> Item | None:
    if item.choices or item.note_type:
        return None
    if kind == "cloze":
        return item if item.form == "cloze" else _as_cloze(item)
    form: NoteForm = "reversed" if kind == "reversed" else "typed"
    return None if item.form == "cloze" else replace(item, form=form)


def _as_cloze(item: Item) -> Item | None:
    """Return a question as a text with deletions: its own, or its answer as one."""
    beside = "\n\n".join(one for one in (item.answer, item.extra) if one.strip())
    if deletions.is_cloze(item.question):
        return replace(item, form="cloze", answer="", extra=beside)
    marked = deletions.with_deletions(item.question, _SHORT_FORM)
    if marked != item.question and deletions.is_cloze(marked):
        return replace(item, question=marked, form="cloze", answer="", extra=beside)
    answer = item.answer.strip()
    if not answer or "\n" in answer or _MARKS.search(item.question + answer):
        return None
    gap = deletions.marker(1, answer)
    blanks = _BLANK.findall(item.question)
    filled = _BLANK.sub(lambda _: gap, item.question)
    text = filled if len(blanks) == 1 else f"{item.question}\n\n{gap}"
    return replace(item, question=text, form="cloze", answer="")


def _told(kept: Sequence[Item], kind: str) -> Iterator[tuple[int, str]]:
    reasons = {
        "options": [one for one in kept if one.choices],
        "deletions": [one for one in kept if one.form == "cloze"],
        "no text that a deletion could hide": [
            one for one in kept if not one.choices and one.form != "cloze"
        ],
    }
    for reason, found in reasons.items():
        if found:
            number = counted(len(found), "question")
            yield found[0].line, f"{number} with {reason} cannot be {kind}"
