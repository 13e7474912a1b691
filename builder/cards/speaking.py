"""How long it takes to say a text aloud."""

from __future__ import annotations

import re

from builder.base.cjk import is_wide

# As people speak who explain something, neither reading nor in a hurry.
_WORDS_A_MINUTE = 130
_CHARACTERS_A_MINUTE = 240
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")


def seconds_to_say(text: str) -> int:
    """Return about how many seconds a text takes, Chinese and Japanese too."""
    characters = sum(is_wide(one) and one.isalnum() for one in text)
    apart = "".join(" " if is_wide(one) else one for one in text)
    words = len(_WORD.findall(apart))
    return round(60 * (words / _WORDS_A_MINUTE + characters / _CHARACTERS_A_MINUTE))
