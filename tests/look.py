"""Pictures of a package's cards, as the engine renders them in a browser.

    python tests/look.py dist/deck.apkg pictures/ [--search 'tag:x'] [--width 390]

One PNG for each card and theme, question above answer.
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import anki_engine
from anki.collection import Collection

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
# Where Anki's window has its scripts, when its wheel is installed (`pip install
# --no-deps aqt`): masks over pictures are drawn by one.
_AQT = importlib.util.find_spec("_aqt")
REVIEWER = (
    Path(next(iter(_AQT.submodule_search_locations))) / "data/web"
    if _AQT and _AQT.submodule_search_locations
    else None
)
# What Anki's own style sheet says of the page, before the card's.
ANKI_CSS = (
    "body{margin:20px;background-color:#fff;color:#000}"
    "body.nightMode{background-color:#2c2c2c;color:#fcfcfc}"
    # A frame takes the height of its card, so a picture cannot take its from the frame.
    "img,#image-occlusion-container{max-height:600px!important}"
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--allow-file-access-from-files",
)


@dataclass(frozen=True)
class RenderedCard:
    """A card's two sides as HTML, with its style sheet."""

    name: str
    css: str
    question: str
    answer: str


def rendered_cards(package: Path, folder: Path, search: str = "") -> list[RenderedCard]:
    """Import a package and render its cards; media stay in ``folder``."""
    with anki_engine.collection(folder) as col:
        anki_engine.import_package(col, package)
        found = []
        for card_id in col.find_cards(search, order="c.due, c.ord"):
            card = col.get_card(card_id)
            output = card.render_output()
            typed = _TYPED.search(output.answer_text)
            compared = _compared(col, card.note()[typed[1]]) if typed else ""
            found.append(
                RenderedCard(
                    str(card_id),
                    output.css,
                    _TYPED.sub(_INPUT, output.question_text),
                    _TYPED.sub(compared.replace("\\", r"\\"), output.answer_text),
                )
            )
        return found


_TYPED = re.compile(r"\[\[type:(?:nc:)?([^\]:]+)\]\]")
_PLAYED = re.compile(r"\[anki:play:[qa]:\d+\]")
# As large as the button by which Anki's window plays a sound.
_BUTTON = (
    '<svg width="40" height="40" viewBox="0 0 64 64" style="vertical-align:middle">'
    '<circle cx="32" cy="32" r="29" fill="#fff" stroke="#414141"/>'
    '<path d="M56.502,32.301l-37.502,20.101l0.329,-40.804l37.173,20.703Z" fill="#414141" '
    'transform="scale(.8) translate(6 8)"/></svg>'
)
_INPUT = '<center><input type="text" id="typeans"></center>'


def _compared(col: Collection, expected: str) -> str:
    """What Anki shows of an answer that was typed with a letter too few."""
    return f"<div>{col.compare_answer(expected, expected[:-2] + expected[-1:])}</div>"


def page(card: RenderedCard, *, night: bool, answer: bool) -> str:
    """One side as Anki's reviewer shows it."""
    classes = "card card1" + (" nightMode night_mode" if night else "")
    side = card.answer if answer else card.question
    return (
        f'<!doctype html><html class="{"night-mode" if night else ""}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"{reviewer_of(side)}"
        f'<style>{ANKI_CSS}{card.css}</style></head><body class="{classes}">'
        f'<div id="qa">{_PLAYED.sub(_BUTTON, side)}</div></body></html>'
    )


def reviewer_of(side: str) -> str:
    """What of Anki's reviewer a side needs to show its masks."""
    if REVIEWER is None or "imageOcclusion" not in side:
        return ""
    style, script = REVIEWER / "css/reviewer.css", REVIEWER / "js/reviewer.js"
    return (
        f'<link rel="stylesheet" href="{style.as_uri()}">'
        f'<script src="{script.as_uri()}"></script>'
    )


def sheet(cards: Sequence[RenderedCard], *, night: bool, width: int) -> str:
    """Many cards in one page, each side in a frame of its own."""
    frames = "".join(
        f'<iframe scrolling="no" style="border:0;width:{width}px;display:block;'
        f'border-bottom:{"1px dashed #999" if not answer else "6px solid #f0a"}" '
        f'srcdoc="{html.escape(page(card, night=night, answer=answer))}" '
        'onload="fit(this);setTimeout(fit,500,this)">'
        "</iframe>"
        for card in cards
        for answer in (False, True)
    )
    return (
        '<!doctype html><meta charset="utf-8"><script>function fit(frame){frame.style.height'
        "=frame.contentDocument.documentElement.scrollHeight+'px'}</script>"
        f'<body style="margin:0">{frames}</body>'
    )


def screenshot(
    markup: str, target: Path, folder: Path, *, width: int, height: int
) -> None:
    """Write a PNG of a page whose media lie in ``folder``."""
    assert CHROMIUM is not None
    source = folder / "page.html"
    source.write_text(markup, encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                CHROMIUM,
                *FLAGS,
                f"--user-data-dir={profile}",
                f"--screenshot={target}",
                f"--window-size={width},{height}",
                "--virtual-time-budget=3000",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


def chunks(
    cards: Sequence[RenderedCard], size: int
) -> Iterable[Sequence[RenderedCard]]:
    """Split into runs of at most ``size``."""
    return (cards[start : start + size] for start in range(0, len(cards), size))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--search", default="")
    parser.add_argument("--width", type=int, default=720)
    parser.add_argument("--height", type=int, default=2400)
    parser.add_argument("--each", type=int, default=4, help="cards on one picture")
    options = parser.parse_args()
    options.target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = rendered_cards(options.package, folder, options.search)
        media = folder / "collection.media"
        for number, some in enumerate(chunks(found, options.each)):
            for night in (False, True):
                theme = "night" if night else "day"
                target = options.target / f"{number:03}-{theme}.png"
                screenshot(
                    sheet(some, night=night, width=options.width),
                    target.resolve(),
                    media,
                    width=options.width,
                    height=options.height,
                )
                print(target)


if __name__ == "__main__":
    main()
