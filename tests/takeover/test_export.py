"""Promise: what is exported comes back as it was, and learners see nothing of it."""

from __future__ import annotations

from pathlib import Path

import anki_engine
import genanki
import pytest
from anki.collection import ImportCsvRequest
from conftest import MakeProject, decks, snapshot
from takeover.originals import genanki_package

from builder.anki import engine


def _built(project: Path) -> Path:
    new = project / "dist/new.apkg"
    result = decks("build", "--out", new, folder=project)
    assert result.code == 0, result.output
    return new


@pytest.fixture
def taken_over(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    project.mkdir()
    package = genanki_package(tmp_path / "original")
    assert decks("import", package, folder=project).code == 0
    return project


@pytest.mark.parametrize("name", ["crowdanki", "text"])
def test_round_trip(name: str, taken_over: Path, tmp_path: Path) -> None:
    first = _built(taken_over)
    target = tmp_path / ("out" if name == "crowdanki" else "out.txt")
    again = tmp_path / "again"
    again.mkdir()

    exported = decks("export", "--format", name, "--out", target, folder=taken_over)
    imported = decks("import", target, "--like", first, folder=again)
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, first)
        engine.study(col)
        before = engine.snapshot(col)
        seen = anki_engine.import_package(col, _built(again))

        assert exported.code == 0, exported.output
        assert imported.code == 0, imported.output
        assert (seen.new, seen.updated, seen.conflicting) == (0, 0, 0)
        assert before == engine.snapshot(col)


def test_a_note_without_cards_comes_back(tmp_path: Path) -> None:
    package, out = tmp_path / "geo.apkg", tmp_path / "out"
    deck = genanki.Deck(1_700_000_000, "Geo")
    for guid, front in (("one", "front"), ("two", "")):
        deck.add_note(genanki.Note(genanki.BASIC_MODEL, [front, "back"], guid=guid))
    genanki.Package([deck]).write_to_file(package)
    project, again = tmp_path / "project", tmp_path / "again"
    project.mkdir()
    again.mkdir()

    decks("import", package, folder=project)
    decks("export", "--format", "crowdanki", "--out", out, folder=project)
    imported = decks("import", out, "--like", package, folder=again)
    planned = decks("plan", package, folder=again)

    assert imported.code == 0, imported.output
    assert "2 notes: 0 new, 0 updated, 2 unchanged" in planned.output


def test_our_own_notes_as_anki_reads_its_text(
    make_project: MakeProject, tmp_path: Path
) -> None:
    project = make_project(
        "tags: [t]\nnotes:\n  - {id: a, front: A, back: '**b**'}\n"
        "  - {id: c, cloze: 'x {{c1::y}}', deck: '::Other'}\n"
    )
    first = _built(project)

    result = decks("export", "--format", "text", folder=project)

    assert result.code == 0, result.output
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, first)
        before = engine.snapshot(col)
        path = str(project / "dist/test.txt")
        metadata = col.get_csv_metadata(path=path, delimiter=None)
        col.import_csv(ImportCsvRequest(path=path, metadata=metadata))
        after = engine.snapshot(col)
    assert [note.content for note in before.notes] == [
        note.content for note in after.notes
    ]
    assert len(before.cards) == len(after.cards)


def test_a_folder_of_others_is_left_alone(taken_over: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    (target / "notes.txt").write_text("mine", encoding="utf-8")

    result = decks(
        "export", "--format", "crowdanki", "--out", target, folder=taken_over
    )

    assert result.code == 1
    assert "is there and is no export" in result.stderr
    assert list(snapshot(target)) == ["notes.txt"]


def test_a_project_with_mistakes_is_not_exported(make_project: MakeProject) -> None:
    project = make_project("notes:\n  - {id: a, front: A}\n")

    result = decks("export", "--format", "text", folder=project)

    assert result.code == 1
    assert "`back` is missing" in result.stderr
    assert not (project / "dist/test.txt").exists()


@pytest.mark.parametrize("out", ["cards/cards.yaml", "cards/deck.yaml", "media/a.svg"])
def test_an_export_takes_the_place_of_no_other_file(
    out: str, make_project: MakeProject
) -> None:
    folder = make_project(
        {
            "cards/cards.yaml": "notes:\n  - {id: a, front: '![x](a.svg)', back: b}\n",
            "media/a.svg": "<svg/>",
        }
    )
    before = snapshot(folder)

    result = decks("export", "--format", "text", "--out", out, folder=folder)

    assert (result.code, result.stderr) == (
        1,
        f"decks: {out} is there and is no export: name another with `--out`\n",
    )
    assert before == snapshot(folder)


def test_an_export_takes_the_place_of_an_earlier_one(make_project: MakeProject) -> None:
    folder = make_project("notes:\n  - {id: a, front: a, back: b}\n")

    for _ in range(2):
        result = decks("export", "--format", "text", "--out", "a.txt", folder=folder)
        assert result.code == 0
