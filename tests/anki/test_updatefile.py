"""Promise: an update file brings texts and leaves tags and personal fields alone."""

from __future__ import annotations

from pathlib import Path

import anki_engine
import learner as learning
import pytest
from anki.collection import Collection, ImportCsvRequest
from conftest import DECK, MakeProject, decks, write_files

from builder.anki.identity import note_guid

KEY = "test-key"
NOTE = """\
  - id: {0}
    front: front of {0}
    back: |
      {1}

      - a "list"
      - with	a tab
    hint: theirs
    tags: [author]
"""


def cards_of(*notes: tuple[str, str]) -> dict[str, str | bytes]:
    text = "deck: A\nnotes:\n" + "".join(NOTE.format(*one) for one in notes)
    return {
        "cards/deck.yaml": DECK + "personal: [Hint]\n",
        "cards/cards.yaml": text,
    }


def import_text(col: Collection, path: Path) -> tuple[int, int]:
    """Import with what the file itself says, and count new and updated notes."""
    metadata = col.get_csv_metadata(path=str(path), delimiter=None)
    log = col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    return len(log.new), len(log.updated)


def built(folder: Path) -> None:
    result = decks("build", "--update-file", folder=folder)
    assert result.code == 0, result.output
    assert "dist/test-1.0.0-update.txt" in result.stdout


def test_texts_arrive_and_what_is_the_learners_stays(
    make_project: MakeProject, tmp_path: Path
) -> None:
    folder = make_project(cards_of(("a", "old"), ("b", "same"), ("c", "same")))
    built(folder)
    guids = {name: note_guid(KEY, name) for name in "abcd"}
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, folder / "dist/test-1.0.0.apkg")
        learning.learn(col)
        ids = {
            name: col.db.scalar("select id from notes where guid = ?", guid)
            for name, guid in guids.items()
        }
        for name in "ab":
            learning.edit_note(col, ids[name], "Hint", "my own")
            learning.add_tags(col, ids[name], "mine")
        learning.edit_note(col, ids["c"], "Extra", "my own")
        before = learning.state(col)
        write_files(
            folder, cards_of(("a", "new"), ("b", "same"), ("c", "same"), ("d", "x"))
        )
        built(folder)

        assert import_text(col, folder / "dist/test-1.0.0-update.txt") == (1, 2)
        after = learning.state(col)

        assert import_text(col, folder / "dist/test-1.0.0-update.txt") == (0, 0)
        anki_engine.import_package(col, folder / "dist/test-1.0.0.apkg")
        assert learning.state(col).notes[guids["b"]] == before.notes[guids["b"]]
        assert col.fix_integrity()[1]

    changed = after.notes[guids["a"]]
    assert changed.fields["Back"].startswith("<p>new</p>")
    assert changed.fields["Hint"] == "my own"
    assert changed.tags == {"author", "mine"}
    assert after.notes[guids["b"]] == before.notes[guids["b"]]
    assert after.notes[guids["c"]].fields["Extra"] == "", "all other fields are theirs"
    assert after.notes[guids["d"]].fields["Back"].startswith("<p>x</p>")
    for name in "abc":
        assert after.notes[guids[name]].cards == before.notes[guids[name]].cards
    assert after.reviews == before.reviews


def test_texts_are_those_of_the_package(
    make_project: MakeProject, tmp_path: Path
) -> None:
    """A note that a text file makes is the note that the package makes."""
    folder = make_project(
        {
            "cards/cards.yaml": (
                "notes:\n"
                "  - {id: a, front: '# not a comment', back: 'x; y, z'}\n"
                "  - {id: b, front: '<b>\"q\"</b>', back: '`a\\tb` $x$'}\n"
                "  - {id: c, front: both, back: 二, reversed: true}\n"
            )
        }
    )
    built(folder)
    with anki_engine.collection(tmp_path / "one") as col:
        anki_engine.import_package(col, folder / "dist/test-1.0.0.apkg")
        expected = learning.state(col)
        names = {note_type.name for note_type in col.models.all_names_and_ids()}
        col.remove_notes(list(col.find_notes("")))
        assert import_text(col, folder / "dist/test-1.0.0-update.txt") == (3, 0)
        after = learning.state(col)
        assert {one.name for one in col.models.all_names_and_ids()} == names

    assert {guid: one.fields for guid, one in after.notes.items()} == {
        guid: one.fields for guid, one in expected.notes.items()
    }
    assert {guid: set(one.cards) for guid, one in after.notes.items()} == {
        guid: set(one.cards) for guid, one in expected.notes.items()
    }


def test_a_file_for_each_note_type(make_project: MakeProject, tmp_path: Path) -> None:
    folder = make_project(
        "notes:\n  - {id: a, front: a, back: b}\n  - {id: c, cloze: '{{c1::x}} y'}\n"
    )
    result = decks("build", "--update-file", folder=folder)

    files = ["test-1.0.0-update-basic.txt", "test-1.0.0-update-cloze.txt"]
    assert [f"dist/{name}" for name in files] == result.stdout.splitlines()[1:]
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, folder / "dist/test-1.0.0.apkg")
        for name in files:
            assert import_text(col, folder / "dist" / name) == (0, 0)


def test_a_personal_field_that_does_not_exist(make_project: MakeProject) -> None:
    folder = make_project(
        {
            "cards/deck.yaml": DECK + "personal: [Hnt]\n",
            "cards/a.yaml": "notes:\n  - {id: a, front: a, back: b}\n",
        }
    )

    result = decks("check", folder=folder)

    assert result.code == 1
    assert "no note type has a field `Hnt` (did you mean `Hint`?)" in result.output


@pytest.mark.parametrize("locked", [(), ("--locked",)], ids=["", "locked"])
def test_no_update_file_without_being_asked(
    locked: tuple[str, ...], make_project: MakeProject
) -> None:
    folder = make_project(cards_of(("a", "x")))
    built(folder)
    (folder / "dist/test-1.0.0-update.txt").unlink()

    decks("build", *locked, folder=folder)

    assert not (folder / "dist/test-1.0.0-update.txt").exists()
