"""Promise: what changed gets a newer time and what did not keeps its own (docs/lock.md).

And the ids stay, whatever is edited, merged, lost or brought back.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import anki_engine
import pytest
from conftest import MakeProject, decks, write_files
from hypothesis import given
from hypothesis import strategies as st

from builder import pipeline
from builder import release as releasing
from builder.base.clock import LATEST
from builder.pipeline import Options
from builder.text import cloze
from builder.versions import lock
from builder.versions.lock import Lock, LockedNote, LockedNoteType, Release, Stamp

T = 1_700_000_000


def note(name: str, back: str = "b") -> str:
    return f"  - {{id: {name}, front: front of {name}, back: {back}}}\n"


def project_of(make_project: MakeProject, *notes: str) -> Path:
    return make_project("notes:\n" + "".join(notes))


def write_notes(folder: Path, *notes: str) -> None:
    write_files(folder, {"cards/cards.yaml": "notes:\n" + "".join(notes)})


def built(folder: Path, now: int) -> Lock:
    report = pipeline.build(folder, Options(now=now))
    assert not report.errors
    return read_lock(folder)


def released(folder: Path, now: int, level: str = "minor") -> Lock:
    made = releasing.release(folder, level, Options(now=now), judge=None)
    assert made.is_done
    return read_lock(folder)


def read_lock(folder: Path) -> Lock:
    text = (folder / "cards/deck.lock").read_text(encoding="utf-8")
    read, diagnostics = lock.parse(text, "deck.lock")
    assert diagnostics == []
    return read


def times(of: Lock) -> dict[str, int]:
    return {key: one.modified for key, one in of.notes.items()}


# Times


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
    assert again.release == Release("1.2.0", T + 1)


def test_two_builds_within_one_second(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a", "one"))
    seen = []
    for text in ("one", "two", "three", "two"):
        write_notes(folder, note("a", text))
        seen.append(times(built(folder, T))["a"])

    assert seen == [T, T + 1, T + 2, T + 3]


def test_a_reverted_edit_gets_its_released_time_back(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a", "one"))
    released(folder, T)
    write_notes(folder, note("a", "two"))
    assert times(built(folder, T + 100)) == {"a": T + 100}

    write_notes(folder, note("a", "one"))

    assert times(built(folder, T + 200)) == {"a": T}
    assert times(released(folder, T + 300)) == {"a": T}


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
    assert after.release == Release("1.2.0", T + 1000)
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

    assert read_lock(folder).release == Release("1.1.0", T + 7)
    assert times(read_lock(folder)) == {"a": T + 7}


# Who is in the lock


def test_what_was_released_is_never_forgotten(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    released(folder, T)
    write_notes(folder, note("a"), note("draft"))
    built(folder, T + 10)
    write_notes(folder, note("a"))

    after = built(folder, T + 20)

    assert {key: one.is_present for key, one in after.notes.items()} == {
        "a": True,
        "b": False,
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
    assert released(folder, T + 10).notes["b"].retired == "1.2.0"
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


# A lock that is lost or damaged


def test_a_missing_lock_is_made_anew_and_said(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    first = built(folder, T)
    (folder / "cards/deck.lock").unlink()

    result = decks("build", folder=folder)

    assert result.code == 0
    assert "cards/deck.lock" in result.stderr
    after = read_lock(folder)
    assert after.notes["a"].number == first.notes["a"].number
    assert after.notes["a"].guid == first.notes["a"].guid
    assert after.notes["a"].modified > T
    assert "deck.lock" not in decks("build", folder=folder).stderr


GOOD = '{"note":"a","guid":"g","nid":1000,"mod":5,"hash":"h","type":"basic","deck":"D"}'
DAMAGES = [
    pytest.param("{", "damaged: restore deck.lock from version control", id="cut off"),
    pytest.param("[]", "damaged: restore deck.lock from version control", id="a list"),
    pytest.param(
        GOOD.replace(":5", ':"x"'),
        "damaged: restore deck.lock from version control",
        id="no number",
    ),
    pytest.param(
        GOOD.replace('"mod":5,', ""),
        "`mod` is missing: restore deck.lock from version control",
        id="no time",
    ),
    pytest.param(
        "<<<<<<< HEAD",
        "a merge conflict: keep the lines of both sides, delete this marker",
        id="conflict",
    ),
    pytest.param(
        '{"format":2}',
        "written by a newer `decks`: update the tool",
        id="newer format",
    ),
]


@pytest.mark.parametrize(("line", "message"), DAMAGES)
def test_a_damaged_lock_is_refused(
    line: str, message: str, make_project: MakeProject
) -> None:
    folder = project_of(make_project, note("a"))
    text = f"# a comment\n{line}\n"
    write_files(folder, {"cards/deck.lock": text})

    result = decks("build", folder=folder)

    assert result.code == 1
    assert f"cards/deck.lock:2:1: error: {message}" in result.output
    assert (folder / "cards/deck.lock").read_text(encoding="utf-8") == text
    assert not (folder / "dist").exists()


def test_locked_refuses_what_would_change(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    built(folder, T)
    write_notes(folder, note("a"), note("b", "edited"), note("c"))
    before = (folder / "cards/deck.lock").read_bytes()

    result = decks("build", "--locked", folder=folder)

    assert result.code == 1
    assert "cards/deck.lock would change for note `b`, note `c`: run" in result.stderr
    assert (folder / "cards/deck.lock").read_bytes() == before


moments = st.integers(0, LATEST)
stamps = st.builds(Stamp, moments, st.text(max_size=3))
pairs = st.lists(st.tuples(st.integers(1, 500), st.text(max_size=3)), max_size=3)
locked_notes = st.builds(
    LockedNote,
    id=st.text(min_size=1, max_size=5),
    guid=st.text(max_size=5),
    number=st.integers(1, 2**40),
    stamp=stamps,
    deck=st.text(max_size=5),
    note_type=st.text(max_size=3),
    ordinals=st.lists(st.integers(0, 499), min_size=1, max_size=3).map(tuple),
    title=st.text(max_size=5),
    since=st.just("1.0.0"),
    released=stamps,
    released_deck=st.text(max_size=5),
    retired=st.sampled_from(["", "1.1.0"]),
    is_present=st.booleans(),
    deletions=pairs.map(tuple),
    gone=pairs.map(tuple),
)
locked_types = st.builds(
    LockedNoteType,
    key=st.text(min_size=1, max_size=5),
    stamp=stamps,
    released=stamps,
    fields=st.lists(st.text(max_size=3), min_size=1, max_size=3).map(tuple),
    templates=st.lists(st.text(max_size=3), max_size=3).map(tuple),
)


@given(
    notes=st.lists(
        locked_notes,
        max_size=4,
        unique_by=(lambda one: one.id, lambda one: one.guid, lambda one: one.number),
    ),
    types=st.lists(locked_types, max_size=2, unique_by=lambda one: one.key),
    release=st.none()
    | st.builds(Release, st.sampled_from(["0.1.0", "12.3.4"]), moments),
)
def test_a_lock_reads_back_what_was_written(
    notes: list[LockedNote], types: list[LockedNoteType], release: Release | None
) -> None:
    whole = Lock(
        {one.id: one for one in notes}, {one.key: one for one in types}, release
    )

    assert lock.parse(lock.dump(whole), "deck.lock") == (whole, [])


# Two branches


def git(folder: Path, *arguments: str) -> str:
    finished = subprocess.run(
        ["git", *arguments],  # noqa: S607 -- whichever git there is
        cwd=folder,
        env={
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **{
                f"GIT_{who}_{what}": "somebody"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
        },
        check=False,
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A project of `decks new` under git, released once."""
    folder = tmp_path / "deck"
    assert decks("new", str(folder)).code == 0
    (folder / "cards/example.yaml").unlink()
    write_files(
        folder,
        {
            "cards/a.yaml": "notes:\n" + note("a") + note("shared"),
            "cards/b.yaml": "notes:\n" + note("b"),
        },
    )
    released(folder, T, "1.0.0")
    git(folder, "init", "--initial-branch=main")
    commit(folder)
    git(folder, "branch", "other")
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "work")


