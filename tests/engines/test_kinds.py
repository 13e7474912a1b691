"""Promise: cards show the same on every engine, and are those that it would make.

Every kind of note, on every release of the engine that is asked for.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import DECK, decks, write_files
from engines.engine import NEWEST, Engine, started
from engines.workshop import imported
from every_kind import FILES

from builder.anki.identity import note_guid

# Up to 23.10 the engine tells the window less of a mask: not its number, nor the size of
# a text, nor which one was asked for. What stands on the card is the same.
_SCANT_MASKS = (23, 10, 1)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kinds")
    write_files(folder, {**FILES, "cards/deck.yaml": DECK})
    result = decks("build", folder=folder)
    assert result.code == 0, result.output
    return folder / "dist/test-1.0.0.apkg"


@pytest.fixture(scope="module")
def expected(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What each card shows on the newest engine."""
    with started(NEWEST) as newest:
        folder = tmp_path_factory.mktemp("newest") / "learner"
        _, sides = newest.tell(folder, imported(package), ("sides",))
        return sides


def test_every_kind_shows_the_same(
    engine: Engine, package: Path, expected: Any, tmp_path: Path
) -> None:
    _, sides = engine.tell(tmp_path / "learner", imported(package), ("sides",))

    has_scant_masks = engine.numbers <= _SCANT_MASKS
    assert _plain(sides, has_scant_masks) == _plain(expected, has_scant_masks)


def test_every_kind_has_the_cards_of_the_engine(
    engine: Engine, package: Path, tmp_path: Path
) -> None:
    told = engine.tell(
        tmp_path / "learner",
        imported(package),
        ("empty_cards",),
        ("missing_cards",),
        ("damage",),
    )

    assert told[1:] == [[], [], ""]


def test_the_mask_editor_finds_the_masks(
    engine: Engine, package: Path, tmp_path: Path
) -> None:
    _, masks = engine.tell(tmp_path / "learner", imported(package), ("masks",))

    assert masks == {
        note_guid("test-key", "occlusion"): 5,
        note_guid("test-key", "occlusion-drawn"): 4,
    }


def _plain(sides: list[list[Any]], has_scant_masks: bool) -> list[list[Any]]:
    return [
        [guid, ordinal, *(_shown(text, has_scant_masks) for text in texts), heard]
        for guid, ordinal, *texts, heard in sides
    ]


def _shown(side: str, has_scant_masks: bool) -> str:
    """A side without what each engine makes up itself."""
    side = re.sub(r"<a class=hint.*?</div>", "", side, flags=re.DOTALL)
    if has_scant_masks:
        hidden = r'<div style="display: none">(?:(?!</div>\n).)*</div>'
        side = re.sub(hidden, "", side)
    return side
