"""Promise: a package holds exactly what Anki itself would make of the notes.

The real engine imports it and is asked; nothing here looks into our own records.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anki_engine
import pytest
from anki.collection import Collection
from conftest import DECK, MakeProject, Result, decks, write_files
from every_kind import FILES
from places import ROOT


def built(folder: Path, *arguments: str) -> dict[str, Any]:
    result = decks("build", "--json", *arguments, folder=folder)
    assert result.code == 0, result.output
    values: dict[str, Any] = json.loads(result.stdout)
    return values


@pytest.fixture(scope="module", params=["every kind", "shipped deck"])
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("package")
    if request.param == "every kind":
        write_files(folder, {"cards/deck.yaml": DECK, **FILES})
        values = built(folder)
    else:
        values = built(ROOT, "--locked", "--out", str(folder))
    first: dict[str, Any] = values["packages"][0]
    return first


@pytest.fixture(scope="module")
def imported(package: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learner")
    with anki_engine.collection(folder) as opened:
        log = anki_engine.import_package(opened, Path(package["path"]))
    assert log == anki_engine.ImportLog(package["notes"], 0, 0, 0)
    return folder


@pytest.fixture
def col(imported: Path, tmp_path: Path) -> Iterator[Collection]:
    """Open a copy of the collection with the package."""
    with anki_engine.collection(shutil.copytree(imported, tmp_path / "learner")) as one:
        yield one


def test_counts_are_those_of_the_report(
    col: Collection, package: dict[str, Any]
) -> None:
    media = list(Path(col.media.dir()).iterdir())

    assert {
        "notes": col.note_count(),
        "cards": col.card_count(),
        "decks": len(anki_engine.deck_names(col)),
        "tags": len(col.tags.all()),
        "media": len(media),
    } == {key: package[key] for key in ("notes", "cards", "decks", "tags", "media")}


def test_engine_makes_no_card_and_removes_none(col: Collection) -> None:
    before = anki_engine.cards(col)

    col.after_note_updates(col.find_notes(""), mark_modified=False)

    assert anki_engine.cards(col) == before
    assert list(col.get_empty_cards().notes) == []


def test_database_is_sound(col: Collection) -> None:
    before = anki_engine.cards(col)

    message, is_sound = col.fix_integrity()

    assert is_sound, message
    assert anki_engine.cards(col) == before


def test_media_are_complete_and_used(col: Collection) -> None:
    found = col.media.check()

    assert list(found.missing) == []
    assert [name for name in found.unused if not name.startswith("_")] == []


def test_note_types_pass_the_template_editor(col: Collection) -> None:
    used = {col.get_note(nid).mid for nid in col.find_notes("")}

    for note_type_id in used:
        note_type = col.models.get(note_type_id)
        assert note_type is not None
        col.models.update_dict(note_type)  # raises CardTypeError


def test_every_card_renders(col: Collection) -> None:
    for card_id in col.find_cards(""):
        output = col.get_card(card_id).render_output()

        assert "templates/errors.html" not in output.question_text
        assert "templates/errors.html" not in output.answer_text
        assert output.question_text.strip()


def test_notes_pass_the_editor(col: Collection) -> None:
    for note_id in col.find_notes(""):
        assert col.get_note(note_id).fields_check() in {0, 2}


def test_importing_again_changes_nothing(
    col: Collection, package: dict[str, Any]
) -> None:
    scheduling = anki_engine.study(col)

    log = anki_engine.import_package(col, Path(package["path"]))

    assert log == anki_engine.ImportLog(0, 0, package["notes"], 0)
    assert anki_engine.scheduling(col) == scheduling


def test_fields_and_templates_have_ids(col: Collection) -> None:
    for note_id in col.find_notes(""):
        note_type = col.get_note(note_id).note_type()
        assert note_type is not None
        parts = [*note_type["flds"], *note_type["tmpls"]]
        ids = [part["id"] for part in parts]

        assert all(isinstance(identity, int) for identity in ids)
        assert len(set(ids)) == len(ids)
        assert [field["name"] for field in note_type["flds"][-2:]] == [
            "Reserve 1",
            "Reserve 2",
        ]


def project_with(question: str, make_project: MakeProject, name: str) -> Path:
    return make_project(
        f"notes:\n  - {{id: a, front: {question}, back: b, tags: [x]}}\n"
        "  - {id: b, front: other, back: b, tags: [x, y]}\n",
        name,
    )


def test_an_edited_question_is_the_same_note(
    make_project: MakeProject, tmp_path: Path
) -> None:
    folder = project_with("old question", make_project, "one")
    first = tmp_path / "first.apkg"
    second = tmp_path / "second.apkg"
    built(folder, "--out", str(first))
    project_with("new question", make_project, "one")
    built(folder, "--out", str(second))

    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, first)
        scheduling = anki_engine.study(col)
        log = anki_engine.import_package(col, second)

        assert log == anki_engine.ImportLog(
            new=0, updated=1, duplicate=1, conflicting=0
        )
        assert anki_engine.scheduling(col) == scheduling
        assert col.find_notes('"new question"')
        assert not col.find_notes('"old question"')


def test_parts_share_their_notes(make_project: MakeProject, tmp_path: Path) -> None:
    folder = project_with("q", make_project, "one")

    with anki_engine.collection(tmp_path / "learner") as col:
        for tag, new in (("x", 2), ("y", 0)):
            out = tmp_path / f"{tag}.apkg"
            built(folder, "--tag", tag, "--out", str(out))
            assert anki_engine.import_package(col, out).new == new
        assert (col.note_count(), col.card_count()) == (2, 2)


def test_parts_of_deck_yaml(make_project: MakeProject) -> None:
    folder = make_project(
        {
            "cards/deck.yaml": (
                "name: T\nslug: t\nversion: 2.0.0\nkey: k\npackages:\n"
                "  - {slug: t-pod, tags: [K8S::pod], without: [draft]}\n"
            ),
            "cards/a.yaml": (
                "notes:\n"
                "  - {id: a, front: a, back: b, tags: ['k8s::pod::probe']}\n"
                "  - {id: b, front: b, back: b, tags: ['k8s::pods']}\n"
                "  - {id: c, front: c, back: b, tags: ['k8s::pod', draft]}\n"
            ),
        }
    )

    packages = built(folder)["packages"]

    assert [
        (one["slug"], one["notes"], Path(one["path"]).name) for one in packages
    ] == [
        ("t", 3, "t-2.0.0.apkg"),
        ("t-pod", 1, "t-pod-2.0.0.apkg"),
    ]


def test_texts_of_yaml_stay_as_typed(make_project: MakeProject, tmp_path: Path) -> None:
    texts = ["no", "12:30", "1.10", "010", "2001-01-01", "null", "~", "0x1F", "1e3"]
    notes = "".join(
        f"  - {{id: n{number}, front: q{number}, back: {text}}}\n"
        for number, text in enumerate(texts)
    )
    folder = make_project(f"notes:\n{notes}")
    out = tmp_path / "t.apkg"
    built(folder, "--out", str(out))

    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, out)
        assert texts == [
            col.get_note(col.find_notes(f'"Front:q{number}"')[0])["Back"]
            for number in range(len(texts))
        ]


def test_new_cards_come_in_the_order_of_the_files(
    make_project: MakeProject, tmp_path: Path
) -> None:
    folder = make_project(
        {
            "cards/b.yaml": "notes:\n  - {id: a, front: third, back: b}\n",
            "cards/a.yaml": (
                "notes:\n  - {id: z, front: first, back: b}\n"
                "  - {id: y, front: second, back: b}\n"
            ),
        }
    )
    out = tmp_path / "t.apkg"
    built(folder, "--out", str(out))

    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, out)
        order = col.find_cards("", order="c.due")
        fronts = [col.get_card(card_id).note()["Front"] for card_id in order]

    assert fronts == ["first", "second", "third"]


def test_the_right_choice_has_no_place_of_its_own(
    make_project: MakeProject, tmp_path: Path
) -> None:
    notes = "".join(
        f"  - {{id: n{n}, front: q{n}, choices: [right {n}, a {n}, b {n}, c {n}], "
        f"answer: 1}}\n"
        for n in range(40)
    )
    out = tmp_path / "t.apkg"
    built(make_project(f"notes:\n{notes}"), "--out", str(out))

    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, out)
        first = [
            '<li class="correct">' in col.get_note(nid)["Choices"].split("</li>")[0]
            for nid in col.find_notes("")
        ]

    assert 2 <= sum(first) <= 20


def test_what_is_meant_to_be_read_is_not_played(
    make_project: MakeProject, tmp_path: Path
) -> None:
    text = (
        "notes:\n"
        "  - id: a\n    front: 'play `[sound:a.mp3]` \\[sound:b.mp3]'\n"
        "    back: |\n      ```text\n      [sound:c.mp3] [latex]x[/latex]\n      ```\n"
        "    source: '[sound:d.mp3]'\n"
        "  - {id: b, cloze: '{{c1::x}}', source: '{{c2::y}} [sound:e.mp3]'}\n"
    )
    out = tmp_path / "t.apkg"
    built(make_project(text), "--out", str(out))

    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, out)
        assert list(col.media.check().missing) == []
        assert col.card_count() == 2


def test_numbers_are_one_note_s_over_all_its_fields(
    make_project: MakeProject, tmp_path: Path
) -> None:
    folder = make_project(
        {
            "cards/notetypes/two/notetype.yaml": (
                "fields: [A, B]\ntemplates: [Both]\ncloze: true\n"
            ),
            "cards/notetypes/two/Both.front.html": "{{cloze:A}} {{cloze:B}}\n",
            "cards/notetypes/two/Both.back.html": "{{cloze:A}} {{cloze:B}}\n",
            "cards/a.yaml": (
                "notes:\n  - id: a\n    type: two\n"
                "    fields: {A: '==p== ==r==', B: '==q== {{c1::z}}'}\n"
            ),
        }
    )
    out = tmp_path / "t.apkg"
    built(folder, "--out", str(out))

    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, out)
        note = col.get_note(col.find_notes("")[0])
        assert (note["A"], note["B"]) == ("{{c2::p}} {{c3::r}}", "{{c4::q}} {{c1::z}}")
        assert col.card_count() == 4


def test_description_is_under_the_deck(
    make_project: MakeProject, tmp_path: Path
) -> None:
    folder = make_project(
        {
            "cards/deck.yaml": (
                "name: 面试\nslug: t\nversion: 3.1.4\nkey: k\nlanguage: zh-CN\n"
                "description: |\n  一个 **好** 牌组\nauthor: 某人\nlicence: CC0-1.0\n"
            ),
            "cards/a.yaml": "notes:\n  - {id: a, front: a, back: b}\n",
        }
    )
    out = tmp_path / "t.apkg"
    built(folder, "--out", str(out))

    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, out)
        deck = col.decks.by_name("面试")
        assert deck is not None
        assert deck["desc"] == "一个 **好** 牌组\n\n版本 3.1.4 · 某人 · CC0-1.0"
        assert deck["md"] is True


def test_result_names_the_package(make_project: MakeProject) -> None:
    folder = make_project("notes:\n  - {id: a, front: a, back: b}\n")

    result: Result = decks("build", folder=folder)

    assert result.stdout.startswith("dist/test-1.0.0.apkg  1 note, 1 card, 0 media")
