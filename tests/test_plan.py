"""``decks plan``: every finding is provoked by a real edit and told by the real engine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import genanki
import pytest
from conftest import MakeProject, decks, snapshot, write_files
from two_builds import MANY, NEW_TIME, OLD_TIME, TWO, codes

from builder import plan as planning
from builder.anki import engine
from builder.versions.outcome import Outcome


def told(result: Outcome) -> dict[str, tuple[str, set[str]]]:
    """What is said of each note, by the id in the project."""
    return {
        note.project_note.id if note.project_note else note.guid: (
            note.treatment,
            {finding.code for finding in note.findings},
        )
        for note in result.notes
    }


def planned(folder: Path, old: Path, *, edits: bool = False) -> Outcome:
    report = planning.plan(folder, old, with_learner_edits=edits)
    assert report.outcome is not None
    return report.outcome


SAME = ("unchanged", set[str]())


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(TWO, TWO, {"a": SAME, "b": SAME}, id="nothing changed"),
        pytest.param(
            TWO,
            TWO.replace("answer a", "other"),
            {"a": ("updated", set()), "b": SAME},
            id="changed text",
        ),
        pytest.param(
            TWO,
            TWO.replace("[x]", "[x, y]", 1),
            {"a": ("updated", set()), "b": SAME},
            id="another tag",
        ),
        pytest.param(
            TWO,
            TWO.replace("[x]", "[y]", 1),
            {"a": ("updated", {"tags-lost"}), "b": SAME},
            id="a tag less",
        ),
        pytest.param(
            TWO,
            f"deck: Elsewhere\n{TWO}",
            {"a": ("unchanged", {"old-deck"}), "b": ("unchanged", {"old-deck"})},
            id="moved to another deck",
        ),
        pytest.param(
            TWO,
            f"{TWO}  - {{id: c, front: question c, back: answer c}}\n",
            {"a": SAME, "b": SAME, "c": ("new", set())},
            id="a new note",
        ),
        pytest.param(
            TWO,
            "".join(TWO.splitlines(keepends=True)[:2]),
            {"a": SAME, "b": ("retired", {"retired"})},
            id="a note removed",
        ),
        pytest.param(
            "notes:\n  - {id: a, cloze: 'a ==b== c ==d=='}\n",
            "notes:\n  - {id: a, cloze: 'a ==b== c d'}\n",
            {"a": ("updated", {"stale-card"})},
            id="a deletion removed",
        ),
        pytest.param(
            "notes:\n  - {id: a, cloze: 'a ==b== c d'}\n",
            "notes:\n  - {id: a, cloze: 'a ==b== c ==d=='}\n",
            {"a": ("updated", set())},
            id="a deletion added",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, back: b, reversed: true}\n",
            "notes:\n  - {id: a, front: q, back: b}\n",
            {"a": ("updated", {"stale-card"})},
            id="no longer reversed",
        ),
    ],
)
def test_an_edit_and_what_the_learner_sees(
    first: str, second: str, expected: dict[str, Any], change: Any, old: Path
) -> None:
    result = planned(change(first, second), old)

    assert told(result) == expected
    assert result.findings == ()
    assert not result.is_broken


def test_a_lost_lock_is_told(change: Any, old: Path) -> None:
    folder = change(TWO, TWO, is_lock_lost=True)

    result = planned(folder, old)

    assert told(result) == {
        "a": ("updated", {"touched"}),
        "b": ("updated", {"touched"}),
    }
    assert [finding.code for finding in result.findings] == ["note-type-touched"]
    assert result.is_broken


# With learner edits


def test_edits_survive_where_nothing_changed(change: Any, old: Path) -> None:
    result = planned(change(MANY, MANY), old, edits=True)

    assert codes(result) == {}
    assert result.counts["unchanged"] == 20


def test_edits_and_changes(change: Any, old: Path) -> None:
    result = planned(change(MANY, MANY.replace("answer", "other")), old, edits=True)

    # Of ten notes six are edited, three of them later than the release; of the tags
    # that come too early two are lost: the learner's own, and `marked`.
    assert codes(result) == {"edit-kept": 6, "edit-overwritten": 6, "tags-lost": 4}
    assert (result.counts["updated"], result.counts["unchanged"]) == (14, 6)
    assert not result.is_broken


def test_a_lost_lock_loses_edits(change: Any, old: Path) -> None:
    result = planned(change(MANY, MANY, is_lock_lost=True), old, edits=True)

    found = codes(result)
    assert found.pop("tags-lost") == 4
    assert found == {"edit-lost": 6, "note-type-edit-lost": 1, "touched": 8}


def test_edits_are_edits(change: Any, old: Path, tmp_path: Path) -> None:
    change(MANY, MANY)
    with engine.open_collection(tmp_path / "learner") as collection:
        engine.import_package(collection, old)
        first = engine.snapshot(collection)
        engine.study(collection)
        studied = engine.snapshot(collection)
        engine.edit_as_learner(collection, later_than=int(NEW_TIME))
        edited = engine.snapshot(collection)

    assert first.notes == studied.notes
    for before, after in zip(first.cards, studied.cards, strict=True):
        assert (before.scheduling[5], before.scheduling[-1]) == (0, 0)
        assert (after.scheduling[5], after.scheduling[-1]) == (1, 1)
    assert len({card.scheduling[3] for card in studied.cards}) > 1
    changed = {
        (after.modified - before.modified > 0, after.fields != before.fields)
        for before, after in zip(first.notes, edited.notes, strict=True)
        if after.content != before.content
    }
    assert changed == {(False, True), (True, True), (False, False), (True, False)}
    tags = {tag for note in edited.notes for tag in note.tags}
    assert tags == {engine.OWN_TAG, "marked", "leech"}
    assert engine.OWN_DECK in {card.deck for card in edited.cards}
    assert [note_type.css for note_type in first.note_types] != [
        note_type.css for note_type in edited.note_types
    ]


# Packages of others


@dataclass(frozen=True)
class Foreign:
    """What goes into a package that genanki makes."""

    notes: Mapping[str, str]
    time: int = int(OLD_TIME)
    model: int = 1111111111
    css: str = ""
    fields: tuple[str, ...] = ("Front", "Back")
    media: Mapping[str, bytes] | None = None

    def write(self, path: Path) -> Path:
        model = genanki.Model(
            self.model,
            f"Model {self.model}",
            fields=[{"name": name} for name in self.fields],
            templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{Back}}"}],
            css=self.css,
        )
        deck = genanki.Deck(2222222222, "Foreign")
        for guid, text in self.notes.items():
            values = [text, *["x"] * (len(self.fields) - 1)]
            deck.add_note(genanki.Note(model, values, guid=guid.rstrip("'")))
        files = []
        for name, content in (self.media or {}).items():
            file = path.with_name(name)
            file.write_bytes(content)
            files.append(str(file))
        package = genanki.Package(deck, files)
        package.write_to_file(str(path), timestamp=self.time)
        return path


ONE = Foreign({"g": "one"})
LATER = int(NEW_TIME)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param(
            replace(ONE, notes={"g": "two"}), {"not-arrived": 1}, id="not newer"
        ),
        pytest.param(
            replace(ONE, time=LATER),
            {"note-type-touched": 1, "touched": 1},
            id="newer for nothing",
        ),
        pytest.param(
            replace(ONE, time=LATER, model=1111111112),
            {"conflicting": 1},
            id="another note type",
        ),
        pytest.param(
            replace(ONE, time=LATER, fields=("Front", "Back", "More")),
            {"conflicting": 1, "note-type-not-arrived": 1},
            id="another field",
        ),
        pytest.param(
            replace(ONE, css="b {}"), {"note-type-not-arrived": 1}, id="css not newer"
        ),
        pytest.param(
            replace(ONE, notes={"h": "one"}),
            {"duplicate": 1, "retired": 1},
            id="another guid",
        ),
        pytest.param(
            replace(ONE, notes={"g": "one", "h": "x", "h'": "y"}),
            {"duplicate": 1},
            id="a guid twice",
        ),
        pytest.param(
            replace(ONE, notes={"g": "one", "h": "<img src='gone.png'>"}),
            {"media-missing": 1},
            id="a file is missing",
        ),
        pytest.param(
            replace(
                ONE,
                notes={"g": "one", "h": "<img src='empty.png'>"},
                media={"empty.png": b""},
            ),
            {"media-empty": 1},
            id="a file is empty",
        ),
    ],
)
def test_a_broken_promise(
    new: Foreign, expected: dict[str, int], old: Path, make_project: MakeProject
) -> None:
    ONE.write(old)
    package = new.write(old.with_name("new.apkg"))

    report = planning.plan(make_project(TWO), old, new=package)

    assert report.outcome is not None
    assert codes(report.outcome) == expected
    assert not report.is_sound
    assert report.diagnostics == ()


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param("b {}", {"edit-overwritten"}, id="changed"),
        pytest.param("", set(), id="not changed"),
    ],
)
def test_a_learners_css(
    later: str, expected: set[str], old: Path, make_project: MakeProject
) -> None:
    ONE.write(old)
    time = LATER if later else ONE.time
    new = replace(ONE, css=later, time=time).write(old.with_name("new.apkg"))

    report = planning.plan(make_project(TWO), old, new=new, with_learner_edits=True)

    assert report.outcome is not None
    assert {f"note-type-{code}" for code in expected} == {
        finding.code for finding in report.outcome.findings
    }


def test_a_learners_later_css_is_kept(
    make_project: MakeProject, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = "notes:\n  - {id: a, front: a, back: b}\n  - {id: c, cloze: ==c==}\n"
    folder = make_project(both)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", OLD_TIME)
    decks("build", "--out", old, folder=folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NEW_TIME)
    new = old.with_name("new.apkg")
    with_css(old, new)

    report = planning.plan(folder, old, new=new, with_learner_edits=True)

    assert report.outcome is not None
    assert {finding.code for finding in report.outcome.findings} == {
        "note-type-edit-kept",
        "note-type-edit-overwritten",
    }


def with_css(package: Path, target: Path) -> None:
    """Copy a package with newer note types that look different."""
    import sqlite3  # noqa: PLC0415 -- for this one look inside
    import zipfile  # noqa: PLC0415

    collection = target.with_suffix(".anki2")
    with zipfile.ZipFile(package) as archive:
        collection.write_bytes(archive.read("collection.anki2"))
        media = {name: archive.read(name) for name in archive.namelist()}
    database = sqlite3.connect(collection)
    models = json.loads(database.execute("select models from col").fetchone()[0])
    for model in models.values():
        model["css"] += "b {}"
        model["mod"] = int(NEW_TIME)
    database.execute("update col set models = ?", (json.dumps(models),))
    database.commit()
    database.close()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in media.items():
            if name == "collection.anki2":
                archive.write(collection, name)
            else:
                archive.writestr(name, content)


@pytest.mark.parametrize("deck", ["Other", "a_b *c* (d\\e)", "Sub::Deck"])
@pytest.mark.parametrize("is_whole", [True, False])
def test_the_search_finds_the_cards_that_stay(
    deck: str, is_whole: bool, change: Any, old: Path, tmp_path: Path
) -> None:
    below = f"deck: {json.dumps(deck + '::Below')}\nnotes:\n"
    below += "  - {id: z, front: z, back: z}\n"
    beside = below.replace("::Below", "").replace("z", "y")
    first = f"deck: {json.dumps(deck)}\n{MANY}"
    folder = change(first, first)
    write_files(folder, {"cards/below.yaml": below})
    if not is_whole:
        write_files(folder, {"cards/beside.yaml": beside})
    decks("build", "--out", old, folder=folder)
    write_files(folder, {"cards/cards.yaml": MANY})

    result = planned(folder, old)

    (move,) = result.moves
    assert (move.old, move.new) == (f"Test::{deck}", "Test::cards")
    assert move.search.startswith('"deck:' if is_whole else "cid:")
    with engine.open_collection(tmp_path / "learner") as collection:
        engine.import_package(collection, old)
        assert sorted(collection.find_cards(move.search)) == sorted(move.cards)
        searches = [one.search for note in result.notes for one in note.findings]
        found = [number for one in searches for number in collection.find_cards(one)]
        assert sorted(found) == sorted(move.cards)


def test_the_last_release_is_what_learners_have(released: Path) -> None:
    result = decks("plan", "--json", folder=released)

    assert json.loads(result.stdout)["counts"] == {
        "new": 0,
        "updated": 1,
        "unchanged": 1,
        "conflicting": 0,
        "retired": 0,
    }


def test_the_package_of_the_last_release_is_gone(make_project: MakeProject) -> None:
    folder = make_project(TWO)
    decks("release", "1.0.0", "--no-plan", folder=folder)
    for package in folder.glob("dist/**/*.apkg"):
        package.unlink()

    result = decks("plan", folder=folder)

    assert result.code == 1
    assert "test-1.0.0.apkg and no git tag `v1.0.0`: fetch the package" in result.stderr


def test_a_release_asks_for_broken_promises(change: Any, old: Path) -> None:
    folder = change(TWO, TWO)
    ONE.write(old)
    fine = old.with_name("fine.apkg")
    conflicting = old.with_name("conflicting.apkg")
    replace(ONE, time=LATER, notes={"g": "two"}, css="b {}").write(fine)
    replace(ONE, time=LATER, model=1111111112).write(conflicting)

    assert planning.broken_promises(folder, old, fine) == []
    assert planning.broken_promises(folder, old, conflicting) == [
        "g: one: never updated again: the note type is another one: "
        "the note type `Model 1111111112` is not the one the learner has"
    ]
    assert (
        planning.broken_promises(folder, old, conflicting, allow_notetype_change=True)
        == []
    )


@pytest.fixture
def released(make_project: MakeProject) -> Path:
    """A project with one release and a change since."""
    folder = make_project(TWO)
    assert decks("release", "1.0.0", "--no-plan", folder=folder).code == 0
    write_files(folder, {"cards/cards.yaml": TWO.replace("answer a", "other")})
    return folder


def test_a_release_is_tried_on_the_engine(released: Path) -> None:
    result = decks("release", "minor", folder=released)

    assert result.code == 0, result.output
    assert (released / "dist/released/test-1.1.0.apkg").is_file()


def test_a_release_that_breaks_a_promise_is_not_made(released: Path) -> None:
    package = released / "dist/released/test-1.0.0.apkg"
    with engine.open_collection(package.parent.with_name("learner")) as collection:
        engine.import_package(collection, package)
        (guid, *_) = (note.guid for note in engine.snapshot(collection).notes)
    Foreign({guid: "a"}).write(package)
    before = snapshot(released)

    result = decks("release", "minor", folder=released)

    assert result.code == 1
    assert "never updated again: the note type is another one" in result.stderr
    assert snapshot(released) == before


def test_another_field_in_a_released_note_type(make_project: MakeProject) -> None:
    def shape(fields: str) -> dict[str, str]:
        return {
            "cards/notetypes/word/notetype.yaml": (
                f"fields: {fields}\ntemplates: [Recall]\n"
            ),
            "cards/notetypes/word/Recall.front.html": "{{Word}}\n",
            "cards/notetypes/word/Recall.back.html": "{{Meaning}}\n",
            "cards/cards.yaml": (
                "notes:\n  - {id: a, type: word, fields: {Word: w, Meaning: m}}\n"
            ),
        }

    folder = make_project(shape("[Word, Meaning]"))
    released = decks("release", "1.0.0", "--no-plan", folder=folder)
    assert released.code == 0, released.output
    write_files(folder, shape("[Word, Meaning, A, B, C]"))

    refused = decks("plan", folder=folder)
    looked = decks("plan", "--allow-notetype-change", folder=folder)

    assert (refused.code, looked.code) == (1, 1)
    assert "[note-type-changed]" in refused.stderr
    assert "[conflicting]" in looked.stdout
