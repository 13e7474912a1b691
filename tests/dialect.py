"""A project of notes in the dialects of Obsidian and GitHub, with the media they name."""

from __future__ import annotations

import re

from places import DATA

from builder.text.drawings import drawing_name

FOLDER = DATA / "dialect"
CARDS = FOLDER.joinpath("cards.yaml").read_text(encoding="utf-8")
IDS = re.findall(r"^  - id: (.+)$", CARDS, re.MULTILINE)

_DIAGRAM = "graph LR\n  Client --> Service --> Pod\n"
_BOX = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}">'
    '<rect width="100%" height="100%" fill="#fff"/>'
    '<rect x="4" y="4" width="60" height="40" fill="none" stroke="#333"/></svg>\n'
)

FILES: dict[str, str | bytes] = {
    "cards/deck.yaml": "name: T\nslug: t\nversion: 1.0.0\nkey: k\n",
    "cards/dialect.yaml": CARDS,
    "media/shapes/pod.svg": _BOX.format(320, 180),
    f"media/{drawing_name(_DIAGRAM)}": _BOX.format(300, 80),
    "media/pod.mp3": b"ID3 not really sound",
    "media/handout.pdf": b"%PDF not really a document",
}
