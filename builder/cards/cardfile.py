"""One card file to notes, and what is wrong with its form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.phrases import first_line
from builder.cards import names, yamltree
from builder.cards.choices import read_choices
from builder.cards.getters import TreeReader
from builder.cards.keys import COMMON_KEYS, FILE_KEYS, SHAPES
from builder.cards.lists import read_list
from builder.cards.masks import read_masks
from builder.cards.note import DRAFT, KINDS, UNKNOWN_KIND, Kind, Note
from builder.cards.order import notes_in_order
from builder.cards.speech import Speech, check_keys, read_speech, said
from builder.cards.yamltree import Items, Node, Table, Text

_ID = re.compile(r"[^\W_][\w.:/-]*")


def parse_card_file(
    text: str, path: str, *, root: str, default_deck: str
) -> tuple[list[Note], list[Diagnostic]]:
    """Turn the text of one card file into notes.

    ``root`` is the name of the root deck, ``default_deck`` the deck below it for a
    file that names none. A note with a mistake of form is there as far as it could be
    read, so that what else is wrong with it is found too.
    """
    tree, diagnostics = yamltree.parse(text, path)
    if diagnostics and tree is None:
        return [], diagnostics
    reader = TreeReader()
    notes = _read_file(reader, tree, Location(path, 1, 1), root, default_deck)
    return notes, diagnostics + reader.diagnostics


def _read_file(
    reader: TreeReader, tree: Node | None, start: Location, root: str, default_deck: str
) -> list[Note]:
    if tree is not None and not isinstance(tree, Table):
        reader.wrong_type(tree, "a card file", "a mapping with the key `notes`")
        return []
    if tree is not None:
        reader.only(tree, [key.name for key in FILE_KEYS])
    entries = _entries(reader, tree, start)
    if tree is None or not entries:
        return []
    own_deck = reader.text(tree, "deck")
    deck = (
        reader.deck(own_deck.value, own_deck.location, root)
        if own_deck
        else f"{root}::{names.composed(default_deck)}"
    )
    defaults = _Defaults(
        root,
        deck,
        reader.tags(tree),
        reader.text(tree, "source"),
        read_speech(reader, tree) or {},
        is_html=_is_html(reader, tree, default=False),
    )
    found = [_read_note(reader, entry, defaults) for entry in entries]
    notes = _in_order(reader, tree, [note for note in found if note is not None])
    if own_deck is None and any(note.deck == deck for note in notes):
        reader.deck(default_deck, start, root)
    return notes


def _in_order(reader: TreeReader, tree: Table, notes: list[Note]) -> list[Note]:
    """Return the notes of a file as its head has them learnt."""
    order = reader.texts(tree, "order")
    first, found = notes_in_order(order, {note.id: note for note in notes})
    reader.diagnostics += found
    named = {id(note) for note in first}
    return [*first, *(note for note in notes if id(note) not in named)]


def _entries(
    reader: TreeReader, tree: Table | None, start: Location
) -> tuple[Node, ...]:
    """Return what stands below ``notes``; nothing, and a finding, when nothing does."""
    entries = tree.values.get("notes") if tree is not None else None
    if entries is None:
        message = "no notes: write `notes:` and a list of them"
        reader.report(start, Code.NO_NOTES, message)
        return ()
    if not isinstance(entries, Items):
        reader.wrong_type(entries, "`notes`", "a list: begin each note with `- `")
        return ()
    if not entries.values:
        reader.report(entries.location, Code.NO_NOTES, "`notes` is empty")
    return entries.values


@dataclass(frozen=True, slots=True)
class _Defaults:
    """What the head of a file says for all its notes."""

    root: str
    deck: str
    tags: tuple[str, ...]
    source: Text | None
    speech: Speech
    is_html: bool


def _read_note(reader: TreeReader, entry: Node, defaults: _Defaults) -> Note | None:
    if not isinstance(entry, Table):
        reader.wrong_type(entry, "a note", "a mapping with keys such as `front`")
        return None
    found_before = len(reader.diagnostics)
    reader.only(entry, SHAPES)
    kind = _kind_of(reader, entry)
    tags = tuple(dict.fromkeys((*defaults.tags, *reader.tags(entry))))
    note_type = reader.text(entry, "type")
    texts = _texts(reader, entry, kind, is_draft=DRAFT in tags)
    common = _common(reader, entry, defaults)
    note = Note(
        id=_note_id(reader, entry),
        kind=kind,
        note_type=note_type.value if note_type else kind.note_type,
        location=entry.location,
        id_place=next(iter(entry.keys.values())).location,
        texts=texts,
        common=common,
        flags=frozenset(flag for flag in kind.flags if reader.flag(entry, flag)),
        lists={
            key: read_list(reader, entry, key)
            for key in kind.keys
            if SHAPES.get(key) in {"steps", "points"}
        },
        choices=read_choices(reader, entry) if "choices" in kind.keys else None,
        masks=read_masks(reader, entry) if "masks" in kind.keys else None,
        speech=_speech(reader, entry, [*texts, *common], defaults),
        tags=tags,
        deck=_deck(reader, entry, defaults),
        guid=_guid(reader, entry),
        was=_note_id(reader, entry, "was"),
        is_html=kind.name == "own"
        and _is_html(reader, entry, default=defaults.is_html),
    )
    found = reader.diagnostics[found_before:]
    is_sound = _is_complete(note) and not any(finding.is_error for finding in found)
    return note if is_sound else replace(note, has_mistakes=True)


def _is_complete(note: Note) -> bool:
    """Whether no text is missing; braces without quotes were told of as YAML."""
    wanted = [key for key in note.kind.required if SHAPES[key] in {"filled", "file"}]
    return bool(note.texts) and all(key in note.texts for key in wanted)


def _kind_of(reader: TreeReader, entry: Table) -> Kind:
    """Tell the kind of a note by its keys and report keys of another kind."""
    kind = next((kind for kind in KINDS if kind.marker in entry.values), UNKNOWN_KIND)
    if kind is UNKNOWN_KIND:
        told = (other.marker for other in KINDS if _tells(other, entry))
        wanted = next(told, "front`, `cloze`, `choices` or `type")
        reader.report(
            entry.location, Code.MISSING_KEY, f"the note has no `{wanted}`: write one"
        )
        return kind
    allowed = {*kind.keys, *COMMON_KEYS}
    for name, key in entry.keys.items():
        if name in SHAPES and name not in allowed:
            message = (
                f"`{name}` does not go with `{kind.marker}`: a note is of one kind, "
                f"{_form(kind)}"
            )
            reader.report(key.location, Code.KIND, message)
    for name in kind.required:
        if name not in entry.values:
            message = f"`{name}` is missing: {_form(kind)}"
            reader.report(entry.location, Code.MISSING_KEY, message)
    return kind


def _tells(kind: Kind, entry: Table) -> bool:
    """Whether a note without any marker has a key that only this kind needs."""
    return any(
        key in entry.values
        and all(key not in other.required for other in KINDS if other is not kind)
        for key in kind.required
    )


def _form(kind: Kind) -> str:
    article = "an" if kind.name[0] in "aeiou" else "a"
    return f"{article} {kind.name} note has {_enumerate(kind.required)}"


def _enumerate(keys: Iterable[str]) -> str:
    quoted = [f"`{key}`" for key in keys]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)


def _note_id(reader: TreeReader, entry: Table, key: str = "id") -> str:
    text = reader.text(entry, key)
    if text is None:
        return ""
    if not _ID.fullmatch(text.value):
        near = re.sub(r"[^\w.:/-]+", "-", text.value).strip("-_.:/")
        suggestion = f", such as `{near}`" if near else ""
        what = "id" if key == "id" else f"`{key}` id"
        message = (
            f"the {what} `{first_line(text.value)}` is not one word: use letters, digits and "
            f"`-`{suggestion}"
        )
        reader.report(text.location, Code.ID, message)
    return text.value


def _texts(
    reader: TreeReader, entry: Table, kind: Kind, *, is_draft: bool
) -> dict[str, Text]:
    if kind.name == "own":
        return _own_texts(reader, entry)
    texts = {}
    for key in kind.fields:
        is_text = SHAPES[key] in {"filled", "text", "file"} and key not in COMMON_KEYS
        text = reader.card_text(entry, key) if is_text else None
        if text is None:
            continue
        if not text.value.strip():
            if SHAPES[key] == "text":
                continue
            is_told = bool(text.comment)
            if not is_told and not (is_draft and key == "back"):
                reader.report(text.location, Code.EMPTY, f"`{key}` is empty")
        texts[key] = text
    return texts


def _own_texts(reader: TreeReader, entry: Table) -> dict[str, Text]:
    fields = entry.values.get("fields")
    if isinstance(fields, Table) and not (fields.values or fields.is_broken):
        reader.report(fields.location, Code.EMPTY, "`fields` is empty")
    return reader.fields(entry)


def _common(reader: TreeReader, entry: Table, defaults: _Defaults) -> dict[str, Text]:
    """Return the texts that a note of any kind may have."""
    common = {
        key: text
        for key in ("hint", "extra", "source")
        if (text := reader.card_text(entry, key)) is not None and text.value.strip()
    }
    if "source" not in common and defaults.source is not None:
        common["source"] = defaults.source
    return common


def _speech(
    reader: TreeReader, entry: Table, keys: Sequence[str], defaults: _Defaults
) -> Speech:
    """Return the languages of the texts that are spoken: the note's, else the file's."""
    own = read_speech(reader, entry)
    if own is None:
        return said(defaults.speech, keys)
    check_keys(reader, own, keys)
    return said(own, keys)


def _is_html(reader: TreeReader, table: Table, *, default: bool) -> bool:
    text = reader.text(table, "format")
    if text is None:
        return default
    if text.value not in {"markdown", "html"}:
        message = f"`format` is `{first_line(text.value)}`, it must be markdown or html"
        reader.report(text.location, Code.TYPE, message)
    return text.value == "html"


def _deck(reader: TreeReader, entry: Table, defaults: _Defaults) -> str:
    deck = reader.text(entry, "deck")
    if deck is None:
        return defaults.deck
    return reader.deck(deck.value, deck.location, defaults.root)


def _guid(reader: TreeReader, entry: Table) -> str | None:
    guid = reader.text(entry, "guid")
    if guid is None:
        return None
    value = guid.value.strip()
    if not value:
        reader.report(guid.location, Code.EMPTY, "`guid` is empty: leave the key out")
        return None
    problem = names.line_problem(value)
    if problem:
        reader.report(guid.location, Code.GUID, f"the guid {problem}")
    return value
