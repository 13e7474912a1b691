"""The pages of a deck: the one that visitors see, and the frame of a card.

In a folder they load scripts; a page of one file holds all of it, the frame as a text.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping

from builder.preview.assetfiles import (
    FRAME_SCRIPTS,
    FRAME_STYLE,
    ICON,
    LIVE_SCRIPT,
    PAGE_SCRIPTS,
    STYLE,
    asset_text,
    packed_mathjax,
)
from builder.preview.policies import (
    SINGLE_POLICY,
    SITE_POLICY,
    written,
)
from builder.preview.showndeck import ShownDeck
from builder.text.htmltext import text_of

MANIFEST = "site.webmanifest"
FRAME_TEXT = "frametext.js"
"""The name of the frame as a script."""

_INDEX = "data/index.js"


def page_html(deck: ShownDeck, *, is_live: bool = False) -> str:
    """Return the page of a deck in a folder."""
    own = [LIVE_SCRIPT] if is_live else []
    first = [] if is_live else [FRAME_TEXT]
    links = [
        f'<link rel="icon" href="assets/{ICON}">',
        f'<link rel="manifest" href="{MANIFEST}">',
        f'<link rel="stylesheet" href="assets/{STYLE}">',
    ]
    scripts = [f"assets/{name}" for name in (*first, *PAGE_SCRIPTS, *own)]
    return _page(
        deck,
        policy="" if is_live else _meta(SITE_POLICY),
        links="\n".join(links),
        scripts=[f'<script src="{name}"></script>' for name in (*scripts, _INDEX)],
    )


def frame_html() -> str:
    """Return the frame that a card is shown in."""
    return _filled(
        "frame.html",
        css=asset_text(FRAME_STYLE),
        scripts="\n".join(_inline(asset_text(name)) for name in FRAME_SCRIPTS),
    )


def frame_text() -> str:
    """Return the frame as a script, for a page that may be opened as a file."""
    return f"window.FRAME = {_json(frame_html())};\n"


def single_page(
    deck: ShownDeck,
    data: Iterable[str],
    *,
    files: Mapping[str, str],
    has_math: bool,
) -> str:
    """Return a page that holds all of a deck.

    ``data`` are the scripts of the deck; ``files`` are addresses that hold packages, by
    name.
    """
    math = [packed_mathjax()] if has_math else []
    first = f"window.FILES = {_json(files)};\n"
    icon = "".join(
        f"%{ord(one):02X}" if one in '<>#%"' else one
        for one in asset_text(ICON).strip()
    )
    style = asset_text(STYLE)
    return _page(
        deck,
        policy=_meta(SINGLE_POLICY),
        links=f'<link rel="icon" href="data:image/svg+xml,{icon}">\n'
        f"<style>{style}</style>",
        scripts=map(
            _inline,
            (frame_text(), first, *math, *map(asset_text, PAGE_SCRIPTS), *data),
        ),
    )


def has_math(texts: Iterable[str]) -> bool:
    """Whether any text holds a formula."""
    return any(r"\(" in one or r"\[" in one or "<anki-mathjax" in one for one in texts)


def _page(deck: ShownDeck, *, policy: str, links: str, scripts: Iterable[str]) -> str:
    return _filled(
        "page.html",
        policy=policy,
        title=html.escape(deck.name),
        summary=html.escape(" ".join(text_of(deck.description).split())),
        links=links,
        scripts="\n".join(scripts),
    )


def _filled(name: str, **values: str) -> str:
    return re.sub(
        r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), asset_text(name)
    )


def _meta(policy: Mapping[str, str]) -> str:
    content = html.escape(written(policy))
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def _inline(script: str) -> str:
    return f"<script>{script}</script>"


def _json(value: object) -> str:
    """Return JSON that may stand in a page."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028")
