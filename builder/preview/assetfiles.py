"""The files of the front end, as they lie in ``assets/``."""

from __future__ import annotations

import base64
import functools
import gzip
from importlib import resources

_FOLDER = "assets"
_MATHJAX_RELEASE = "mathjax-tex-svg-full-3.2.2.js"

PAGE_SCRIPTS = (
    "page.js", "deck.js", "cardframe.js", "browse.js", "fsrs.js", "study.js",
    "numbers.js", "app.js",
)  # fmt: skip
"""The scripts of a page, in their order."""

LIVE_SCRIPT = "live.js"
FRAME_SCRIPTS = ("occlusion.js", "frame.js")
"""The scripts of the frame that a card is shown in."""

MATHJAX = "mathjax.js"
"""MathJax, packed: the file of its release is larger than a deck."""

MATHJAX_LICENCE = "mathjax.LICENSE"
STYLE = "page.css"
FRAME_STYLE = "frame.css"
ICON = "icon.svg"
WORKER = "worker.js"


@functools.cache
def asset(name: str) -> bytes:
    """Return a file of the front end."""
    return resources.files("builder.preview").joinpath(_FOLDER, name).read_bytes()


def asset_text(name: str) -> str:
    """Return a file of the front end as text."""
    return asset(name).decode()


@functools.cache
def packed_mathjax() -> str:
    """Return a script that holds MathJax; the frame of a card unpacks it."""
    packed = base64.b64encode(gzip.compress(asset(_MATHJAX_RELEASE), mtime=0))
    return f'window.PACKED_MATHJAX = "{packed.decode()}";\n'