def on_branch(folder: Path, name: str, files: dict[str, str], now: int) -> None:
    git(folder, "checkout", "-q", name)
    write_files(folder, files)
    built(folder, now)
    commit(folder)


def test_branches_that_add_and_edit_notes_merge(repository: Path) -> None:
    files = {"cards/a.yaml": "notes:\n" + note("a", "A") + note("shared") + note("a2")}
    on_branch(repository, "main", files, T + 100)
    files = {"cards/b.yaml": "notes:\n" + note("b", "B") + note("b2")}
    on_branch(repository, "other", files, T + 200)

    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "other")

    before = read_lock(repository)
    after = built(repository, T + 300)
    assert times(after) == {
        "a": T + 100,
        "a2": T + 100,
        "b": T + 200,
        "b2": T + 200,
        "shared": T,
    }
    assert after == before
    assert decks("build", "--locked", folder=repository).code == 0
    text = (repository / "cards/deck.lock").read_text(encoding="utf-8")
    assert len(text.splitlines()) == len(set(text.splitlines()))


def test_branches_that_edit_the_same_note(repository: Path) -> None:
    ours = {"cards/a.yaml": "notes:\n" + note("a") + note("shared", "ours")}
    theirs = {"cards/a.yaml": "notes:\n" + note("a") + note("shared", "theirs")}
    on_branch(repository, "main", ours, T + 200)
    on_branch(repository, "other", theirs, T + 100)
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "--strategy-option=theirs", "other")

    text = (repository / "cards/deck.lock").read_text(encoding="utf-8")
    assert text.count('"note":"shared"') == 2
    after = built(repository, T + 300)

    assert times(after) == {"a": T, "b": T, "shared": T + 300}
    text = (repository / "cards/deck.lock").read_text(encoding="utf-8")
    assert text.count('"note":"shared"') == 1


