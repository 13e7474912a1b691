"""What a command needs to be replayed when nothing has changed: its grounds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.reports.replay import Replay
    from builder.reports.words import Said


def watch(replay: Replay | None, folder: Path, project: Path | None) -> None:
    """Have the project in ``folder`` watched, which was found from ``project``, or here."""
    if replay is None:
        return
    from builder.base.transaction import journal_in
    from builder.cards.project import (
        CARDS_FOLDER,
        DECK_FILE,
        MEDIA_FOLDER,
        workplace,
    )
    from builder.reports.replay import Grounds

    start = project or Path.cwd()
    upwards = [start.resolve(), *start.resolve().parents]
    replay.watch(
        Grounds(
            start=start,
            folders=[folder / CARDS_FOLDER, folder / MEDIA_FOLDER],
            absent=[
                journal_in(workplace(folder)),
                *(
                    one / CARDS_FOLDER / DECK_FILE
                    for one in upwards[: upwards.index(folder)]
                ),
            ],
        )
    )


def cache_of(replay: Replay | None) -> Path | None:
    """Return where renderings are kept; nothing for a command that remembers nothing."""
    from builder.base import cachefolder

    return None if replay is None else cachefolder.cache_folder()


def cache_told(*, verbose: bool) -> Iterator[Said]:
    """Yield where the cache is, for those who ask."""
    if verbose:
        from builder.reports.replay import Replay
        from builder.reports.words import Said

        yield Said(text=f"cache: {Replay.folder()}\n", is_talk=True)
