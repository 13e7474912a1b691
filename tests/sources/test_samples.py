"""Every file of data/import with the items expected beside it.

A new case is a new file there; ``pytest --update`` writes what is found, to be
read before it is committed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from places import DATA

from builder.importing import ImportOptions, preview

SAMPLES = DATA / "import"
FILES = sorted(
    path
    for path in SAMPLES.iterdir()
    if path.is_file() and not path.name.endswith(".expected.json")
)


def found_in(path: Path) -> dict[str, Any]:
    source = preview([path], ImportOptions()).sources[0]
    return {
        "items": [
            {
                "line": one.item.line,
                "question": one.item.question.split("\n"),
                "answer": one.item.answer.split("\n"),
                "tags": list(one.item.tags),
                "notes": [note.kind for note in one.notes],
            }
            | (
                {
                    "choices": list(one.item.choices),
                    "right": [one.item.choices[place] for place in one.item.right],
                }
                if one.item.choices
                else {}
            )
            for one in source.items
        ],
        "left out": []
        if source.found.refusal
        else [
            f"{one.line}: {one.reason}"
            for one in source.found.left_out
            if one.reason not in {"markup", "comment"}
        ],
        "refused": bool(source.found.refusal),
    }


def test_there_are_enough_samples() -> None:
    assert len(FILES) >= 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sample(path: Path, *, is_update: bool) -> None:
    expected_path = path.with_name(f"{path.name}.expected.json")
    found = found_in(path)
    if is_update:
        text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        expected_path.write_text(text, encoding="utf-8")

    assert json.loads(expected_path.read_text(encoding="utf-8")) == found
