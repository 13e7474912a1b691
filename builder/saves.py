"""What an author saves below some folders, as it happens: the only module for watchfiles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

from builder.base.diagnostic import BuilderError

# Editors write a file in several steps: these are one save. In milliseconds.
_ONE_SAVE, _LONGEST_SAVE, _FIRST_LOOK = 30, 300, 1000


def saves(places: Sequence[Path]) -> Iterator[None]:
    """Yield at once, and then after each save.

    Raises:
        BuilderError: The library that tells of saves is not there.
    """
    try:
        from watchfiles import watch
    except ImportError:
        raise BuilderError(
            "--watch needs watchfiles: pip install 'anki-deck-builder[watch]'"
        ) from None
    yield None
    changes = watch(
        *places,
        step=_ONE_SAVE,
        debounce=_LONGEST_SAVE,
        rust_timeout=_FIRST_LOOK,
        yield_on_timeout=True,
    )
    # It looks from here on: what was saved during the first run is seen by looking again.
    next(changes)
    yield None
    for change in changes:
        if change:
            yield None


async def saves_to_come(
    places: Sequence[Path], *, ignored: Sequence[str] = ()
) -> AsyncIterator[None]:
    """Yield after each save; files whose names match an ignored pattern are none."""
    from watchfiles import DefaultFilter, awatch

    looked_at = DefaultFilter(ignore_entity_patterns=tuple(ignored))
    async for _ in awatch(
        *places, watch_filter=looked_at, step=_ONE_SAVE, debounce=_LONGEST_SAVE
    ):
        yield None
