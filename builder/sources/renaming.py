"""Sources that are called otherwise now: their notes go on under the new name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.sources import importlock
from builder.sources.existingnotes import ExistingNote
from builder.sources.importlock import Imported
from builder.sources.items import Item


@dataclass(slots=True)
class Orphans:
    """What is remembered of sources that sources.yaml names no longer.

    ``heirs`` are the names of the sources that took their notes over.
    """

    by_source: dict[str, dict[str, Imported]] = field(default_factory=dict)
    heirs: dict[str, str] = field(default_factory=dict)

    def like(self, items: Sequence[Item]) -> dict[str, Imported]:
        """Return what is remembered of the sources that asked half of these questions."""
        asked = Counter(importlock.question_hash(item) for item in items)
        found: dict[str, Imported] = {}
        for entries in self.by_source.values():
            first = importlock.first_notes(entries.values())
            known = [one.question for one in first.values()]
            same = (asked & Counter(known)).total()
            if same and same * 2 >= min(len(items), len(known)):
                found |= entries
        return found

    def give(self, name: str, ids: Collection[str]) -> dict[str, Imported]:
        """Take out the notes that a source has taken over, by the ids of its items."""
        given: dict[str, Imported] = {}
        for old, entries in self.by_source.items():
            taken = {key: one for key, one in entries.items() if one.item in ids}
            if taken:
                self.heirs.setdefault(old, name)
                given |= taken
        self.by_source = {
            old: {key: one for key, one in entries.items() if key not in given}
            for old, entries in self.by_source.items()
        }
        return given

    def left(self) -> dict[str, dict[str, Imported]]:
        """Return what nobody took over of sources that have an heir, by its name."""
        found: dict[str, dict[str, Imported]] = {}
        for old, heir in self.heirs.items():
            rest = self.by_source.get(old, {})
            found.setdefault(heir, {}).update(
                {key: replace(one, source=heir) for key, one in rest.items()}
            )
        return found


def orphans_of(
    earlier: Mapping[str, Mapping[str, Imported]], listed: Collection[str]
) -> Orphans:
    """Return what is remembered of sources that are not among those listed."""
    return Orphans(
        {name: dict(one) for name, one in earlier.items() if name not in listed}
    )


def sources_of(
    notes: Iterable[ExistingNote], heirs: Mapping[str, str]
) -> dict[str, str]:
    """Return what notes of renamed sources should say of their source, by id."""
    found = {}
    for note in notes:
        source = note.values.get("source", "")
        match = re.fullmatch(
            r"(.*?)(:[0-9]+)?", source if isinstance(source, str) else ""
        )
        if match is not None and match[1] in heirs:
            found[note.id] = f"{heirs[match[1]]}{match[2] or ''}"
    return found
