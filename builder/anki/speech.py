"""Speech in a field: what a learner's device says, since a template fixes the language.

The engine takes ``[anki:tts lang=es_ES]…[/anki:tts]`` out of any field and plays it, and
says "blank" for what a card hides (rslib/src/card_rendering).
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

# Nobody would read these aloud: sounds, readings beside their characters, comments.
_SILENT = re.compile(
    r"\[sound:[^\]]*\]|<rt>.*?</rt>|<rp>.*?</rp>|<!--.*?-->|<(script|style).*?</\1>",
    re.DOTALL,
)
_LINE = re.compile(
    r"</?(?:p|div|li|[ou]l|br|hr|h\d|t[rdh]|table|pre|blockquote)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_OPENED = re.compile(r"\{\{c[\d,]+::")
_HINT = re.compile(r"::(?:(?!\}\}|\{\{|::).)*(?=\}\})", re.DOTALL)


def speech_of(
    field: str, language: str, voices: Sequence[str], *, has_deletions: bool
) -> str:
    """Return what says a field aloud; nothing when there is nothing to say."""
    spoken = _spoken(field, has_deletions=has_deletions)
    if not html.unescape(_OPENED.sub("", spoken).replace("}}", "")).strip():
        return ""
    chosen = f" voices={','.join(voices)}" if voices else ""
    return f"[anki:tts lang={language}{chosen}]{spoken}[/anki:tts]"


def _spoken(field: str, *, has_deletions: bool) -> str:
    """Return the words of a field; a deletion stays one, without its hint."""
    words = _TAG.sub("", _LINE.sub(" ", _SILENT.sub(" ", field)))
    if has_deletions:
        words = _without_hints(words)
    else:
        # Apart, as a comment that is not said keeps them in the field.
        words = _OPENED.sub(lambda match: f"{{ {match.group()[1:]}", words)
    return " ".join(words.replace("[/anki:tts]", " ").split())


def _without_hints(words: str) -> str:
    """Leave out what stands behind `::` at the end of a deletion."""
    pieces = _OPENED.split(words)
    markers = _OPENED.findall(words)
    kept = [pieces[0], *(_HINT.sub("", piece) for piece in pieces[1:])]
    return "".join(
        text for pair in zip(kept, [*markers, ""], strict=True) for text in pair
    )
