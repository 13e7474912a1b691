"""What an import tells programs: an object for each item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.importing import ImportedSource, ImportReport
from builder.sources.itemnotes import ItemNotes


def values(report: ImportReport) -> Iterator[dict[str, Any]]:
    """Return an object for each item, in the order of the sources."""
    for source in report.sources:
        for one in source.items:
            yield _item_values(source, one)


def _item_values(source: ImportedSource, one: ItemNotes) -> dict[str, Any]:
    item = one.item
    found: dict[str, Any] = {
        "question": item.question,
        "answer": item.answer,
        "tags": list(item.tags),
        "source": source.found.source.name,
        "line": item.line,
        "section": list(item.section),
        "draft": item.is_draft,
        "notes": [
            {"id": note.id, "kind": note.kind, "fields": dict(note.fields)}
            for note in one.notes
        ],
    }
    for name in ("extra", "hint", "guid", "deck"):
        if getattr(item, name):
            found[name] = getattr(item, name)
    if item.choices:
        found["choices"] = list(item.choices)
        found["right"] = [item.choices[place] for place in item.right]
    return found
