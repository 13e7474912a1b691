"""What an import tells people: a page for each source, then what became of the notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder.base.phrases import and_more, counted, listed, shortened
from builder.importing import ImportedSource, ImportReport
from builder.reports.imports.guesses import guesses
from builder.sources.losses import Losses, losses, spoken
from builder.sources.reimport import Verdict

_MOST = 40
_MOST_TOPICS = 12
_WIDTH = 70
_VERDICTS: Mapping[Verdict, str] = {
    "new": "new",
    "updated": "updated from the source",
    "unchanged": "unchanged",
    "edited": "edited by you, left alone",
    "removed": "removed by you, not brought back",
    "vanished": "no longer in the source, left in the cards",
}


@dataclass(frozen=True, slots=True)
class _Room:
    """How many rows of a kind there is room for, and how long a quoted text may be."""

    rows: int | None = None
    width: int | None = None

    def filled(self, rows: Iterable[str]) -> Iterator[str]:
        """Return the rows there is room for, and how many there are besides."""
        told = list(rows)
        yield from told[: self.rows]
        if self.rows is not None and len(told) > self.rows:
            yield f"  {and_more(len(told) - self.rows)}"

    def quoted(self, text_: str) -> str:
        """Return a text as one line."""
        line = " ".join(text_.split())
        return line if self.width is None else shortened(line, self.width)


_SCREEN = _Room(_MOST, _WIDTH)
_FILE = _Room()


def text(report: ImportReport, *, is_preview: bool = False) -> str:
    """Return the report for a screen: of many pieces the first, and a summary."""
    return _text(report, _SCREEN, is_preview=is_preview)


def whole_text(report: ImportReport, *, is_preview: bool = False) -> str:
    """Return the report for a file: it names every piece."""
    return _text(report, _FILE, is_preview=is_preview)


def _text(report: ImportReport, room: _Room, *, is_preview: bool) -> str:
    rows: list[str] = []
    for source in report.sources:
        rows += _source_rows(source, room)
    rows += [f"{old} is called {new} now" for old, new in report.renamed.items()]
    rows += _change_rows(report, room)
    rows += _summary_rows(report)
    if report.topics:
        topics = listed(report.topics, _MOST_TOPICS)
        rows.append(f"topics proposed for cards/topics.yaml: {topics}")
    if report.media:
        rows.append(f"{counted(len(report.media), 'file')} copied into media/")
    rows += room.filled(
        f"media/{path} is not the picture of the source: delete it to take that"
        for path in report.kept_media
    )
    if is_preview:
        rows.append("nothing was written: this was a dry run")
    return "\n".join(rows) + "\n"


def _source_rows(source: ImportedSource, room: _Room) -> Iterator[str]:
    found = source.found
    name = found.source.name
    if found.refusal:
        yield f"{name}: {found.refusal}"
        if room.rows is None:
            yield from _left_rows(source, room)
        return
    drafts = [one for one in source.items if one.item.is_draft]
    yield f"{name}: {', '.join(_facts(source, len(drafts)))}"
    told = guesses(source)
    if told:
        yield f"  guessed {told}"
    yield from room.filled(
        f"  {name}:{one.item.line}: draft: {room.quoted(one.item.question)}"
        for one in drafts
    )
    yield from room.filled(
        f"  {name}:{line}: {remark}" for line, remark in found.remarks
    )
    yield from _doubts(source, room)
    yield from _left_rows(source, room)


def _doubts(source: ImportedSource, room: _Room) -> Iterator[str]:
    """Return the questions that may be none, but for drafts, which are told already."""
    inquiry = source.found.inquiry
    if inquiry is None:
        return
    asked = [(inquiry.items[at], inquiry.doubts[at]) for at in inquiry.open]
    told = [(item, why) for item, why in asked if item.doubt]
    if told:
        number = counted(len(told), "question")
        yield f"  {number} may be none: --interactive asks about each"
    if len(told) * 2 <= len(inquiry.items):
        # Where most do not ask, that is how the document is written.
        name = source.found.source.name
        yield from room.filled(
            f"  {name}:{item.line}: {why}: {room.quoted(item.question)}"
            for item, why in told
        )


def _facts(source: ImportedSource, drafts: int) -> Iterator[str]:
    kinds = Counter(note.kind for one in source.items for note in one.notes)
    yield counted(len(source.items), "item")
    yield from (f"{number} {kind}" for kind, number in sorted(kinds.items()))
    if drafts:
        yield f"{drafts} without an answer"


def _left_rows(source: ImportedSource, room: _Room) -> Iterator[str]:
    name = source.found.source.name
    told = spoken(source.found.left_out)
    if told:
        yield f"  left out of the cards: {counted(len(told), 'piece')}"
    yield from room.filled(
        f"  {name}:{one.line}: {one.reason}: {room.quoted(one.text)}" for one in told
    )


def _summary_rows(report: ImportReport) -> Iterator[str]:
    """Return what all sources come to, and warn where much of one is left out."""
    lost = [(source, _losses(source)) for source in report.sources]
    pieces = sum(one.pieces for _, one in lost)
    facts = []
    if len(report.sources) > 1:
        facts.append(f"{len(report.items)} items in {len(report.sources)} files")
    if pieces:
        facts.append(f"{counted(pieces, 'piece')} left out of the cards")
    if report.refused and report.items:
        facts.append(f"no questions in {counted(len(report.refused), 'file')}")
    if facts:
        yield ", ".join(facts)
    for source, one in lost:
        if one.is_much and source.items:
            yield f"warning: {source.found.source.name}: {_warning(one)}"


def _losses(source: ImportedSource) -> Losses:
    return losses([one.item for one in source.items], source.found.left_out)


def _warning(one: Losses) -> str:
    is_one = one.first == one.last
    lines = f"line {one.first}" if is_one else f"lines {one.first}-{one.last}"
    return (
        f"{one.share:.0%} of the text is left out of the cards, most of it in {lines} "
        f"({one.reason})"
    )


def _change_rows(report: ImportReport, room: _Room) -> Iterator[str]:
    counts = Counter(change.verdict for change in report.changes)
    if counts:
        told = [
            f"{counts[key]} {words}" for key, words in _VERDICTS.items() if counts[key]
        ]
        yield f"notes: {', '.join(told)}"
    yield from room.filled(
        f"  {change.note}: {_VERDICTS[change.verdict]}"
        for change in report.changes
        if change.verdict in {"removed", "vanished"}
    )
    for one in report.conflicts:
        yield f"{one.place}: `{one.note}` was edited here and changed at {one.source}"
        yield from (f"    here:   {line}" for line in one.ours.split("\n"))
        yield from (f"    source: {line}" for line in one.theirs.split("\n"))
