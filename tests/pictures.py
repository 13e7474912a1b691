"""The pictures of the docs, made anew.

python tests/pictures.py
python tests/pictures.py dist/cloud-native-interview-VERSION.apkg

The first makes one for each kind of note, from the cards of tests/data/pictures: its
question by day, its answer by night. The second makes those of the README, from the
built deck. Masks are drawn by a script of Anki's window: `pip install --no-deps aqt`.
"""

from __future__ import annotations

import html
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from look import RenderedCard, page, rendered_cards, screenshot
from PIL import Image, ImageChops
from places import DATA, ROOT

from builder import pipeline

PICTURES = ROOT / "docs" / "pictures"
PROJECT = DATA / "pictures"
KINDS = re.findall(
    r"^  - id: (.+)$",
    (PROJECT / "cards/kinds.yaml").read_text(encoding="utf-8"),
    re.MULTILINE,
)
# Which of its cards a note is shown by, when not by its first.
SHOWN = {"steps": 2, "vocabulary": 1}
# A search for one card, night or day, question or answer.
CARDS = (
    ('"Text:*FROM*" deck:*Docker card:2', False, False),
    ('"Front:*smallest*" OR "Front:*ADD*自动解包*"', True, True),
    ('"Front:*docker run*" card:1', False, True),
)
WIDTH, HEIGHT = 400, 620
TALLEST = 1000


def frame(card: RenderedCard, *, night: bool, answer: bool, height: int) -> str:
    """One phone."""
    return (
        f'<iframe style="border:0;width:{WIDTH}px;height:{height}px" '
        f'srcdoc="{html.escape(page(card, night=night, answer=answer))}"></iframe>'
    )


def shoot(frames: Sequence[str], media: Path, target: Path, *, height: int) -> None:
    """Write a picture of frames side by side."""
    markup = f'<body style="margin:0;display:flex">{"".join(frames)}</body>'
    shot = media / "shot.png"
    screenshot(markup, shot, media, width=WIDTH * len(frames), height=height)
    image = Image.open(shot).convert("RGB")
    target.parent.mkdir(exist_ok=True)
    _trimmed(image).quantize(128).save(target, optimize=True)
    print(target, target.stat().st_size)


def _trimmed(image: Image.Image) -> Image.Image:
    """Leave out what is below the cards: rows that are as the last one."""
    last = image.crop((0, image.height - 1, image.width, image.height))
    below = last.resize(image.size, Image.Resampling.NEAREST)
    box = ImageChops.difference(image, below).getbbox()
    return image.crop((0, 0, image.width, box[3] + 16)) if box else image


def picture_kinds() -> None:
    """Write docs/pictures/kinds: the question of a card by day, its answer by night."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        package = folder / "pictures.apkg"
        report = pipeline.draft(PROJECT, package)
        assert not report.diagnostics, report.diagnostics
        for key in KINDS:
            found = rendered_cards(package, folder / key, f"tag:{key}")
            card = found[SHOWN.get(key, 0)]
            frames = [
                frame(card, night=answer, answer=answer, height=TALLEST)
                for answer in (False, True)
            ]
            media = folder / key / "collection.media"
            shoot(frames, media, PICTURES / "kinds" / f"{key}.png", height=TALLEST)


def picture_readme(package: Path) -> None:
    """Write docs/pictures/cards.png."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        frames = []
        for number, (search, night, answer) in enumerate(CARDS):
            card = rendered_cards(package, folder / str(number), search)[0]
            frames.append(frame(card, night=night, answer=answer, height=HEIGHT))
            media = folder / str(number) / "collection.media"
        for number in range(len(CARDS)):
            for path in (folder / str(number) / "collection.media").iterdir():
                (media / path.name).write_bytes(path.read_bytes())
        shoot(frames, media, PICTURES / "cards.png", height=HEIGHT)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        picture_readme(Path(sys.argv[1]))
    else:
        picture_kinds()
