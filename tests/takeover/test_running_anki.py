"""Promise: a running Anki is asked as AnkiConnect answers, and nothing in it is changed.

``tests/data/ankiconnect`` holds what was asked of AnkiConnect 25.11 in Anki 26.9.3, and
what it answered; its packages are made by the engine anew.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import DECK, MakeProject, decks, snapshot
from places import ROOT
from takeover.phone import exported, note_with, phone, retype

RECORDED = json.loads((ROOT / "tests/data/ankiconnect/pull.json").read_bytes())
CARDS = """\
notes:
  - {id: a, front: Teh quick, back: x}
  - {id: b, front: moved away, back: x}
"""
Answer = Callable[[dict[str, Any]], object]


class _Recorded:
    """Answers as the recording does, in its order."""

    def __init__(self, package: Path) -> None:
        self.package = package
        self.left = list(RECORDED)

    def __call__(self, asked: dict[str, Any]) -> object:
        known = self.left.pop(0)
        expected = json.loads(json.dumps(known["request"]))
        if asked["action"] == "exportPackage":
            path = asked["params"]["path"]
            expected["params"]["path"] = path
            Path(path).write_bytes(self.package.read_bytes())

        assert expected == asked

        return known["answer"]


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], str]]:
    servers: list[HTTPServer] = []

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                told = answer(json.loads(self.rfile.read(size)))
                content = told if isinstance(told, bytes) else json.dumps(told).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    deck = DECK.replace("name: Test", "name: Rec").replace("test-key", "rec-key")
    folder = make_project({"cards/deck.yaml": deck, "cards/cards.yaml": CARDS})
    assert decks("build", "--out", folder / "dist/now.apkg", folder=folder).code == 0
    return folder


def test_edits_come_home_as_the_add_on_tells_them(
    project: Path, tmp_path: Path, serve: Callable[[Answer], str]
) -> None:
    with phone(tmp_path / "phone", project / "dist/now.apkg") as col:
        retype(col, "Teh", "The")
        # AnkiConnect exports the deck alone: this note is in another now.
        col.remove_notes([note_with(col, "moved away").id])
        recorded = _Recorded(exported(col, tmp_path, "legacy"))

    result = decks("pull", "--connect", serve(recorded), folder=project)

    assert result.code == 0, result.output
    assert recorded.left == []
    assert result.stdout.splitlines() == [
        "cards/cards.yaml:2: a front: [-Teh-]{+The+} quick",
        "cards/cards.yaml:3: b back: [-x-]{+edited there+}",
    ]
    assert result.stderr.splitlines() == [
        "Anki: 2 notes compared: 2 edits in 2 notes",
        "Next: git diff, then decks build",
    ]
    edited = CARDS.replace("Teh", "The").replace(
        "away, back: x", 'away, back: "edited there"'
    )
    assert edited.replace("front: The quick", 'front: "The quick"') == (
        project / "cards/cards.yaml"
    ).read_text(encoding="utf-8")


WRONG = [
    pytest.param(
        lambda _: {"result": ["Default"], "error": None},
        "no deck `Rec` in Anki: import the package into it first, or name an export of "
        "the deck",
        id="no deck",
    ),
    pytest.param(
        lambda _: {"result": None, "error": "collection is not available"},
        "ADDRESS: AnkiConnect: collection is not available",
        id="Anki shows the profiles",
    ),
    pytest.param(
        lambda _: b"<html>",
        "ADDRESS: what answers there is no AnkiConnect",
        id="a page",
    ),
    pytest.param(
        lambda asked: {
            "result": ["Rec"] if asked["action"] == "deckNames" else False,
            "error": None,
        },
        "ADDRESS: Anki wrote no package of the deck `Rec`: does it run on this computer?",
        id="no package",
    ),
]


@pytest.mark.parametrize(("answer", "message"), WRONG)
def test_what_is_refused(
    answer: Answer, message: str, project: Path, serve: Callable[[Answer], str]
) -> None:
    before = snapshot(project)
    address = serve(answer)

    result = decks("pull", "--connect", address, folder=project)

    assert (result.code, result.stderr) == (
        1,
        f"decks: {message.replace('ADDRESS', address)}\n",
    )
    assert before == snapshot(project)


def test_no_anki_runs(project: Path) -> None:
    before = snapshot(project)

    result = decks("pull", "--connect", "http://127.0.0.1:1", folder=project)

    assert (result.code, result.stderr) == (
        1,
        "decks: no Anki answers at http://127.0.0.1:1: start Anki with the add-on "
        "AnkiConnect, or name an export, or, with Anki closed, its collection.anki2\n",
    )
    assert before == snapshot(project)
