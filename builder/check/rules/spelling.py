"""Tags and decks are spelt one way: Anki takes `A` and `a` for the same."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.check.subject import Subject


def one_spelling(subject: Subject) -> Iterator[Diagnostic]:
    """Every tag and deck, and each above it, is spelt as where it first stands."""
    spellings: dict[tuple[str, str], tuple[str, Location]] = {}
    for note in subject.notes:
        names = [("tag", tag) for tag in note.tags] + [("deck", note.deck)]
        for what, name in names:
            for above in _with_those_above(name):
                first, place = spellings.setdefault(
                    (what, above.casefold()), (above, note.location)
                )
                if first != above:
                    message = f"the {what} `{above}` is spelt `{first}` at {place}"
                    yield Diagnostic(note.location, Code.SPELLING, message)
                    break


def _with_those_above(name: str) -> Iterator[str]:
    end = name.find("::")
    while end >= 0:
        yield name[:end]
        end = name.find("::", end + 2)
    yield name
