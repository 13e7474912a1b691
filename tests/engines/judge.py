"""The judge: does to collections what it is told, with the engine beside it.

Any release of the engine's own Python starts it, which has ``anki`` and nothing else. A
line of JSON in is a story: a folder with a collection, and the steps to take there. A
line out is what came of each step.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import anki.lang
import learner
from anki import import_export_pb2
from anki.collection import Collection
from anki.decks import DeckId
from engines.deeds import LEARNERS

# The page that an error on a card links to, today's and that of older releases; braces.
_FAULT = r"templates/errors\.html|anki\.tenderapp\.com|\{\{"
_DEEDS = {one.name: one.act for one in LEARNERS}


def import_package(col: Collection, package: str, moment: int) -> list[int]:
    """Import as a learner who changes nothing in the dialog; count what became of it."""
    start = int(time.time())
    if hasattr(import_export_pb2, "ImportAnkiPackageOptions"):
        request = import_export_pb2.ImportAnkiPackageRequest(
            package_path=package, options=import_export_pb2.ImportAnkiPackageOptions()
        )
        log = col.import_anki_package(request).log
    else:  # up to 2.1.66 there is nothing to choose
        log = col.import_anki_package(package).log
    _set_clock(col, start, moment)
    return [len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)]


def study(col: Collection) -> None:
    """Answer every card once."""
    options = col.decks.config_dict_for_deck_id(DeckId(1))
    options["new"]["perDay"] = 999
    col.decks.update_config(options)
    learner.learn(col)


def do(col: Collection, name: str, guid: str, moment: int) -> None:
    """Do what a learner does to a note."""
    start = int(time.time())
    note_id = col.db.scalar("select id from notes where guid = ?", guid)
    _DEEDS[name](col, note_id)
    _set_clock(col, start, moment)


def _set_clock(col: Collection, start: int, moment: int) -> None:
    """Let what was done since the start of a step be done at another moment."""
    col.db.execute("update notes set mod = ? where mod >= ?", moment, start)
    col.db.execute(
        "update notetypes set mtime_secs = ? where mtime_secs >= ?", moment, start
    )


def remove_card(col: Collection, guid: str, ordinal: int) -> None:
    """Delete one card of a note."""
    col.remove_cards_and_orphaned_notes(
        col.db.list(
            "select c.id from cards c join notes n on n.id = nid"
            " where guid = ? and ord = ?",
            guid,
            ordinal,
        )
    )


def remove_empty_cards(col: Collection) -> None:
    """Do what *Tools → Empty Cards* does."""
    for note in col.get_empty_cards().notes:
        col.remove_cards_and_orphaned_notes(note.card_ids)


def faults(col: Collection) -> list[list[Any]]:
    """Return the cards that ask nothing or show what was not meant to be read."""
    found = []
    for card_id, guid, ordinal in _cards(col):
        sides = col.get_card(card_id).render_output()
        text = sides.question_text + sides.answer_text
        if re.search(_FAULT, text):
            found.append([guid, ordinal])
    return found


def sides(col: Collection) -> list[list[Any]]:
    """Return what each card shows, question and answer, and what it says aloud."""
    found = []
    for card_id, guid, ordinal in _cards(col):
        shown = col.get_card(card_id).render_output()
        tags = (*shown.question_av_tags, *shown.answer_av_tags)
        heard = [getattr(tag, "field_text", "") for tag in tags]
        found.append([guid, ordinal, shown.question_text, shown.answer_text, heard])
    return found


def masks(col: Collection) -> dict[str, int]:
    """Return how many masks Anki's own mask editor finds in each note that has some."""
    found = {}
    for note_id in col.find_notes("Occlusion:_*"):
        note = col.get_image_occlusion_note(note_id).note
        if isinstance(note.occlusions, str):  # up to 2.1.66 the editor reads the field
            number = note.occlusions.count("image-occlusion:")
        else:
            number = sum(len(one.shapes) for one in note.occlusions)
        found[col.get_note(note_id).guid] = number
    return found


def empty_cards(col: Collection) -> list[list[Any]]:
    """Return the cards that *Tools → Empty Cards* would remove."""
    empty = {card for note in col.get_empty_cards().notes for card in note.card_ids}
    return [
        [guid, ordinal] for card_id, guid, ordinal in _cards(col) if card_id in empty
    ]


def missing_cards(col: Collection) -> list[list[Any]]:
    """Return the cards that the engine would add, and add them."""
    before = _cards(col)
    col.after_note_updates(
        col.db.list("select id from notes"), mark_modified=False, generate_cards=True
    )
    return [card[1:] for card in _cards(col) if card not in before]


def damage(col: Collection) -> str:
    """Return what *Tools → Check Database* finds, and mend it."""
    message, is_sound = col.fix_integrity()
    return "" if is_sound else message


def _cards(col: Collection) -> list[list[Any]]:
    cards: list[list[Any]] = col.db.all(
        "select c.id, guid, ord from cards c join notes n on n.id = nid order by c.id"
    )
    return cards


STEPS: Mapping[str, Callable[..., Any]] = {
    one.__name__: one
    for one in (
        import_package,
        study,
        do,
        remove_card,
        remove_empty_cards,
        faults,
        sides,
        masks,
        empty_cards,
        missing_cards,
        damage,
    )
} | {"state": learner.rows}


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[Collection]:
    folder.mkdir(exist_ok=True)
    col = Collection(str(folder / "collection.anki2"))
    try:
        yield col
    finally:
        col.close()


def tell(story: Mapping[str, Any]) -> dict[str, Any]:
    """Take the steps of a story; an error is told, since the next story may go well."""
    try:
        with _opened(Path(story["folder"])) as col:
            return {"told": [STEPS[name](col, *args) for name, *args in story["steps"]]}
    except Exception:  # noqa: BLE001 -- who asked shall know
        return {"error": traceback.format_exc()}


def main() -> None:
    """Listen until nothing more is asked."""
    answers, sys.stdout = sys.stdout, sys.stderr  # the engine may talk
    anki.lang.set_lang("en")
    for line in sys.stdin:
        print(json.dumps(tell(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
