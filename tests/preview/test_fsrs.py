"""The scheduler of the study mode gives what py-fsrs gives, answer for answer."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from fsrs import Card, Rating, Scheduler

from builder.preview.assetfiles import asset_text

START = datetime(2026, 1, 1, tzinfo=UTC)
REPLAY = """
(lives) => lives.map((life) => {
  let card = Fsrs.fresh();
  return life.map(([grade, time]) => {
    card = Fsrs.review(card, grade, time);
    return [card.state, card.step, card.stability, card.difficulty, card.due];
  });
})
"""


def lives() -> list[list[tuple[int, int]]]:
    """Answers and their times (milliseconds), as learners give them and as none does."""
    chance = random.Random(3)  # noqa: S311 -- repeatable
    found = []
    for _ in range(300):
        time, life = START, []
        for _ in range(chance.randint(1, 25)):
            life.append((chance.randint(1, 4), int(time.timestamp() * 1000)))
            minutes = chance.choice([1, 6, 10, 60, 600, 1440, 3000, 20_000, 200_000])
            time += timedelta(minutes=minutes + chance.randint(0, 9))
        found.append(life)
    return found


def replayed(life: list[tuple[int, int]]) -> list[tuple[Any, ...]]:
    scheduler, card = Scheduler(enable_fuzzing=False), Card()
    told = []
    for grade, time in life:
        at = datetime.fromtimestamp(time / 1000, UTC)
        card, _ = scheduler.review_card(card, Rating(grade), at)
        told.append(
            (
                card.state.name.lower(),
                card.step,
                round(card.stability or 0, 9),
                round(card.difficulty or 0, 9),
                round(card.due.timestamp() * 1000),
            )
        )
    return told


def test_every_answer_is_scheduled_as_py_fsrs_does(page: Any) -> None:
    page.evaluate(asset_text("fsrs.js") + ";window.Fsrs = Fsrs")
    found = page.evaluate(REPLAY, json.loads(json.dumps(lives())))
    actual = [
        [
            (state, step, round(s, 9), round(d, 9), due)
            for state, step, s, d, due in life
        ]
        for life in found
    ]

    assert [replayed(life) for life in lives()] == actual
