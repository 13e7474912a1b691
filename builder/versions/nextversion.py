"""Which version comes next."""

from __future__ import annotations

import re

from builder.base.diagnostic import BuilderError
from builder.base.phrases import first_line

LEVELS = ("major", "minor", "patch")
# Digits of ASCII alone, and none in front of a number: deck.yaml takes no others.
_NUMBER = r"(?:0|[1-9][0-9]{0,8})"
_VERSION = re.compile(rf"{_NUMBER}(?:\.{_NUMBER}){{2}}")


def next_version(level: str, base: str, *, is_first: bool) -> str:
    """Return the version after ``base`` for a level, or the version that is named.

    ``is_first`` says that there was no release: then ``base`` may be named itself.

    Raises:
        BuilderError: It is no level and no version, or not a newer one.
    """
    numbers = version_numbers(base)
    if level in LEVELS:
        position = LEVELS.index(level)
        raised = [*numbers[:position], numbers[position] + 1, 0, 0][:3]
        return ".".join(map(str, raised))
    if not _VERSION.fullmatch(level):
        raise BuilderError(
            f"`{first_line(level)}` is no level and no version: write major, minor, patch "
            "or three numbers, such as 1.0.0"
        )
    if not is_first and version_numbers(level) <= numbers:
        raise BuilderError(f"{level} is not newer than the last release, {base}")
    return level


def version_numbers(version: str) -> list[int]:
    """Return the numbers of a version, without what may stand behind a hyphen."""
    return [int(number) for number in re.split("[-+]", version)[0].split(".") if number]
