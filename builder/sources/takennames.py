"""The ids and the spellings of tags and decks that a project has, and an import adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class TakenNames:
    """What is taken, for a whole import; ``asked`` are questions with their notes' ids."""

    ids: set[str] = field(default_factory=set)
    asked: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _spellings: dict[str, str] = field(default_factory=dict)

    def new_id(self, wanted: str) -> str:
        """Return an id nobody has, and take it."""
        note_id, number = wanted, self._numbers.get(wanted, 1)
        while note_id in self.ids:
            number += 1
            note_id = f"{wanted}-{number}"
        self._numbers[wanted] = number
        self.ids.add(note_id)
        return note_id

    def asks_first(self, question: str, note_id: str) -> bool:
        """Whether nobody but this note asks a question; it does from now on."""
        return self.asked.setdefault(question, note_id) == note_id

    def spelt(self, name: str) -> str:
        """Return a tag or deck in the spelling it was first met in."""
        return self._spellings.setdefault(name.casefold(), name)

    def spelt_once(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return each tag once, in the spelling it was first met in."""
        return tuple(dict.fromkeys(self.spelt(name) for name in names if name))
