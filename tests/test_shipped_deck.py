"""The shipped deck keeps what it promises: complete, sound, and every picture used."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import night
import pytest
import yaml
from conftest import decks
from places import ROOT

FILES = [
    path
    for path in sorted((ROOT / "cards").rglob("*/*.yaml"))
    if "notetypes" not in path.parts
]
PICTURES = list(night.drawings())
# What a phone of 390 pixels leaves for a picture in a box, before the style sheet lets
# it take the padding of the box too.
PHONE = 326


def notes() -> list[dict[str, Any]]:
    """All notes as written, with the tags and the source of their file."""
    found = []
    for path in FILES:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for note in content["notes"]:
            tags = [*content.get("tags", []), *note.get("tags", [])]
            source = note.get("source", content.get("source", ""))
            found.append({**note, "tags": tags, "source": source})
    return found


def kind(note: dict[str, Any]) -> str:
    for name in ("points", "cloze", "choices", "steps", "typed", "reversed"):
        if note.get(name):
            return name
    return "basic"


def test_every_question_is_answered() -> None:
    questions = {
        int(number)
        for note in notes()
        for number in re.findall(r"k8s-interview\.txt#(\d+)", note["source"])
    }

    assert questions == set(range(1, 76))


def test_every_question_can_be_rehearsed() -> None:
    """One spoken note a question: as it is asked, in points, in half a minute."""
    spoken = [note for note in notes() if note.get("points") and note["source"]]
    asked = Counter(
        int(number)
        for note in spoken
        for number in re.findall(r"k8s-interview\.txt#(\d+)$", note["source"])
    )

    assert asked == dict.fromkeys(range(1, 76), 1)
    for note in spoken:
        assert 4 <= len(note["points"]) <= 7, note["id"]
        assert {"short", "follow_up"} <= note.keys(), note["id"]


def test_it_has_notes_of_every_kind() -> None:
    found = notes()
    kinds = Counter(kind(note) for note in found)

    assert len(found) >= 650
    assert kinds["choices"] >= 20
    assert kinds["typed"] + kinds["reversed"] >= 25
    assert kinds["cloze"] >= 80
    assert kinds["basic"] >= 40
    assert kinds["steps"] >= 10


def test_every_note_has_its_tags() -> None:
    for note in notes():
        difficulties = [tag for tag in note["tags"] if tag.startswith("difficulty::")]

        assert difficulties in (
            ["difficulty::1"],
            ["difficulty::2"],
            ["difficulty::3"],
        ), note["id"]
        assert {"docker", "k8s"} & {tag.split("::")[0] for tag in note["tags"]}, note[
            "id"
        ]
        assert "draft" not in note["tags"]


def test_every_page_that_a_note_names_is_listed() -> None:
    listed = (ROOT / "docs/deck-sources.md").read_text(encoding="utf-8")
    pages = {note["source"] for note in notes() if "://" in note["source"]}

    assert [page for page in sorted(pages) if page not in listed] == []


def test_check_finds_nothing() -> None:
    result = decks("check", "--strict", "--json", folder=ROOT)

    assert json.loads(result.stdout)["findings"] == []
    assert result.code == 0


def test_the_lock_is_committed_with_the_cards(tmp_path: Path) -> None:
    result = decks("build", "--locked", "--json", "--out", tmp_path, folder=ROOT)

    assert result.code == 0, result.stderr
    packages = json.loads(result.stdout)["packages"]
    assert len(packages) >= 6
    assert packages[0]["bytes"] < 500_000


def test_there_are_pictures_enough() -> None:
    assert len(PICTURES) >= 14


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_pictures_are_readable_on_a_phone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sizes = [float(size) for size in re.findall(r'font-size[=:]\s*"?([\d.]+)', text)]
    width = float(re.findall(r'viewBox="0 0 ([\d.]+)', text)[0])

    assert "<title>" in text
    assert "<script" not in text
    assert "foreignObject" not in text
    assert sizes
    assert min(sizes) * PHONE / width >= 11.5
    assert path.stat().st_size < 8192


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_pictures_have_a_twin_for_the_night(path: Path) -> None:
    """`python tests/night.py` makes it."""
    drawn = night.by_night(path.read_text(encoding="utf-8"))

    assert drawn == night.twin(path).read_text(encoding="utf-8")


def test_no_question_shows_a_picture() -> None:
    for note in notes():
        questions = [note.get("front", ""), *note.get("choices", [])]
        assert not any("![" in str(text) for text in questions), note["id"]
