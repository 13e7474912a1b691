"""The counts of all differences, and a sentence for all that an import does not do."""

from __future__ import annotations

from collections.abc import Mapping

from builder.versions.arrival import Arrival
from builder.versions.packagediff import PackageDiff

# The number of notes goes before.
_ARRIVALS: Mapping[Arrival, str] = {
    "not newer": "will not arrive: changed, but not newer than what learners have",
    "another note type": "will not arrive with Anki's own settings: changed, but the "
    "note type has another form",
    "only newer": "newer but equal: what learners edited is overwritten for nothing",
}


def summary(diff: PackageDiff) -> list[str]:
    """Return the counts, and a sentence for all that an import does not do."""
    counts = [
        f"{len(changes)} {word}"
        for changes, word in (
            (diff.added, "added"),
            (diff.edited, "changed"),
            (diff.retired, "retired"),
            (diff.moved, "moved"),
        )
        if changes
    ]
    types = [*diff.note_types_added, *diff.note_types_retired, *diff.note_types_changed]
    media = [*diff.media_added, *diff.media_retired, *diff.media_changed]
    lines = [
        "; ".join(
            part
            for part in (
                f"notes: {', '.join(counts)}" if counts else "",
                f"note types: {len(types)}" if types else "",
                f"descriptions: {len(diff.descriptions)}" if diff.descriptions else "",
                f"media: {len(media)}" if media else "",
            )
            if part
        )
        or "no differences"
    ]
    for arrival, sentence in _ARRIVALS.items():
        number = sum(change.arrival == arrival for change in diff.changed)
        if number:
            lines.append(f"{number} {sentence}")
    stuck = sum(change.arrival != "arrives" for change in diff.media_changed)
    if stuck:
        lines.append(f"{stuck} media will not arrive: other content, the same name")
    if diff.moved:
        lines.append(f"{len(diff.moved)} moved: learners' cards stay in the old deck")
    if diff.retired:
        lines.append(f"{len(diff.retired)} retired: kept by learners")
    return lines
