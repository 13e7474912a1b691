"""A deck as it is shown in a browser, wherever it comes from."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.anki.cardsides import CardSource
from builder.base.diagnostic import Diagnostic, Location
from builder.base.phrases import shortened
from builder.versions.worddiff import readable

SinceRelease = Literal["", "new", "changed"]

_TITLE = 80
_DELETION = re.compile(
    r"\{\{c[\d,]+::|(?:::[^{}]*)?\}\}|\[anki:tts[^\]]*\]|\[/anki:tts\]"
)


@functools.lru_cache(maxsize=65_536)
def title_of(field: str) -> str:
    """Return the first words of a field, for a list."""
    return shortened(_DELETION.sub("", readable(field[: 20 * _TITLE])), _TITLE)


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card of a note, by its ordinal."""

    ordinal: int
    source: CardSource


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note with its cards; none when its author has to mend it first.

    ``style`` names its style sheet, ``place`` is where it is written. ``change`` is since
    the last release. ``mark`` is another one when any of its cards may look otherwise.
    """

    id: str
    kind: str
    title: str
    deck: str
    tags: tuple[str, ...]
    fields: Mapping[str, str]
    cards: tuple[ShownCard, ...]
    style: str
    mark: str
    place: Location | None = None
    is_draft: bool = False
    change: SinceRelease = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A package that a visitor may take along; ``size`` is in bytes."""

    name: str
    size: int
    notes: int
    cards: int


@dataclass(frozen=True, slots=True)
class ShownDeck:
    """All that there is to show.

    ``identity`` tells the decks of one browser apart. Description and changelog are
    HTML that is safe to show. ``media`` gives the content of a file by its name in Anki;
    ``findings`` are there when an author looks.
    """

    name: str
    identity: str
    language: str
    version: str
    description: str
    changelog: str
    facts: tuple[str, ...]
    notes: Sequence[ShownNote]
    styles: Mapping[str, str]
    media_names: frozenset[str]
    media: Callable[[str], bytes | None]
    downloads: tuple[Download, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    baseline: str = ""
