"""The shipped deck is taught from definitions to detail: no word before its note.

What stands below an answer (`extra`), a hint and a follow-up question may point ahead.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

import pytest
import yaml
from places import DATA, ROOT

from builder.anki.ankinote import AnkiNote
from builder.pipeline import Options, compile_project

TERMS: Mapping[str, Sequence[str]] = yaml.safe_load(
    (DATA / "deck-terms.yaml").read_text(encoding="utf-8")
)
AHEAD = frozenset({"Hint", "Extra", "Source", "Follow-up"})
_MARKS = re.compile(r"\{\{c[\d,]+::|(?:::[^{}:]*)?\}\}|<[^>]+>")


@pytest.fixture(scope="module")
def learnt() -> list[AnkiNote]:
    """The notes as Anki brings them: deck by deck, a deck before those below it."""
    _, compiled = compile_project(ROOT, Options())
    assert compiled is not None
    return sorted(compiled.notes, key=lambda note: note.deck.casefold())


def test_no_word_is_used_before_it_is_introduced(learnt: list[AnkiNote]) -> None:
    used = [
        f"`{word}` in `{note.id}` before `{introducing}`"
        for introducing, words in TERMS.items()
        for word in words
        for note in _before(introducing, learnt)
        if _says(word, note)
    ]

    assert used == []


def test_words_are_introduced_where_the_table_says(learnt: list[AnkiNote]) -> None:
    by_id = {note.id: note for note in learnt}
    unsaid = [
        f"{introducing}: {words[0]}"
        for introducing, words in TERMS.items()
        if introducing not in by_id or not _says(words[0], by_id[introducing])
    ]

    assert unsaid == []


def _before(introducing: str, learnt: Sequence[AnkiNote]) -> Iterator[AnkiNote]:
    for note in learnt:
        if note.id == introducing:
            return
        yield note


def _says(word: str, note: AnkiNote) -> bool:
    """Whether a question or answer has a word; a Latin one stands alone."""
    pattern = re.escape(word)
    if word.isascii():
        pattern = rf"(?<![A-Za-z0-9_-]){pattern}(?![A-Za-z0-9_-])"
    return re.search(pattern, _text(note)) is not None


def _text(note: AnkiNote) -> str:
    fields = zip(note.note_type.fields, note.fields, strict=True)
    told = "\n".join(value for name, value in fields if name not in AHEAD)
    return html.unescape(_MARKS.sub("", told))
