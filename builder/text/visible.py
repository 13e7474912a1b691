"""Whether a piece of HTML shows anything, or lets anything be heard."""

from __future__ import annotations

import re

# Elements that show something without text in them, a box of a task list apart; a script
# may do anything.
_SHOWING = (
    r"audio|button|canvas|embed|iframe|img|input\b(?! class=\"task-)|math|meter|object|"
    "progress|script|select|svg|textarea|video"
)
# Blanks, and what Unicode has that takes no place or no ink.
_BLANK_CHARACTERS = (
    r"\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
NOTHING_SHOWN = (
    rf"(?:[{_BLANK_CHARACTERS}]|&(?:nbsp|ensp|emsp|thinsp|shy|zwn?j|lrm|rlm|#160|#x[aA]0);"
    r"|<svg\b[^>]*>\s*</svg>|<audio\b(?![^>]*\bsrc)[^>]*>\s*</audio>"
    r"|<video\b(?![^>]*\bsrc)[^>]*>\s*</video>|<input\b[^>]*\btype=[\"']?hidden\b[^>]*>"
    r"|\\\(\s*\\\)|\\\[\s*\\\]"
    rf"|<!--.*?-->|<style\b[^>]*>.*?</style>|<(?!/?(?:{_SHOWING})\b)/?[A-Za-z][^>]*>)*"
)
_BLANK = re.compile(NOTHING_SHOWN, re.DOTALL | re.IGNORECASE)


def shows_nothing(markup: str) -> bool:
    """Whether a reader would see and hear nothing of it."""
    match = _BLANK.match(markup)
    return match is not None and match.end() == len(markup)
