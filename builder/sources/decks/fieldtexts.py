"""The fields of an existing note as an author edits them: Markdown where nothing is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from builder.anki.media import MediaLibrary
from builder.anki.notetype import NoteType
from builder.base.diagnostic import Problem
from builder.text.markdown import ClozeMode, FindMedia, render

# Words that Markdown leaves alone: most fields of most decks.
_PLAIN_WORDS = re.compile(r"[^\W\d_]+(?:[,;]? [^\W_]+)*[.!?]?")
# Nobody writes these by hand, and to render them takes long.
_LONGEST = 20_000


def markdown_of(value: str, mode: ClozeMode, find: FindMedia) -> str | None:
    """Return Markdown that is rendered to just this field; nothing when there is none."""
    if not value or _PLAIN_WORDS.fullmatch(value):
        return value
    if len(value) > _LONGEST:
        return None
    for text in _candidates(value):
        rendered = render(text, find_media=find, mode=mode)
        is_same = rendered.html == value and not rendered.deletions
        if is_same and not rendered.problems:
            return text
    return None


def _candidates(value: str) -> Iterator[str]:
    plain = html.unescape(value)
    if plain != value:
        yield plain
    yield value


def mode_of(name: str, note_type: NoteType) -> ClozeMode:
    """Return what deletions are in a field of a note type."""
    if not note_type.is_cloze:
        return "off"
    return "deletions" if name in note_type.cloze_fields else "literal"


def names_in(library: MediaLibrary) -> FindMedia:
    """Return what looks up media, to be packaged under the names they have."""

    def find(reference: str) -> str | Problem:
        file = library.find(reference)
        return file if isinstance(file, Problem) else file.name

    return find
