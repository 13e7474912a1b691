"""A cloze note with no more deletions than one can hold apart."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.subject import Subject


def _find(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    written = {note.id: note for note in subject.notes}
    for anki_note in subject.anki_notes:
        note = written.get(anki_note.id)
        text = note.texts.get("cloze") if note else None
        number = len(anki_note.ordinals)
        if text is not None and number > limit:
            message = (
                f"{number} cards of one text: each is answered by its looks; write "
                f"several notes (at most {limit} deletions)"
            )
            yield Diagnostic(text.location, Code.MANY_DELETIONS, message, "warning")


MANY_DELETIONS = CardRule(
    code=Code.MANY_DELETIONS,
    find=_find,
    why="Cards of one text are alike and come soon after each other: beyond seven a "
    "learner answers by the place of the gap.",
    bad="""\
- cloze: ==a==, ==b==, ==c==, ==d==, ==e==, ==f==, ==g==, ==h== are letters.
""",
    good="""\
- cloze: The letters after ==a== and before ==d== are ==b== and ==c==.
""",
    limit=7,
    unit="cards of one note",
    limit_name="deletions",
)
