"""What small steps of an import make of the texts in data/pieces."""

from __future__ import annotations

from pathlib import Path

import pieces
import pytest


def test_every_step_has_its_file() -> None:
    assert sorted(pieces.STEPS) == sorted(path.stem for path in pieces.FILES)


@pytest.mark.parametrize("path", pieces.FILES, ids=lambda path: path.stem)
def test_pieces(path: Path, *, is_update: bool) -> None:
    if is_update:
        pieces.update(path)

    assert pieces.wrong(path.stem, pieces.pieces(path)) == []
