"""Notes as people keep them in Obsidian and on GitHub arrive, with all that they name.

``pytest tests/anki/test_dialect.py --update`` writes their fields anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import anki_engine
import pytest
from anki.collection import Collection
from conftest import decks, write_files
from dialect import FILES, FOLDER, IDS

GOLDEN = FOLDER / "fields.txt"


@pytest.fixture(scope="module")
def col(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("dialect")
    write_files(folder, FILES)
    built = decks("build", folder=folder)
    assert built.code == 0, built.output
    assert "warning" not in built.stderr
    with anki_engine.collection(folder / "learner") as opened:
        anki_engine.import_package(opened, folder / "dist/t-1.0.0.apkg")
        yield opened


def test_fields(col: Collection, is_update: bool) -> None:
    notes = [col.get_note(number) for number in col.find_notes("")]
    names = dict(zip(IDS, sorted(notes, key=_position), strict=True))
    told = "".join(
        f"=== {key}\n" + "".join(f"{field}\n" for field in note.fields if field)
        for key, note in names.items()
    )
    if is_update:
        GOLDEN.write_text(told, encoding="utf-8")

    assert GOLDEN.read_text(encoding="utf-8") == told


def _position(note: object) -> int:
    return int(min(card.due for card in note.cards()))  # type: ignore[attr-defined]  # no types


def test_all_media_arrive_and_none_is_thought_unused(col: Collection) -> None:
    found = col.media.check()
    there = {path.name for path in Path(col.media.dir()).iterdir()}

    assert (list(found.missing), list(found.unused)) == ([], [])
    assert {re.sub(r"-[0-9a-f]{8}\.", ".", name) for name in there} >= {
        "pod.svg", "pod.mp3", "_handout.pdf",
    }  # fmt: skip


def test_no_card_is_empty_or_broken(col: Collection) -> None:
    assert list(col.get_empty_cards().notes) == []
    for card_id in col.find_cards(""):
        output = col.get_card(card_id).render_output()
        for side in (output.question_text, output.answer_text):
            assert "templates/errors.html" not in side
            assert re.sub(r"<[^>]*>|&nbsp;|\s", "", side)
