"""The sounds of a side of a card: files and speech, taken out of its HTML to be played.

Held against the engine by the tests (rslib/src/card_rendering of ankitects/anki).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from builder.text.htmltext import decoded, text_of

_TAG = re.compile(
    r"\[sound:(?P<file>[^\]]+)\]"
    r"|\[anki:tts(?=[\]\s])\s*(?P<options>(?:[^\]\s=]+=(?:\"[^\"]*\"|[^\]\s\"]*)\s*)*)\]"
    r"(?P<speech>.*?)\[/anki:tts\]",
    re.DOTALL,
)
_OPTION = re.compile(
    r"(?P<key>[^\]\s=]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\]\s\"]*))"
)
_LINE_BREAK = re.compile(
    r"</?(?:br|address|article|aside|blockquote|canvas|dd|div|dl|dt|fieldset|figcaption"
    r"|figure|footer|form|h[1-6]|header|hr|li|main|nav|noscript|ol|output|p|pre|section"
    r"|table|tfoot|ul|video)>",
    re.IGNORECASE,
)
_BLANK = "blank"

SideMark = Literal["q", "a"]


@dataclass(frozen=True, slots=True)
class Played:
    """A sound of a card: the name of a file, or what is said in which language."""

    file: str = ""
    speech: str = ""
    language: str = ""
    voices: tuple[str, ...] = ()
    speed: float = 1.0


def take_out(text: str, side: SideMark, sounds: list[Played]) -> str:
    """Return HTML with marks in the places of sounds, which are added to ``sounds``."""
    if "[sound:" not in text and "[anki:tts" not in text:
        return text

    def mark(match: re.Match[str]) -> str:
        if match["file"] is not None:
            name = decoded(match["file"]).rpartition("/")[2]
            sounds.append(Played(file=name))
        else:
            spoken = _speech(match)
            if not spoken.language:
                return "[anki:tts: `lang` not set]"
            sounds.append(spoken)
        return f"[anki:play:{side}:{len(sounds) - 1}]"

    return _TAG.sub(mark, text)


def _speech(match: re.Match[str]) -> Played:
    options = {
        one["key"]: one["quoted"] if one["quoted"] is not None else one["plain"]
        for one in _OPTION.finditer(match["options"])
    }
    words = text_of(_LINE_BREAK.sub(" ", match["speech"]))
    voices = options.get("voices", "")
    return Played(
        speech=words.replace("[...]", options.get("cloze_blank", _BLANK)),
        language=options.get("lang", ""),
        voices=tuple(voices.split(",")) if voices else (),
        speed=_number(options.get("speed", "")),
    )


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 1.0
