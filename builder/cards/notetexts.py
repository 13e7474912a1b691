"""The texts of a note wherever they stand in it, and the note with others for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from builder.base.diagnostic import Location
from builder.cards.note import Note
from builder.cards.yamltree import Text


def written_texts(note: Note) -> Iterator[tuple[str, Text]]:
    """Yield the texts that stand in the note itself, each with its key."""
    yield from note.texts.items()
    for key, text in note.common.items():
        # What the head of the file gives to all its notes is no text of this one.
        if text.location > note.location:
            yield key, text
    for key, texts in note.lists.items():
        yield from ((key, text) for text in texts)
    if note.choices is not None:
        yield from (("choices", option) for option in note.choices.options)


def with_texts(note: Note, values: Mapping[Location, str]) -> Note:
    """Return a note whose texts at some places are others."""

    def given(text: Text) -> Text:
        value = values.get(text.location)
        return text if value is None else text._replace(value=value)

    return replace(
        note,
        texts={key: given(text) for key, text in note.texts.items()},
        common={key: given(text) for key, text in note.common.items()},
        lists={key: tuple(map(given, texts)) for key, texts in note.lists.items()},
        choices=note.choices
        and replace(note.choices, options=tuple(map(given, note.choices.options))),
    )
