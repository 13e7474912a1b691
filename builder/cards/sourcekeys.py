"""The keys of sources.yaml: one table for the reader, the JSON Schema and the docs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from builder.cards.keys import Key

SOURCE_KEYS: tuple[Key, ...] = (
    Key(
        "path",
        "path",
        "Where the source is, from the project's folder: a file, a zip file, or a folder "
        "that stands for every file in it.",
    ),
    Key(
        "name",
        "filled",
        "What notes call it in their `source`. Default: the file's own name.",
    ),
    Key(
        "into",
        "filled",
        "One card file for all its notes. Default: named after the source.",
    ),
    Key(
        "deck",
        "deck",
        "Deck of its notes, below the root deck. Default: from its title or its name.",
    ),
    Key("tags", "tags", "Tags of all its notes."),
    Key(
        "make",
        "make",
        "What is made beside each question's own note: `all` (the default), `none`, or a "
        "list of `terms`, `members`, `values`, `tables`, `definitions`, `commands`, "
        "`abbreviations`, `opposites`, `steps`, `parts` and `points`.",
    ),
    Key(
        "whole",
        "whole",
        "A long answer that is divided: `keep` or `drop` the note that asks for all of it. "
        "Default: drop it when its parts ask for everything.",
    ),
    Key(
        "deck_by",
        "deck_by",
        "What subdecks are made of: `section` (the default) or `topic`.",
    ),
    Key("format", "format", "What the source is read as. Default: by its suffix."),
    Key(
        "sections",
        "flag",
        "`true`: when it holds no questions, a note for each section.",
    ),
    Key(
        "map",
        "map",
        "What each column of a table becomes: `front`, `back`, `extra`, `hint`, `tag`, "
        "… or, with `type`, a field.",
    ),
    Key(
        "type",
        "filled",
        "The project's own note type that all its notes have; columns go by the names of "
        "its fields.",
    ),
    Key(
        "kind", "kind", "What a question and its answer become instead of a basic note."
    ),
    Key(
        "question_style",
        "style",
        "How the source marks its questions, when the guess is wrong.",
    ),
)

FORMAT_NAMES: tuple[str, ...] = (
    "markdown", "html", "text", "org", "rst", "asciidoc", "ipynb", "csv", "json", "yaml",
    "gift", "aiken", "xml", "opml", "qti", "h5p", "docx", "odt", "epub", "pdf", "xlsx", "ods",
)  # fmt: skip
"""What a source can be read as."""

MADE_BESIDE: tuple[str, ...] = (
    "all", "none", "terms", "members", "values", "tables", "definitions", "commands",
    "abbreviations", "opposites", "steps", "parts", "points", "gist",
)  # fmt: skip
"""What ``make`` may name."""

WHOLE_ANSWERS: tuple[str, ...] = ("keep", "drop")
"""What ``whole`` may say."""

DECKS_BY: tuple[str, ...] = ("section", "topic")
"""What ``deck_by`` may say."""

NOTE_KINDS: tuple[str, ...] = ("reversed", "typed", "cloze")
"""What ``kind`` may name."""

MAP_TARGETS: Final[Mapping[str, str]] = {
    "front": "question",
    "back": "answer",
    "extra": "explanation",
    "hint": "hint",
    "tag": "tags",
    "tags": "tags",
    "choices": "option",
    "deck": "deck",
    "id": "key",
}
"""What a column may become, and what readers call it."""

QUESTION_STYLES: tuple[str, ...] = (
    "heading", "heading-1", "heading-2", "heading-3", "heading-4", "heading-5",
    "heading-6", "bold", "number", "bullet", "label", "line", "pair", "quote", "summary",
    "term",
)  # fmt: skip
"""The ways in which a document may mark its questions."""
