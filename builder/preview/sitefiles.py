"""The files of a deck's website by their paths, each made when it is asked for."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Mapping

from builder.base.hashing import short_hash
from builder.preview.assetfiles import (
    ICON,
    LIVE_SCRIPT,
    MATHJAX,
    MATHJAX_LICENCE,
    PAGE_SCRIPTS,
    STYLE,
    WORKER,
    asset,
    asset_text,
    packed_mathjax,
)
from builder.preview.datafiles import (
    chunk_script,
    chunks_of,
    index_script,
    media_script,
)
from builder.preview.pages import (
    FRAME_TEXT,
    MANIFEST,
    frame_html,
    frame_text,
    has_math,
    page_html,
)
from builder.preview.showndeck import ShownDeck

_ASSETS = (STYLE, ICON, *PAGE_SCRIPTS)


class SiteFiles:
    """All files of one state of a deck."""

    def __init__(
        self,
        deck: ShownDeck,
        packages: Mapping[str, bytes] | None = None,
        *,
        is_live: bool = False,
    ) -> None:
        self.deck = deck
        self._is_live = is_live
        self._packages = packages or {}
        self._chunks = chunks_of(deck)
        self._chunk = functools.cache(self._chunk_of)

    def __iter__(self) -> Iterator[str]:
        """Yield the paths of all files of the site; what is only for authors apart."""
        yield from ("index.html", MANIFEST, WORKER, ".nojekyll")
        yield f"assets/{FRAME_TEXT}"
        for name in self._assets:
            yield f"assets/{name}"
        yield "data/index.js"
        for number in range(len(self._chunks)):
            yield f"data/{number}.js"
        for name in sorted(self.deck.media_names):
            yield f"media/{name}.js"
        for name in self._packages:
            yield f"packages/{name}"

    def content(self, path: str) -> bytes | None:
        """Return a file by its path; nothing when there is none."""
        if path in self._pages:
            return self._pages[path]().encode()
        folder, _, name = path.partition("/")
        if path == f"assets/{MATHJAX}":
            return packed_mathjax().encode()
        if folder == "assets" and name in {*self._assets, LIVE_SCRIPT}:
            return asset(name)
        if folder == "data" and name.removesuffix(".js").isdecimal():
            number = int(name.removesuffix(".js"))
            return self._chunk(number) if number < len(self._chunks) else None
        if folder == "media":
            return self._media(name.removesuffix(".js"))
        return self._packages.get(name) if folder == "packages" else None

    def _media(self, name: str) -> bytes | None:
        known = name in self.deck.media_names
        content = self.deck.media(name) if known else None
        return None if content is None else media_script(name, content).encode()

    @property
    def _pages(self) -> Mapping[str, Callable[[], str]]:
        return {
            "index.html": lambda: page_html(self.deck, is_live=self._is_live),
            "frame.html": frame_html,
            f"assets/{FRAME_TEXT}": frame_text,
            "data/index.js": lambda: index_script(self.deck, is_live=self._is_live),
            MANIFEST: self._manifest,
            WORKER: self._worker,
            ".nojekyll": str,
        }

    @functools.cached_property
    def _assets(self) -> tuple[str, ...]:
        texts = (value for note in self.deck.notes for value in note.fields.values())
        return (*_ASSETS, *((MATHJAX, MATHJAX_LICENCE) if has_math(texts) else ()))

    def _chunk_of(self, number: int) -> bytes:
        notes = self._chunks[number]
        return chunk_script(number, notes, is_packed=not self._is_live).encode()

    def _manifest(self) -> str:
        values = {
            "name": self.deck.name,
            "short_name": self.deck.name[:12],
            "lang": self.deck.language or "en",
            "start_url": "./",
            "scope": "./",
            "display": "standalone",
            "background_color": "#f4f2ec",
            "theme_color": "#2f5d62",
            "icons": [
                {
                    "src": f"assets/{ICON}",
                    "sizes": "any",
                    "type": "image/svg+xml",
                    "purpose": "any",
                }
            ],
        }
        return json.dumps(values, ensure_ascii=False, indent=2) + "\n"

    def _worker(self) -> str:
        """Return the script that keeps the site for when there is no network."""
        apart = {WORKER, ".nojekyll", "index.html"}
        files = [one for one in self if one not in apart and "packages/" not in one]
        told = json.dumps(["./", *files], ensure_ascii=False)
        marks = (self.content(one) or b"" for one in files if "media/" not in one)
        version = short_hash(page_html(self.deck), told, *marks)
        head = f'const VERSION = "{version}";\nconst FILES = {told};\n'
        return head + asset_text(WORKER)
