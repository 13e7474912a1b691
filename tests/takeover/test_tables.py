"""Promise: notes go out into a table and come back, with the edits of both sides."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MakeProject, decks, snapshot
from takeover.originals import genanki_package

CARDS = """\
# head
tags: [k8s]
notes:
  - id: plain      # keep
    front: What, "exactly"; is = this?
    back: |
      - **one**
      - two, `three`
    tags: [a, b]   # why
  - id: options
    front: Which?
    choices: [One, Two]
    answer: One
  - id: todo
    front: How?
    steps:
      - first
      - second
    extra: why
  # end
"""
Table = list[dict[str, str]]


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project(CARDS)
    assert decks("build", "--out", folder / "dist/now.apkg", folder=folder).code == 0
    return folder


def exported(folder: Path, name: str = "csv") -> Path:
    result = decks("export", "--format", name, folder=folder)
    assert result.code == 0, result.output
    return folder / f"dist/test.{name}"


def changed(path: Path, change: Callable[[Table], object], **style: str) -> Path:
    """Edit a table as a spreadsheet does that reads all and writes all."""
    text = path.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    columns = list(rows[0])
    change(rows)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, **style)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    return path


def set_cell(row: int, column: str, value: str) -> Callable[[Table], object]:
    return lambda rows: rows[row].update({column: value})


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_what_nobody_edited_changes_nothing(name: str, project: Path) -> None:
    path = exported(project, name)
    before = snapshot(project)

    result = decks("import", path, folder=project)

    assert result.code == 0, result.output
    assert "3 notes compared: nothing new" in result.stderr
    assert before == snapshot(project)


EDITS = [
    pytest.param(
        set_cell(0, "back", "- **one**\n- two, `four`"),
        [("`three`", "`four`")],
        id="a text of several lines",
    ),
    pytest.param(set_cell(0, "tags", "k8s b c"), [("[a, b]", "[b, c]")], id="tags"),
    pytest.param(
        set_cell(1, "choices", "- Uno\n- Two"),
        [("[One, Two]", '["Uno", Two]'), ("answer: One", 'answer: "Uno"')],
        id="an option",
    ),
    pytest.param(
        set_cell(2, "steps", "- first\n- second, then third"),
        [("- second", "- second, then third")],
        id="a step",
    ),
    pytest.param(
        set_cell(1, "extra", "think"),
        [("    answer: One\n", "    answer: One\n    extra: think\n")],
        id="a text more",
    ),
]


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize(("change", "expected"), EDITS)
def test_an_edit_of_the_table_comes_back(
    change: Callable[[Table], object],
    expected: list[tuple[str, str]],
    delimiter: str,
    project: Path,
) -> None:
    text = CARDS
    for old, new in expected:
        assert old in text
        text = text.replace(old, new)

    result = decks(
        "import",
        changed(exported(project), change, delimiter=delimiter),
        folder=project,
    )

    assert result.code == 0, result.output
    assert text == (project / "cards/cards.yaml").read_text(encoding="utf-8")


def test_edits_of_both_sides(project: Path) -> None:
    path = exported(project)
    file = project / "cards/cards.yaml"
    file.write_text(
        CARDS.replace("Which?", "Which one?").replace("How?", "How so?"), "utf-8"
    )
    changed(path, set_cell(0, "back", "other"))
    changed(path, set_cell(1, "front", "Which of them?"))

    result = decks("import", path, folder=project)

    text = file.read_text(encoding="utf-8")
    assert "      other\n" in text
    assert "front: Which one?" in text
    assert "front: How so?" in text
    assert (
        "both edited, yours stays: cards/cards.yaml:11: options front\n"
        "  yours:   Which one?\n  theirs:  Which of them?\n"
    ) in result.stderr


def test_a_row_more_is_a_note_more(project: Path) -> None:
    def add(rows: Table) -> None:
        row = dict.fromkeys(rows[0], "")
        rows.append({**row, "front": "New?", "back": "yes", "deck": "Test::cards"})
        rows.append({**row, "front": "Nothing else"})

    path = exported(project)
    changed(path, lambda rows: [row.update({"id": row["id"]}) for row in rows])

    result = decks("import", changed(path, add), folder=project)

    text = (project / "cards/cards.yaml").read_text(encoding="utf-8")
    assert text.startswith(CARDS.rstrip())
    assert "    front: New?\n    back: yes\n" in text
    assert "1 new" in result.stderr
    assert "left out: line 9: it makes no note" in result.stderr


def test_a_deck_that_was_taken_over_goes_out_and_back(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    package = genanki_package(tmp_path / "original")
    assert decks("import", package, folder=folder).code == 0
    assert decks("export", "--format", "csv", "--out", "t.csv", folder=folder).code == 0
    before = snapshot(folder)

    same = decks("import", "t.csv", folder=folder)
    changed(folder / "t.csv", lambda rows: [
        row.update({"Front": row["Front"].replace("words 1", "ways 1")}) for row in rows
    ])  # fmt: skip
    result = decks("import", "t.csv", folder=folder)

    assert "12 notes compared: nothing new" in same.stderr
    assert "1 edit in 1 note" in result.stderr
    after = snapshot(folder)
    assert [path for path in before if before[path] != after[path]] == [
        "cards/Geo.yaml",
        "t.csv",
    ]


_FOREIGN = "PATH: no row of it is a note of this project: `id` tells which"
_NOT_UTF_8 = "PATH: not UTF-8: save the file as UTF-8"
WRONG = [
    pytest.param("id,exported\nnobody,\n", _FOREIGN, id="another project"),
    pytest.param("id,exported\na,b,c\n", "PATH: line 2: more cells than columns", id="cells"),
    pytest.param(b"id,exported\n\xff\n", _NOT_UTF_8, id="not UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_refused(text: str | bytes, message: str, project: Path) -> None:
    path = project / "t.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = snapshot(project)

    result = decks("import", path, folder=project)

    assert result.code == 1
    assert result.stderr == f"decks: {message.replace('PATH', str(path))}\n"
    assert before == snapshot(project)


def test_a_table_needs_a_project(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,exported\na,\n", "utf-8")

    result = decks("import", "t.csv", folder=tmp_path)

    assert result.code == 1
    assert "no deck project here" in result.stderr
