"""Pictures with a twin for the night: `pod.svg` and, beside it, `pod.night.svg`."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from builder.anki.media import MediaFile, MediaLibrary

_PICTURE = re.compile(
    r'<img (?:class="(?P<class>[^"]*)" )?src="(?P<name>[^"]+)"(?P<rest>[^>]*)>'
)


def night_twins(
    shown: Mapping[str, MediaFile], library: MediaLibrary
) -> dict[str, MediaFile]:
    """Return the pictures that are shown instead of others at night, by their names."""
    found = {}
    for name, file in shown.items():
        path = PurePosixPath(file.reference)
        twin = library.files.get(str(path.with_suffix(f".night{path.suffix}")))
        if twin:
            found[name] = twin
    return found


def with_twins(text: str, twins: Mapping[str, MediaFile]) -> str:
    """Return a field in which the style sheet chooses between a picture and its twin."""
    by_name = {html.escape(name): twin for name, twin in twins.items()}

    def pair(picture: re.Match[str]) -> str:
        twin = by_name.get(picture["name"])
        if twin is None:
            return picture.group()
        by_night = html.escape(twin.name)
        return _tag(picture, "day", picture["name"]) + _tag(picture, "night", by_night)

    return _PICTURE.sub(pair, text) if by_name else text


def _tag(picture: re.Match[str], time: str, name: str) -> str:
    classes = f"{picture['class'] or ''} {time}".lstrip()
    return f'<img class="{classes}" src="{name}"{picture["rest"]}>'
