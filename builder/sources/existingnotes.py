"""The notes of card files as their authors left them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from builder.cards.cardwriter import NoteValue, plain_value
from builder.cards.yamltree import Items, Node, Table, Text

Values: TypeAlias = Mapping[str, NoteValue]


_VOCABULARY = ("word", "meaning", "reading", "example", "picture", "sound")


@dataclass(frozen=True, slots=True)
class ExistingNote:
    """A note of a card file; ``is_block`` tells that its entry stands on lines of its own."""

    id: str
    path: str
    line: int
    values: Values
    is_block: bool


def existing_notes(tree: Node | None, path: str, text: str) -> dict[str, ExistingNote]:
    """Return the notes of a card file by id."""
    notes = tree.values.get("notes") if isinstance(tree, Table) else None
    if not isinstance(notes, Items):
        return {}
    rows = text.split("\n")
    found = {}
    for node in notes.values:
        identity = node.values.get("id") if isinstance(node, Table) else None
        if not isinstance(node, Table) or not isinstance(identity, Text):
            continue
        values = {key: plain_value(value) for key, value in node.values.items()}
        line = node.location.line
        head = rows[line - 1][: node.location.column - 1]
        found[identity.value] = ExistingNote(
            identity.value, path, line, values, head.strip() == "-"
        )
    return found


def told_by(values: Values) -> tuple[str, str]:
    """Return what an entry asks and what it answers, whatever its keys are."""
    fields = values.get("fields", {})
    texts = [*fields.values()] if isinstance(fields, Mapping) else []
    if "word" in values:
        texts = [str(values[key]) for key in _VOCABULARY if values.get(key)]
    if texts:
        return texts[0], "\n\n".join(one for one in texts[1:] if one)
    front, back = values.get("front", ""), values.get("back", "")
    return front if isinstance(front, str) else "", back if isinstance(
        back, str
    ) else ""


def asked_by(values: Mapping[str, object]) -> str:
    """Return the text by which a learner would know a note again."""
    text = values.get("cloze") or values.get("front") or ""
    return " ".join(text.split()) if isinstance(text, str) else ""


def tags_of(values: Values) -> Sequence[str]:
    """Return the tags of an entry: a list, or one by itself."""
    tags = values.get("tags", ())
    return [tags] if isinstance(tags, str) else [*tags]


def deck_of(values: Values) -> str:
    """Return the deck of an entry, or nothing."""
    deck = values.get("deck", "")
    return deck if isinstance(deck, str) else ""
