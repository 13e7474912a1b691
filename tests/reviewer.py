"""Anki's own reviewer in Chromium: its page, its MathJax, and all that cards do there.

The files are those of the ``aqt`` wheel; nothing of ``aqt`` is imported.
"""

from __future__ import annotations

import contextlib
import html
import importlib.util
import json
import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from look import CHROMIUM, FLAGS

_AQT = importlib.util.find_spec("_aqt")
WEB = next(
    (Path(one, "data/web") for one in (_AQT and _AQT.submodule_search_locations) or ()),
    None,
)
_JUDGE = Path(__file__).with_name("judge.js").read_text(encoding="utf-8")
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass
class Seen:
    """What was wrong with cards in a browser, and what it asked the network for."""

    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def skip_without_browser() -> None:
    """Skip a test where Chromium or Anki's files are missing, but never in CI."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine")
    if WEB is None and not os.environ.get("CI"):
        pytest.skip("no aqt: `make test` installs it (`pip install --no-deps aqt`)")


def show(cards: Mapping[str, str], media: Path, *, each: int = 60) -> Seen:
    """Show cards by name, some at a time, and tell what they did."""
    assert CHROMIUM is not None, "continuous integration must install Chromium"
    assert WEB is not None, "continuous integration must install aqt"
    with (
        _serving(_page(cards, each), media) as server,
        tempfile.TemporaryDirectory() as at,
    ):
        address = f"127.0.0.1:{server.server_port}"
        finished = subprocess.run(
            [CHROMIUM, *FLAGS, f"--user-data-dir={at}", "--dump-dom",
             f"--host-resolver-rules=MAP evil.test {address},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1",
             "--virtual-time-budget=100000", f"http://{address}/"],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        text = finished.stdout.decode()
        found = re.search(r'<pre id="result">(.+?)</pre>', text, re.DOTALL)
        assert found, text[-2000:]
        return Seen(json.loads(html.unescape(found[1])), server.asked)


class _Server(ThreadingHTTPServer):
    """Anki's files, the media and the page; whatever else is asked for is noted."""

    def __init__(self, page: str, media: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.page = page.encode()
        self.media = media
        self.asked: list[str] = []

    def found(self, host: str, path: str) -> bytes | None:
        if host != f"127.0.0.1:{self.server_port}":
            return None
        if path == "/":
            return self.page
        assert WEB is not None
        folder = WEB if path.startswith("/_anki/") else self.media
        file = folder / path.removeprefix("/_anki/").lstrip("/")
        is_inside = file.resolve().is_relative_to(folder.resolve())
        return file.read_bytes() if is_inside and file.is_file() else None


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        content = self.server.found(self.headers.get("Host", ""), self.path)
        if content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header(
            "Content-Type", _TYPES.get(Path(self.path).suffix, "text/html")
        )
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def send_error(self, code: int, *_: Any) -> None:
        # What is no HTTP, such as the first words of TLS, ends here too.
        host = self.headers.get("Host", "") if hasattr(self, "headers") else ""
        self.server.asked.append(f"{host}{getattr(self, 'path', '')} ({code})")
        with contextlib.suppress(OSError):
            super().send_error(code)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def _serving(page: str, media: Path) -> Iterator[_Server]:
    server = _Server(page, media)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _page(cards: Mapping[str, str], each: int) -> str:
    # After `Reviewer.revHtml` and `AnkiWebView.stdHtml`: qt/aqt/reviewer.py, webview.py
    return (
        '<!doctype html><html><head><meta charset="utf-8">'
        '<link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="/_anki/css/webview.css">'
        '<link rel="stylesheet" href="/_anki/css/reviewer.css"></head>'
        '<body class="card"><script>window.ran=0;window.run=()=>{ran+=1};window.called=[];'
        "window.pycmd=window.bridgeCommand=one=>called.push(one)</script>"
        '<script src="/_anki/js/webview.js"></script>'
        '<script src="/_anki/js/reviewer.js"></script>'
        '<div id="_mark" hidden></div><div id="_flag" hidden></div>'
        '<div id="qa" dir="auto"></div><pre id="result"></pre>'
        f"<script>const cards={_script(list(cards.items()))},each={each};{_JUDGE}</script>"
        "</body></html>"
    )


def _script(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c")
