"""Names that differ in capitals alone, made one: as each was written first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from builder.cards.tagplaces import written_decks, written_tags
from builder.cards.yamltree import Text

_Written: TypeAlias = Callable[[str, str], Iterator[Text]]

SPELLING_FIXES: Mapping[str, _Written] = {
    "tag-case": written_tags,
    "deck-case": written_decks,
}
"""What is mended only by name, for it moves the times of notes."""


def with_one_spelling(files: Mapping[str, str], fix: str) -> dict[str, str]:
    """Return the texts of files, by their paths, with each name spelt one way."""
    written = SPELLING_FIXES[fix]
    first: dict[str, str] = {}
    found = {path: list(written(text, path)) for path, text in files.items()}
    for texts in found.values():
        for one in texts:
            for above in _with_those_above(one.value):
                first.setdefault(above.casefold(), above.rpartition("::")[2])
    return {
        path: _replaced(text, _changes(found[path], first))
        for path, text in files.items()
    }


def _with_those_above(name: str) -> Iterator[str]:
    parts = name.split("::")
    for depth in range(1, len(parts) + 1):
        yield "::".join(parts[:depth])


def _changes(
    texts: Iterable[Text], first: Mapping[str, str]
) -> Iterator[tuple[Text, str]]:
    for one in texts:
        wanted = "::".join(
            first[above.casefold()] for above in _with_those_above(one.value)
        )
        if wanted != one.value and not one.written:
            yield one, wanted


def _replaced(text: str, changes: Iterable[tuple[Text, str]]) -> str:
    """Return a text in which names are others; no other character moves."""
    lines = text.split("\n")
    for one, wanted in sorted(
        changes, key=lambda change: change[0].location, reverse=True
    ):
        place = one.at(0)
        line, column = lines[place.line - 1], place.column - 1
        end = column + len(one.value)
        if line[column:end] == one.value:
            lines[place.line - 1] = f"{line[:column]}{wanted}{line[end:]}"
    return "\n".join(lines)
