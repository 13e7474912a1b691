"""The stages of an import in their order.

    source ─readers─▶ blocks ─recognition─▶ items ─makers─▶ notes
           ─held against cards/ and import.lock─▶ cards/*.yaml, media/, import.lock

A dry run is the same without the write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.base.atomicfiles import Edit
from builder.base.diagnostic import BuilderError
from builder.base.exclusive import Say, unheard
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.base.placement import content_mark, mark_of
from builder.base.textfiles import decode
from builder.base.transaction import writing
from builder.cards.cardfolder import CardFile, read_card_files
from builder.cards.importoptions import ImportOptions
from builder.cards.names import tag_problem
from builder.cards.project import CARDS_FOLDER, Project, read_project, workplace
from builder.importedsource import (
    AS_EVER,
    ImportedSource,
    Manner,
    made_source,
    read_source,
)
from builder.reportfile import refuse_report_path, report_content
from builder.sourcelist import SourceList, read_source_list
from builder.sources import importlock
from builder.sources.decisions import Inquiry
from builder.sources.importlock import Decided, Imported
from builder.sources.itemnotes import ItemNotes
from builder.sources.known import Known, known_of
from builder.sources.onequestionfolders import with_question_folders
from builder.sources.owntypes import chosen_columns
from builder.sources.pictures import Collected
from builder.sources.reimport import Change, Conflict, judged
from builder.sources.renaming import Orphans, orphans_of, sources_of
from builder.sources.requests import (
    ImportRequest,
    Requests,
    names_of,
    requests_of_all,
    requests_of_named,
    requests_outside,
)
from builder.sources.sourceitems import SourceItems
from builder.sources.targets import card_file_at, targets_of
from builder.sources.titles import tag_name
from builder.sources.writing import PlacedNote, file_changes, new_text, placed_notes
from builder.topiclist import TopicList, read_topic_list

__all__ = [
    "ImportOptions",
    "ImportReport",
    "ImportedSource",
    "Manner",
    "import_sources",
    "inquiries",
    "preview",
]

_LOCK = f"{CARDS_FOLDER}/{importlock.NAME}"
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and wrote; ``files`` are paths below the project.

    ``kept_media`` are files of media/ that hold something else than the pictures of
    the source that are called so; ``renamed`` are sources by their old names,
    ``topics`` are proposed where there are none.
    """

    sources: tuple[ImportedSource, ...]
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    files: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    kept_media: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()

    @property
    def items(self) -> list[ItemNotes]:
        """The items of all sources."""
        return [item for source in self.sources for item in source.items]

    @property
    def refused(self) -> list[SourceItems]:
        """The sources in which no questions were found."""
        return [one.found for one in self.sources if one.found.refusal]


@dataclass(frozen=True, slots=True)
class ReportFile:
    """Where a report goes as well, and how it is put into words."""

    path: Path
    words: Callable[[ImportReport], str]


@dataclass(frozen=True, slots=True)
class _Before:
    """A project before an import.

    ``lock`` is what import.lock held, if it was there; ``orphans`` are the notes of
    sources that the list names no longer.
    """

    project: Project
    files: Mapping[str, CardFile]
    lock: bytes | None
    known: Known
    sources: SourceList
    topics: TopicList
    orphans: Orphans
    decisions: tuple[Decided, ...]


@dataclass(slots=True)
class _Outcome:
    """What becomes of all notes, source by source; ``lock`` is the new import.lock."""

    lock: dict[str, Imported]
    notes: list[PlacedNote] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def preview(
    sources: Sequence[Path], options: ImportOptions, *, folder: Path | None = None
) -> ImportReport:
    """Find what an import would, without writing and, without a folder, a project.

    No sources stand for all in the project's list.
    """
    _refuse_tags(options)
    if folder is None:
        requests = requests_outside(sources, options)
    else:
        requests = _requests(read_source_list(folder), sources, options)
    known = Known()
    chosen = [_with_columns(one, folder) for one in _all_of(requests)]
    lock = b"" if folder is None else _read_import_lock(folder) or b""
    decisions = importlock.parse_decisions(lock.decode("utf-8-sig"), _LOCK)
    manner = Manner(decisions)
    read = [read_source(one, known, Orphans(), None, manner) for one in chosen]
    listed = TopicList() if folder is None else read_topic_list(folder)
    made = [made_source(one, known, manner, topics=listed.topics) for one in read]
    proposed = listed.proposed_for([item for one in read for item in one.found.items])
    told = () if listed.is_there else tuple(proposed.topics.words)
    return ImportReport(tuple(made), topics=told)


