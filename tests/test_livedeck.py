"""What is shown while a deck is edited is what a fresh look would show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import every_kind
import pytest
from conftest import MakeProject, write_files

from builder.base.diagnostic import BuilderError
from builder.livedeck import LiveDeck, LookedAtDeck

NOTES = """\
notes:
  - {id: a, front: first, back: "![](x.svg)"}
  - {id: b, cloze: "{{c1::one}} and ==two=="}
  - {id: own, type: word, fields: {Word: w, Meaning: m}}
"""
FILES: dict[str, str | bytes] = {
    "cards/cards.yaml": NOTES,
    "cards/other.yaml": "notes: [{front: without an id, back: b}]\n",
    "cards/notetypes/word/notetype.yaml": "fields: [Word, Meaning]\ntemplates: [A, B]\n",
    "cards/notetypes/word/A.front.html": "{{Word}}\n",
    "cards/notetypes/word/A.back.html": "{{FrontSide}}{{Meaning}}\n",
    "cards/notetypes/word/B.front.html": "{{#Meaning}}{{Meaning}}{{/Meaning}}\n",
    "cards/notetypes/word/B.back.html": "{{FrontSide}}{{Word}}\n",
    "media/x.svg": every_kind.SVG.format(3),
}


def shown(deck: LookedAtDeck) -> list[object]:
    return [
        (note.written.id, note.rendered, note.rendered and note.rendered.note_type)
        for note in deck.notes
    ]


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")

        assert old in text

        (folder / path).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def with_files(**files: str) -> Callable[[Path], None]:
    named = {
        name.replace("__", "/").replace("_", "."): one for name, one in files.items()
    }
    return lambda folder: write_files(folder, named)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(replaced("cards/cards.yaml", "first", "second"), id="a note"),
        pytest.param(replaced("cards/cards.yaml", "id: a", "id: z"), id="an id"),
        pytest.param(
            replaced("cards/cards.yaml", "notes:", "deck: D\nnotes:"), id="a head"
        ),
        pytest.param(
            replaced("cards/deck.yaml", "Test", "Other"), id="the deck's name"
        ),
        pytest.param(replaced("media/x.svg", "width", "height"), id="a picture"),
        pytest.param(
            lambda folder: (folder / "media/x.svg").unlink(), id="a picture less"
        ),
        pytest.param(with_files(media__y_svg="<svg/>"), id="a picture more"),
        pytest.param(
            replaced("cards/notetypes/word/A.front.html", "{{Word}}", "{{Word}}!"),
            id="a template",
        ),
        pytest.param(
            replaced("cards/notetypes/word/B.front.html", "#Meaning", "^Meaning"),
            id="a template that makes other cards",
        ),
        pytest.param(
            replaced(
                "cards/notetypes/word/notetype.yaml", "Meaning]", "Meaning, More]"
            ),
            id="a field more",
        ),
        pytest.param(
            with_files(cards__new_yaml="notes: [{id: n, front: f, back: b}]\n"),
            id="a file",
        ),
        pytest.param(
            lambda folder: (folder / "cards/other.yaml").unlink(), id="a file less"
        ),
        pytest.param(with_files(), id="nothing"),
    ],
)
def test_an_edit_is_as_good_as_a_fresh_look(
    make_project: MakeProject, edit: Callable[[Path], None]
) -> None:
    folder = make_project(FILES)
    live = LiveDeck(folder)
    live.look()
    edit(folder)
    again, fresh = live.look(), LiveDeck(folder).look()

    assert shown(fresh) == shown(again)
    assert fresh.problems == again.problems


def test_a_file_that_cannot_be_read_for_now_is_shown_as_it_was(
    make_project: MakeProject,
) -> None:
    folder = make_project(FILES)
    live = LiveDeck(folder)
    before = shown(live.look())
    replaced("cards/cards.yaml", "notes:", "notes: [")(folder)
    broken = live.look()

    assert before == shown(broken)
    assert [one.location.path for one in broken.problems] == ["cards/cards.yaml"]

    replaced("cards/cards.yaml", "notes: [", "notes:")(folder)

    assert live.look().problems == ()


def test_a_deck_file_that_cannot_be_read_for_now_leaves_the_deck(
    make_project: MakeProject,
) -> None:
    folder = make_project(FILES)
    live = LiveDeck(folder)
    before = shown(live.look())
    (folder / "cards/deck.yaml").write_text("name: [", encoding="utf-8")
    broken = live.look()

    assert before == shown(broken)
    assert broken.problems
    with pytest.raises(BuilderError):
        LiveDeck(folder).look()


def test_a_draft_and_a_note_with_a_mistake_are_there(make_project: MakeProject) -> None:
    folder = make_project(
        "notes:\n  - {id: a, front: f, back: '', tags: [draft]}\n"
        "  - {id: b, front: f, bakc: x}\n"
    )
    draft, mistaken = LiveDeck(folder).look().notes

    assert draft.rendered is not None
    assert (mistaken.written.id, mistaken.rendered) == ("b", None)
