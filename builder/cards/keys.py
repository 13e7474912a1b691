"""The keys of a card file: one table for the reader, the JSON Schema and the docs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Shape = Literal[
    "text", "filled", "file", "id", "deck", "guid", "type",
    "flag", "tags", "choices", "answer", "steps", "points", "masks", "hide", "speak",
    "ids", "fields", "notes", "path", "make", "whole", "deck_by", "format", "map", "kind",
    "style", "markup",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a card file."""

    name: str
    shape: Shape
    description: str


FILE_KEYS: tuple[Key, ...] = (
    Key(
        "deck",
        "deck",
        "Deck of the notes in this file, below the root deck, such as "
        "`Kubernetes::Pod`. Default: from the file's path.",
    ),
    Key("tags", "tags", "Tags of every note in this file, such as `k8s::pod`."),
    Key("source", "text", "Where the facts of this file came from."),
    Key(
        "speak",
        "speak",
        "Language that the main text of each note is spoken in, such as `es_ES`, or a "
        "language for each text, such as `{front: es_ES, back: en_US}`.",
    ),
    Key(
        "order",
        "ids",
        "Ids of the notes that are learnt first, in this order; the others follow as they "
        "stand in the file.",
    ),
    Key(
        "format",
        "markup",
        "What the fields of own note types are written in: `markdown` (the default), or "
        "`html`, as Anki keeps them.",
    ),
    Key("notes", "notes", "The notes."),
)

NOTE_KEYS: tuple[Key, ...] = (
    Key("id", "id", "Unique in the project and permanent: Anki knows the note by it."),
    Key("front", "filled", "Question, in Markdown."),
    Key("back", "filled", "Answer, in Markdown."),
    Key("reversed", "flag", "Also ask the other way round: one more card."),
    Key(
        "typed",
        "flag",
        "Ask the learner to type the answer; of a word, on one more card.",
    ),
    Key(
        "cloze",
        "filled",
        "Text with deletions: `{{c1::hidden}}`, `{{c1::hidden::hint}}`, or `==hidden==`,"
        " which is numbered for you.",
    ),
    Key("choices", "choices", "The options of a multiple-choice note, in any order."),
    Key(
        "answer",
        "answer",
        "The right option, as its text or its number; a list when several are right.",
    ),
    Key(
        "pinned",
        "answer",
        "Options that stay last when the others are shuffled, such as `all of these`.",
    ),
    Key("shuffle", "flag", "`false` leaves the options in the order they are written."),
    Key("steps", "steps", "What is done in this order: a card for each, one for all."),
    Key("points", "points", "What a spoken answer must tell, in order: at most seven."),
    Key("short", "text", "The answer in 30 seconds."),
    Key("follow_up", "text", "What is asked next, when the answer was good."),
    Key(
        "image",
        "file",
        "The file of a picture in media/ whose parts are hidden, such as `heart.png`.",
    ),
    Key(
        "masks",
        "masks",
        "What hides parts of the picture: shapes such as `rect: 10% 20% 30% 25%`, or an "
        "SVG file in media/ whose shapes have ids.",
    ),
    Key(
        "hide",
        "hide",
        "Whether each card hides `all` parts and asks for one (the default), or `one`.",
    ),
    Key("header", "text", "Shown above the picture, on both sides of the card."),
    Key("word", "filled", "A word or phrase to be learnt, in both directions."),
    Key("meaning", "filled", "What the word means, in the learner's language."),
    Key("reading", "text", "How the word is read: kana, pinyin, stress."),
    Key("example", "text", "A sentence with the word, shown with the answer."),
    Key("picture", "file", "A file of media/ that shows what the word means."),
    Key("sound", "file", "A file of media/ in which the word is said."),
    Key(
        "listening",
        "flag",
        "Also ask for what is heard: one more card, with `sound` or `speak`.",
    ),
    Key("type", "type", "One of the project's own note types (cards/notetypes/NAME)."),
    Key("fields", "fields", "The fields of an own note type, each in Markdown."),
    Key(
        "format",
        "markup",
        "`html` when the fields are as Anki keeps them, else `markdown`.",
    ),
    Key("tags", "tags", "Tags of this note, added to those of the file."),
    Key(
        "deck",
        "deck",
        "Deck of this note, below the root deck; `::Name` is not below it.",
    ),
    Key("hint", "text", "Shown on the question side when the learner asks for it."),
    Key("extra", "text", "Shown with the answer: why, an example, a picture."),
    Key(
        "speak",
        "speak",
        "Language that the main text is spoken in, such as `es_ES`, or one for each text "
        "such as `{front: es_ES, back: en_US}`, or `none`.",
    ),
    Key("source", "text", "Where the fact came from."),
    Key("was", "id", "The id that this note had before: it stays the same note."),
    Key("guid", "guid", "Only for a note that came from an existing Anki deck."),
)

COMMON_KEYS = frozenset(
    {"id", "tags", "deck", "hint", "extra", "speak", "source", "guid", "was"}
)
"""The keys that a note of any kind may have."""

SHAPES: Mapping[str, Shape] = {key.name: key.shape for key in NOTE_KEYS}
"""What the value of each key of a note looks like."""
