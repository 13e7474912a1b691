"""Notes that left Anki as text: what each of their fields is on a card here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.base.phrases import counted
from builder.sources.items import LeftOut, NoteForm
from builder.sources.readers import ankifield, deletions, entry, names
from builder.sources.readers.block import Document
from builder.sources.readers.entry import SourceEntry

# Anki's own note types of two directions, and of one that is typed in.
_REVERSED = re.compile(
    r"(?i)revers|beide richtung|umgekehrt|inver[st]|recto.verso|反转|反向|翻转|裏|обратн"
)
_OPTIONAL = re.compile(r"(?i)optional|facultat|opcional|opzional|可选|任意|необяз")
_TYPED = re.compile(
    r"(?i)type in|eintippen|eingabe|saisir|saisie|escrib|tecle|digit|输入|入力|ввод"
)
_ROLES = frozenset(
    {"question", "answer", "explanation", "hint", "tags", "picture", "sound"}
)
_FEWEST_UNKNOWN = 3
_WITHOUT_TYPES = (
    "{notes} kept with {its} `guid`, but not with {its} note type: those who learn the "
    "original deck are not updated by packages of this one (Anki skips a note whose note "
    "type is another); import the deck's package (.apkg) for that"
)
_UNNAMED = (
    "{notes} of the note type `{name}` with {fields} fields: the first is the front, "
    "the second the back, the others are extra"
)


@dataclass(frozen=True, slots=True)
class ExportedNote:
    """A note as an export tells it; ``fields`` are raw, ``names`` may be unknown."""

    line: int
    fields: tuple[str, ...]
    names: tuple[str, ...] = ()
    note_type: str = ""
    deck: str = ""
    guid: str = ""
    tags: tuple[str, ...] = ()


def document_of(notes: Sequence[ExportedNote], *, is_html: bool) -> Document:
    """Return the questions of exported notes; masks on pictures are left out."""
    occlusions = [one for one in notes if _is_occlusion(one)]
    kept = [one for one in notes if not _is_occlusion(one)]
    guids = Counter(one.guid for one in kept)
    entries = [
        _entry(one, is_html=is_html, is_alone=guids[one.guid] == 1) for one in kept
    ]
    items, remarks = entry.items_of(entries)
    masked = [
        LeftOut(one.line, one.fields[0], "a note with masks on a picture")
        for one in occlusions
    ]
    return Document(
        items=items,
        remarks=(*_remarks(kept), *remarks),
        left_out=(*entry.left_out_of(entries), *masked),
    )


def _is_occlusion(note: ExportedNote) -> bool:
    return any(ankifield.OCCLUSION.search(one) for one in note.fields)


def _entry(note: ExportedNote, *, is_html: bool, is_alone: bool) -> SourceEntry:
    texts = [ankifield.as_markdown(one, is_html=is_html) for one in note.fields]
    is_cloze = bool(texts) and deletions.is_cloze(texts[0])
    form = "cloze" if is_cloze else _form(note, texts)
    values: dict[str, list[str]] = {}
    for role, text in zip(_roles(note, is_cloze=is_cloze), texts, strict=True):
        if text:
            values.setdefault(role, []).append(text)
    return SourceEntry(
        values,
        note.line,
        is_final=True,
        form=form,
        guid=note.guid if is_alone else "",
        deck=note.deck,
        tags=note.tags,
    )


def _form(note: ExportedNote, texts: list[str]) -> NoteForm:
    """Return the form of a note; the field that asks for the way back is taken out."""
    if _OPTIONAL.search(note.note_type):
        has_mark = len(texts) > 2 and re.fullmatch(r"\S?", texts[2]) is not None
        mark = texts.pop(2) if has_mark else ""
        texts[2:2] = [""] if has_mark else []
        return "reversed" if mark else ""
    if _REVERSED.search(note.note_type):
        return "reversed"
    return "typed" if _TYPED.search(note.note_type) else ""


def _roles(note: ExportedNote, *, is_cloze: bool) -> list[str]:
    """Return what each field of a note is, by its name or by the order of all."""
    count = len(note.fields)
    found = [names.role_of(name) for name in note.names[:count]]
    named = [role if role in _ROLES else "explanation" for role in found]
    is_named = len(named) == count and named.count("question") == 1
    if is_named and "answer" in named and not is_cloze:
        return named
    return ["question", "answer", *["explanation"] * count][:count]


def _remarks(notes: Sequence[ExportedNote]) -> Iterator[tuple[int, str]]:
    """Say what such an export cannot do, and what its fields were taken for."""
    with_guid = [one for one in notes if one.guid]
    if with_guid:
        number = len(with_guid)
        its = "its" if number == 1 else "their"
        told = _WITHOUT_TYPES.format(notes=counted(number, "note"), its=its)
        yield with_guid[0].line, told
    wide: dict[str, list[ExportedNote]] = {}
    for one in notes:
        if sum(map(bool, one.fields)) > _FEWEST_UNKNOWN:
            wide.setdefault(one.note_type, []).append(one)
    for name, found in sorted(wide.items()):
        told = _UNNAMED.format(
            notes=counted(len(found), "note"),
            name=name or "?",
            fields=len(found[0].fields),
        )
        yield found[0].line, told
