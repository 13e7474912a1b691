"""Promise: an update brings what the author changed and nothing else (docs/updating.md).

Every edit an author can make times everything a learner may have done before, on every
release of the engine that is asked for. What each cell must hold is computed: what would
be ideal, and then the limits, which Anki itself sets and which the docs name.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import decks, write_files
from engines.deeds import LEARNERS, Learner
from engines.edits import BASIC, EDITS, FILES, KEY, A, Edit, swap
from engines.limits import ALL, LIMITS, Cell, Limit, expected
from engines.old_limits import OLD_LIMITS
from engines.workshop import LAST_IMPORT, NEXT_RELEASE, Releases, Workshop, imported
from learner import State, differences, state_of
from places import ROOT

from builder import release as releasing
from builder.anki.identity import note_guid
from builder.pipeline import Options

STUDIED = next(one for one in LEARNERS if one.name == "studied")
CELLS = [
    pytest.param(edit, learner, id=f"{edit.name} x {learner.name}")
    for edit in EDITS
    for learner in LEARNERS
]


@pytest.mark.parametrize(("edit", "learner"), CELLS)
def test_update(
    edit: Edit, learner: Learner, workshop: Workshop, tmp_path: Path
) -> None:
    cell, log, faults, empty, again, last = played(edit, learner, workshop, tmp_path)
    old_limits = [limit for limit in OLD_LIMITS if limit.holds_for(cell)]
    stuck = {guid for limit in old_limits for guid in limit.conflicts} & cell.updated
    changed = cell.updated - stuck
    added = set(cell.new.notes) - set(cell.before.notes)
    same = set(cell.new.notes) - added - changed - stuck

    today = expected(cell, LIMITS)
    whole = expected(cell, [*LIMITS, *OLD_LIMITS])
    assert cell.after == whole, differences(cell.after, whole)
    assert log == [len(added), len(changed), len(same), len(stuck)]
    assert sorted(faults) == sorted(empty) == cell.without_text(today)
    times, new_times = cell.before.times, cell.after.times
    assert {guid for guid in times if times[guid] != new_times.get(guid)} == changed

    for limit in old_limits:
        whole = limit.import_again(whole, cell) if limit.import_again else whole
    assert last == whole, differences(last, whole)
    assert again == [0, 0, len(cell.new.notes) - len(stuck), len(stuck)]


def played(
    edit: Edit, learner: Learner, workshop: Workshop, folder: Path
) -> tuple[Cell, list[int], Any, Any, list[int], State]:
    """Let the engine play a cell: import what came, and the last release once more."""
    first = workshop.releases.first
    *earlier, package = workshop.releases.after(edit)
    told = workshop.engine.tell(
        workshop.collection(learner, edit.target, folder / "learner"),
        *(imported(one, NEXT_RELEASE + 1) for one in earlier),
        ("state",),
        imported(package),
        ("state",),
        ("faults",),
        ("empty_cards",),
        imported(package),
        ("state",),
    )
    before, log, after, faults, empty, again, last = told[len(earlier) :]
    cell = Cell(
        edit,
        learner,
        workshop.engine.numbers,
        before=state_of(before),
        after=state_of(after),
        first=workshop.state_of(first),
        old=workshop.state_of([first, *earlier][-1]),
        new=workshop.state_of(package),
    )
    return cell, log, faults, empty, again, state_of(last)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_anki_makes_the_same_cards_and_finds_nothing_to_mend(
    edit: Edit, workshop: Workshop
) -> None:
    health = workshop.health_of(workshop.releases.after(edit)[-1])

    assert health == {"faults": [], "empty": [], "missing": [], "damage": ""}


@pytest.mark.parametrize("name", ["version alone", "deck renamed", "CSS"])
def test_a_deleted_card_comes_back(
    name: str, workshop: Workshop, tmp_path: Path
) -> None:
    """Even where its note did not change."""
    (package,) = workshop.releases.after(edit_named(name))
    guid = note_guid(KEY, "both")
    before, _, log, after = workshop.engine.tell(
        workshop.collection(STUDIED, "both", tmp_path / "learner"),
        ("state",),
        ("remove_card", guid, 1),
        imported(package),
        ("state",),
    )

    first, second = state_of(after).notes[guid].cards.values()
    assert log[0] == 0
    assert first == state_of(before).notes[guid].cards[0]
    assert second == workshop.state_of(package).notes[guid].cards[1]


@pytest.mark.parametrize("name", ["cloze removed", "reversed to basic"])
def test_empty_cards_removes_what_is_left(
    name: str, workshop: Workshop, tmp_path: Path
) -> None:
    edit = edit_named(name)
    (package,) = workshop.releases.after(edit)
    *_, after = workshop.engine.tell(
        workshop.collection(STUDIED, edit.target, tmp_path / "learner"),
        imported(package),
        ("remove_empty_cards",),
        ("state",),
    )

    assert cards_of(state_of(after)) == cards_of(workshop.state_of(package))


def cards_of(state: State) -> dict[str, set[int]]:
    return {guid: set(note.cards) for guid, note in state.notes.items()}


def edit_named(name: str) -> Edit:
    return next(edit for edit in EDITS if edit.name == name)


def test_a_release_made_before_the_last_import(
    workshop: Workshop, tmp_path: Path
) -> None:
    """An import up to 24.11 gives a note its own time, not that of the package."""
    twice = Edit(
        "field twice",
        "basic",
        (
            swap(A, ("basic back", "better back")),
            swap(A, ("better back", "best back")),
        ),
    )
    one, other = workshop.releases.after(twice)
    _, log = workshop.engine.tell(
        workshop.collection(STUDIED, "basic", tmp_path / "learner"),
        imported(one, LAST_IMPORT),
        imported(other, LAST_IMPORT + 1),
    )

    assert log[1] == (0 if workshop.engine.numbers <= (24, 11) else 1)


# The docs


@pytest.mark.parametrize("title", sorted({limit.title for limit in LIMITS}))
def test_limits_are_named_in_the_docs(title: str) -> None:
    assert f"\n### {title}\n" in (ROOT / "docs/updating.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("limit", OLD_LIMITS, ids=lambda limit: limit.title)
def test_limits_of_old_releases_are_named_with_them(limit: Limit) -> None:
    text = (ROOT / "docs/updating.md").read_text(encoding="utf-8")
    release = ".".join(str(number) for number in limit.until)

    assert re.search(rf"(?m)^\| .*\b{release} \| {re.escape(limit.title)}: ", text)


def test_limits_name_edits_and_learners_that_exist() -> None:
    edits = {edit.name for edit in EDITS}
    for limit in (*LIMITS, *OLD_LIMITS):
        assert limit.edits <= edits
        assert limit.learners <= ALL


# What a package does not even try


KINDS = {
    "cloze": "  - id: basic\n    cloze: '{{c1::basic}} back'\n",
    "choice": "  - id: basic\n    front: basic front\n    choices: [a, b]\n    answer: a\n",
}


@pytest.mark.parametrize("kind", KINDS)
def test_another_note_type_is_refused_and_a_new_id_is_the_way(
    kind: str, releases: Releases, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    releases.start(project)
    write_files(project, swap(A, (BASIC, KINDS[kind]))(FILES))

    refused = decks("build", folder=project)

    assert refused.code == 1
    assert "cards/a.yaml:4:5: error: the note `basic` was released" in refused.output
    assert f"and now has `{kind}`: Anki would not update it" in refused.output
    assert "give the note a new id, and the old one is retired" in refused.output

    renamed = KINDS[kind].replace("id: basic", "id: basic-2")
    write_files(project, swap(A, (BASIC, renamed))(FILES))
    made = releasing.release(project, "minor", Options(now=NEXT_RELEASE), judge=None)

    assert made.changes is not None
    assert [note.id for note in made.changes.added] == ["basic-2"]
    assert [note.id for note in made.changes.retired] == ["basic"]
