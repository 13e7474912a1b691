"""What no package has ever made the engine do is judged all the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from two_builds import TWO, codes

from builder.anki import engine
from builder.versions.judgement import judge
from builder.versions.learner import Stages
from builder.versions.outcome import ProjectNote


@pytest.fixture
def stages(change: Any, old: Path, tmp_path: Path) -> Stages:
    change(TWO, TWO)
    with engine.open_collection(tmp_path / "learner") as collection:
        engine.import_package(collection, old)
        first = engine.snapshot(collection)
        engine.study(collection)
        studied = engine.snapshot(collection)
        log = engine.import_package(collection, old)
        health = engine.examine(collection)
    assert health == engine.Health("", (), ())
    return Stages(first, studied, studied, first, log, health)


def test_lost_scheduling_is_told(stages: Stages) -> None:
    reset, gone = stages.old.cards[0], stages.before.cards[1:1]
    after = replace(stages.after, cards=(reset, *gone))

    result = judge(replace(stages, after=after), {})

    assert codes(result) == {"not-arrived": 1, "scheduling": 2}


def test_a_moved_card_is_told(stages: Stages) -> None:
    first, *others = stages.after.cards
    after = replace(stages.after, cards=(replace(first, deck="Other"), *others))

    result = judge(replace(stages, after=after), {})

    assert codes(result) == {"scheduling": 1}


def test_damage_is_told(stages: Stages) -> None:
    health = replace(stages.health, damage="Found 1 note with no cards.")

    result = judge(replace(stages, health=health), {})

    assert codes(result) == {"database": 1}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(("<b>a</b> &lt; b", "x"), "a < b", id="html"),
        pytest.param(("a {{c1::b::hint}} {{c2::d}}",), "a b d", id="cloze"),
        pytest.param(("<img src=x>", "second"), "second", id="a picture first"),
        pytest.param(("x" * 100,), "x" * 59 + "…", id="long"),
        pytest.param(("",), "", id="nothing"),
    ],
)
def test_a_note_is_known_by_its_first_words(
    stages: Stages, fields: tuple[str, ...], expected: str
) -> None:
    note = replace(stages.new.notes[0], fields=fields)
    new = replace(stages.new, notes=(note, *stages.new.notes[1:]))

    result = judge(replace(stages, new=new), {note.guid: ProjectNote("shown")})

    assert expected in [one.question for one in result.notes if one.project_note]
