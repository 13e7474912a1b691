"""Promise: a folder of CrowdAnki becomes a project; with the package that learners have,
they go on, and without it the report says that they cannot."""

from __future__ import annotations

from pathlib import Path

import anki_engine
import pytest
from conftest import decks, snapshot, write_files
from takeover.originals import crowdanki_folder, genanki_package

_CANNOT = "learners of the original cannot be updated"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return genanki_package(tmp_path / "original")


@pytest.fixture
def crowd(tmp_path: Path, package: Path) -> Path:
    return crowdanki_folder(tmp_path, package)


def _project(tmp_path: Path, *arguments: str | Path) -> Path:
    project = tmp_path / "project"
    project.mkdir()
    result = decks("import", *arguments, folder=project)
    assert result.code == 0, result.output
    return project


def _seen(project: Path, package: Path, folder: Path) -> tuple[int, int, int]:
    new = project / "dist/new.apkg"
    result = decks("build", "--out", new, folder=project)
    assert result.code == 0, result.output
    with anki_engine.collection(folder) as col:
        anki_engine.import_package(col, package)
        anki_engine.study(col)
        log = anki_engine.import_package(col, new)
    return log.new, log.updated, log.conflicting


def test_the_package_of_its_learners_tells_who_they_know(
    tmp_path: Path, package: Path, crowd: Path
) -> None:
    project = _project(tmp_path, crowd, "--like", package)

    assert _seen(project, package, tmp_path / "learner") == (0, 0, 0)
    assert decks("release", "minor", folder=project).code == 0


def test_what_a_colleague_edited_arrives(
    tmp_path: Path, package: Path, crowd: Path
) -> None:
    file = crowd / "crowd.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Plain words 1", "Other words"), encoding="utf-8")

    project = _project(tmp_path, crowd, "--like", package)

    assert _seen(project, package, tmp_path / "learner") == (0, 1, 0)


def test_without_a_package_the_report_says_what_is_lost(
    tmp_path: Path, crowd: Path
) -> None:
    project = tmp_path / "project"
    project.mkdir()

    result = decks("import", crowd, folder=project)
    built = decks("build", folder=project)

    assert result.code == 0, result.output
    assert _CANNOT in result.stderr
    assert built.code == 0, built.output


WRONG = [
    pytest.param({"crowd/crowd.json": '{"__type__": "Deck"'}, "damaged", id="cut off"),
    pytest.param(
        {"crowd/crowd.json": '{"__type__": "Deck"}'}, "'name' is missing", id="no name"
    ),
    pytest.param(
        {"crowd/deck.json": '{"__type__": "Deck", "name": "A"}'},
        "no notes in it",
        id="no notes",
    ),
    pytest.param(
        {
            "crowd/deck.json": '{"__type__": "Deck", "name": "A", "notes": '
            '[{"guid": "a", "fields": [], "note_model_uuid": "x"}]}'
        },
        "'x' is missing",
        id="a note type that is not there",
    ),
]


@pytest.mark.parametrize(("files", "expected"), WRONG)
def test_what_is_refused(files: dict[str, str], expected: str, tmp_path: Path) -> None:
    write_files(tmp_path, files)
    before = snapshot(tmp_path)

    result = decks("import", "crowd", folder=tmp_path)

    assert result.code == 1
    assert expected in result.stderr
    assert before == snapshot(tmp_path)


def _text_export(tmp_path: Path, package: Path) -> Path:
    """Return what Anki's dialog writes for all notes."""
    target = tmp_path / "notes.txt"
    with anki_engine.collection(tmp_path / "author") as col:
        anki_engine.import_package(col, package)
        col.export_note_csv(
            out_path=str(target),
            limit=None,
            with_html=True,
            with_tags=True,
            with_deck=True,
            with_notetype=True,
            with_guid=True,
        )
    return target


def test_a_text_export_with_the_package_of_its_learners(
    tmp_path: Path, package: Path
) -> None:
    export = _text_export(tmp_path, package)
    text = export.read_text(encoding="utf-8")
    export.write_text(text.replace("Plain words 1", "Other words"), encoding="utf-8")

    project = _project(tmp_path, export, "--like", package)

    assert _seen(project, package, tmp_path / "learner") == (0, 1, 0)


TEXTS = [
    pytest.param("#separator:tab\nq\ta\n", "no GUIDs in it", id="without GUIDs"),
    pytest.param(
        "#separator:tab\n#guid column:1\n#notetype column:2\nx\tOther\tq\ta\n",
        "the note type `Other` is not in the package of --like",
        id="another note type",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_texts_that_are_refused(
    text: str, expected: str, package: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    write_files(folder, {"notes.txt": text})

    result = decks("import", "notes.txt", "--like", package, folder=folder)

    assert result.code == 1
    assert expected in result.stderr
    assert list(snapshot(folder)) == ["notes.txt"]
