"""How much of a source is left out, and where the most of it stood."""

from __future__ import annotations

import pytest

from builder.sources.items import Item, LeftOut
from builder.sources.losses import Losses, losses

ITEMS = (Item("What is it?", "x" * 89, 10), Item("Why?", "y" * 96, 30))
TITLE = LeftOut(1, "Boats", "title of the document")
FEW = LeftOut(20, "z" * 10, "belongs to no question")
LONG = LeftOut(40, "u\n" * 100, "after the questions")
MORE = LeftOut(50, "v" * 40, "navigation or advertisement")


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        pytest.param((), Losses(), id="nothing"),
        pytest.param((LeftOut(3, "<!-- x -->", "comment"),), Losses(), id="a comment"),
        pytest.param((TITLE, MORE), Losses(2), id="no loss"),
        pytest.param(
            (FEW,),
            Losses(1, 10 / 210, 20, 20, "belongs to no question"),
            id="a little",
        ),
        pytest.param(
            (TITLE, FEW, LONG, MORE),
            Losses(4, 210 / 410, 40, 139, "after the questions"),
            id="much, the most of it at the end",
        ),
    ],
)
def test_losses(left_out: tuple[LeftOut, ...], expected: Losses) -> None:
    assert losses(ITEMS, left_out) == expected


def test_pieces_without_a_question_between_them_are_one_place() -> None:
    parts = [LeftOut(line, "w" * 9, "belongs to no question") for line in (11, 12, 40)]
    found = losses(ITEMS, [*parts, LeftOut(2, "w" * 10, "belongs to no question")])

    assert [found.first, found.last] == [11, 12]


def test_more_than_a_tenth_is_much() -> None:
    assert not Losses(1, 0.1).is_much
    assert Losses(1, 0.11).is_much
