"""Columns that hold an option each, and the one that names the right: in any language.

Their names count (``Variante A``, ``Variante B``), and a column beside them says one of
their letters, numbers or texts in each row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from builder.sources.language import lettering
from builder.sources.readers import names
from builder.sources.readers.columns import Column

_COUNTED = re.compile(r"(?P<stem>|[^\W\d].*?)[\s_.-]*(?P<number>[A-Ha-h]|(?<=.)[1-9])")
# Two may be a value and its like: `name 1`, `name 2`.
_LEAST = 3
# Names that may be those of a question.
_LOOSE = frozenset({"", "text"})
_NEARLY_ALL = 0.9
_HALF = 0.5
# A question has so many words, or a stem has.
_WORDS = 2


def roles_in(columns: Sequence[Column]) -> dict[str, str]:
    """Return the roles of names that say nothing, by how they count and what they hold."""
    known = {one.name: names.role_of(one.name) for one in columns}
    if "option" in known.values():  # beside B and C, A is no answer
        known |= {name: "option" for name in known if name.strip() in {"A", "a"}}
    family = _family([one for one in columns if known[one.name] in {"", "option"}])
    if not family:
        return {}
    found = {one.name: "option" for one in family if not known[one.name]}
    free = [
        one for one in columns if known[one.name] in _LOOSE and one.name not in found
    ]
    if "answer" not in known.values():
        right = _right_column(free, family)
        found |= {right.name: "answer"} if right is not None else {}
    if not {"question", "term"} & set(known.values()):
        texts = [one for one in free if one.name not in found]
        texts = [one for one in texts if one.variety >= _HALF and one.words > _WORDS]
        best = max(texts, key=lambda one: (one.asking, one.words), default=None)
        is_asked = best is not None and (
            "answer" in found.values() or best.asking >= _HALF
        )
        found |= {best.name: "question"} if best is not None and is_asked else {}
    return found


def _family(columns: Sequence[Column]) -> list[Column]:
    """Return the columns whose names are one word and count up behind it."""
    by_stem: defaultdict[str, list[tuple[str, Column]]] = defaultdict(list)
    for column in columns:
        match = _COUNTED.fullmatch(column.name.strip())
        if match is not None:
            number = lettering.normal(match["number"])
            by_stem[match["stem"].casefold()].append((number, column))
    for members in by_stem.values():
        numbers = [number for number, _ in members]
        if len(members) >= _LEAST and lettering.is_counted(numbers):
            return [column for _, column in members]
    return []


def _right_column(free: Sequence[Column], family: Sequence[Column]) -> Column | None:
    """Return the column that names an option in nearly every row, by a number last."""
    spoken = [one for one in free if one.filled and not names.is_unspoken(one.name)]
    for by_number in (False, True):
        found = [
            one for one in spoken if _names_right(one, family, by_number=by_number)
        ]
        if len(found) == 1:
            return found[0]
    return None


def _names_right(column: Column, family: Sequence[Column], *, by_number: bool) -> bool:
    letters = set("ABCDEFGH"[: len(family)])
    numbers = {str(number) for number in range(len(family) + 1)}

    def fits(cell: str, at: int) -> bool:
        if by_number:
            return cell in numbers
        return cell.upper() in letters or cell in {one.cells[at] for one in family}

    told = [(cell.strip(), at) for at, cell in enumerate(column.cells) if cell.strip()]
    return sum(fits(cell, at) for cell, at in told) >= _NEARLY_ALL * len(told)
