"""What was taken over of an existing deck, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from builder.base.phrases import counted, listed
from builder.takeover import TakeoverReport

_MOST_NAMED = 5


def text(report: TakeoverReport, *, is_preview: bool) -> str:
    """Return the report as lines for a terminal."""
    return "\n".join(_lines(report, is_preview=is_preview)) + "\n"


def _lines(report: TakeoverReport, *, is_preview: bool) -> Iterator[str]:
    notes, markdown = len(report.notes), report.markdown
    cards = sum(len(note.origin.cards) for note in report.notes)
    decks = {card.deck for note in report.notes for card in note.origin.cards}
    yield (
        f"{report.deck.name}: {counted(notes, 'note')}, {counted(cards, 'card')}, "
        f"{counted(len(decks), 'deck')}, {counted(len(report.note_types), 'note type')}, "
        f"{report.media:,} media files"
    )
    yield (
        f"{markdown:,} are Markdown now, {notes - markdown:,} stay as Anki keeps them "
        "(`format: html`)"
    )
    yield from _converted(report)
    yield from _left_behind(report)
    yield from _as_it_came(report)
    yield "not taken over: scheduling, deck options, filtered decks"
    if not report.deck.has_identity:
        yield from _unknown(report)
    if is_preview:
        yield "nothing was written"
        return
    yield ""
    yield "Next: decks check && decks build"
    if report.deck.has_identity or report.deck.shipped:
        yield (
            "Proof: `decks plan` with the package asks the engine what its learners will "
            f"see: 0 new, 0 updated, {sum(report.converted.values()):,} conflicting"
        )


def _converted(report: TakeoverReport) -> Iterator[str]:
    """Say what became of notes that were converted, and what their learners will see."""
    if not report.converted:
        return
    told = listed([f"{count:,} {kind}" for kind, count in report.converted.items()], 3)
    yield (
        f"converted: {told}: these have another note type now. Who has the original keeps "
        "those notes as they are, and packages of this project never update them; who "
        "begins now gets them in the look of this project"
    )


def _left_behind(report: TakeoverReport) -> Iterator[str]:
    """Say what cannot come."""
    for reason, left in report.left_out.items():
        names = [f"`{one.guid}`" for one in left]
        yield f"left out: {counted(len(left), 'note')}: {reason}: {listed(names, _MOST_NAMED)}"
    for name, reason in list(report.refused_media.items())[:_MOST_NAMED]:
        yield f"left out: the file `{name}`: {reason}"
    more = len(report.refused_media) - _MOST_NAMED
    if more > 0:
        yield f"left out: {counted(more, 'more file')}"
    if report.dropped_tags:
        tags = listed([f"`{tag}`" for tag in report.dropped_tags], _MOST_NAMED)
        yield f"left out: {tags}: tags that Anki sets itself, and drops on import"


def _as_it_came(report: TakeoverReport) -> Iterator[str]:
    """Say what was wrong or is to be known before."""
    scripts = [f"`{one.key}`" for one in report.note_types if runs_script(one)]
    if scripts:
        yield f"these note types run scripts: {listed(scripts, _MOST_NAMED)}"
    missing = [str(one.message) for one in report.warnings]
    for message in missing[:_MOST_NAMED]:
        yield f"as it came: {message}"
    if len(missing) > _MOST_NAMED:
        yield f"as it came: {len(missing) - _MOST_NAMED:,} more (`decks check`)"


def _unknown(report: TakeoverReport) -> Iterator[str]:
    """Say which notes learners of the original cannot be updated of."""
    shipped = report.deck.shipped
    unknown = [note for note in report.notes if note.origin.guid not in shipped]
    if not unknown:
        return
    if shipped:
        yield f"{counted(len(unknown), 'note')} not in the package: new to its learners"
        return
    yield (
        "this deck tells no ids of note types, notes and cards: learners of the original "
        "cannot be updated by packages of this project; name the package that they have "
        "with `--like DECK.apkg`"
    )


def runs_script(note_type: Any) -> bool:
    """Whether the cards of a note type run scripts."""
    sides = [side for one in note_type.templates for side in (one.front, one.back)]
    return any("<script" in side.lower() for side in sides)


def values(report: TakeoverReport) -> dict[str, Any]:
    """Return the report as JSON can carry it."""
    return {
        "deck": report.deck.name,
        "project": str(report.folder),
        "new": report.is_new,
        "notes": len(report.notes),
        "markdown": report.markdown,
        "converted": dict(report.converted),
        "cards": sum(len(note.origin.cards) for note in report.notes),
        "note_types": [one.key for one in report.note_types],
        "media": report.media,
        "files": list(report.files),
        "left_out": {
            reason: [one.guid for one in notes]
            for reason, notes in report.left_out.items()
        },
        "refused_media": dict(report.refused_media),
        "dropped_tags": list(report.dropped_tags),
        "warnings": _values(report.warnings),
    }


def _values(warnings: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {
            "path": one.location.path,
            "line": one.location.line,
            "code": str(one.code),
            "message": one.message,
        }
        for one in warnings
    ]
