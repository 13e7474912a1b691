"""A note as Anki keeps it: rendered fields, GUID, tags and the cards it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from builder.anki import template
from builder.anki.fieldmedia import FieldMedia, picture_tag
from builder.anki.media import MediaFile, MediaLibrary
from builder.anki.notetype import NoteType
from builder.anki.occlusion.placedmask import (
    PlacedMask,
    mask_ordinals,
    occlusion_field,
)
from builder.anki.occlusion.placing import MaskPlacement
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, Problem
from builder.base.hashing import digest, short_hash
from builder.base.phrases import shortened
from builder.cards.keys import SHAPES
from builder.cards.mask import Masks
from builder.cards.note import Choices, Note, source_hash
from builder.cards.yamltree import Text
from builder.text import cloze, clozenumbers
from builder.text.clozenumbers import Numbered
from builder.text.highlight import escape
from builder.text.markdown import ClozeMode, NumberDeletions, render

# Far above any card a person could learn from, far below what Anki can hold.
MAXIMUM_FIELD = 1_000_000
_TITLE = 60

_CORRECT = ' class="correct"'


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """One row of Anki's notes, without what only the lock knows (id and time).

    ``ordinals`` are its cards. ``media`` maps names in the package to files. ``short``
    are the deletions of the short form, number and text in order of appearance,
    ``explicit`` those with numbers of the author's. ``title`` is the beginning of its
    main text, for people. ``was`` is the id that it had before, if it had another.
    ``source_hash`` is of what the author wrote, however it is rendered. ``read`` are the
    files of media/ that it was made from and that no card shows.
    """

    id: str
    guid: str
    note_type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    ordinals: tuple[int, ...]
    media: Mapping[str, MediaFile]
    short: tuple[Numbered, ...]
    explicit: tuple[Numbered, ...]
    title: str
    location: Location
    source_hash: str
    was: str = ""
    read: tuple[MediaFile, ...] = ()

    @property
    def content_hash(self) -> str:
        """A hash of all that an import would bring to a learner who has the note."""
        parts = (self.note_type.key, *self.fields, "tags", *self.tags)
        return short_hash(*parts)


def make_anki_note(
    note: Note,
    note_type: NoteType,
    library: MediaLibrary,
    number_deletions: NumberDeletions,
    *,
    guid: str,
) -> tuple[AnkiNote | None, list[Diagnostic]]:
    """Render a note's fields and find its cards; nothing when there are errors.

    What could be read of a note or note type with mistakes is rendered for what is
    found on the way.
    """
    making = _Making(note, note_type, library, number_deletions)
    fields = making.fields()
    if note.has_mistakes or note_type.has_mistakes:
        return None, making.diagnostics
    ordinals = _ordinals(note_type, fields, note.tags)
    if not ordinals and not making.has_errors:
        making.report(note.main_text.location, *_no_card(note_type))
    if making.has_errors:
        return None, making.diagnostics
    anki_note = AnkiNote(
        id=note.id,
        guid=guid,
        note_type=note_type,
        fields=tuple(fields),
        tags=note.tags,
        deck=note.deck,
        ordinals=tuple(sorted(ordinals)),
        media=making.media.found,
        short=tuple(making.short),
        explicit=tuple(making.explicit),
        title=_title(note.main_text.value),
        location=note.location,
        # A number is the author's too: it is a learner's schedule.
        source_hash=short_hash(
            source_hash(note),
            *map(str, making.short),
            *(file.content_hash for file in making.media.read),
        ),
        was=note.was,
        read=tuple(making.media.read),
    )
    return anki_note, making.diagnostics


class _Making:
    """The rendering of one note."""

    def __init__(
        self,
        note: Note,
        note_type: NoteType,
        library: MediaLibrary,
        number_deletions: NumberDeletions,
    ) -> None:
        self.note = note
        self.note_type = note_type
        self.media = FieldMedia(library)
        self.number_deletions = number_deletions
        self.diagnostics: list[Diagnostic] = []
        self.short: list[Numbered] = []
        self.explicit: list[Numbered] = []

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.diagnostics)

    def report(self, location: Location, code: Code, message: str) -> None:
        self.diagnostics.append(Diagnostic(location, code, message))

    def fields(self) -> list[str]:
        """Return the field values in the order of the note type."""
        values = self._own_fields() if self.note.kind.name == "own" else self._fields()
        for key, text in self.note.common.items():
            name = self.note.kind.field_of(key)
            if values.get(name):
                # What the head of the file gives to all its notes yields to the note.
                if text.location > self.note.location:
                    message = f"`{key}` is given twice: the field `{name}` has text too"
                    self.report(text.location, Code.DUPLICATE_KEY, message)
            elif name in self.note_type.fields:
                values[name] = (
                    self._source(text)
                    if key == "source"
                    else (self._render(name, text))
                )
            elif key != "source":
                message = f"the note type `{self.note_type.key}` has no field `{name}`"
                self.report(text.location, Code.UNKNOWN_FIELD, message)
        return [values.get(name, "") for name in self.note_type.fields]

    def _fields(self) -> dict[str, str]:
        note, names = self.note, self.note.kind.fields
        values = {
            names[key]: self._render(names[key], text)
            for key, text in note.texts.items()
            if SHAPES[key] != "file"
        }
        values |= {names[flag]: "1" for flag in note.kind.flags if flag in note.flags}
        if note.choices is not None:
            values[names["choices"]] = self._choices(note.choices)
        if note.masks is not None and "image" in note.texts:
            values |= self._occlusion(note.texts["image"], note.masks)
        return values

    def _own_fields(self) -> dict[str, str]:
        known = self.note_type.fields
        values: dict[str, str] = {}
        for name, text in self.note.texts.items():
            if name in known:
                values[name] = self._render(name, text)
        return values

    def _choices(self, choices: Choices) -> str:
        """Return the options as a list, in an order that tells nothing.

        Authors put the right one first; where scripts are off, nothing shuffles it.
        """
        items = [
            f"<li{_CORRECT if number in choices.right else ''}>{option}</li>"
            for number, option in enumerate(
                self._render("Choices", text) for text in choices.options
            )
        ]
        items.sort(key=lambda item: digest(item.replace(_CORRECT, "")))
        name = digest(*items).hex()[:8]
        several = ' class="several"' if len(choices.right) > 1 else ""
        return f'<ol id="choices-{name}"{several}>{"".join(items)}</ol>'

    def _occlusion(self, image: Text, masks: Masks) -> dict[str, str]:
        """Return the picture and its masks, each under the number it had before."""
        picture = self._file(self.media.picture, image)
        named = masks.drawing
        drawing = self._file(self.media.drawing, named) if named else None
        if picture is None or (named and drawing is None):
            return {}
        placing = MaskPlacement(picture, self.diagnostics)
        placed = (
            placing.drawn(named, drawing)
            if named and drawing
            else placing.shapes(masks.shapes)
        )
        numbers = self._number_masks(placed)
        names = self.note.kind.fields
        return {
            names["image"]: picture_tag(picture),
            names["masks"]: occlusion_field(placed, numbers, hides_all=masks.hides_all),
        }

    def _number_masks(self, placed: Sequence[PlacedMask]) -> list[int]:
        """Return the number of each mask; a text has none, and stands on every card."""
        hiding = [mask for mask in placed if mask.hides]
        names = list(dict.fromkeys(mask.name for mask in hiding if not mask.number))
        own = [(mask.number, mask.name) for mask in hiding if mask.number]
        taken = frozenset(number for number, _ in own)
        numbers = dict(zip(names, self.number_deletions(names, taken), strict=True))
        self.short += [(number, name) for name, number in numbers.items()]
        self.explicit += own
        return [
            (mask.number or numbers[mask.name]) if mask.hides else 0 for mask in placed
        ]

    def _file(
        self, find: Callable[[str], MediaFile | Problem], text: Text
    ) -> MediaFile | None:
        """Return the file that a text names; what is wrong is reported."""
        if not text.value.strip():
            return None  # told by the reader
        file = find(text.value.strip())
        if isinstance(file, Problem):
            self.diagnostics.append(file.at(text.location))
            return None
        return file

    @staticmethod
    def _source(text: Text) -> str:
        """Return where the fact came from, as text in which nothing is live."""
        value = text.value.strip()
        return escape(value, cloze.breaks(value))

    def _render(self, name: str, text: Text) -> str:
        if len(text.value) > MAXIMUM_FIELD:
            message = (
                f"{len(text.value):,} characters in one field: a field holds at most "
                f"{MAXIMUM_FIELD:,}"
            )
            self.report(text.location, Code.FIELD_SIZE, message)
            return ""
        rendered = render(
            text.value,
            find_media=self.media,
            mode=self._mode(name),
            number_deletions=self._number,
        )
        self.diagnostics += [
            problem.at(text.at(problem.offset)) for problem in rendered.problems
        ]
        self.short += rendered.deletions.items()
        if name in self.note_type.cloze_fields:
            self.explicit += clozenumbers.explicit_deletions(text.value)
        if name in self.note_type.cloze_fields and not self.has_errors:
            self._check_deletions(text, rendered.html)
        return rendered.html

    def _number(self, texts: Sequence[str], taken: frozenset[int]) -> Sequence[int]:
        """Number the deletions of a field: a number means one card of the whole note."""
        for name, text in self.note.texts.items():
            field_name = self.note.kind.fields.get(name, name)
            if field_name in self.note_type.cloze_fields:
                taken |= cloze.explicit_numbers(text.value)
        taken |= {number for number, _ in self.short}
        return self.number_deletions(texts, taken)

    def _mode(self, name: str) -> ClozeMode:
        if not self.note_type.is_cloze:
            return "off"
        return "deletions" if name in self.note_type.cloze_fields else "literal"

    def _check_deletions(self, text: Text, result: str) -> None:
        is_cloze_note = self.note.kind.name == "cloze" and text.value.strip()
        if is_cloze_note and not cloze.card_ordinals([result]):
            message = "no deletion: hide something with `{{c1::…}}` or `==…==`"
            self.report(text.location, Code.CLOZE_NONE, message)


def _title(text: str) -> str:
    """Return the first words of a text without its markup."""
    plain = re.sub(r"\{\{c[0-9,]+::|::[^{}]*\}\}|\}\}|==|[*`]", "", text)
    words = " ".join(plain.split())
    return shortened(words, _TITLE)


def _no_card(note_type: NoteType) -> tuple[Code, str]:
    if note_type.is_cloze:
        return (
            Code.CLOZE_NONE,
            "no deletion: hide something with `{{c1::…}}` or `==…==`",
        )
    message = (
        f"the note makes no card: every front of the note type `{note_type.key}` is "
        "blank with these fields"
    )
    return Code.NO_CARD, message


def _ordinals(
    note_type: NoteType, fields: Sequence[str], tags: Sequence[str]
) -> set[int]:
    """Return the ordinals of the cards that Anki itself would make."""
    if note_type.is_occlusion:
        return set(mask_ordinals(fields))
    if note_type.is_cloze:
        return cloze.card_ordinals(fields)
    filled = {
        name
        for name, value in zip(note_type.fields, fields, strict=True)
        if not template.is_blank(value)
    }
    if tags:
        filled.add("Tags")
    return {
        ordinal
        for ordinal, one in enumerate(note_type.templates)
        if template.renders_with(one.parts, filled)
    }
