"""Card files as an import leaves them: notes added and replaced, all else as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.base.diagnostic import BuilderError
from builder.cards import cardfile, cardwriter, yamltree
from builder.cards.cardfolder import CardFile
from builder.cards.cardwriter import CardNote
from builder.cards.note import DRAFT
from builder.sources.existingnotes import ExistingNote, deck_of, tags_of
from builder.sources.itemnotes import ItemNotes
from builder.sources.reimport import Verdict
from builder.sources.targets import Target
from builder.sources.titles import deck_below, section_tag


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note of an import: what became of it, and where it goes if it is new."""

    note: CardNote
    section: tuple[str, ...]
    target: Target
    verdict: Verdict
    former_topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChange:
    """What an import adds to a card file, and replaces in it by id.

    ``sources`` are those of notes whose source has another name now.
    """

    path: str
    added: Sequence[PlacedNote]
    replaced: Mapping[str, str]
    sources: Mapping[str, str]


def placed_notes(
    items: Sequence[ItemNotes], targets: Sequence[Target], verdicts: Sequence[Verdict]
) -> list[PlacedNote]:
    """Return the notes of a source, each with its verdict and the place of its item."""
    places = [
        (note, one.section, target, one.former_topics)
        for one, target in zip(items, targets, strict=True)
        for note in one.notes
    ]
    return [
        PlacedNote(note, section, target, verdict, former)
        for (note, section, target, former), verdict in zip(
            places, verdicts, strict=True
        )
    ]


def file_changes(
    notes: Iterable[PlacedNote],
    existing: Mapping[str, ExistingNote],
    sources: Mapping[str, str],
) -> list[FileChange]:
    """Return the card files that change, sorted by path.

    ``sources`` are what notes should say of their source, by id.
    """
    added: dict[str, list[PlacedNote]] = {}
    replaced: dict[str, dict[str, str]] = {}
    for one in notes:
        if one.verdict == "new":
            added.setdefault(one.target.path, []).append(one)
        elif one.verdict == "updated":
            old = existing[one.note.id]
            entries = replaced.setdefault(old.path, {})
            entries[old.id] = _entry_like(one, old)
    named: dict[str, dict[str, str]] = {}
    for note_id, source in sources.items():
        path = existing[note_id].path
        if note_id not in replaced.get(path, {}):
            named.setdefault(path, {})[note_id] = source
    return [
        FileChange(
            path, added.get(path, []), replaced.get(path, {}), named.get(path, {})
        )
        for path in sorted({*added, *replaced, *named})
    ]


def _entry_like(one: PlacedNote, old: ExistingNote) -> str:
    """Return an entry that keeps what only the card file says: its deck and tags."""
    known = {*one.note.tags, *one.former_topics, DRAFT}
    tags = [tag for tag in tags_of(old.values) if tag not in known]
    return cardwriter.entry(one.note, deck=deck_of(old.values), tags=tags)


def new_text(change: FileChange, file: CardFile | None, *, root: str) -> str:
    """Return the new text of a card file, or of one that is not there.

    Raises:
        BuilderError: The file cannot take the notes.
    """
    deck = ""
    if file is None:
        text = _created(change)
    else:
        deck, text = file.default_deck, _extended(change, file)
    _, problems = cardfile.parse_card_file(
        text, change.path, root=root, default_deck=deck
    )
    errors = [one for one in problems if one.is_error]
    if errors:
        raise BuilderError(
            f"{change.path} cannot take the notes, it would say: {errors[0]}: name "
            "another file with --into"
        )
    return text


def _extended(change: FileChange, file: CardFile) -> str:
    text = file.text.replace("\r\n", "\n")
    deck, tags = _head_of_text(text, file)
    if change.replaced:
        text = cardwriter.replace_entries(text, change.path, change.replaced)
    if change.sources:
        text = cardwriter.with_sources(text, change.path, change.sources)
    if change.added:
        entries = [_entry(one, deck, tags) for one in change.added]
        text = cardwriter.with_more(text, entries)
    return text.replace("\n", "\r\n") if "\r\n" in file.text else text


def _created(change: FileChange) -> str:
    target = change.added[0].target
    head_tags = target.asked_tags if target.is_shared else target.tags
    entries = [
        cardwriter.entry(one.note)
        if one.target == target and not target.is_shared
        else _entry(one, target.deck, head_tags)
        for one in change.added
    ]
    return cardwriter.new_file({"deck": target.deck, "tags": head_tags}, entries)


def _head_of_text(text: str, file: CardFile) -> tuple[str, Sequence[str]]:
    """Return the deck and the tags that a card file gives to all of its notes."""
    tree, _ = yamltree.parse(text, file.path)
    if not isinstance(tree, yamltree.Table):
        return file.default_deck, []
    values = {
        key: cardwriter.plain_value(tree.values[key])
        for key in ("deck", "tags")
        if key in tree.values
    }
    return deck_of(values) or file.default_deck, tags_of(values)


def _entry(one: PlacedNote, head_deck: str, head_tags: Sequence[str]) -> str:
    """Return an entry with what the head of its file does not say."""
    tags = dict.fromkeys((*one.target.tags, section_tag(one.section)))
    deck = one.target.deck
    if one.target.is_shared and one.section:
        deck = deck_below(deck, one.section)
    return cardwriter.entry(
        one.note,
        deck="" if deck == head_deck else deck,
        tags=[tag for tag in tags if tag and tag not in head_tags],
    )
