"""A note as its author wrote it, and the kinds of note there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from builder.base.diagnostic import Location
from builder.base.hashing import short_hash
from builder.cards.mask import Masks
from builder.cards.yamltree import Text

# The tag of notes that wait for their answer.
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to write a note: its keys, and the note type and fields they become.

    ``marker`` is the key that tells the kind. A note has the ``required`` keys and may
    have the ``optional`` ones; ``flags`` are fields that hold a 1 when the author says
    ``true``, so that a note can change between basic, reversed and typed without
    leaving its note type. ``fields`` names the field of each key; the texts of a note
    come in their order; what a text says aloud goes into its own field, or into that of
    ``spoken``.
    """

    name: str
    marker: str
    required: tuple[str, ...]
    note_type: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    spoken: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that tell what the note holds, in the order they are told in."""
        return (*self.required, *self.optional, *self.flags)

    def field_of(self, key: str) -> str:
        """Return the name of the Anki field for a key, shared ones included."""
        return self.fields.get(key) or _SHARED_FIELDS.get(key, key)


_SHARED_FIELDS = {"hint": "Hint", "extra": "Extra", "source": "Source"}

KINDS: tuple[Kind, ...] = (
    Kind("own", marker="type", required=("type", "fields"), optional=("format",)),
    Kind(
        "cloze",
        marker="cloze",
        required=("cloze",),
        note_type="cloze",
        fields={"cloze": "Text"},
    ),
    Kind(
        "choice",
        marker="choices",
        required=("front", "choices", "answer"),
        optional=("pinned", "shuffle"),
        note_type="choice",
        fields={"front": "Front", "choices": "Choices"},
    ),
    Kind(
        "steps",
        marker="steps",
        required=("front", "steps"),
        note_type="steps",
        fields={"front": "Front", "steps": "Steps"},
    ),
    Kind(
        "spoken",
        marker="points",
        required=("front", "points"),
        optional=("short", "follow_up"),
        note_type="spoken",
        fields={
            "front": "Front",
            "points": "Points",
            "short": "Short",
            "follow_up": "Follow-up",
        },
    ),
    Kind(
        "occlusion",
        marker="image",
        required=("image", "masks"),
        optional=("header", "hide"),
        note_type="occlusion",
        fields={
            "header": "Header",
            "image": "Image",
            "masks": "Occlusion",
            "extra": "Back Extra",
            "source": "Comments",
        },
    ),
    Kind(
        "vocabulary",
        marker="word",
        required=("word", "meaning"),
        optional=("reading", "example", "picture", "sound"),
        flags=("typed", "listening"),
        note_type="vocabulary",
        fields={
            "word": "Word",
            "meaning": "Meaning",
            "reading": "Reading",
            "example": "Example",
            "picture": "Picture",
            "sound": "Sound",
            "typed": "Typed",
            "listening": "Listening",
        },
        spoken={"word": "Sound"},
    ),
    Kind(
        "basic",
        marker="front",
        required=("front", "back"),
        flags=("reversed", "typed"),
        note_type="basic",
        fields={
            "front": "Front",
            "back": "Back",
            "reversed": "Reversed",
            "typed": "Typed",
        },
    ),
)


UNKNOWN_KIND = Kind("unknown", marker="", required=())
"""The kind of a note whose keys do not tell it."""

BUILT_IN_NOTE_TYPES = frozenset(kind.note_type for kind in KINDS if kind.note_type)
"""The note types that the tool brings."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of a note as they are written.

    ``right`` and ``pinned`` are the places of some: the pinned ones stay last when the
    others are shuffled.
    """

    options: tuple[Text, ...]
    right: frozenset[int]
    pinned: frozenset[int] = frozenset()
    is_shuffled: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """One entry of a card file, checked for form; its text is not rendered yet.

    ``texts`` holds the text keys of the kind (for the author's own note types: the
    names of their fields), ``common`` those that any note may have, ``lists`` steps and
    the like. ``speech`` names the languages that texts are spoken in, by their keys.
    ``deck`` is the full name, root deck included. ``id_place`` is where an ``id`` line
    would go. With ``has_mistakes`` it is what could be read of it: it is checked, and
    never built. ``was`` is the id that it had before, if it had another. With
    ``is_html`` its fields are what Anki keeps, no Markdown.
    """

    id: str
    kind: Kind
    note_type: str
    location: Location
    id_place: Location
    texts: Mapping[str, Text]
    common: Mapping[str, Text]
    flags: frozenset[str]
    lists: Mapping[str, tuple[Text, ...]]
    choices: Choices | None
    masks: Masks | None
    speech: Mapping[str, Text]
    tags: tuple[str, ...]
    deck: str
    guid: str | None
    has_mistakes: bool = False
    was: str = ""
    is_html: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether it waits for its answer: it is kept, but not built."""
        back = self.texts.get("back")
        return DRAFT in self.tags and back is not None and not back.value.strip()

    @property
    def main_text(self) -> Text:
        """The text a person would know the note by."""
        return next(iter(self.texts.values()))

    @property
    def asks(self) -> tuple[str, ...]:
        """All that tells its question from those of others."""
        if self.masks is not None:
            return (*(text.value for text in self.texts.values()), *_written(self))
        options = self.choices.options if self.choices else ()
        return (self.main_text.value, *(option.value for option in options))

    @property
    def question(self) -> str:
        """The same as one text, which is that of each note that asks the same."""
        return "\0".join(text.strip() for text in self.asks)


def source_hash(note: Note) -> str:
    """Return a hash of what the author wrote, however it is rendered."""
    texts = {**note.texts, **note.common}
    parts = [note.kind.name, note.note_type]
    for key, text in sorted(texts.items()):
        parts += [key, text.value]
    parts += ["flags", *sorted(note.flags)]
    parts += ["html"] if note.is_html else []
    return short_hash(*parts, *_written(note), "tags", *note.tags)


def _written(note: Note) -> Iterator[str]:
    """Yield what is no text of its own: lists, options, masks, speech."""
    for key, texts in note.lists.items():
        yield from (key, *(text.value for text in texts))
    if note.choices is not None:
        for number, option in enumerate(note.choices.options):
            yield "right" if number in note.choices.right else "choice"
            yield option.value
        if note.choices.pinned:
            yield f"pinned {sorted(note.choices.pinned)}"
        if not note.choices.is_shuffled:
            yield "as written"
    if note.masks is not None:
        yield "all" if note.masks.hides_all else "one"
        yield note.masks.drawing.value if note.masks.drawing else ""
        for mask in note.masks.shapes:
            yield f"{mask.number} {mask}"
    for key, language in note.speech.items():
        yield f"speak {key} {language.value}"
