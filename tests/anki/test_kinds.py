"""Every kind of note renders in the engine as intended: question and answer, whole.

Golden files in tests/data/kinds; ``pytest tests/test_kinds.py --update`` writes them.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import anki_engine
import pytest
from conftest import decks, write_files
from every_kind import FILES
from places import DATA

GOLDEN = DATA / "kinds"
IDS = re.findall(r"^  - id: (.+)$", str(FILES["cards/every.yaml"]), re.MULTILINE)


@pytest.fixture(scope="module")
def sides() -> Iterator[dict[str, str]]:
    """Both sides of every card, by the id of its note."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        deck = "name: T\nslug: t\nversion: 1.0.0\nkey: k\nlanguage: zh-CN\n"
        write_files(folder, {**FILES, "cards/deck.yaml": deck})
        assert decks("build", folder=folder).code == 0
        found: dict[str, str] = {}
        with anki_engine.collection(folder / "learner") as col:
            anki_engine.import_package(col, folder / "dist/t-1.0.0.apkg")
            for card_id in col.find_cards("", order="c.due, c.ord"):
                card = col.get_card(card_id)
                output = card.render_output()
                key = IDS[card.due - 1]
                found[key] = found.get(key, "") + (
                    f"=== card {card.ord + 1}: question\n{_plain(output.question_text)}\n"
                    f"=== card {card.ord + 1}: answer\n{_plain(output.answer_text)}\n"
                )
        yield found


def _plain(side: str) -> str:
    """A side without our scripts, without blank lines, without ids made up of hashes."""
    side = re.sub(r"<script>.*?</script>", "<script>…</script>", side, flags=re.DOTALL)
    side = re.sub(r"hint\d+", "hint…", side)
    return "\n".join(line for line in side.splitlines() if line.strip())


@pytest.mark.parametrize("key", IDS)
def test_kind(sides: dict[str, str], key: str, is_update: bool) -> None:
    golden = GOLDEN / f"{key}.txt"
    if is_update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(sides[key], encoding="utf-8")

    assert golden.read_text(encoding="utf-8") == sides[key]


def test_every_golden_file_has_its_note() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == sorted(IDS)
