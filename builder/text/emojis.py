"""Emoji by their names, ``:rocket:``: the only module that knows the emoji library.

The names are those of GitHub: https://docs.github.com/en/rest/emojis
"""

from __future__ import annotations

from functools import cache


@cache
def emoji_called(name: str) -> str:
    """Return the emoji with a name, or nothing."""
    # Loaded when a text has such a name: it takes longer than a small build.
    import emoji  # noqa: PLC0415

    code = f":{name}:"
    found = emoji.emojize(code, language="alias")
    return "" if found == code else found