def test_a_release_on_one_branch_is_known_on_the_other(repository: Path) -> None:
    """Back to the text of the first release is no way back in time for learners."""
    first = (repository / "cards/a.yaml").read_text(encoding="utf-8")
    git(repository, "checkout", "-q", "main")
    ours = "notes:\n" + note("a") + note("shared", "ours")
    write_files(repository, {"cards/a.yaml": ours})
    released(repository, T + 100, "1.1.0")
    commit(repository)
    theirs = {"cards/a.yaml": "notes:\n" + note("a") + note("shared", "theirs")}
    on_branch(repository, "other", theirs, T + 200)
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "--strategy-option=theirs", "other")

    write_files(repository, {"cards/a.yaml": first})
    after = released(repository, T + 300, "1.2.0")

    assert after.notes["shared"].modified == T + 300


# Numbers of short-form deletions


@st.composite
def histories(draw: st.DrawFn) -> list[list[tuple[int, str]]]:
    """Versions of a note, each by one change: its deletions as (who, text)."""
    texts = (f"text {number}" for number in range(1000))
    people = iter(range(1000))
    now = [(next(people), next(texts)) for _ in range(draw(st.integers(1, 5)))]
    versions = [now]
    gone: list[tuple[int, str]] = []
    for _ in range(draw(st.integers(1, 12))):
        now = list(now)
        what = draw(st.sampled_from(["insert", "remove", "edit", "move", "bring back"]))
        place = draw(st.integers(0, max(len(now) - 1, 0)))
        if what == "insert" or not now:
            now.insert(place, (next(people), next(texts)))
        elif what == "remove":
            gone.append(now.pop(place))
        elif what == "edit":
            now[place] = (now[place][0], next(texts))
        elif what == "move":
            moved = now.pop(place)
            now.insert(draw(st.integers(0, len(now))), moved)
        elif gone:
            now.insert(place, gone.pop(draw(st.integers(0, len(gone) - 1))))
        versions.append(now)
    return versions


def numbered(versions: Sequence[Sequence[str]]) -> list[list[int]]:
    """Number the deletions of each version, remembering as the lock does."""
    remembered: list[tuple[int, str]] = []
    gone: list[tuple[int, str]] = []
    found = []
    for texts in versions:
        numbers = cloze.keep_numbers(texts, frozenset(), remembered, gone)
        gone = [pair for pair in (*gone, *remembered) if pair[0] not in numbers]
        remembered = list(zip(numbers, texts, strict=True))
        found.append(numbers)
    return found


@given(histories())
def test_a_number_stays_with_its_deletion(
    versions: list[list[tuple[int, str]]],
) -> None:
    owners: dict[int, int] = {}
    numbers = numbered([[text for _, text in version] for version in versions])
    for version, of_version in zip(versions, numbers, strict=True):
        for (who, _), number in zip(version, of_version, strict=True):
            assert owners.setdefault(number, who) == who
    assert len(set(owners.values())) == len(owners)


@given(st.lists(st.permutations("abcdef"), min_size=2, max_size=4))
def test_a_number_stays_with_its_text_in_any_order(versions: list[list[str]]) -> None:
    first, *others = [
        dict(zip(texts, numbers, strict=True))
        for texts, numbers in zip(versions, numbered(versions), strict=True)
    ]

    assert all(other == first for other in others)


@given(
    st.lists(st.lists(st.sampled_from("abcdef"), unique=True, max_size=6), max_size=6)
)
def test_a_text_that_stays_keeps_its_number(versions: list[list[str]]) -> None:
    """Whatever else is added, removed and moved in the same build."""
    known: dict[str, int] = {}
    for texts, numbers in zip(versions, numbered(versions), strict=True):
        assert len(set(numbers)) == len(numbers)
        now = dict(zip(texts, numbers, strict=True))
        assert all(now[text] == known[text] for text in now.keys() & known.keys())
        known = now


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
