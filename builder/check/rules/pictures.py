"""A picture that can be read on a phone and at night, and is not slow to come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from builder.anki.media import MediaFile, packaged_content
from builder.anki.nightpictures import night_twins
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.cards.project import MEDIA_FOLDER
from builder.check.cardrule import CardRule
from builder.check.subject import Subject
from builder.check.svgletters import smallest_letters
from builder.text.drawings import DRAWINGS_FOLDER
from builder.text.played import PLAYED

# A drawing larger than this is a photo in disguise.
_LARGEST_DRAWING = 2_000_000
_PLAYED_FACTOR = 5


def _used(subject: Subject) -> list[MediaFile]:
    """Return the files that cards show, each once."""
    found = {
        file.reference: file
        for note in subject.anki_notes
        for file in note.media.values()
        if not file.is_kept
    }
    return [found[name] for name in sorted(found)]


def _drawings(subject: Subject) -> Iterator[tuple[MediaFile, str]]:
    for file in _used(subject):
        suffix = PurePosixPath(file.reference).suffix.lower()
        if suffix == ".svg" and file.size <= _LARGEST_DRAWING:
            yield file, packaged_content(file).decode(errors="replace")


def _place(file: MediaFile) -> Location:
    return Location(f"{MEDIA_FOLDER}/{file.reference}")


def _find_small(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for file, drawing in _drawings(subject):
        size = smallest_letters(drawing)
        if size is not None and size < limit:
            message = (
                f"letters of {size:.1f} pixels on a phone, which nobody reads: draw them "
                f"larger, or the drawing narrower (at least {limit})"
            )
            yield Diagnostic(_place(file), Code.PICTURE_SMALL, message, "warning")


SMALL_LETTERS = CardRule(
    code=Code.PICTURE_SMALL,
    find=_find_small,
    why="A phone of 390 pixels shows a drawing 358 wide. Letters that were drawn for a "
    "desktop shrink with it.",
    bad="""\
- front: What does the picture show?
  back: "![a heap of five numbers](wide.svg)"
""",
    good="""\
- front: What does the picture show?
  back: "![a heap of five numbers](narrow.svg)"
""",
    limit=11,
    unit="pixels of the smallest letters on a phone",
    limit_name="picture-letters",
    is_of_deck=True,
)


def _find_light(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    used = _used(subject)
    with_twins = night_twins({file.name: file for file in used}, subject.media)
    for file, drawing in _drawings(subject):
        is_night = PurePosixPath(file.reference).stem.endswith(".night")
        path = PurePosixPath(file.reference)
        # What `decks draw` draws stands on a ground of its own.
        is_drawn = path.parts[0] == DRAWINGS_FOLDER
        has_night = file.name in with_twins or "prefers-color-scheme" in drawing
        if is_night or is_drawn or has_night:
            continue
        message = (
            f"at night it stays as light as by day: put `{path.stem}.night{path.suffix}` "
            "beside it, and cards show that one"
        )
        yield Diagnostic(_place(file), Code.PICTURE_NIGHT, message, "warning")


LIGHT_ONLY = CardRule(
    code=Code.PICTURE_NIGHT,
    find=_find_light,
    why="Who learns in bed has dark cards: a white drawing on them glares, and dark lines "
    "without a ground cannot be seen.",
    bad="""\
- front: What does the picture show?
  back: "![a heap of five numbers](wide.svg)"
""",
    good="""\
- front: What does the picture show?
  back: "![a heap of five numbers](heap.svg)"
""",
    is_of_deck=True,
)


def _find_large(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for file in _used(subject):
        is_played = PurePosixPath(file.reference).suffix.lower() in PLAYED
        most = limit * (_PLAYED_FACTOR if is_played else 1)
        if file.size > most * 1000:
            message = (
                f"{file.size // 1000:,} KB: every learner loads and syncs it; make it "
                f"smaller (at most {most:,} KB)"
            )
            yield Diagnostic(_place(file), Code.MEDIA_LARGE, message, "warning")


LARGE_MEDIA = CardRule(
    code=Code.MEDIA_LARGE,
    find=_find_large,
    why="A picture straight from a camera is a thousand times what a phone can show, and "
    "all of it is synced to every device. Sound and films may be five times as large.",
    bad="""\
- front: What does the picture show?
  back: "![a heap of five numbers](large.png)"
""",
    good="""\
- front: What does the picture show?
  back: "![a heap of five numbers](heap.svg)"
""",
    limit=1000,
    unit="KB of a picture",
    limit_name="media",
    is_of_deck=True,
)
