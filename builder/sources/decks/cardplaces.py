"""Which card files the notes of an existing deck go into: by deck, none too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from builder.sources.decks.keptnote import KeptNote
from builder.sources.decks.placenames import place_name

_MOST_NOTES = 300
# What a folder of cards may hold that is no card file of ours.
_TAKEN = frozenset({"deck", "topics", "sources", "notetypes", "import"})


def notes_by_file(
    notes: Iterable[KeptNote], root: str, folder: str
) -> dict[str, list[KeptNote]]:
    """Return the notes by the paths of their files below ``folder``, each of one deck.

    Decks below ``root`` become folders and files, each deck after those before it by
    name, as Anki learns them.
    """
    by_deck: defaultdict[str, list[KeptNote]] = defaultdict(list)
    for note in notes:
        by_deck[note.deck].append(note)
    places = _Places(folder)
    files: dict[str, list[KeptNote]] = {}
    for deck in sorted(by_deck, key=lambda name: name.casefold().split("::")):
        parts = deck.split("::")
        below = (
            parts[len(root.split("::")) :] if deck.startswith(f"{root}::") else parts
        )
        files |= places.cut(below, by_deck[deck])
    return files


class _Places:
    """The names given so far, by folder."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.names: dict[tuple[str, str], str] = {}
        self.taken: defaultdict[str, set[str]] = defaultdict(set)
        self.taken[folder] = {*_TAKEN}

    def cut(
        self, parts: Sequence[str], notes: Sequence[KeptNote]
    ) -> dict[str, list[KeptNote]]:
        """Return the files of a deck: one, or as many as it needs."""
        folder = self.folder
        for part in parts[:-1]:
            folder = f"{folder}/{self._name(folder, part)}"
        stem = f"{folder}/{self._name(folder, parts[-1])}"
        count = -(-len(notes) // _MOST_NOTES)
        if count == 1:
            return {f"{stem}.yaml": list(notes)}
        width, size = len(str(count)), -(-len(notes) // count)
        return {
            f"{stem}/{number + 1:0{width}}.yaml": list(
                notes[number * size : (number + 1) * size]
            )
            for number in range(count)
        }

    def _name(self, folder: str, part: str) -> str:
        key = (folder, part)
        if key not in self.names:
            self.names[key] = place_name(part, self.taken[folder], otherwise="deck")
            self.taken[folder].add(self.names[key])
        return self.names[key]
