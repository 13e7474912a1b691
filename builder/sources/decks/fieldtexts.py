"""The fields of an existing note as an author edits them: Markdown where nothing is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from builder.anki.exactfield import with_packaged_names
from builder.anki.media import MediaFile, MediaLibrary
from builder.anki.notetype import NoteType
from builder.base.diagnostic import Problem
from builder.text.markdown import ClozeMode, render

# Words that Markdown leaves alone: most fields of most decks.
_PLAIN_WORDS = re.compile(r"[^\W\d_]+(?:[,;]? [^\W_]+)*[.!?]?")
_BLOCK = re.compile(r"<(?:div|p|ul|ol|table|pre|blockquote|h[1-6]|hr)\b", re.IGNORECASE)
# Nobody writes these by hand, and to render them takes long.
_LONGEST = 20_000


def markdown_of(value: str, mode: ClozeMode, library: MediaLibrary) -> str | None:
    """Return Markdown that is rendered to just this field; nothing when there is none."""
    if not value or _PLAIN_WORDS.fullmatch(value):
        return value
    if len(value) > _LONGEST:
        return None
    _, files, missing = with_packaged_names(value, library.find)
    if missing:
        return None
    for text in _candidates(value):
        if _gives(text, value, mode, library, {file.name for file in files}):
            return text
    return None


def _gives(
    text: str, value: str, mode: ClozeMode, library: MediaLibrary, media: set[str]
) -> bool:
    """Whether a text is rendered to this field, and brings all of its media."""
    met: set[str] = set()

    def find(reference: str, *, is_unseen: bool = False) -> str | Problem:
        file = library.find(reference)
        if isinstance(file, MediaFile):
            met.add(file.name)
            return f"_{file.name}" if is_unseen else file.name
        return file

    rendered = render(text, find_media=find, mode=mode)
    is_plain = not (rendered.problems or rendered.deletions)
    return rendered.html == value and is_plain and met == media


def _candidates(value: str) -> Iterator[str]:
    plain = html.unescape(value)
    # A block of HTML is left as it is, to the last sign: nothing else can give it.
    if plain != value and not _BLOCK.match(value):
        yield plain
    yield value


def mode_of(name: str, note_type: NoteType) -> ClozeMode:
    """Return what deletions are in a field of a note type."""
    if not note_type.is_cloze:
        return "off"
    return "deletions" if name in note_type.cloze_fields else "literal"
