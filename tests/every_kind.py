"""A project with every kind of note, every kind of media and an own note type."""

from __future__ import annotations

from places import DATA

CARDS = DATA.joinpath("every_kind.yaml")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"/>\n'
# Masks as Inkscape leaves them: the picture within a larger page, a layer, a group.
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="100mm" height="100mm"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape">
<image id="picture" href="cell.svg" x="100" y="100" width="120" height="90"/>
<g id="layer1" inkscape:groupmode="layer" transform="translate(100 100)">
<circle id="nucleus" cx="30" cy="45" r="18"/>
<g id="mitochondria"><rect id="m1" x="60" y="9" width="24" height="9"/>
<path id="m2" d="m 60,45 24,0 0,18 z"/></g>
<text id="title" x="6" y="12" font-size="9">Cell</text>
<line id="pointer" x1="0" y1="0" x2="9" y2="9"/>
</g>
</svg>
"""

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
    "media/cell.svg": SVG.format(12),
    "media/drawn/cell.svg": DRAWING,
    "media/beep.mp3": b"ID3 not really sound",
    "media/words/recorded.mp3": b"ID3 no sound either",
    "media/logo.svg": SVG.format(1),
    "media/fonts/own.woff2": b"wOF2 not really a font",
}
