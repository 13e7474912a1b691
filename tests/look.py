"""Pictures of a package's cards, as the engine renders them in a browser.

    python tests/look.py dist/deck.apkg pictures/ [--search 'tag:x'] [--width 390]

One PNG for each card and theme, question above answer.
"""

from __future__ import annotations

import argparse
import html
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import anki_engine

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
# What Anki's own style sheet says of the page, before the card's.
ANKI_CSS = (
    "body{margin:20px;background-color:#fff;color:#000}"
    "body.nightMode{background-color:#2c2c2c;color:#fcfcfc}"
    # A frame takes the height of its card, so a picture cannot take its from the frame.
    "img{max-height:600px!important}"
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
            output = col.get_card(card_id).render_output()
            found.append(
                RenderedCard(
                    str(card_id), output.css, output.question_text, output.answer_text
                )
            )
        return found


def page(card: RenderedCard, *, night: bool, answer: bool) -> str:
    """One side as Anki's reviewer shows it."""
    classes = "card card1" + (" nightMode night_mode" if night else "")
    side = card.answer if answer else card.question
    return (
        f'<!doctype html><html class="{"night-mode" if night else ""}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<style>{ANKI_CSS}{card.css}</style></head><body class="{classes}">'
        f'<div id="qa">{side}</div></body></html>'
    )


def sheet(cards: Sequence[RenderedCard], *, night: bool, width: int) -> str:
    """Many cards in one page, each side in a frame of its own."""
    frames = "".join(
        f'<iframe scrolling="no" style="border:0;width:{width}px;display:block;'
        f'border-bottom:{"1px dashed #999" if not answer else "6px solid #f0a"}" '
        f'srcdoc="{html.escape(page(card, night=night, answer=answer))}" '
        "onload=\"this.style.height=this.contentDocument.documentElement.scrollHeight+'px'\">"
        "</iframe>"
        for card in cards
        for answer in (False, True)
    )
    return (
        f'<!doctype html><meta charset="utf-8"><body style="margin:0">{frames}</body>'
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
