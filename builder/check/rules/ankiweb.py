"""A deck that AnkiWeb takes: it is where learners sync to, and where decks are shared."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.subject import Subject


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    size = sum(
        len(field.encode()) for note in subject.anki_notes for field in note.fields
    )
    if size > limit * 1000:
        message = (
            f"{size // 1000:,} KB of text: AnkiWeb takes no collection above 300 MB, and a "
            f"learner has other decks too; make several of it (at most {limit:,} KB)"
        )
        place = subject.project.location
        yield Diagnostic(place, Code.ANKIWEB, message, "warning")


ANKIWEB_LIMITS = CardRule(
    code=Code.ANKIWEB,
    find=_find,
    why="A collection that AnkiWeb refuses is synced no more: nothing of it, for a deck "
    "that is too large. It takes no media file above 100 MiB either, which `media-size` "
    "tells of. The example counts with a limit of 1 KB.",
    bad=f"""\
- front: What does the scheduler do?
  back: It chooses a node.
  extra: {"It filters the nodes that fit and scores them. " * 24}
""",
    good="""\
- front: What does the scheduler do first with the nodes?
  back: It filters those that fit.
""",
    limit=100_000,
    unit="KB of text in the whole deck",
    limit_name="ankiweb",
    is_of_deck=True,
)
