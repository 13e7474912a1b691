"""A running Anki, asked over the add-on AnkiConnect.

https://git.sr.ht/~foosoft/anki-connect: JSON over HTTP, on this computer alone.
"""

from __future__ import annotations

import http.client
import json
import os
import urllib.parse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from builder.base.diagnostic import BuilderError

ADDRESS = "http://127.0.0.1:8765"
"""Where the add-on listens."""

_PORT = 8765
_VERSION = 6
_WAIT = 120
_LARGEST_ANSWER = 256 * 2**20
_KEY = "ANKICONNECT_API_KEY"


class RunningAnki:
    """An Anki at an address; it does nothing that changes its collection."""

    def __init__(self, address: str = ADDRESS) -> None:
        self._address = address

    def deck_names(self) -> list[str]:
        """Return the names of all decks."""
        return [str(name) for name in self._ask("deckNames") or ()]

    def export_deck(self, deck: str, target: Path) -> None:
        """Have Anki write a deck with those below it, as it writes packages."""
        told = self._ask(
            "exportPackage", deck=deck, path=str(target), includeSched=False
        )
        if not told or not target.is_file():
            raise BuilderError(
                f"{self._address}: Anki wrote no package of the deck `{deck}`: does it run "
                "on this computer?"
            )

    def notes_by_number(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """Return those notes that are there, each as AnkiConnect tells it."""
        told = self._ask("notesInfo", notes=list(numbers))
        return [one for one in told or () if isinstance(one, dict) and one]

    def _ask(self, action: str, **parameters: Any) -> Any:
        asked: dict[str, Any] = {"action": action, "version": _VERSION}
        if parameters:
            asked["params"] = parameters
        if key := os.environ.get(_KEY):
            asked["key"] = key
        try:
            answer = json.loads(self._answer(json.dumps(asked).encode()))
            error, result = answer["error"], answer["result"]
        except (OSError, http.client.HTTPException) as problem:
            raise BuilderError(
                f"no Anki answers at {self._address}: start Anki with the add-on "
                "AnkiConnect, or name an export, or, with Anki closed, its collection.anki2"
            ) from problem
        except (ValueError, TypeError, KeyError) as problem:
            raise BuilderError(
                f"{self._address}: what answers there is no AnkiConnect"
            ) from problem
        if error:
            raise BuilderError(f"{self._address}: AnkiConnect: {error}")
        return result

    def _answer(self, content: bytes) -> bytes:
        """Send a request, past any proxy: it is to this computer."""
        told = urllib.parse.urlsplit(self._address)
        if told.scheme != "http" or not told.hostname:
            raise BuilderError(
                f"--connect {self._address}: write an address such as `{ADDRESS}`"
            )
        connection = http.client.HTTPConnection(
            told.hostname, told.port or _PORT, timeout=_WAIT
        )
        try:
            head = {"Content-Type": "application/json"}
            connection.request("POST", told.path or "/", content, head)
            return connection.getresponse().read(_LARGEST_ANSWER)
        finally:
            connection.close()
