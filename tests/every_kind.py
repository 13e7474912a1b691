"""A project with every kind of note, every kind of media and an own note type."""

from __future__ import annotations

from places import DATA

CARDS = DATA.joinpath("every_kind.yaml")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"/>\n'

FILES: dict[str, str | bytes] = {
    "cards/every.yaml": CARDS.read_text(encoding="utf-8"),
    "cards/notetypes/word/notetype.yaml": (
        "fields: [Word, Meaning, Example]\ntemplates: [Recall, Fill in]\n"
    ),
    "cards/notetypes/word/Recall.front.html": (
        '<img src="logo.svg"><b>{{Word}}</b> {{Tags}}\n'
    ),
    "cards/notetypes/word/Recall.back.html": (
        "{{FrontSide}}<hr id=answer>{{Meaning}} {{hint:Example}}\n"
    ),
    "cards/notetypes/word/Fill in.front.html": (
        "{{#Example}}{{Meaning}}: {{Example}}{{/Example}}\n"
    ),
    "cards/notetypes/word/Fill in.back.html": "{{FrontSide}}<hr id=answer>{{Word}}\n",
    "cards/notetypes/word/style.css": (
        '@font-face { font-family: Own; src: url("own.woff2"); }\n'
        ".card { font-family: Own; }\n"
    ),
    "media/shapes/heap.svg": SVG.format(9),
    "media/beep.mp3": b"ID3 not really sound",
    "media/logo.svg": SVG.format(1),
    "media/fonts/own.woff2": b"wOF2 not really a font",
}
