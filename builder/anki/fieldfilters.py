"""What the filters of card templates make of a field: ``{{hint:Field}}`` and the like.

Held against the engine by the tests (rslib/src/template_filters.rs of ankitects/anki).
https://docs.ankiweb.net/templates/fields.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from builder.base.hashing import short_hash
from builder.text.clozereveal import only_deletions, reveal
from builder.text.htmltext import text_of

_READING = re.compile(r" ?([^ >]+?)\[(.+?)\]")
_RUBY = r"<ruby><rb>\1</rb><rt>\2</rt></ruby>"
# Whose last filter is this one, the rest of the filters do not count.
_TYPED = "type"
_TYPED_FORMS: Mapping[tuple[str, ...], str] = {
    ("cloze", _TYPED): "cloze:",
    ("nc", _TYPED): "nc:",
}
_SPEECH = "tts "


def filtered(
    text: str, filters: Sequence[str], name: str, number: int, *, is_question: bool
) -> str:
    """Return a field after its filters, up to the first that Anki does not have.

    ``number`` is that of the card, from 1.
    """
    if filters and filters[-1] == _TYPED:
        return f"[[type:{_TYPED_FORMS.get(tuple(filters), '')}{name}]]"
    for one in filters:
        if one in _TEXT_FILTERS:
            text = _TEXT_FILTERS[one](text)
        elif one == "hint":
            text = _hint(text, name)
        elif one == "cloze":
            text = reveal(text, number, is_question=is_question)
        elif one == "cloze-only":
            text = only_deletions(text, number, is_question=is_question)
        elif one.startswith(_SPEECH):
            text = f"[anki:tts lang={one.removeprefix(_SPEECH)}]{text}[/anki:tts]"
        elif one:
            break
    return text


def _readings(shown: str) -> Callable[[str], str]:
    """Return the filter that puts this in the place of each ``漢字[かんじ]``."""

    def put(match: re.Match[str]) -> str:
        is_sound = match[2].startswith("sound:")
        return match.group() if is_sound else match.expand(shown)

    return lambda text: _READING.sub(put, text.replace("&nbsp;", " "))


_TEXT_FILTERS: Mapping[str, Callable[[str], str]] = {
    "text": text_of,
    "furigana": _readings(_RUBY),
    "kanji": _readings(r"\1"),
    "kana": _readings(r"\2"),
}


def _hint(text: str, name: str) -> str:
    if not text.strip():
        return text
    key = short_hash(text, name)
    return (
        '\n<a class=hint href="#"\n'
        "onclick=\"this.style.display='none';\n"
        f"document.getElementById('hint{key}').style.display='block';\n"
        f'return false;" draggable=false>\n{name}</a>\n'
        f'<div id="hint{key}" class=hint style="display: none">{text}</div>\n'
    )
