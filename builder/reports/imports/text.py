"""What an import tells people: a page for each source, then what became of the notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from builder.base.phrases import counted, shortened
from builder.importing import ImportedSource, ImportReport
from builder.sources.items import LeftOut
from builder.sources.reimport import Verdict

_MOST = 40
_WIDTH = 70
_UNSPOKEN = frozenset({"comment", "markup"})
_VERDICTS: Mapping[Verdict, str] = {
    "new": "new",
    "updated": "updated from the source",
    "unchanged": "unchanged",
    "edited": "edited by you, left alone",
    "removed": "removed by you, not brought back",
    "vanished": "no longer in the source, left in the cards",
}


def text(report: ImportReport, *, is_preview: bool = False) -> str:
    """Return the report as plain text."""
    rows: list[str] = []
    for source in report.sources:
        rows += _source_rows(source)
    rows += _change_rows(report)
    if len(report.sources) > 1:
        rows.append(f"{len(report.items)} items in {len(report.sources)} files")
    if report.media:
        rows.append(f"{counted(len(report.media), 'file')} copied into media/")
    rows += [
        f"media/{path} is not the picture of the source: delete it to take that"
        for path in report.kept_media[:_MOST]
    ]
    if is_preview:
        rows.append("nothing was written: this was a dry run")
    return "\n".join(rows) + "\n"


def _source_rows(source: ImportedSource) -> list[str]:
    found = source.found
    name = found.source.name
    if found.refusal:
        return [f"{name}: {found.refusal}"]
    drafts = [one for one in source.items if one.item.is_draft]
    kinds = Counter(note.kind for one in source.items for note in one.notes)
    facts = [
        counted(len(source.items), "item"),
        *(f"{number} {kind}" for kind, number in sorted(kinds.items())),
    ]
    if drafts:
        facts.append(f"{len(drafts)} without an answer")
    rows = [f"{name}: {', '.join(facts)}"]
    rows += [
        f"  {name}:{one.item.line}: draft: {_short(one.item.question)}"
        for one in drafts[:_MOST]
    ]
    rows += _more(len(drafts))
    rows += [f"  {name}:{line}: {remark}" for line, remark in found.remarks[:_MOST]]
    rows += _more(len(found.remarks))
    rows += _left_rows(name, found.left_out)
    return rows


def _left_rows(name: str, left_out: Sequence[LeftOut]) -> list[str]:
    told = [one for one in left_out if one.reason not in _UNSPOKEN and one.text.strip()]
    if not told:
        return []
    rows = [f"  left out of the cards: {counted(len(told), 'piece')}"]
    rows += [
        f"  {name}:{one.line}: {one.reason}: {_short(one.text)}" for one in told[:_MOST]
    ]
    return rows + _more(len(told))


def _more(number: int) -> list[str]:
    return [f"  … and {number - _MOST} more"] if number > _MOST else []


def _change_rows(report: ImportReport) -> list[str]:
    counts = Counter(change.verdict for change in report.changes)
    rows = []
    if counts:
        told = [
            f"{counts[key]} {words}" for key, words in _VERDICTS.items() if counts[key]
        ]
        rows.append(f"notes: {', '.join(told)}")
    rows += [
        f"  {change.note}: {_VERDICTS[change.verdict]}"
        for change in report.changes
        if change.verdict in {"removed", "vanished"}
    ][:_MOST]
    for one in report.conflicts:
        rows.append(
            f"{one.place}: `{one.note}` was edited here and changed at {one.source}"
        )
        rows += [f"    here:   {line}" for line in one.ours.split("\n")]
        rows += [f"    source: {line}" for line in one.theirs.split("\n")]
    return rows


def _short(text_: str) -> str:
    line = " ".join(text_.split())
    return shortened(line, _WIDTH)