def inquiries(
    folder: Path, sources: Sequence[Path], options: ImportOptions
) -> list[Inquiry]:
    """Return the sources that hold what is doubtful and not decided yet.

    Raises:
        BuilderError: A source cannot be read.
    """
    found = preview(sources, options, folder=folder).sources
    asked = (one.found.inquiry for one in found)
    return [one for one in asked if one is not None and one.open]


def import_sources(  # noqa: PLR0913 -- what is imported, how, and who is told
    folder: Path,
    sources: Sequence[Path],
    options: ImportOptions,
    *,
    manner: Manner = AS_EVER,
    report_file: ReportFile | None = None,
    say: Say = unheard,
) -> ImportReport:
    """Write the questions of sources into a project's card files.

    No sources stand for all in the project's list. What ``manner`` decided is what the author wants
    of doubtful questions from now on. ``say`` hears what it waits for, and what it
    finished that had been interrupted.

    Raises:
        BuilderError: A source cannot be read, the project has errors, or nothing was
            found in any source.
    """
    _refuse_tags(options)
    place = workplace(folder)
    with writing(place, project=folder, command="import", say=say) as begun:
        before = _read_project(folder, manner.decided)
        if report_file is not None:
            used = (before.project.cards, before.project.media)
            refuse_report_path(report_file.path, forbidden=used)
        into = card_file_at(before.project, options, from_=Path.cwd())
        asked = replace(options, into=into)
        requests = _requests(before.sources, sources, asked)
        pictures = Collected()
        manner = replace(manner, decided=before.decisions)
        read = [
            read_source(
                _placed(one, before.project),
                before.known,
                before.orphans,
                pictures,
                manner,
            )
            for one in _all_of(requests)
        ]
        listed = before.topics
        if not all(note_id for one in read for note_id in one.ids):
            every = [item for one in read for item in one.found.items]
            listed = listed.proposed_for(every)
        imported = [
            made_source(
                one,
                before.known,
                manner,
                topics=listed.topics,
                language=before.project.language,
            )
            for one in read
        ]
        if not any(one.items for one in imported):
            raise BuilderError(_nothing(imported))
        outcome = _outcome(before, imported)
        cards = _card_edits(before, outcome)
        media, kept = _media_edits(before.project, pictures)
        report = ImportReport(
            sources=tuple(imported),
            changes=tuple(outcome.changes),
            conflicts=tuple(outcome.conflicts),
            files=tuple(cards),
            media=tuple(media),
            kept_media=tuple(kept),
            renamed=dict(before.orphans.heirs),
            topics=() if before.topics.is_there else tuple(listed.topics.words),
        )
        for path, edit in cards.items():
            begun.files.edit(folder / path, edit)
        for path, edit in media.items():
            begun.files.edit(before.project.media / path, edit)
        begun.files.edit(folder / _LOCK, _lock_edit(before, outcome))
        new_topics = listed.edit()
        if new_topics is not None:
            path, edit = new_topics
            begun.files.edit(folder / path, edit)
        fruitful = {one.request.source for one in imported if one.items}
        changed = before.sources.edit(requests.sources, fruitful)
        if changed is not None:
            begun.files.edit(before.sources.path, changed)
        if report_file is not None:
            content = report_content(report_file.words(report))
            begun.files.write(report_file.path, content)
        begun.files.commit()
    return report


def _refuse_tags(options: ImportOptions) -> None:
    """Refuse tags of which nothing would be left."""
    for tag in options.tags:
        if not tag_name(tag):
            problem = tag_problem(tag) or "nothing in it can stand in a tag"
            raise BuilderError(f"--tag {tag}: {problem}")


def _requests(
    listed: SourceList, paths: Sequence[Path], options: ImportOptions
) -> Requests:
    """Return what is to be read: what is named, or else all that is listed."""
    if paths:
        tags = tuple(tag_name(tag) for tag in options.tags)
        asked = replace(options, tags=tags)
        return requests_of_named(listed.folder, listed.sources, paths, asked)
    if not listed.sources:
        raise BuilderError(
            f"{listed.name} names no source yet: `decks import FILE` imports one and "
            "writes it there"
        )
    return requests_of_all(listed.folder, listed.sources)


def _placed(request: ImportRequest, project: Project) -> ImportRequest:
    """Return a request whose card file is a path below the project."""
    into = card_file_at(project, request.options, from_=project.folder)
    options = replace(request.options, into=into)
    return _with_columns(replace(request, options=options), project.folder)


def _all_of(requests: Requests) -> list[ImportRequest]:
    """Return what is to be read; files of a folder tell what their siblings are."""
    files = with_question_folders([one.file for one in requests.all])
    return [
        replace(one, file=file) for one, file in zip(requests.all, files, strict=True)
    ]


