"""A command that stays and runs again after each save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from builder.base.treehash import UnusualFileError, tree_hash
from builder.cards.project import CARDS_FOLDER, LOCK_FILE, MEDIA_FOLDER
from builder.cli.endings import exit_code
from builder.cli.results import say
from builder.saves import saves


def stay(folder: Path, once: Callable[[], None]) -> None:
    """Run now, and again whenever a card file or a picture is saved, until Ctrl-C.

    Raises:
        BuilderError: The library that tells of saves is not there.
    """
    places = [place for place in _places(folder) if place.is_dir()]
    before = ""
    try:
        for _ in saves(places):
            state = _state(places)
            if state and state == before:
                continue
            before = state  # of what is run now: a save meanwhile is another
            _run(once)
            say("waiting for the next save; Ctrl-C ends it")
    except KeyboardInterrupt:
        return


def _places(folder: Path) -> tuple[Path, Path]:
    return folder / CARDS_FOLDER, folder / MEDIA_FOLDER


def _state(places: list[Path]) -> str:
    """Return a hash of what an author can save; nothing where that cannot be told."""
    try:
        return "".join(tree_hash(str(place), without={LOCK_FILE}) for place in places)
    except (OSError, UnusualFileError):
        return ""


def _run(once: Callable[[], None]) -> None:
    """Run a command, which says itself what is wrong."""
    try:
        once()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 -- each way to end is only this run's
        exit_code(error)
