"""Rows of cells to questions: columns are known by their head, or by what they hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TypeAlias

from builder.sources.items import LeftOut
from builder.sources.language.asking import asks
from builder.sources.readers import columns, entry, markup, names, optioncolumns
from builder.sources.readers import options as listed
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.columns import Column, Roles
from builder.sources.readers.entry import SourceEntry
from builder.sources.readers.options import Option
from builder.sources.readers.rightoptions import UNKNOWN

Row: TypeAlias = "tuple[int, Sequence[str]]"

_LETTERS = "ABCDEFGH"
# A last column of these roles may hold unquoted separators.
_LONG = frozenset({"answer", "explanation", "text"})
_HEAD = "names of the columns"
_NAMED = frozenset({"question", "answer", "term", "option", "options"})
_ABOVE = "above the table"
_SAMPLE = 400
# Forms have their title and their help above the names of the columns.
_DEEPEST_HEAD = 12
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class NamedSheet:
    """A sheet of a workbook with the rows of it that hold something."""

    name: str
    rows: Sequence[Row]


def document_of_all(sheets: Sequence[NamedSheet]) -> Document:
    """Return the questions of several sheets, each a section when more than one has any.

    Raises:
        ReaderError: No sheet has questions.
    """
    found: list[tuple[NamedSheet, _Found]] = []
    left_out: list[LeftOut] = []
    for one in sheets:
        try:
            if one.rows:
                found.append((one, _found(one.rows, has_lines=True)))
        except ReaderError as error:
            left_out.append(LeftOut(one.rows[0][0], one.name, f"sheet: {error}"))
    kept = [(one, what) for one, what in found if what.is_sure] or found
    left_out += [
        LeftOut(one.rows[0][0], one.name, "sheet without a column of questions")
        for one, what in found
        if all(what is not other for _, other in kept)
    ]
    if not kept:
        refusals = [f"`{one.text}`, {one.reason}" for one in left_out]
        raise ReaderError("; ".join(refusals) or "all of its sheets are empty")
    documents = [(one.name, what.document) for one, what in kept]
    return Document(
        items=tuple(
            replace(item, section=(name,)) if len(documents) > 1 else item
            for name, document in documents
            for item in document.items
        ),
        left_out=(*(one for _, part in documents for one in part.left_out), *left_out),
        remarks=tuple(remark for _, part in documents for remark in part.remarks),
        is_guess=all(part.is_guess for _, part in documents),
        columns=documents[0][1].columns,
    )


def document_of(rows: Sequence[Row], *, separator: str) -> Document:
    """Return the questions of rows; a separator puts together what it cut by mistake.

    Raises:
        ReaderError: No column holds questions.
    """
    return _found(rows, separator=separator).document


@dataclass(frozen=True, slots=True)
class _Found:
    """The questions of a sheet; ``is_sure`` tells that it names them, or that they ask."""

    document: Document
    is_sure: bool


def _found(
    rows: Sequence[Row], *, separator: str = "", has_lines: bool = False
) -> _Found:
    """Return what rows hold; ``has_lines`` tells that lines are the writer's own."""
    above = _rows_above(rows)
    told = [
        LeftOut(line, ", ".join(filter(None, row)), _ABOVE)
        for line, row in rows[:above]
    ]
    rows = rows[above:]
    head, roles = _roles(rows)
    if roles is None:
        raise ReaderError(
            "no column looks like questions: name one `question` in the first row"
        )
    body = rows[1:] if head else rows
    if head and not any(names.role_of(name) for name in head):
        told.append(LeftOut(rows[0][0], ", ".join(head), _HEAD))
    has_entities = markup.uses_entities(cell for _, row in body for cell in row)
    entries = []
    for line, row in body:
        whole = _whole(row, head, separator) if separator else row
        texts = [
            shown(cell, has_entities=has_entities, has_lines=has_lines)
            for cell in whole
        ]
        entries.append(_entry(line, texts, head, roles))
    entries = _with_sure_keys(entries)
    items, remarks = entry.items_of(entries)
    document = Document(
        items=items,
        remarks=remarks,
        left_out=(*told, *entry.left_out_of(entries)),
        is_guess=roles.is_guess,
        columns=roles.uses(_columns(body, head)),
    )
    asking = sum(asks(item.question) for item in items)
    is_named = any(names.role_of(name) in _NAMED for name in head)
    return _Found(
        document, (is_named and not roles.is_guess) or asking * 2 > len(items)
    )