def _with_columns(request: ImportRequest, folder: Path | None) -> ImportRequest:
    """Return a request with what its columns become."""
    return replace(request, chosen=chosen_columns(request.options, folder))


def _read_project(folder: Path, decided: Sequence[Decided]) -> _Before:
    sources, topics = read_source_list(folder), read_topic_list(folder)
    project, problems = read_project(folder)
    if project is not None:
        files, problems = read_card_files(project)
        problems = [finding for finding in problems if finding.is_error]
    if project is None or problems:
        raise BuilderError(f"{problems[0]}: mend it first (`decks check`)")
    lock = _read_import_lock(folder)
    text = (lock or b"").decode("utf-8-sig")
    known = known_of(files, importlock.parse(text, _LOCK), root=project.name)
    by_path = {file.path: file for file in files}
    orphans = _orphans(sources, known)
    decisions = _with_decided(importlock.parse_decisions(text, _LOCK), decided)
    return _Before(project, by_path, lock, known, sources, topics, orphans, decisions)


def _with_decided(
    before: Sequence[Decided], now: Sequence[Decided]
) -> tuple[Decided, ...]:
    """Return all decisions; of one question the last counts."""
    by_text = {(one.source, one.question, one.answer): one for one in (*before, *now)}
    return tuple(by_text.values())


def _orphans(listed: SourceList, known: Known) -> Orphans:
    """Return the notes of sources that went from the list, where that can be told."""
    names = names_of(listed.folder, listed.sources) if listed.sources else None
    return Orphans() if names is None else orphans_of(known.earlier, names)


def _read_import_lock(folder: Path) -> bytes | None:
    try:
        content = read_file(folder / _LOCK, FileKind.LOCK)
    except UnusableFileError as error:
        if error.is_missing:
            return None
        raise BuilderError(f"{_LOCK}: {error}") from error
    _, problems = decode(content, _LOCK)
    if problems:
        raise BuilderError(str(problems[0]))
    return content


def _outcome(before: _Before, imported: Sequence[ImportedSource]) -> _Outcome:
    """Place the notes of each source, and hold them against its earlier import."""
    known = before.known
    outcome = _Outcome(dict(known.lock))
    for name, entries in before.orphans.left().items():
        known.earlier[name].update(entries)
        outcome.lock |= entries
    for one in imported:
        name = one.found.source.name
        targets = targets_of(one.found, one.items, one.request.options, known.names)
        judgement = judged(name, one.items, known.earlier[name], known.notes)
        outcome.notes += placed_notes(one.items, targets, judgement.verdicts)
        outcome.changes += judgement.changes
        outcome.conflicts += judgement.conflicts
        outcome.lock |= judgement.entries
    return outcome


def _card_edits(before: _Before, outcome: _Outcome) -> dict[str, Edit]:
    """Return what becomes of card files, by their paths."""
    edits = {}
    notes = before.known.notes
    sources = sources_of(notes.values(), before.orphans.heirs)
    for change in file_changes(outcome.notes, notes, sources):
        file = before.files.get(change.path)
        text = new_text(change, file, root=before.project.name)
        if file is None:
            edits[change.path] = Edit(None, text.encode())
        else:
            edits[change.path] = Edit(file.content, file.mark + text.encode())
    return edits


def _media_edits(
    project: Project, pictures: Collected
) -> tuple[dict[str, Edit], list[str]]:
    """Return the pictures that media/ lacks, and those it holds something else of."""
    edits, kept = {}, []
    for path, content in sorted(pictures.files.items()):
        mark = content_mark(project.media / path)
        if mark == mark_of(None):
            edits[path] = Edit(None, content)
        elif mark != mark_of(content):
            kept.append(path)
    return edits, kept


def _lock_edit(before: _Before, outcome: _Outcome) -> Edit:
    """Return the lock, rewritten only when what it says has changed."""
    heirs = before.orphans.heirs
    decisions = [
        replace(one, source=heirs.get(one.source, one.source))
        for one in before.decisions
    ]
    was = (before.lock or b"").decode("utf-8-sig")
    is_known = set(decisions) == set(importlock.parse_decisions(was, _LOCK))
    if before.lock is not None and outcome.lock == before.known.lock and is_known:
        return Edit(before.lock, before.lock)
    return Edit(before.lock, importlock.dump(outcome.lock, decisions).encode())


def _nothing(imported: Sequence[ImportedSource]) -> str:
    told = imported[:_MOST_TOLD]
    reasons = [f"{one.found.source.name}: {one.found.refusal}" for one in told]
    untold = len(imported) - len(told)
    more = f"\n… and {untold} more" if untold else ""
    return "\n".join(reasons) + more
