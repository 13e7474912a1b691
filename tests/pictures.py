"""The pictures of the README, made anew from the built deck.

python tests/pictures.py dist/cloud-native-interview-VERSION.apkg
"""

from __future__ import annotations

import html
import sys
import tempfile
from pathlib import Path

from look import RenderedCard, page, rendered_cards, screenshot
from PIL import Image
from places import ROOT

TARGET = ROOT / "docs" / "pictures" / "cards.png"
# A search for one card, night or day, question or answer.
CARDS = (
    ('"Text:*FROM*" deck:*Docker card:2', False, False),
    ('"Front:*smallest*" OR "Front:*ADD*自动解包*"', True, True),
    ('"Front:*docker run*" card:1', False, True),
)
WIDTH, HEIGHT = 400, 620


def frame(card: RenderedCard, *, night: bool, answer: bool) -> str:
    """One phone."""
    return (
        f'<iframe style="border:0;width:{WIDTH}px;height:{HEIGHT}px" '
        f'srcdoc="{html.escape(page(card, night=night, answer=answer))}"></iframe>'
    )


def main() -> None:
    """Write docs/pictures/cards.png."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        frames = []
        for number, (search, night, answer) in enumerate(CARDS):
            card = rendered_cards(Path(sys.argv[1]), folder / str(number), search)[0]
            frames.append(frame(card, night=night, answer=answer))
            media = folder / str(number) / "collection.media"
        for number in range(len(CARDS)):
            for path in (folder / str(number) / "collection.media").iterdir():
                (media / path.name).write_bytes(path.read_bytes())
        markup = f'<body style="margin:0;display:flex">{"".join(frames)}</body>'
        shot = folder / "cards.png"
        screenshot(markup, shot, media, width=WIDTH * len(CARDS), height=HEIGHT)
        Image.open(shot).convert("RGB").quantize(128).save(TARGET, optimize=True)
    print(TARGET, TARGET.stat().st_size)


if __name__ == "__main__":
    main()