def _rows_above(rows: Sequence[Row]) -> int:
    """Return how many rows stand above a head that names questions and answers."""
    for index, (_, row) in enumerate(rows[:_DEEPEST_HEAD]):
        roles = {names.role_of(name) for name in row if len(name) <= _LONGEST_NAME}
        if "question" in roles and roles & {"answer", "option", "options"}:
            return index
    return 0


def shown(cell: str, *, has_entities: bool, has_lines: bool) -> str:
    """Return a cell as Markdown."""
    text = markup.text_as_markdown(cell, has_entities=has_entities)
    return markup.lines_apart(text) if has_lines else text


def _roles(rows: Sequence[Row]) -> tuple[Sequence[str], Roles | None]:
    """Return the head, where the first row is one, and what each column holds."""
    first = rows[0][1]
    sample = [row for _, row in rows[: _SAMPLE + 1]]
    width = max(len(row) for row in sample)
    named = [
        Column(
            first[index] if index < len(first) else "",
            cells_of(sample[1:], index),
        )
        for index in range(width)
    ]
    told = optioncolumns.roles_in(named[: len(first)])
    known = [role for role in map(names.role_of, first) if role] + list(told.values())
    is_named = len(known) > 1 or "question" in known
    roles = columns.by_name(named[: len(first)], told) if is_named else None
    if roles is not None:
        return first, roles
    unnamed = [Column("", cells_of(sample, index)) for index in range(width)]
    has_head = is_named or names.are_names(first) or columns.is_head(first, unnamed)
    if has_head:
        return first, columns.by_content(named)
    return (), columns.by_content(unnamed)


def _columns(rows: Sequence[Row], head: Sequence[str]) -> list[Column]:
    """Return the columns with a sample of their cells."""
    sample = [row for _, row in rows[:_SAMPLE]]
    width = max((len(row) for row in sample), default=0)
    return [
        Column(head[at] if at < len(head) else "", cells_of(sample, at))
        for at in range(width)
    ]


def cells_of(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    """Return the cells of a column, by its place."""
    return [row[place] if place < len(row) else "" for row in rows]


def _entry(
    line: int, row: Sequence[str], head: Sequence[str], roles: Roles
) -> SourceEntry:
    """Return the question of a row; cells without a role are left over."""
    values: dict[str, list[str]] = {}
    options: list[Option] = []
    leftover: list[tuple[str, str]] = []
    key = ""
    offered = 0
    is_counted = is_index = False
    for name, role, cell in zip_longest(head, roles.by_column, row, fillvalue=""):
        if role == "option":
            letter = names.letter_of(name) or _LETTERS[offered : offered + 1]
            options += [Option(cell, letter)] if cell else []
            offered += 1
        elif not cell:
            continue
        elif role == "options":
            options += listed.options_in(cell)
        elif role == "tags" and roles.has_words:
            values.setdefault(role, []).extend(cell.split())
        elif role == "reversed":
            values[role] = [cell]
        elif role:
            values.setdefault(role, []).append(cell)
            is_counted |= role == "answer" and names.is_index(name)
            is_index |= role == "answer" and names.is_offset(name)
        elif names.is_key(name):
            key = cell
        elif not names.is_unspoken(name) and re.search(r"[^\W\d]", cell):
            leftover.append((name, cell))
    is_numbered = names.counts_options(head) and not is_index
    return SourceEntry(
        values,
        line,
        options,
        tuple(leftover),
        is_counted=is_counted,
        first=1 if is_numbered else UNKNOWN,
        is_first_told=is_numbered,
        form="reversed" if values.pop("reversed", None) else "",
        key=key,
    )


def _with_sure_keys(entries: Sequence[SourceEntry]) -> list[SourceEntry]:
    """Return entries without their keys where two have the same."""
    counts = Counter(one.key for one in entries if one.question)
    is_sure = all(number == 1 for key, number in counts.items() if key)
    return list(entries) if is_sure else [replace(one, key="") for one in entries]


def _whole(row: Sequence[str], head: Sequence[str], separator: str) -> list[str]:
    """Return a row whose last cell was cut at marks that nobody quoted."""
    width = len(head)
    if not width or len(row) <= width or names.role_of(head[-1]) not in _LONG:
        return list(row)
    glue = f"{separator} " if separator in ",;" else separator
    return [*row[: width - 1], glue.join(row[width - 1 :])]
