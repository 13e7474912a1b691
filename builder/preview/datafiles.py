"""A deck as the scripts that a page loads: an index of all notes, and cards in chunks.

They are scripts and no JSON, for a page that is opened as a file may load scripts alone.
A chunk holds each text once, whichever cards show it; what the index says of a chunk
changes with its content, so that a page knows what to load again.
"""

from __future__ import annotations

import base64
import functools
import gzip
import json
import mimetypes
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from builder.anki.avtags import Played
from builder.anki.cardsides import CardSide, card_sides
from builder.anki.typedanswer import expected_answer
from builder.base.diagnostic import Diagnostic
from builder.base.hashing import short_hash
from builder.preview.showndeck import ShownCard, ShownDeck, ShownNote
from builder.text.htmltext import without_tags

CHUNK = 100
"""How many notes a chunk holds."""


def chunks_of(deck: ShownDeck) -> list[Sequence[ShownNote]]:
    """Return the notes of a deck in chunks."""
    return [deck.notes[at : at + CHUNK] for at in range(0, len(deck.notes), CHUNK)]


def index_script(deck: ShownDeck, *, is_live: bool = False) -> str:
    """Return what a page knows of the deck before it has loaded any card."""
    decks, tags, kinds, styles = _Numbers(), _Numbers(), _Numbers(), _Numbers()
    notes = [
        [
            note.id, kinds[note.kind], note.title, decks[note.deck],
            [tags[tag] for tag in note.tags], [card.ordinal for card in note.cards],
            styles[note.style], _length(note), str(note.place or ""),
            note.change, int(note.is_draft),
        ]
        for note in deck.notes
    ]  # fmt: skip
    return _script(
        "index",
        {
            "name": deck.name,
            "identity": deck.identity,
            "language": deck.language,
            "version": deck.version,
            "baseline": deck.baseline,
            "description": deck.description,
            "changelog": deck.changelog,
            "facts": deck.facts,
            "isLive": is_live,
            "downloads": [
                [one.name, one.size, one.notes, one.cards] for one in deck.downloads
            ],
            "decks": decks.all,
            "tags": tags.all,
            "kinds": kinds.all,
            "styles": [deck.styles.get(one, "") for one in styles.all],
            "chunkSize": CHUNK,
            "chunks": [_version(one) for one in chunks_of(deck)],
            "notes": notes,
            "media": sorted(deck.media_names),
            "findings": list(_findings(deck)),
        },
    )


def chunk_script(
    number: int, notes: Sequence[ShownNote], *, is_packed: bool = True
) -> str:
    """Return the cards of a chunk; packed they take a fifth of the room."""
    strings = _Numbers()
    rows = [
        [
            [strings[value] for value in note.fields.values() if value],
            [_card(card, strings) for card in note.cards],
        ]
        for note in notes
    ]
    cards = {"strings": strings.all, "notes": rows}
    told = packed(_json(cards).encode()) if is_packed else cards
    return _script("chunk", number, _version(notes), told)


def media_script(name: str, content: bytes) -> str:
    """Return a file of the deck as a script: the page hands it to the frames of cards."""
    return _script("media", name, data_address(name, content))


def data_address(name: str, content: bytes) -> str:
    """Return an address that holds a whole file."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


class _Numbers:
    """Gives each text a number, and the same text the same."""

    def __init__(self) -> None:
        self._known: dict[str, int] = defaultdict(lambda: len(self._known))

    def __getitem__(self, text: str) -> int:
        return self._known[text]

    @property
    def all(self) -> list[str]:
        """The texts by their numbers."""
        return list(self._known)


def packed(content: bytes) -> str:
    """Return something large as a short text, which the page unpacks."""
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def _script(name: str, *values: object) -> str:
    """Return a call, written so that it may stand in a page, too."""
    told = ",".join(map(_json, values))
    inert = told.replace("</", "<\\/").replace("<!--", "<\\u0021--")
    return f"Deck.{name}({inert});\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@functools.lru_cache(maxsize=65_536)
def _text_length(value: str) -> int:
    return len(without_tags(value))


def _length(note: ShownNote) -> int:
    return sum(_text_length(value) for value in note.fields.values())


def _version(notes: Iterable[ShownNote]) -> str:
    return short_hash(*(note.mark for note in notes))


def _card(card: ShownCard, strings: _Numbers) -> list[Any]:
    sides = card_sides(card.source)
    return [
        _side(sides.question, strings),
        _side(sides.answer, strings),
        sides.problem,
        expected_answer(card.source),
    ]


def _side(side: CardSide, strings: _Numbers) -> list[Any]:
    pieces = [strings[piece] for piece in side.pieces if piece]
    return [pieces, [_sound(one) for one in side.sounds]] if side.sounds else [pieces]


def _sound(one: Played) -> list[Any]:
    return [one.file] if one.file else ["", one.speech, one.language, one.speed]


def _findings(deck: ShownDeck) -> Iterator[list[Any]]:
    """Yield findings, each with the number of the note that it stands in, or -1."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, note in enumerate(deck.notes):
        if note.place is not None:
            places[note.place.path].append((note.place.line, number))
    for one in deck.findings:
        yield [
            _note_at(one, places[one.location.path]),
            one.severity,
            str(one.code),
            one.message,
            str(one.location),
        ]


def _note_at(finding: Diagnostic, notes: Sequence[tuple[int, int]]) -> int:
    above = [number for line, number in notes if line <= finding.location.line]
    return above[-1] if above else -1
