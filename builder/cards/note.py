"""A note as its author wrote it, and the kinds of note there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.base.diagnostic import Location
from builder.base.hashing import short_hash
from builder.cards.yamltree import Text

# The tag of notes that wait for their answer.
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to write a note: its keys, and the note type and fields they become.

    ``marker`` is the key that tells the kind; ``flags`` are fields that hold a 1 when
    the author says ``true``, so that a note can change between basic, reversed and
    typed without leaving its note type.
    """

    name: str
    marker: str
    required: tuple[str, ...]
    flags: tuple[str, ...]
    note_type: str
    fields: Mapping[str, str]


_SHARED_FIELDS = {"hint": "Hint", "extra": "Extra", "source": "Source"}

KINDS: tuple[Kind, ...] = (
    Kind("own", "type", ("type", "fields"), (), "", {}),
    Kind("cloze", "cloze", ("cloze",), (), "cloze", {"cloze": "Text"}),
    Kind(
        "choice",
        "choices",
        ("front", "choices", "answer"),
        (),
        "choice",
        {"front": "Front", "choices": "Choices"},
    ),
    Kind(
        "basic",
        "front",
        ("front", "back"),
        ("reversed", "typed"),
        "basic",
        {
            "front": "Front",
            "back": "Back",
            "reversed": "Reversed",
            "typed": "Typed",
        },
    ),
)


UNKNOWN_KIND = Kind("unknown", "", (), (), "", {})
"""The kind of a note whose keys do not tell it."""

BUILT_IN_NOTE_TYPES = frozenset(kind.note_type for kind in KINDS if kind.note_type)
"""The note types that the tool brings."""


@dataclass(frozen=True, slots=True)
class Note:
    """One entry of a card file, checked for form; its text is not rendered yet.

    ``texts`` holds the text keys of the kind (for the author's own note types: the
    names of their fields), ``common`` those that any note may have. ``deck`` is the
    full name, root deck included. ``id_place`` is where an ``id`` line would go. With
    ``has_mistakes`` it is what could be read of it: it is checked, and never built.
    ``was`` is the id that it had before, if it had another.
    """

    id: str
    kind: Kind
    note_type: str
    location: Location
    id_place: Location
    texts: Mapping[str, Text]
    common: Mapping[str, Text]
    flags: frozenset[str]
    choices: tuple[Text, ...]
    answers: frozenset[int]
    tags: tuple[str, ...]
    deck: str
    guid: str | None
    has_mistakes: bool = False
    was: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether it waits for its answer: it is kept, but not built."""
        back = self.texts.get("back")
        return DRAFT in self.tags and back is not None and not back.value.strip()

    @property
    def main_text(self) -> Text:
        """The text a person would know the note by."""
        return next(iter(self.texts.values()))


def shared_field(key: str) -> str:
    """Return the name of the Anki field for ``hint``, ``extra`` or ``source``."""
    return _SHARED_FIELDS[key]


def source_hash(note: Note) -> str:
    """Return a hash of what the author wrote, however it is rendered."""
    texts = {**note.texts, **note.common}
    parts = [note.kind.name, note.note_type]
    for key, text in sorted(texts.items()):
        parts += [key, text.value]
    parts += ["flags", *sorted(note.flags)]
    for number, choice in enumerate(note.choices):
        parts += ["right" if number in note.answers else "choice", choice.value]
    return short_hash(*parts, "tags", *note.tags)
