"""What a learner may have done to a collection, in any release of the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import learner as learning
from anki.collection import Collection


@dataclass(frozen=True)
class Learner:
    """What was done to the note that the author edits; ``is_later``: after the release.

    Every learner but the first has studied all cards before.
    """

    name: str
    act: Callable[[Collection, int], None]
    is_later: bool = False
    has_studied: bool = True


def rest(col: Collection, note_id: int) -> None:
    """Do nothing."""


def edit(col: Collection, note_id: int) -> None:
    learning.edit_note(col, note_id, "Extra", "my own words")


def edit_another(col: Collection, note_id: int) -> None:
    (other,) = col.find_notes('"Front:other front"')
    edit(col, other)
    tag(col, other)


def tag(col: Collection, note_id: int) -> None:
    learning.add_tags(col, note_id, "mine")


def restyle(col: Collection, note_id: int) -> None:
    learning.change_css(col, note_id, "\n.card { font-size: 40px; }\n")


def move(col: Collection, note_id: int) -> None:
    learning.move_cards(col, note_id, "My own")


def suspend(col: Collection, note_id: int) -> None:
    ids = col.db.list("select id from cards where nid = ?", note_id)
    col.sched.suspend_cards(ids)
    col.set_user_flag_for_cards(3, ids)


def everything(col: Collection, note_id: int) -> None:
    for deed in (edit, tag, restyle, move, suspend):
        deed(col, note_id)
    learning.change_templates(col, note_id, "<p>mine</p>")
    learning.rename_deck(col, "Deck", "Renamed")


LEARNERS = [
    Learner("fresh", rest, has_studied=False),
    Learner("studied", rest),
    Learner("edited it", edit),
    Learner("edited it later", edit, is_later=True),
    Learner("edited another", edit_another),
    Learner("tagged it", tag),
    Learner("tagged it later", tag, is_later=True),
    Learner("changed CSS", restyle),
    Learner("changed CSS later", restyle, is_later=True),
    Learner("moved the card", move),
    Learner("suspended and flagged it", suspend),
    Learner("deleted the note", learning.delete_note),
    Learner("did everything", everything),
]
