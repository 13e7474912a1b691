"""A project as it is shown: what its author wrote, what is found, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from builder.anki.ankinote import AnkiNote
from builder.anki.cardsides import CardSource, special_fields
from builder.anki.media import MediaFile, packaged_content
from builder.anki.notetype import NoteType
from builder.base.diagnostic import BuilderError, Diagnostic
from builder.base.hashing import short_hash
from builder.base.phrases import first_line, shortened
from builder.cards.note import Note
from builder.livedeck import LookedAtDeck, LookedAtNote
from builder.preview.showndeck import (
    Download,
    ShownCard,
    ShownDeck,
    ShownNote,
    SinceRelease,
    title_of,
)
from builder.text.markdown.safepage import safe_page
from builder.versions.lock import Lock
from builder.versions.stamping import is_edited, recall, rendering_of

_TITLE = 60


class ShownBefore:
    """Notes as they were shown, for the next look: most of a deck stays as it is."""

    def __init__(self) -> None:
        self._lock: Lock | None = None
        self._marks: Mapping[str, str] = {}
        self._notes: dict[int, tuple[LookedAtNote, ShownNote]] = {}

    def shown(
        self, notes: Iterable[LookedAtNote], lock: Lock, marks: Mapping[str, str]
    ) -> list[ShownNote]:
        """Return notes as they are shown, those that are new made anew."""
        # A lock that was not read again is the same one; to compare them takes long.
        is_same = lock is self._lock and marks == self._marks
        known = self._notes if is_same else {}
        self._lock, self._marks, self._notes = lock, marks, {}
        for note in notes:
            before, shown = known.get(id(note), (None, None))
            if shown is None or before is not note:
                shown = _shown_note(note, lock, marks)
            self._notes[id(note)] = note, shown
        return [shown for _, shown in self._notes.values()]


def shown_project(
    deck: LookedAtDeck,
    *,
    before: ShownBefore | None = None,
    findings: Sequence[Diagnostic] = (),
    downloads: Sequence[Download] = (),
    for_author: bool = True,
) -> ShownDeck:
    """Return a project as its author sees it, or as learners do."""
    project = deck.project
    marks = {key: rendering_of(one) for key, one in deck.note_types.items()}
    looked = [
        note
        for note in deck.notes
        if for_author or (note.rendered is not None and not note.written.is_draft)
    ]
    notes = (before or ShownBefore()).shown(looked, deck.lock, marks)
    if not for_author:
        notes = [replace(one, place=None, change="") for one in notes]
    by_name = _media_of(deck)
    release = deck.lock.release
    return ShownDeck(
        name=project.name,
        identity=short_hash("deck", project.key),
        language=project.language,
        version=project.version,
        description=safe_page(
            "\n\n".join(filter(None, (project.description, project.study)))
        ),
        changelog=safe_page(deck.changelog),
        facts=tuple(filter(None, (project.author, project.licence))),
        notes=notes,
        styles={key: one.css for key, one in deck.note_types.items()},
        media_names=frozenset(by_name),
        media=lambda name: _content(by_name.get(name)),
        downloads=tuple(downloads),
        findings=tuple(findings) if for_author else (),
        baseline=release.version if release and for_author else "",
    )


def _media_of(deck: LookedAtDeck) -> dict[str, MediaFile]:
    files: dict[str, MediaFile] = {}
    for one in deck.note_types.values():
        files |= one.media
    for note in deck.notes:
        if note.rendered is not None:
            files |= note.rendered.media
    return files


def _content(file: MediaFile | None) -> bytes | None:
    if file is None:
        return None
    try:
        return packaged_content(file)
    except BuilderError:
        return None  # it changed: the next look knows its new name


def _shown_note(note: LookedAtNote, lock: Lock, marks: Mapping[str, str]) -> ShownNote:
    written, rendered = note.written, note.rendered
    title = (
        title_of(next(filter(None, rendered.fields), ""))
        if rendered
        else _title(written)
    )
    shown = ShownNote(
        id=written.id,
        kind=_kind(written),
        title=title,
        deck=written.deck,
        tags=written.tags,
        fields={},
        cards=(),
        style="",
        mark=short_hash(written.id, title),
        place=written.location,
        is_draft=written.is_draft or "draft" in written.tags,
    )
    if rendered is None:
        return shown
    key = rendered.note_type.key
    fields = dict(zip(rendered.note_type.fields, rendered.fields, strict=True))
    return replace(
        shown,
        fields={name: fields[name] for name in rendered.note_type.own_fields},
        cards=tuple(_cards(rendered, fields, lock)),
        style=key,
        mark=short_hash(
            rendered.content_hash, rendered.deck, str(rendered.ordinals), marks[key]
        ),
        change="" if written.is_draft else _change(rendered, lock),
    )


def _title(note: Note) -> str:
    return (
        shortened(first_line(note.main_text.value), _TITLE) if note.texts else note.id
    )


def _kind(note: Note) -> str:
    if note.kind.name == "own":
        return note.note_type
    for flag in ("typed", "reversed"):
        if note.kind.name == "basic" and flag in note.flags:
            return flag
    return note.kind.name


def _cards(note: AnkiNote, fields: Mapping[str, str], lock: Lock) -> list[ShownCard]:
    known = recall(lock, note.id, note.was)
    numbers = dict(known.card_ids) if known else {}
    number = known.number if known else 0
    decks = dict(known.card_decks) if known else {}
    return [
        ShownCard(
            ordinal,
            _source(
                note.note_type,
                ordinal,
                fields,
                tags=note.tags,
                deck=decks.get(ordinal, note.deck),
                card_id=numbers.get(ordinal, number + ordinal),
            ),
        )
        for ordinal in note.ordinals
        if note.note_type.is_cloze or ordinal < len(note.note_type.templates)
    ]


def _source(  # noqa: PLR0913 -- all that a card shows
    note_type: NoteType,
    ordinal: int,
    fields: Mapping[str, str],
    *,
    tags: Sequence[str],
    deck: str,
    card_id: int,
) -> CardSource:
    template = note_type.templates[0 if note_type.is_cloze else ordinal]
    own = special_fields(
        tags=sorted(tags),
        note_type=note_type.name,
        deck=deck,
        template=template.name,
        card_id=card_id,
    )
    return CardSource(
        front=template.front,
        back=template.back,
        fields={**own, **fields},
        ordinal=ordinal,
        is_cloze=note_type.is_cloze,
    )


def _change(note: AnkiNote, lock: Lock) -> SinceRelease:
    """Return what a note is to learners who have the last release."""
    if lock.release is None:
        return ""
    known = recall(lock, note.id, note.was)
    if known is None or known.shipped is None:
        return "new"
    is_same = known.is_as_shipped and not is_edited(note, known)
    return "" if is_same and known.shipped.deck == note.deck else "changed"
