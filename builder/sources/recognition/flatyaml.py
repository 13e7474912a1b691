"""YAML that was run together into one line: its keys on lines of their own again."""

from __future__ import annotations

import re
from collections.abc import Sequence

_KEY = re.compile(r"(?:(?<=\s)|^)(?:- )?[A-Za-z][\w.\-/]*:(?=\s|$)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[。;；，！？?]")
# A key that stands at the left of every manifest.
_OUTERMOST = frozenset(
    {"apiVersion", "kind", "metadata", "spec", "data", "status", "stringData"}
)
# So many keys make a manifest, where two may be chance.
_RUN = 3


def unfolded(text: str) -> list[str] | None:
    """Return the lines of a manifest; None where it is none, or how deep is unknown."""
    keys = list(_KEY.finditer(text))
    if len(keys) < _RUN or keys[0].start() or _SENTENCE.search(text):
        return None
    ends = [*(key.start() for key in keys[1:]), len(text)]
    values = [text[key.end() : end] for key, end in zip(keys, ends, strict=True)]
    if not all(map(_is_value, values)):
        return None
    return _lines([key[0] for key in keys], [value.strip() for value in values])


def _is_value(text: str) -> bool:
    """Whether it is one value or none, but for a comment."""
    value = text.partition("#")[0].strip()
    return not _CHINESE.search(value) and len(value.split()) <= 1


def _lines(keys: Sequence[str], values: Sequence[str]) -> list[str] | None:
    """Return keys with their values, indented below those that have none.

    What stands behind a second key with parts may belong to it or to one above: only
    a key of the outermost level shows where its parts end.
    """
    names = [key.removeprefix("- ").rstrip(":") for key in keys]
    outermost = [name for name in names if name in _OUTERMOST]
    if len(set(outermost)) < len(outermost):
        return None  # one of them belongs to a manifest inside of this one
    rows: list[str] = []
    depth = 0
    is_below_value = has_parts_again = False
    for key, name, value in zip(keys, names, values, strict=True):
        if name in _OUTERMOST and key == f"{name}:":
            depth = 0
            is_below_value = has_parts_again = False
        elif has_parts_again and (not value or key.startswith("- ")):
            return None
        rows.append(f"{'  ' * depth}{key} {value}".rstrip())
        if key.startswith("- "):
            depth += 1
        if value:
            is_below_value = True
        else:
            has_parts_again = is_below_value
            depth += 1
    return rows
