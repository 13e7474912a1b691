"""What a learner must never notice, and what an author must be told (docs/lock.md)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

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

from builder import pipeline
from builder.anki.apkg.reader import read_package
from builder.pipeline import Options
from builder.versions import locktext
from builder.versions.lock import Lock

CLOZE = "notes:\n  - {{id: a, cloze: '{}'}}\n"


def write_lock(folder: Path, lock: Lock) -> None:
    write_files(folder, {"cards/deck.lock": locktext.dump(lock)})


def with_other_rendering(folder: Path, *ids: str) -> None:
    """Make the lock say that notes, and all note types, were rendered otherwise."""
    lock = read_lock(folder)
    notes = dict(lock.notes)
    for key in ids:
        stamp = notes[key].stamp
        other = replace(stamp.content, rendering="other")
        notes[key] = replace(notes[key], stamp=replace(stamp, content=other))
    types = {
        key: replace(
            one,
            stamp=replace(
                one.stamp, content=replace(one.stamp.content, rendering="other")
            ),
        )
        for key, one in lock.note_types.items()
    }
    write_lock(folder, replace(lock, notes=notes, note_types=types))


# Renderings that differ alone


def test_an_upgrade_moves_no_time(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    before = released(folder, T)
    with_other_rendering(folder, "a")

    after = built(folder, T + 100)

    assert times(after) == times(before)
    assert after.note_types["basic"].modified == T
    assert times(released(folder, T + 200)) == times(before)


def test_what_looks_other_is_told(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    released(folder, T)
    with_other_rendering(folder, "a")

    result = decks("build", folder=folder)
    values = json.loads(decks("build", "--json", folder=folder).stdout)

    assert "1 note and 1 note type look other than before" in result.stderr
    assert values["looks_other"] == {"notes": ["a"], "note_types": ["basic"]}


@pytest.mark.parametrize(
    ("asked", "moved"),
    [
        pytest.param(["all"], {"a", "basic"}, id="all"),
        pytest.param(["a"], {"a"}, id="a note"),
        pytest.param(["notetype:basic"], {"basic"}, id="a note type"),
        pytest.param(["b"], {"b"}, id="a note that looks the same"),
    ],
)
def test_restamp_brings_it(
    asked: list[str], moved: set[str], make_project: MakeProject
) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    released(folder, T)
    with_other_rendering(folder, "a")
    options = [word for one in asked for word in ("--restamp", one)]

    result = decks("release", "patch", "--no-plan", *options, folder=folder)

    assert result.code == 0, result.output
    after = read_lock(folder)
    newer = {key for key, one in after.notes.items() if one.modified > T}
    newer |= {key for key, one in after.note_types.items() if one.modified > T}
    assert newer == moved
    page = (folder / "dist/test-1.1.1.md").read_text(encoding="utf-8")
    assert ("brought up to date" in page) == bool(moved & {"a", "b"})


def test_restamp_of_what_is_not_there(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("abc"))
    released(folder, T)

    result = decks("release", "patch", "--restamp", "abd", folder=folder)

    assert (result.code, result.stderr) == (
        1,
        "decks: --restamp abd: there is no note `abd` (did you mean `abc`?)\n",
    )


def test_text_laid_out_anew_moves_no_time(make_project: MakeProject) -> None:
    folder = make_project("notes:\n  - {id: a, front: q, back: '- x'}\n")
    before = released(folder, T)
    write_files(
        folder, {"cards/cards.yaml": "notes:\n  - {id: a, front: q, back: '* x'}\n"}
    )

    after = built(folder, T + 100)

    assert times(after) == times(before)
    assert (
        after.notes["a"].stamp.content.source != before.notes["a"].stamp.content.source
    )
    assert decks("build", "--locked", folder=folder).code == 0


def test_an_edit_after_an_upgrade_arrives(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    released(folder, T)
    with_other_rendering(folder, "a", "b")
    write_notes(folder, note("a", "edited"), note("b"))

    assert times(built(folder, T + 100)) == {"a": T + 100, "b": T}


def test_another_picture_is_a_change(make_project: MakeProject) -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>"
    folder = make_project(
        {
            "cards/cards.yaml": "notes:\n" + note("a", "'![x](p.svg)'"),
            "media/p.svg": svg.format("<g/>"),
        }
    )
    built(folder, T)
    write_files(folder, {"media/p.svg": svg.format("<path/>")})

    assert times(built(folder, T + 100)) == {"a": T + 100}


def test_line_ends_of_a_picture_are_no_change(make_project: MakeProject) -> None:
    picture = b"<svg xmlns='http://www.w3.org/2000/svg'>\n<g/>\n</svg>\n"
    cards = "notes:\n" + note("a", "'![x](p.svg)'")
    packages = []
    for name, content in (
        ("unix", picture),
        ("windows", picture.replace(b"\n", b"\r\n")),
    ):
        files = {"cards/cards.yaml": cards, "media/p.svg": content}
        folder = make_project(files, name)
        built(folder, T)
        packages.append((folder / "dist/test-1.0.0.apkg").read_bytes())

    assert packages[0] == packages[1]


# An older lock


OLDER = """\
# Written by `decks`: commit it, do not edit it. docs/lock.md tells why.
{{"format":1}}
{{"release":"1.0.0","mod":{time}}}
{{"notetype":"basic","mod":{time},"hash":"{style}","fields":{fields},\
"templates":["Forward","Backward"]}}
{{"note":"a","guid":"{guid}","nid":{nid},"mod":{time},"hash":"{content}","type":"basic",\
"deck":"Test::cards","title":"front of a","since":"1.0.0"}}
"""


def test_an_older_lock_is_taken_over(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    known = released(folder, T, "1.0.1")
    one, style = known.notes["a"], known.note_types["basic"]
    write_files(
        folder,
        {
            "cards/deck.lock": OLDER.format(
                time=T,
                style="0" * 16,
                fields=json.dumps(style.fields),
                guid=one.guid,
                nid=one.number,
                content=one.stamp.content.rendering,
            )
        },
    )

    assert decks("build", "--locked", folder=folder).code == 0
    after = built(folder, T + 100)

    assert times(after) == {"a": T}
    assert after.note_types["basic"].modified == T
    assert after.notes["a"].stamp.content.source == one.stamp.content.source
    assert after.note_types["basic"].name.startswith("test Basic ")
    assert '"format":2' in (folder / "cards/deck.lock").read_text(encoding="utf-8")


def test_a_byte_order_mark_is_no_damage(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    before = built(folder, T)
    path = folder / "cards/deck.lock"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert built(folder, T + 100) == before


# Names


def test_another_slug_is_another_file_name_and_nothing_else(
    make_project: MakeProject,
) -> None:
    folder = project_of(make_project, note("a"))
    before = built(folder, T)
    deck = folder / "cards/deck.yaml"
    deck.write_text(deck.read_text().replace("slug: test", "slug: other"))

    after = built(folder, T + 100)

    assert after == before
    first, second = (
        read_package(folder / f"dist/{slug}-1.0.0.apkg") for slug in ("test", "other")
    )
    assert first == second


# Renamed ids


def test_a_renamed_note_stays_the_same_note(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("old"), note("other"))
    first = released(folder, T)
    write_notes(
        folder, "  - {id: new, was: old, front: front of old, back: b}\n", note("other")
    )

    after = built(folder, T + 100)

    assert set(after.notes) == {"new", "other"}
    one, before = after.notes["new"], first.notes["old"]
    assert (one.guid, one.number, one.modified) == (before.guid, before.number, T)
    assert one.since == before.since
    write_notes(folder, note("other"), "  - {id: new, front: front of old, back: b}\n")
    assert built(folder, T + 200).notes["new"].guid == before.guid


def test_a_note_renamed_twice(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    first = released(folder, T)
    for number, (old, new) in enumerate((("a", "b"), ("b", "c")), start=1):
        write_notes(
            folder, f"  - {{id: {new}, was: {old}, front: front of a, back: b}}\n"
        )
        after = built(folder, T + number)

    assert set(after.notes) == {"c"}
    assert after.notes["c"].guid == first.notes["a"].guid


WRONG = [
    pytest.param(
        [note("a"), "  - {id: b, was: a, front: f, back: b}\n"],
        "error: `was: a` names a note that is still there: take the line out, or the "
        "other note  [was]",
        id="still there",
    ),
    pytest.param(
        [f"  - {{id: {one}, was: a, front: {one}, back: b}}\n" for one in "bc"],
        "error: `was: a` stands in 2 notes: keep one  [was]",
        id="twice",
    ),
    pytest.param(
        [note("a"), "  - {id: b, was: aa, front: f, back: b}\n"],
        "warning: no note `aa` was ever built here  [was]",
        id="never there",
    ),
    pytest.param(
        ["  - {id: b, front: front of a, back: b}\n"],
        "warning: the note `a` is gone and `b` has its text: learners would have it "
        "twice; write `was: a` if it is the same note  [renamed]",
        id="forgotten",
    ),
]


@pytest.mark.parametrize(("notes", "message"), WRONG)
def test_wrong_former_ids(
    notes: list[str], message: str, make_project: MakeProject
) -> None:
    folder = project_of(make_project, note("a"))
    built(folder, T)
    write_notes(folder, *notes)

    assert message in decks("check", folder=folder).stdout


# Numbers of explicit deletions


RENUMBERED = [
    pytest.param(
        "{{c1::alpha}} {{c2::beta}}",
        "{{c2::alpha}} {{c1::beta}}",
        "`alpha` was c1 and is c2 now: learners' schedules stay with the number and "
        "would ask for other text; give it c1 again",
        id="swapped",
    ),
    pytest.param(
        "==alpha== ==beta==",
        "{{c2::alpha}} {{c1::beta}}",
        "`alpha` was c1 and is c2 now",
        id="short form written out",
    ),
]


@pytest.mark.parametrize(("first", "later", "message"), RENUMBERED)
@pytest.mark.parametrize("command", ["check", "plan", "release"])
def test_renumbered_deletions_are_told(
    command: str, first: str, later: str, message: str, make_project: MakeProject
) -> None:
    folder = make_project(CLOZE.format(first))
    released(folder, T)
    write_files(folder, {"cards/cards.yaml": CLOZE.format(later)})
    built(folder, T + 1)

    options = {"release": ["patch", "--no-plan"]}.get(command, [])
    result = decks(command, *options, folder=folder)

    assert message in " ".join(result.output.split())


def test_a_number_taken_again_is_told(make_project: MakeProject) -> None:
    folder = make_project(CLOZE.format("{{c1::alpha}} {{c2::beta}}"))
    released(folder, T)
    write_files(folder, {"cards/cards.yaml": CLOZE.format("{{c1::alpha}}")})
    released(folder, T + 1)
    write_files(
        folder, {"cards/cards.yaml": CLOZE.format("{{c1::alpha}} {{c2::gamma}}")}
    )

    assert (
        "c2 hid `beta` once and hides `gamma` now: learners who had it keep its "
        "schedule; take a number that was never used, such as c3"
    ) in decks("check", folder=folder).stdout


# What an import cannot do is told


def test_emptied_cards_stand_in_the_release_notes(make_project: MakeProject) -> None:
    folder = make_project(CLOZE.format("{{c1::alpha}} {{c2::beta}}"))
    released(folder, T)
    write_files(folder, {"cards/cards.yaml": CLOZE.format("{{c1::alpha}} beta")})
    released(folder, T + 1, "2.0.0")

    page = (folder / "dist/test-2.0.0.md").read_text(encoding="utf-8")
    assert "*Tools → Empty Cards* finds such cards and deletes them" in page
    assert "alpha beta" in page


def test_another_style_stands_in_the_release_notes(make_project: MakeProject) -> None:
    files = {
        "cards/cards.yaml": "notes:\n  - {id: a, type: word, fields: {Word: w}}\n",
        "cards/notetypes/word/notetype.yaml": "fields: [Word]\ntemplates: [T]\n",
        "cards/notetypes/word/T.front.html": "{{Word}}",
        "cards/notetypes/word/T.back.html": "{{Word}}!",
    }
    folder = make_project(files)
    released(folder, T)
    write_files(folder, {"cards/notetypes/word/style.css": ".card { color: blue }\n"})
    released(folder, T + 1, "2.0.0")

    page = (folder / "dist/test-2.0.0.md").read_text(encoding="utf-8")
    assert "comes with another style or other templates" in page


# Which file is which


def test_a_renamed_note_is_told_until_it_is_released(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    released(folder, T, "1.0.1")
    write_notes(folder, "  - {id: b, front: front of a, back: b}\n")

    told = [decks("build", folder=folder).stderr for _ in range(2)]

    assert ["[renamed]" in one for one in told] == [True, True]
    assert "[renamed]" in decks("check", folder=folder).stdout


def test_what_is_not_released_says_so(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    released(folder, T, "1.0.1")
    kept = (folder / "dist/test-1.0.1.apkg").read_bytes()
    assert decks("build", folder=folder).stdout.startswith("dist/test-1.0.1.apkg")
    write_notes(folder, note("a", "edited"))

    result = decks("build", folder=folder)

    assert result.stdout.startswith("dist/test-1.0.1+dev.apkg")
    assert (folder / "dist/test-1.0.1.apkg").read_bytes() == kept
    package = read_package(folder / "dist/test-1.0.1+dev.apkg")
    assert "Version 1.0.1+dev · not released" in package.decks[0].description


def test_a_build_after_a_lost_lock_is_not_the_release(
    make_project: MakeProject,
) -> None:
    folder = project_of(make_project, note("a"))
    released(folder, T, "1.0.1")
    kept = (folder / "dist/test-1.0.1.apkg").read_bytes()
    write_notes(folder, note("a", "edited"))
    (folder / "cards/deck.lock").unlink()

    result = decks("build", folder=folder)

    assert result.stdout.startswith("dist/test-1.0.1+dev.apkg")
    assert (folder / "dist/test-1.0.1.apkg").read_bytes() == kept


def test_a_moved_note_is_not_released_either(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    released(folder, T, "1.0.1")
    write_notes(folder, "  - {id: a, front: front of a, back: b, deck: Other}\n")

    assert "+dev" in decks("build", folder=folder).stdout


# A lost or older lock


def test_a_lock_made_again_from_a_package(make_project: MakeProject) -> None:
    folder = make_project(
        "notes:\n  - {id: a, cloze: '==alpha== ==beta== ==gamma=='}\n" + note("b")
    )
    built(folder, T)
    text = "notes:\n  - {id: a, cloze: '==beta== ==gamma=='}\n" + note("b")
    write_files(folder, {"cards/cards.yaml": text})
    before = released(folder, T + 10)
    (folder / "cards/deck.lock").unlink()
    package = "dist/released/test-1.1.0.apkg"

    result = decks("build", "--recover-lock", package, folder=folder)

    assert result.code == 0, result.output
    after = read_lock(folder)
    assert times(after) == times(before)
    assert after.notes["a"].short == before.notes["a"].short
    assert {key: one.number for key, one in after.notes.items()} == {
        key: one.number for key, one in before.notes.items()
    }
    assert after.note_types["basic"].name == before.note_types["basic"].name
    assert read_package(folder / package).notes == (
        read_package(folder / "dist/test-1.1.0.apkg").notes
    )


def test_what_changed_since_the_package_arrives(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"), note("b"), note("gone"))
    released(folder, T)
    (folder / "cards/deck.lock").unlink()
    write_notes(folder, note("a", "edited"), note("b"), note("c"))

    report = pipeline.build(
        folder, Options(now=T + 50, recover_lock=folder / "dist/test-1.1.0.apkg")
    )

    assert not report.errors
    after = read_lock(folder)
    present = {key: one.modified for key, one in after.notes.items() if one.is_present}
    assert present == {"a": T + 50, "b": T, "c": T + 50}
    assert len([one for one in after.notes.values() if one.is_to_be_retired]) == 1


def test_a_package_of_another_project(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    other = make_project(
        {
            "cards/deck.yaml": "{name: O, slug: other, version: 1.0.0, key: other}\n",
            "cards/cards.yaml": "notes:\n" + note("a"),
        },
        "other",
    )
    built(other, T)
    package = other / "dist/other-1.0.0.apkg"

    result = decks("build", "--recover-lock", package, folder=folder)

    assert result.code == 1
    assert "no note of this package is one of this project" in result.stderr
    assert not (folder / "cards/deck.lock").exists()


def test_an_older_lock_beside_a_newer_release(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    released(folder, T, "1.0.1")
    older = (folder / "cards/deck.lock").read_bytes()
    write_notes(folder, note("a", "edited"))
    released(folder, T + 10, "1.1.0")
    kept = (folder / "dist/released/test-1.1.0.apkg").read_bytes()
    (folder / "cards/deck.lock").write_bytes(older)
    write_notes(folder, note("a", "edited again"))

    for level in ("minor", "patch", "2.0.0"):
        result = decks("release", level, "--no-plan", folder=folder)

        assert result.code == 1
        assert "cards/deck.lock knows of no release 1.1.0, but it was made" in (
            result.stderr
        )
    assert "--recover-lock" in result.stderr
    assert (folder / "dist/released/test-1.1.0.apkg").read_bytes() == kept
    assert (folder / "cards/deck.lock").read_bytes() == older


def test_an_older_lock_in_a_clone(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    released(folder, T, "1.0.1")
    older = (folder / "cards/deck.lock").read_bytes()
    write_notes(folder, note("a", "edited"))
    released(folder, T + 10, "1.1.0")
    for package in folder.glob("dist/**/*.apkg"):
        package.unlink()
    (folder / "cards/deck.lock").write_bytes(older)

    result = decks("release", "minor", "--no-plan", folder=folder)

    assert result.code == 1
    assert "cards/deck.lock knows of no release 1.1.0, but it was made" in result.stderr


# Retired, brought back, and gone again


def test_a_note_brought_back_by_a_build_is_retired_again(
    make_project: MakeProject,
) -> None:
    folder = project_of(make_project, note("a"), note("b"))
    released(folder, T)
    write_notes(folder, note("a"))
    gone = released(folder, T + 10, retire=1).notes["b"].modified
    write_notes(folder, note("a"), note("b"))
    back = built(folder, T + 20).notes["b"].modified
    write_notes(folder, note("a"))
    built(folder, T + 30)

    again = released(folder, T + 40, retire=1)

    assert gone < back < again.notes["b"].modified
    assert again.notes["b"].retired == "1.3.0"
    assert (folder / "dist/test-1.3.0-retired.apkg").is_file()


# Note types that notes need


NEEDED = [
    pytest.param("| x |\n|---|\n| y |", "table", id="table"),
    pytest.param("> [!NOTE]\n> x", "callout", id="callout"),
    pytest.param("- [x] y", "task list", id="task list"),
    pytest.param("x[^1]\n\n[^1]: y", "footnotes", id="footnotes"),
]


@pytest.mark.parametrize(("back", "feature"), NEEDED)
def test_a_note_brings_the_note_type_it_needs(
    make_project: MakeProject, back: str, feature: str
) -> None:
    """A callout in a changed note needs a style that the note type of learners lacks."""
    folder = project_of(make_project, note("a"), note("b"))
    released(folder, T)
    lock = read_lock(folder)
    style = lock.note_types["basic"]
    older = replace(
        style.stamp, content=replace(style.stamp.content, rendering="other")
    )
    types = {"basic": replace(style, stamp=older, offers=("code",))}
    write_lock(folder, replace(lock, note_types=types))
    write_notes(folder, note("a", "edited"), note("b"))
    plain = released(folder, T + 10)
    assert plain.note_types["basic"].modified == T
    write_notes(folder, note("a", "edited"), note("b", json.dumps(back)))

    result = decks("release", "minor", "--no-plan", folder=folder)

    assert (
        "the note type `basic` goes out too: notes of this release need its "
        f"{feature}" in result.stderr
    )
    assert read_lock(folder).note_types["basic"].modified > T


# What a strict reader found


def test_a_note_that_gets_its_first_id_back(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    first = released(folder, T)
    write_notes(folder, "  - {id: b, was: a, front: front of a, back: b}\n")
    built(folder, T + 1)
    write_notes(folder, note("a"))

    after = released(folder, T + 2)

    assert set(after.notes) == {"a"}
    assert after.notes["a"].guid == first.notes["a"].guid
    assert not (folder / "dist/test-1.2.0-retired.apkg").exists()


def test_the_first_id_of_another_note(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    released(folder, T)
    renamed = "  - {id: b, was: a, front: front of a, back: b}\n"
    write_notes(folder, renamed)
    built(folder, T + 1)
    write_notes(folder, renamed.replace("was: a, ", ""), note("a"))

    assert "`a` is the id that `b` had first" in decks("check", folder=folder).stdout


def test_a_lock_that_knows_more_is_not_made_again(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    released(folder, T, "1.0.1")
    write_notes(folder, note("a", "edited"))
    released(folder, T + 10, "1.1.0")
    before = (folder / "cards/deck.lock").read_bytes()

    result = decks("build", "--recover-lock", "dist/test-1.0.1.apkg", folder=folder)

    assert (result.code, result.stderr) == (
        1,
        "decks: cards/deck.lock is there and knows of later changes than the package: no "
        "need to make it again (delete it first if you mean to)\n",
    )
    assert (folder / "cards/deck.lock").read_bytes() == before


def test_a_recovered_lock_gives_no_removed_number_away(
    make_project: MakeProject,
) -> None:
    folder = make_project(CLOZE.format("==alpha== ==beta=="))
    built(folder, T)
    write_files(folder, {"cards/cards.yaml": CLOZE.format("alpha ==beta==")})
    released(folder, T + 1)
    (folder / "cards/deck.lock").unlink()
    text = CLOZE.format("alpha ==beta== ==new==")
    write_files(folder, {"cards/cards.yaml": text})

    result = decks("build", "--recover-lock", "dist/test-1.1.0.apkg", folder=folder)

    assert result.code == 0
    assert "lost" not in result.stderr
    assert read_lock(folder).notes["a"].short == ((2, "beta"), (3, "new"))


def test_no_release_without_the_lock_of_the_last(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    released(folder, T)
    (folder / "cards/deck.lock").unlink()
    for package in folder.glob("dist/**/*.apkg"):
        package.unlink()
    assert decks("build", folder=folder).code == 0

    result = decks("release", "patch", "--no-plan", folder=folder)

    assert result.code == 1
    assert "cards/deck.lock knows of no release 1.1.0, but it was made" in result.stderr


TAKEN_AGAIN = [
    pytest.param(["{{c1::Eat}} Italian {{c2::bread}}"], id="in one edit"),
    pytest.param(
        ["{{c1::Eat}} Italian bread", "{{c1::Eat}} Italian {{c2::bread}}"],
        id="after a build",
    ),
]


@pytest.mark.parametrize("edits", TAKEN_AGAIN)
def test_a_number_taken_again_before_a_release(
    edits: list[str], make_project: MakeProject
) -> None:
    folder = make_project(CLOZE.format("{{c1::Eat}} {{c2::Italian}} bread"))
    released(folder, T)
    for number, text in enumerate(edits):
        assert number == 0 or decks("build", folder=folder).code == 0
        write_files(folder, {"cards/cards.yaml": CLOZE.format(text)})

    assert "c2 hid `Italian` once and hides `bread` now" in (
        decks("check", folder=folder).stdout
    )


def test_a_corrected_deletion_is_no_other(make_project: MakeProject) -> None:
    folder = make_project(CLOZE.format("{{c1::Eat}} {{c2::Itlian}} bread"))
    released(folder, T)
    text = CLOZE.format("{{c1::Eat}} {{c2::Italian}} bread")
    write_files(folder, {"cards/cards.yaml": text})

    assert decks("check", folder=folder).stdout == ""


def test_a_link_to_a_folder_that_is_gone(make_project: MakeProject) -> None:
    folder = project_of(make_project, note("a"))
    (folder / "cards/more").symlink_to(folder / "nowhere")

    result = decks("check", folder=folder)

    assert (result.code, result.stdout) == (
        1,
        "cards/more: error: a link that leads nowhere: delete it, or mend it  "
        "[unreadable]\n",
    )
