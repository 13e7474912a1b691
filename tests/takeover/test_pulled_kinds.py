"""Promise: a word that is edited in Anki comes home, in whatever text of whatever kind."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from anki.collection import Collection
from conftest import DECK, MakeProject, decks
from every_kind import FILES
from takeover.phone import exported, phone

# A word that is seen: none of a tag, an address, a name of a class or a language.
_WORD = re.compile(
    r'(?<![\w&<\[{:/."=-])([A-Za-z]{4,})(?![^<]*>|[\w.=:"-])'
)  # fmt: skip
_NO_TEXT = ("<img", "[sound", "image-occlusion")


def _edit_all(col: Collection) -> int:
    """Change a word in every field that a person could read, and count them."""
    count = 0
    for note in map(col.get_note, col.find_notes("")):
        for place, value in enumerate(note.fields):
            word = _WORD.search(value)
            if word and not any(sign in value for sign in _NO_TEXT):
                end = word.end()
                note.fields[place] = f"{value[:end]}QX{value[end:]}"
                count += 1
        col.update_note(note)
    return count


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["Unix", "Windows"])
def test_every_text_of_every_kind(
    line_end: str, make_project: MakeProject, tmp_path: Path
) -> None:
    text = str(FILES["cards/every.yaml"]).replace("\n", line_end)
    folder = make_project({"cards/deck.yaml": DECK, **FILES, "cards/every.yaml": text})
    assert decks("build", "--out", "now.apkg", folder=folder).code == 0
    with phone(tmp_path / "phone", folder / "now.apkg") as col:
        count = _edit_all(col)
        source = exported(col, tmp_path)

    told = json.loads(decks("pull", source, "--json", folder=folder).stdout)
    again = decks("pull", source, folder=folder)
    built = decks("build", "--out", "new.apkg", folder=folder)

    assert (count, [], []) == (len(told["edits"]), told["left"], told["conflicts"])
    assert "nothing new" in again.stderr
    assert "stays in Anki" not in again.stderr
    assert built.code == 0, built.output
    after = (folder / "cards/every.yaml").read_bytes().decode()
    assert after.count("\n") == after.count(line_end)
    assert _comments(text) == _comments(after)
    assert "```python" in after


def _comments(text: str) -> list[str]:
    return re.findall(r"(?m)^\s*#.*$", text)
