"""Promise: what changed gets a newer time and what did not keeps its own (docs/lock.md).

And the ids stay, whatever is edited, removed or brought back.
"""

from __future__ import annotations

from pathlib import Path

import anki_engine
import pytest
from conftest import MakeProject, decks, write_files
from project_times import (
    T,
    built,
    note,
    project_of,
    read_lock,
    released,
    times,
    write_notes,
)

from builder.versions.lock import Lock


def last_release(lock: Lock) -> tuple[str, int]:
    assert lock.release is not None
    return lock.release.version, lock.release.modified


def test_only_what_changed_gets_a_newer_time(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    assert times(built(folder, T)) == {"a": T, "b": T}

    write_notes(folder, note("a"), note("b", "edited"))

    assert times(built(folder, T + 100)) == {"a": T, "b": T + 100}
    assert times(built(folder, T + 200)) == {"a": T, "b": T + 100}


def test_a_clock_set_back_still_makes_it_newer(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    built(folder, T)
    write_notes(folder, note("a"), note("b", "edited"), note("c"))

    assert times(built(folder, T - 500)) == {"a": T, "b": T + 1, "c": T - 500}


def test_a_clock_set_back_behind_a_release(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    released(folder, T)
    write_notes(folder, note("a", "edited"), note("b"), note("c"))

    assert times(built(folder, T - 500)) == {"a": T + 1, "b": T, "c": T + 1}
    again = released(folder, T - 400)
    assert times(again) == {"a": T + 1, "b": T, "c": T + 1}
    assert last_release(again) == ("1.2.0", T + 1)


def test_two_builds_within_one_second(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a", "one"))
    seen = []
    for text in ("one", "two", "three", "two"):
        write_notes(folder, note("a", text))
        seen.append(times(built(folder, T))["a"])

    assert seen == [T, T + 1, T + 2, T + 3]


def test_a_reverted_edit_is_a_change_too(make_project: MakeProject) -> None:
    """Who imported the build in between has the other text."""
    folder = project_of(make_project, note("a", "one"))
    released(folder, T)
    write_notes(folder, note("a", "two"))
    assert times(built(folder, T + 100)) == {"a": T + 100}

    write_notes(folder, note("a", "one"))

    assert times(built(folder, T + 200)) == {"a": T + 200}
    assert times(built(folder, T + 250)) == {"a": T + 200}
    assert times(released(folder, T + 300)) == {"a": T + 300}
    assert times(released(folder, T + 400)) == {"a": T + 300}


def test_what_was_never_released_is_not_brought_back(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a", "one"))
    released(folder, T)
    seen = []
    for text in ("two", "three", "two"):
        write_notes(folder, note("a", text))
        seen.append(times(built(folder, T + 100))["a"])

    assert seen == [T + 100, T + 101, T + 102]


def test_a_release_stamps_all_that_changed(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"), note("c"))
    built(folder, T)
    assert times(released(folder, T + 50)) == dict.fromkeys("abc", T + 50)
    write_notes(folder, note("a", "early"), note("b"), note("c"))
    built(folder, T + 100)
    write_notes(folder, note("a", "early"), note("b", "late"), note("c"), note("d"))
    built(folder, T + 200)

    after = released(folder, T + 1000)

    assert times(after) == {"a": T + 1000, "b": T + 1000, "c": T + 50, "d": T + 1000}
    assert last_release(after) == ("1.2.0", T + 1000)
    assert {one.since for one in after.notes.values()} == {"1.1.0", "1.2.0"}


def test_a_note_type_has_a_time_of_its_own(make_project: MakeProject) -> None:
    css = "cards/notetypes/word/style.css"
    files = {
        "cards/cards.yaml": (
            "notes:\n  - {id: a, type: word, fields: {Word: w}}\n" + note("b")
        ),
        "cards/notetypes/word/notetype.yaml": "fields: [Word]\ntemplates: [T]\n",
        "cards/notetypes/word/T.front.html": "{{Word}}",
        "cards/notetypes/word/T.back.html": "{{Word}}",
        css: ".card { color: red }\n",
    }
    folder = make_project(files)
    built(folder, T)
    write_files(folder, {css: ".card { color: blue }\n"})

    after = built(folder, T + 100)

    assert {key: one.modified for key, one in after.note_types.items()} == {
        "basic": T,
        "word": T + 100,
    }
    assert times(after) == {"a": T, "b": T}


def test_source_date_epoch(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project_of(make_project, note("a"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(T))
    assert decks("build", folder=folder).code == 0
    assert times(read_lock(folder)) == {"a": T}

    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(T + 7))
    assert decks("release", "minor", "--no-plan", folder=folder).code == 0

    assert last_release(read_lock(folder)) == ("1.1.0", T + 7)
    assert times(read_lock(folder)) == {"a": T + 7}


# Who is in the lock


def test_what_was_built_is_never_forgotten(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    released(folder, T)
    write_notes(folder, note("a"), note("draft"))
    built(folder, T + 10)
    write_notes(folder, note("a"))

    after = built(folder, T + 20)

    assert {key: one.is_present for key, one in after.notes.items()} == {
        "a": True,
        "b": False,
        "draft": False,
    }


def test_a_note_back_before_a_release_is_as_it_was(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    first = released(folder, T)
    write_notes(folder, note("a"))
    built(folder, T + 10)
    write_notes(folder, note("a"), note("b"))

    assert built(folder, T + 20) == first


def test_a_note_back_after_its_retirement_is_newer(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    first = released(folder, T)
    write_notes(folder, note("a"))
    assert released(folder, T + 10, retire=1).notes["b"].retired == "1.2.0"
    write_notes(folder, note("a"), note("b"))

    after = released(folder, T + 20)

    assert times(after) == {"a": T, "b": T + 20}
    assert after.notes["b"].number == first.notes["b"].number
    assert after.notes["b"].retired == ""


def test_ids_stay_when_notes_are_inserted(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("m"), note("z"))
    first = built(folder, T)
    names = ["m", "z"]
    for number in range(30):
        names.insert(number * 7 % len(names), f"n{number}")
    write_notes(folder, *(note(name) for name in names))

    after = built(folder, T + 1)

    numbers = [one.number for one in after.notes.values()]
    assert len(set(numbers)) == 32
    assert all(number % 1000 == 0 for number in numbers)
    assert {key: after.notes[key] for key in ("m", "z")} == dict(first.notes)


def test_ids_are_those_of_any_other_machine(make_project: MakeProject) -> None:
    one = make_project("notes:\n" + note("a") + note("b"), "one")
    two = make_project("notes:\n" + note("b") + note("c") + note("a"), "two")
    ids = [
        {key: (entry.guid, entry.number) for key, entry in built(at, T).notes.items()}
        for at in (one, two)
    ]

    assert ids[0].items() < ids[1].items()


# Numbers of deletions


CLOZES = [
    pytest.param("==alpha== ==gamma==", id="neighbour removed"),
    pytest.param("==new== ==alpha== ==more== ==beta== ==gamma==", id="inserted"),
    pytest.param("==gamma== ==alpha== ==beta==", id="moved"),
    pytest.param("==alpha== ==edited== ==gamma==", id="edited"),
    pytest.param("==beta== ==alpha== ==new== ==gamma==", id="swapped and inserted"),
    pytest.param("{{c7::new}} ==alpha== ==beta== ==gamma==", id="a number written"),
]


@pytest.mark.parametrize("later", CLOZES)
def test_a_schedule_stays_with_its_text(
    later: str, make_project: MakeProject, tmp_path: Path
) -> None:
    """And comes back with it, when the first text is restored."""
    first = "==alpha== ==beta== ==gamma=="
    folder = make_project(f"notes:\n  - id: a\n    cloze: '{first}'\n")
    with anki_engine.collection(tmp_path / "learner") as col:
        for number, text in enumerate((first, later, first)):
            write_files(
                folder,
                {"cards/cards.yaml": f"notes:\n  - id: a\n    cloze: '{text}'\n"},
            )
            released(folder, T + number)
            package = folder / f"dist/test-1.{number + 1}.0.apkg"
            log = anki_engine.import_package(col, package)
            assert (log.new, log.updated) == ((1, 0) if number == 0 else (0, 1))
            hidden = anki_engine.hidden_texts(col)
            if number == 0:
                due = {}
                for days, (card_id, what) in enumerate(hidden.items(), start=1):
                    col.sched.set_due_date([card_id], str(days))
                    due[what] = col.get_card(card_id).due
            found = {what: col.get_card(one).due for one, what in hidden.items()}
            kept = {"edited": "beta"}
            assert {
                kept.get(what, what): days
                for what, days in found.items()
                if kept.get(what, what) in due
            } == {
                what: days
                for what, days in due.items()
                if what in text or (kept.get("edited") == what and "edited" in text)
            }


def test_a_number_given_away_is_told(make_project: MakeProject) -> None:
    folder = make_project("notes:\n  - {id: a, cloze: '==alpha== and more'}\n")
    decks("build", folder=folder)
    text = "notes:\n  - {id: a, cloze: '==alpha== and {{c1::more}}'}\n"
    (folder / "cards/cards.yaml").write_text(text, encoding="utf-8")

    result = decks("check", folder=folder)

    assert (
        "cards/cards.yaml:2:5: warning: `==alpha==` was c1, now given away to other "
        "text: learners' schedules would stay with c1; number the new deletion c2"
    ) in result.stdout
