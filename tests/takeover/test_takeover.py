"""Promise: who has a deck keeps its learners; a deck that was taken over is the deck.

The engine is the judge: a learner who studied the original sees nothing new, nothing
updated and nothing in conflict in our build, and who begins gets the same.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anki_engine
import genanki
import packages
import pytest
from anki.collection import Collection
from conftest import decks, findings, snapshot
from takeover.originals import engine_package, genanki_package

from builder.anki import engine

_OF_THE_COLLECTION = frozenset({"mod", "usn", "req", "did", "tags", "vers"})


def _legacy(folder: Path) -> Path:
    return engine_package(folder, kind="legacy")


def _latest(folder: Path) -> Path:
    return engine_package(folder, kind="latest")


ORIGINALS = [
    pytest.param(genanki_package, id="a script with genanki"),
    pytest.param(_legacy, id="the engine, older format"),
    pytest.param(_latest, id="the engine, latest format"),
]
Original = Callable[[Path], Path]


def _taken_over(package: Path, folder: Path) -> Path:
    """Take a package over into an empty folder, and return the folder."""
    project = folder / "project"
    project.mkdir()

    result = decks("import", package, folder=project)

    assert result.code == 0, result.output
    return project


def _built(project: Path) -> Path:
    result = decks("build", "--out", project / "dist/new.apkg", folder=project)

    assert result.code == 0, result.output
    return project / "dist/new.apkg"


def _note_types(col: Collection) -> dict[int, Any]:
    used = col.db.list("select distinct mid from notes")
    found = {}
    for number in used:
        told = dict(col.models.get(number) or {})
        found[number] = {
            key: value for key, value in told.items() if key not in _OF_THE_COLLECTION
        }
    return found


def _whole(col: Collection) -> dict[str, Any]:
    """Return all that a package brings into an empty collection."""
    shown = engine.snapshot(col)
    return {
        "notes": [
            (note.guid, note.number, note.note_type, note.modified, note.content)
            for note in shown.notes
        ],
        "cards": sorted(
            (card.guid, card.ordinal, card.number, card.deck) for card in shown.cards
        ),
        "note types": _note_types(col),
        "media": {
            file.name: file.read_bytes() for file in Path(col.media.dir()).iterdir()
        },
        "decks": anki_engine.deck_names(col),
    }


def _sees(original: Path, new: Path, folder: Path) -> anki_engine.ImportLog:
    """Return what a learner of the original sees in ours; nothing else may change."""
    with anki_engine.collection(folder) as col:
        anki_engine.import_package(col, original)
        engine.study(col)
        before = engine.snapshot(col)
        log = anki_engine.import_package(col, new)

        assert before.cards == engine.snapshot(col).cards
        if not log.updated:
            assert before == engine.snapshot(col)
    return log


@pytest.mark.parametrize("original", ORIGINALS)
def test_learners_of_the_original_see_no_change(
    original: Original, tmp_path: Path
) -> None:
    package = original(tmp_path / "original")
    project = _taken_over(package, tmp_path)
    new = _built(project)

    seen = _sees(package, new, tmp_path / "learner")

    assert (seen.new, seen.updated, seen.conflicting) == (0, 0, 0)


@pytest.mark.parametrize("original", ORIGINALS)
def test_beginners_get_the_same(original: Original, tmp_path: Path) -> None:
    package = original(tmp_path / "original")
    new = _built(_taken_over(package, tmp_path))
    with anki_engine.collection(tmp_path / "one") as col:
        anki_engine.import_package(col, package)
        expected = _whole(col)
    with anki_engine.collection(tmp_path / "other") as col:
        anki_engine.import_package(col, new)
        found = _whole(col)

    for what, value in expected.items():
        assert value == found[what], what


@pytest.mark.parametrize("original", ORIGINALS)
def test_the_first_release_changes_nothing_either(
    original: Original, tmp_path: Path
) -> None:
    package = original(tmp_path / "original")
    project = _taken_over(package, tmp_path)

    released = decks("release", "minor", folder=project)
    assert released.code == 0, released.output
    new = next((project / "dist").glob("*-1.1.0.apkg"))
    seen = _sees(package, new, tmp_path / "learner")

    assert (seen.new, seen.updated, seen.conflicting) == (0, 0, 0)


@pytest.mark.parametrize("original", ORIGINALS)
def test_an_edit_updates_its_note_alone(original: Original, tmp_path: Path) -> None:
    package = original(tmp_path / "original")
    project = _taken_over(package, tmp_path)
    file = next(
        path
        for path in (project / "cards").rglob("*.yaml")
        if "Plain words 1" in path.read_text(encoding="utf-8")
    )
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Plain words 1", "Other words"), encoding="utf-8")

    seen = _sees(package, _built(project), tmp_path / "learner")

    assert (seen.new, seen.updated, seen.conflicting) == (0, 1, 0)


def test_plan_is_the_proof(tmp_path: Path) -> None:
    package = _latest(tmp_path / "original")
    project = _taken_over(package, tmp_path)

    result = decks("plan", package, folder=project)

    assert result.code == 0, result.output
    assert "0 new, 0 updated" in result.stdout
    assert "0 conflicting" in result.stdout


def test_a_whole_collection(tmp_path: Path) -> None:
    collection = engine_package(tmp_path / "original", kind="collection")
    project = _taken_over(collection, tmp_path)
    new = _built(project)
    with anki_engine.collection(tmp_path / "original/author") as col:
        before = engine.snapshot(col)
        log = anki_engine.import_package(col, new)

        assert before == engine.snapshot(col)
    assert (log.new, log.updated, log.conflicting) == (0, 0, 0)


def test_a_second_deck_becomes_a_part(tmp_path: Path) -> None:
    one = genanki_package(tmp_path / "original")
    project = tmp_path / "project"
    assert decks("new", project, "--name", "Mine").code == 0
    (project / "cards/example.yaml").write_text(
        "notes:\n  - {id: mine, front: q, back: a}\n", encoding="utf-8"
    )
    assert decks("build", folder=project).code == 0

    result = decks("import", one, folder=project)
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, one)
        seen = anki_engine.import_package(col, _built(project))

    assert result.code == 0, result.output
    assert (seen.new, seen.updated, seen.conflicting) == (1, 0, 0)
    assert "  geo: kept" in (project / "cards/deck.yaml").read_text(encoding="utf-8")


def test_two_decks_share_a_note_type(tmp_path: Path) -> None:
    one = packages.write(
        tmp_path / "one.apkg", [packages.Written("g1", ("q1", "a1"), deck="One")]
    )
    other = packages.write(
        tmp_path / "other.apkg", [packages.Written("g2", ("q2", "a2"), deck="Other")]
    )
    project = _taken_over(one, tmp_path)

    result = decks("import", other, folder=project)
    new = _built(project)
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, one)
        anki_engine.import_package(col, other)
        seen = anki_engine.import_package(col, new)

    assert result.code == 0, result.output
    assert (seen.new, seen.updated, seen.conflicting) == (0, 0, 0)
    assert [path.name for path in (project / "cards/notetypes").iterdir()] == ["Plain"]


def test_a_card_that_is_new_gets_an_id_of_its_own(tmp_path: Path) -> None:
    """Scripts count the ids of notes and cards on together: the next one is taken."""
    package = genanki_package(tmp_path / "original")
    project = _taken_over(package, tmp_path)
    file = next((project / "cards").rglob("中国.yaml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{{c3::in}}}} 0", "{{c3::in}}}} {{c4::0}}"), "utf-8")

    seen = _sees_more(package, _built(project), tmp_path / "learner")

    assert (seen.new, seen.updated, seen.conflicting) == (0, 1, 0)
    assert decks("build", "--locked", folder=project).code == 0


def _sees_more(original: Path, new: Path, folder: Path) -> anki_engine.ImportLog:
    """Return what a learner sees who gets two cards more.

    One is that of the nested deletion, which genanki forgets.
    """
    with anki_engine.collection(folder) as col:
        anki_engine.import_package(col, original)
        before = col.card_count()
        log = anki_engine.import_package(col, new)

        assert before + 2 == col.card_count()
    return log


def test_two_note_types_of_one_id_are_refused(tmp_path: Path) -> None:
    project = _taken_over(
        packages.write(tmp_path / "one.apkg", [packages.Written("g1", ("q", "a"))]),
        tmp_path,
    )
    wider = packages.Type(fields=("Front", "Back", "More"))
    other = packages.write(
        tmp_path / "other.apkg", [packages.Written("g2", ("q", "a", "m"), type=wider)]
    )
    before = snapshot(project)

    result = decks("import", other, folder=project)

    assert result.code == 1
    assert "`Plain` is in the project already, with other fields" in result.stderr
    assert before == snapshot(project)


def test_the_same_deck_again_is_no_other(tmp_path: Path) -> None:
    package = genanki_package(tmp_path / "original")
    project = _taken_over(package, tmp_path)
    before = snapshot(project)

    result = decks("import", package, folder=project)

    assert result.code == 0, result.output
    assert "12 notes compared: nothing new" in result.stderr
    assert before == snapshot(project)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    package = genanki_package(tmp_path / "original")
    folder = tmp_path / "empty"
    folder.mkdir()

    result = decks("import", package, "--dry-run", "--json", folder=folder)

    assert result.code == 0, result.output
    assert '"notes": 12' in result.stdout
    assert list(folder.iterdir()) == []


def test_what_cannot_come_is_told(tmp_path: Path) -> None:
    package = genanki_package(tmp_path / "original")
    project = tmp_path / "project"
    project.mkdir()

    told = decks("import", package, folder=project).stderr

    assert "12 notes" in told
    assert "left out: `leech`" in told
    assert "these note types run scripts: `Länder-Geo`" in told
    assert "no media file `gone.png`" in told
    assert "not taken over: scheduling, deck options, filtered decks" in told
    assert [line for line in findings(project) if "error" in line] == []
    assert findings(project, "media-unused")


NOT_TAKEN = [
    pytest.param(
        {"deck.apkg": b"no zip"}, ["deck.apkg"], 1,
        "deck.apkg: not an Anki package: not a zip file", id="no package",
    ),
    pytest.param({}, ["deck.apkg"], 2, "does not exist", id="not there"),
    pytest.param(
        {"a.apkg": b"", "b.apkg": b""}, ["a.apkg", "b.apkg"], 2,
        "an existing deck is imported alone: name one", id="two of them",
    ),
    pytest.param(
        {"a.apkg": b""}, ["a.apkg", "--tag", "x"], 2,
        "--tag is not for an existing deck", id="an option for questions",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "arguments", "code", "expected"), NOT_TAKEN)
def test_what_is_refused(
    files: dict[str, bytes],
    arguments: list[str],
    code: int,
    expected: str,
    tmp_path: Path,
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    before = snapshot(tmp_path)

    result = decks("import", *arguments, folder=tmp_path)

    assert code == result.code
    assert expected in result.stderr
    assert before == snapshot(tmp_path)


def test_a_folder_with_cards_of_others_is_left_alone(tmp_path: Path) -> None:
    package = genanki_package(tmp_path / "original")
    folder = tmp_path / "folder"
    (folder / "cards").mkdir(parents=True)
    (folder / "cards/mine.txt").write_text("mine", encoding="utf-8")

    result = decks("import", package, folder=folder)

    assert result.code == 1
    assert "is there and is no part of a project" in result.stderr
    assert list(snapshot(folder)) == ["cards/mine.txt"]


def test_descriptions_of_subdecks_come_too(tmp_path: Path) -> None:
    told = {"Geo": "root", "Geo::Asia": "*East* & west", "Other: one": "two\nlines"}
    made = []
    for number, (name, text) in enumerate(told.items(), start=1):
        deck = genanki.Deck(1_600_000_000 + number, name, text)
        deck.add_note(genanki.Note(genanki.BASIC_MODEL, [name, "x"], guid=name))
        made.append(deck)
    genanki.Package(made).write_to_file(tmp_path / "geo.apkg", timestamp=packages.TIME)

    project = _taken_over(tmp_path / "geo.apkg", tmp_path)

    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, _built(project))
        shown = {deck["name"]: deck["desc"] for deck in col.decks.all() if deck["desc"]}
    assert shown.pop("Geo", "").startswith("root") or "Geo" not in told
    assert {name: text for name, text in told.items() if name in shown} == shown
    assert "Geo::Asia" in shown
