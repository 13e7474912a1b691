"""Promise: an update brings what the author changed and nothing else (docs/updating.md).

Every edit an author can make times everything a learner may have done before, on the
real engine. What each cell must hold is computed: what would be ideal, and then the
limits, which Anki itself sets and which the docs name.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import anki_engine
import learner as learning
import pytest
from anki.collection import Collection
from anki_engine import ImportLog
from conftest import decks, write_files
from learner import Card, Note, State
from places import ROOT

from builder import release as releasing
from builder.anki.identity import note_guid
from builder.pipeline import Options

_T = TypeVar("_T")
Files = Mapping[str, str]
Step = Callable[[Files], Files]

KEY = "test-key"
DAY = 24 * 60 * 60
NOW = int(time.time())
FIRST_RELEASE = NOW - 30 * DAY
# A learner acts at the time of the test. So the next release lies in the future for one
# who acted before it, and in the past for one who acted after it.
NEXT_RELEASE = {False: NOW + DAY // 2, True: NOW - DAY}

FILES: Files = {
    "cards/deck.yaml": (
        "name: Deck\nslug: test\nversion: 0.1.0\nkey: test-key\n"
        "description: about the deck\n"
    ),
    "cards/a.yaml": (
        "deck: A\n"
        "tags: [all]\n"
        "notes:\n"
        "  - id: basic\n"
        "    front: basic front\n"
        "    back: basic back\n"
        "    hint: basic hint\n"
        "    extra: basic extra\n"
        "    tags: [one, topic::one]\n"
        "  - id: other\n"
        "    front: other front\n"
        "    back: other back\n"
        "    extra: other extra\n"
    ),
    "cards/b.yaml": (
        "deck: B\n"
        "notes:\n"
        "  - id: both\n"
        "    front: both front\n"
        "    back: both back\n"
        "    reversed: true\n"
        "  - id: gaps\n"
        "    cloze: '{{c1::alpha}} {{c2::beta}} {{c3::gamma}}'\n"
        "  - id: picture\n"
        "    front: what is it?\n"
        "    back: '![a picture](pic.svg)'\n"
    ),
    "cards/c.yaml": (
        "deck: C\n"
        "notes:\n"
        "  - id: word\n"
        "    type: word\n"
        "    fields: {Word: Haus, Meaning: house}\n"
        "    extra: word extra\n"
    ),
    "cards/notetypes/word/notetype.yaml": (
        "fields: [Word, Meaning, Extra]\ntemplates: [Recall]\n"
    ),
    "cards/notetypes/word/Recall.front.html": "<b>{{Word}}</b>\n",
    "cards/notetypes/word/Recall.back.html": "{{FrontSide}}<hr id=answer>{{Meaning}}\n",
    "cards/notetypes/word/style.css": ".card { color: black; }\n",
    "media/pic.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
}


# What an author may do


@dataclass(frozen=True)
class Edit:
    """An edit of the note ``target``; each step but the last is a release of its own.

    ``renumbers`` are ordinals of cards and what they become.
    """

    name: str
    target: str
    steps: tuple[Step, ...]
    package: str = "test"
    renumbers: tuple[tuple[int, int], ...] = ()


def swap(path: str, *pairs: tuple[str, str]) -> Step:
    """Replace texts in a file."""

    def step(files: Files) -> Files:
        text = files[path]
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        return {**files, path: text}

    return step


def add(path: str, text: str) -> Step:
    return lambda files: {**files, path: text}


def drop(path: str) -> Step:
    return lambda files: {key: text for key, text in files.items() if key != path}


def both(first: Step, second: Step) -> Step:
    return lambda files: second(first(files))


def nothing(files: Files) -> Files:
    return files


PICTURE = FILES["media/pic.svg"]
BASIC = FILES["cards/a.yaml"].split("notes:\n")[1].split("  - id: other")[0]
WITHOUT_BASIC = swap("cards/a.yaml", (BASIC, ""))
SMALL_SVG = PICTURE.replace("9", "5")

EDITS = [
    Edit("field", "basic", (swap("cards/a.yaml", ("basic back", "better back")),)),
    Edit("tag", "basic", (swap("cards/a.yaml", ("[one, topic::one]", "[two]")),)),
    Edit("media bytes", "picture", (add("media/pic.svg", SMALL_SVG),)),
    Edit(
        "media name",
        "picture",
        (
            both(
                both(drop("media/pic.svg"), add("media/new/name.svg", PICTURE)),
                swap("cards/b.yaml", ("pic.svg", "name.svg")),
            ),
        ),
    ),
    Edit("hint", "basic", (swap("cards/a.yaml", ("basic hint", "better hint")),)),
    Edit("extra", "basic", (swap("cards/a.yaml", ("basic extra", "better extra")),)),
    Edit(
        "basic to reversed",
        "basic",
        (swap("cards/a.yaml", ("basic extra\n", "basic extra\n    reversed: true\n")),),
    ),
    Edit(
        "basic to typed",
        "basic",
        (swap("cards/a.yaml", ("basic extra\n", "basic extra\n    typed: true\n")),),
    ),
    Edit(
        "reversed to basic",
        "both",
        (swap("cards/b.yaml", ("    reversed: true\n", "")),),
    ),
    Edit(
        "cloze added", "gaps", (swap("cards/b.yaml", ("gamma}}", "gamma}} {{c4::δ}}")),)
    ),
    Edit("cloze removed", "gaps", (swap("cards/b.yaml", ("{{c2::beta}}", "beta")),)),
    Edit(
        "cloze renumbered",
        "gaps",
        (swap("cards/b.yaml", ("c1::", "c9::"), ("c3::", "c1::"), ("c9::", "c3::")),),
        renumbers=((0, 2), (2, 0)),
    ),
    Edit(
        "moved to another file",
        "basic",
        (
            both(
                WITHOUT_BASIC,
                add("cards/x.yaml", f"deck: A\ntags: [all]\nnotes:\n{BASIC}"),
            ),
        ),
    ),
    Edit(
        "moved to another deck",
        "basic",
        (swap("cards/a.yaml", ("basic extra\n", "basic extra\n    deck: New\n")),),
    ),
    Edit(
        "all but the id changed",
        "basic",
        (
            both(
                WITHOUT_BASIC,
                add(
                    "cards/y.yaml",
                    "deck: Elsewhere\nnotes:\n  - id: basic\n    front: a new front\n"
                    "    back: a new back\n    hint: a new hint\n    extra: new extra\n"
                    "    source: a book\n    reversed: true\n    typed: true\n"
                    "    tags: [new]\n",
                ),
            ),
        ),
    ),
    Edit("note removed", "basic", (WITHOUT_BASIC,)),
    Edit("note back again", "basic", (WITHOUT_BASIC, lambda _: FILES)),
    Edit(
        "deck renamed",
        "basic",
        (swap("cards/deck.yaml", ("name: Deck", "name: Dock")),),
    ),
    Edit(
        "description",
        "basic",
        (swap("cards/deck.yaml", ("about the", "all about the")),),
    ),
    Edit("CSS", "word", (swap("cards/notetypes/word/style.css", ("black", "navy")),)),
    Edit(
        "template",
        "word",
        (swap("cards/notetypes/word/Recall.front.html", ("<b>", "<b lang=de>")),),
    ),
    Edit("version alone", "basic", (nothing,)),
    Edit(
        "package split by tag",
        "basic",
        (
            swap(
                "cards/deck.yaml",
                ("name:", "packages: [{slug: test-part, tags: [all]}]\nname:"),
            ),
        ),
        package="test-part",
    ),
]


# What a learner may have done


@dataclass(frozen=True)
class Learner:
    """What was done to the note that the author edits; ``is_later``: after the release.

    Every learner but the first has studied all cards before.
    """

    name: str
    act: Callable[[Collection, int], None]
    is_later: bool = False
    has_studied: bool = True


def rest(col: Collection, note_id: int) -> None:
    """Do nothing."""


def edit(col: Collection, note_id: int) -> None:
    learning.edit_note(col, note_id, "Extra", "my own words")


def edit_another(col: Collection, note_id: int) -> None:
    other = col.db.scalar(
        "select id from notes where guid = ?", note_guid(KEY, "other")
    )
    learning.edit_note(col, other, "Extra", "my own words")
    learning.add_tags(col, other, "mine")


def tag(col: Collection, note_id: int) -> None:
    learning.add_tags(col, note_id, "mine")


def restyle(col: Collection, note_id: int) -> None:
    learning.change_css(col, note_id, "\n.card { font-size: 40px; }\n")


def move(col: Collection, note_id: int) -> None:
    learning.move_cards(col, note_id, "My own")


def suspend(col: Collection, note_id: int) -> None:
    ids = col.db.list("select id from cards where nid = ?", note_id)
    col.sched.suspend_cards(ids)
    col.set_user_flag_for_cards(3, ids)


LEARNERS = [
    Learner("nothing", rest, has_studied=False),
    Learner("studied", rest),
    Learner("edited it", edit),
    Learner("edited it later", edit, is_later=True),
    Learner("edited another", edit_another),
    Learner("tagged it", tag),
    Learner("tagged it later", tag, is_later=True),
    Learner("changed CSS", restyle),
    Learner("changed CSS later", restyle, is_later=True),
    Learner("moved the card", move),
    Learner("suspended and flagged it", suspend),
    Learner("deleted the note", learning.delete_note),
]


# What must come of it


@dataclass(frozen=True)
class Cell:
    """One cell: the learner's collection before, the package before and the new one.

    The packages are told by what each makes of an empty collection; ``first`` is the
    first release, which the learner had when acting.
    """

    edit: Edit
    learner: Learner
    before: State
    first: State
    old: State
    new: State

    @property
    def target(self) -> str:
        return note_guid(KEY, self.edit.target)

    def is_changed(self, guid: str) -> bool:
        """Whether the author changed a note that the learner has."""
        old = self.old.notes.get(guid)
        return old is None or old.content != self.new.notes[guid].content

    @property
    def is_kept(self) -> bool:
        """Whether the learner has a newer version of the target."""
        return self.learner.name in {"edited it later", "tagged it later"}


def ideal(cell: Cell) -> State:
    """Return what the learner would wish for, were there no limits."""
    before, old, new = cell.before, cell.old, cell.new
    notes = {}
    for guid in {*before.notes, *new.notes}:
        if guid not in new.notes:
            if guid in old.notes and cell.edit.package == "test":
                continue
            notes[guid] = before.notes[guid]
        elif guid in before.notes:
            theirs = old.notes.get(guid) or cell.first.notes[guid]
            notes[guid] = _merged(before.notes[guid], theirs, new.notes[guid], cell)
        elif guid not in old.notes and guid != cell.target:
            notes[guid] = new.notes[guid]
    note_types = {
        name: replace(
            mine,
            css=_newest(mine.css, old.note_types[name].css, new.note_types[name].css),
            templates=_newest(
                mine.templates,
                old.note_types[name].templates,
                new.note_types[name].templates,
            ),
        )
        for name, mine in before.note_types.items()
        if name in new.note_types
    }
    return replace(
        before,
        notes=notes,
        note_types={**before.note_types, **note_types},
        descriptions=new.descriptions,
    )


def _newest(mine: _T, old: _T, new: _T) -> _T:
    """Return what the author changed, else what the learner has."""
    return mine if old == new else new


def _merged(mine: Note, old: Note, new: Note, cell: Cell) -> Note:
    """Return the learner's note with what the author changed in it."""
    ordinals = (
        dict(cell.edit.renumbers) if cell.new.notes.get(cell.target) is new else {}
    )
    of_before = {ordinals.get(ordinal, ordinal): c for ordinal, c in mine.cards.items()}
    return replace(
        mine,
        fields={
            name: _newest(mine.fields[name], old.fields[name], text)
            for name, text in new.fields.items()
        },
        tags=(mine.tags - old.tags) | new.tags,
        cards={
            ordinal: _moved(of_before.get(ordinal), old.cards.get(ordinal), card)
            for ordinal, card in new.cards.items()
        },
    )


def _moved(mine: Card | None, old: Card | None, new: Card) -> Card:
    if mine is None:
        return new
    is_in_place = old is not None and mine.deck == old.deck
    return replace(mine, deck=new.deck) if is_in_place else mine


# What Anki cannot do


@dataclass(frozen=True)
class Limit:
    """Where Anki does other than would be ideal; ``title`` is a heading of the docs."""

    title: str
    edits: frozenset[str]
    learners: frozenset[str]
    reason: str
    adjust: Callable[[State, Cell], State]


def with_note(state: State, guid: str, note: Note) -> State:
    return replace(state, notes={**state.notes, guid: note})


def cards_stay(state: State, cell: Cell) -> State:
    """Every card that the learner has lies where it lay."""
    notes = {}
    for guid, note in state.notes.items():
        mine = cell.before.notes.get(guid)
        lying = {card.id: card.deck for card in mine.cards.values()} if mine else {}
        cards = {
            ordinal: replace(card, deck=lying.get(card.id, card.deck))
            for ordinal, card in note.cards.items()
        }
        notes[guid] = replace(note, cards=cards)
    return replace(state, notes=notes)


def comes_back(state: State, cell: Cell) -> State:
    return with_note(state, cell.target, cell.new.notes[cell.target])


def note_stays(state: State, cell: Cell) -> State:
    return with_note(state, cell.target, cell.before.notes[cell.target])


def replaced_whole(state: State, cell: Cell) -> State:
    new = cell.new.notes[cell.target]
    note = state.notes[cell.target]
    return with_note(
        state, cell.target, replace(note, fields=new.fields, tags=new.tags)
    )


def kept_whole(state: State, cell: Cell) -> State:
    mine = cell.before.notes[cell.target]
    return with_note(
        state, cell.target, replace(mine, cards=state.notes[cell.target].cards)
    )


def cards_are_left(state: State, cell: Cell) -> State:
    mine, note = cell.before.notes[cell.target], state.notes[cell.target]
    return with_note(
        state, cell.target, replace(note, cards={**mine.cards, **note.cards})
    )


def schedule_stays(state: State, cell: Cell) -> State:
    note = state.notes[cell.target]
    return with_note(
        state, cell.target, replace(note, cards=cell.before.notes[cell.target].cards)
    )


def type_replaced(state: State, cell: Cell) -> State:
    return replace(state, note_types=cell.new.note_types)


def type_kept(state: State, cell: Cell) -> State:
    return replace(state, note_types=cell.before.note_types)


def deck_stays(state: State, cell: Cell) -> State:
    """Every card stays, and the new root deck stands empty beside the old one."""
    both_roots = {**cell.before.descriptions, **cell.new.descriptions}
    return replace(cards_stay(state, cell), descriptions=both_roots)


ALL = frozenset(learner.name for learner in LEARNERS)
HAVE_IT = ALL - {"deleted the note"}
LATER = frozenset({"edited it later", "tagged it later"})
CHANGE_IT = frozenset(
    {
        "field", "tag", "media bytes", "media name", "hint", "extra",
        "basic to reversed", "basic to typed", "reversed to basic", "cloze added",
        "cloze removed", "cloze renumbered", "all but the id changed",
        "note back again",
    }
)  # fmt: skip

LIMITS = [
    Limit(
        "A moved card stays in its old deck",
        frozenset({"moved to another deck", "all but the id changed"}),
        HAVE_IT - {"moved the card"},
        "an import never moves a card that is there",
        cards_stay,
    ),
    Limit(
        "A moved card stays in its old deck",
        frozenset({"deck renamed"}),
        ALL,
        "decks are matched by name",
        deck_stays,
    ),
    Limit(
        "A deleted note comes back",
        frozenset(one.name for one in EDITS) - {"note removed"},
        frozenset({"deleted the note"}),
        "the import does not know that the note was ever there",
        comes_back,
    ),
    Limit(
        "A removed note stays",
        frozenset({"note removed"}),
        HAVE_IT,
        "a package cannot say that something is gone",
        note_stays,
    ),
    Limit(
        "A changed note is replaced whole",
        CHANGE_IT,
        frozenset({"tagged it"}),
        "tags are part of the note",
        replaced_whole,
    ),
    Limit(
        "A changed note is replaced whole",
        CHANGE_IT - {"extra", "all but the id changed"},
        frozenset({"edited it"}),
        "the engine compares times, not texts",
        replaced_whole,
    ),
    Limit(
        "An edit that is newer than the release is kept",
        CHANGE_IT - {"note back again"},
        LATER,
        "the newer note wins, whole",
        kept_whole,
    ),
    Limit(
        "A removed deletion leaves its card",
        frozenset({"cloze removed", "reversed to basic"}),
        HAVE_IT,
        "an import never deletes a card",
        cards_are_left,
    ),
    Limit(
        "A schedule belongs to the number of a deletion",
        frozenset({"cloze renumbered"}),
        HAVE_IT,
        "a card is known by note and number",
        schedule_stays,
    ),
    Limit(
        "A changed note type is replaced whole",
        frozenset({"template"}),
        frozenset({"changed CSS"}),
        "CSS and templates travel together",
        type_replaced,
    ),
    Limit(
        "An edit that is newer than the release is kept",
        frozenset({"CSS", "template"}),
        frozenset({"changed CSS later"}),
        "the newer note type wins, whole",
        type_kept,
    ),
]


# The packages and the collections, each made once


class Workshop:
    """Makes packages and learners' collections, and keeps them for the next cell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.states: dict[Path, State] = {}
        self.first = self._release(folder / "first", FILES, FIRST_RELEASE, "1.0.0")

    def packages(self, edit: Edit, *, is_later: bool) -> list[Path]:
        """Return the package of each release after the first."""
        project = self.folder / f"{edit.name}-{is_later}"
        numbers = range(1, len(edit.steps) + 1)
        if not project.exists():
            shutil.copytree(self.folder / "first", project)
            files = FILES
            for number, step in zip(numbers, edit.steps, strict=True):
                files = step(files)
                moment = NEXT_RELEASE[is_later] + number
                self._release(project, files, moment, "minor")
        return [project / f"dist/{edit.package}-1.{n}.0.apkg" for n in numbers]

    @staticmethod
    def _release(project: Path, files: Files, moment: int, level: str) -> Path:
        for name in ("cards", "media"):
            for path in sorted((project / name).rglob("*")):
                if path.is_file() and path.name not in {"deck.lock", "CHANGELOG.md"}:
                    path.unlink()
        write_files(project, files)
        made = releasing.release(project, level, Options(now=moment), judge=None)
        assert made.is_done, made.report.diagnostics
        return made.report.packages[0].path

    def collection(self, learner: Learner, target: str) -> Path:
        """Return the folder of a collection with the first release and the deed."""
        folder = self.folder / f"{learner.name}-{target}"
        if not folder.exists():
            shutil.copytree(self._started(has_studied=learner.has_studied), folder)
            guid = note_guid(KEY, target)
            with anki_engine.collection(folder) as col:
                note_id = col.db.scalar("select id from notes where guid = ?", guid)
                learner.act(col, note_id)
        return folder

    def _started(self, *, has_studied: bool) -> Path:
        folder = self.folder / ("studied" if has_studied else "fresh")
        if folder.exists():
            return folder
        if has_studied:
            shutil.copytree(self._started(has_studied=False), folder)
        with anki_engine.collection(folder) as col:
            if has_studied:
                learning.learn(col)
            else:
                anki_engine.import_package(col, self.first)
        return folder

    def state_of(self, package: Path) -> State:
        """Return what a package makes of an empty collection."""
        if package not in self.states:
            folder = self.folder / f"state-{len(self.states)}"
            with anki_engine.collection(folder) as col:
                anki_engine.import_package(col, package)
                self.states[package] = learning.state(col)
            shutil.rmtree(folder)
        return self.states[package]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("updates"))


def named(one: Edit | Learner) -> str:
    return one.name


CELLS = [
    pytest.param(edit, learner, id=f"{edit.name} x {learner.name}")
    for edit in EDITS
    for learner in LEARNERS
]


@pytest.mark.parametrize(("edit", "learner"), CELLS)
def test_update(
    edit: Edit, learner: Learner, workshop: Workshop, tmp_path: Path
) -> None:
    *earlier, package = workshop.packages(edit, is_later=learner.is_later)
    shutil.copytree(workshop.collection(learner, edit.target), tmp_path / "learner")
    with anki_engine.collection(tmp_path / "learner") as col:
        for one in earlier:
            anki_engine.import_package(col, one)
        before = learning.state(col)
        log = anki_engine.import_package(col, package)
        after = learning.state(col)
        again = anki_engine.import_package(col, package)
        last = learning.state(col)
    old = workshop.state_of(earlier[-1] if earlier else workshop.first)
    first, new = workshop.state_of(workshop.first), workshop.state_of(package)
    cell = Cell(edit, learner, before, first, old, new)
    expected = ideal(cell)
    for limit in limits_of(cell):
        adjusted = limit.adjust(expected, cell)
        assert adjusted != expected, f"no limit here: {limit.title}"
        expected = adjusted

    assert after == expected
    assert log == expected_log(cell)
    assert {
        guid for guid, moment in before.times.items() if after.times.get(guid) != moment
    } == set(updated(cell))
    assert again == ImportLog(0, 0, len(cell.new.notes), 0)
    assert last == after


def limits_of(cell: Cell) -> Iterable[Limit]:
    return (
        limit
        for limit in LIMITS
        if cell.edit.name in limit.edits and cell.learner.name in limit.learners
    )


def updated(cell: Cell) -> list[str]:
    """Return the notes that the import must update."""
    return [
        guid
        for guid in cell.new.notes
        if guid in cell.before.notes
        and cell.is_changed(guid)
        and not (guid == cell.target and cell.is_kept)
    ]


def expected_log(cell: Cell) -> ImportLog:
    new = len(set(cell.new.notes) - set(cell.before.notes))
    changed = len(updated(cell))
    return ImportLog(new, changed, len(cell.new.notes) - new - changed, 0)


@pytest.mark.parametrize("title", sorted({limit.title for limit in LIMITS}))
def test_limits_are_named_in_the_docs(title: str) -> None:
    text = (ROOT / "docs/updating.md").read_text(encoding="utf-8")

    assert f"\n### {title}\n" in text


def test_limits_name_edits_and_learners_that_exist() -> None:
    for limit in LIMITS:
        assert limit.edits <= {edit.name for edit in EDITS}
        assert limit.learners <= ALL


# What a package does not even try


KINDS = {
    "cloze": "  - id: basic\n    cloze: '{{c1::basic}} back'\n",
    "choice": "  - id: basic\n    front: basic front\n    choices: [a, b]\n    answer: a\n",
}


@pytest.mark.parametrize("kind", KINDS)
def test_another_note_type_is_refused_and_a_new_id_is_the_way(
    kind: str, workshop: Workshop, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    shutil.copytree(workshop.folder / "first", project)
    write_files(project, swap("cards/a.yaml", (BASIC, KINDS[kind]))(FILES))

    refused = decks("build", folder=project)

    assert refused.code == 1
    assert "cards/a.yaml:4:5: error: the note `basic` was released" in refused.output
    assert f"and now has `{kind}`: Anki would not update it" in refused.output
    assert "give the note a new id, and the old one is retired" in refused.output

    renamed = KINDS[kind].replace("id: basic", "id: basic-2")
    write_files(project, swap("cards/a.yaml", (BASIC, renamed))(FILES))
    options = Options(now=NEXT_RELEASE[False])
    made = releasing.release(project, "minor", options, judge=None)
    folder = workshop.collection(LEARNERS[1], "basic")
    shutil.copytree(folder, tmp_path / "learner")
    with anki_engine.collection(tmp_path / "learner") as col:
        before = learning.state(col)
        log = anki_engine.import_package(col, made.report.packages[0].path)
        after = learning.state(col)

    assert log == ImportLog(1, 0, len(before.notes) - 1, 0)
    assert made.changes is not None
    assert [note.id for note in made.changes.retired] == ["basic"]
    assert before.notes.items() < after.notes.items()


@pytest.mark.parametrize("name", ["version alone", "deck renamed", "CSS"])
def test_a_deleted_card_comes_back(
    name: str, workshop: Workshop, tmp_path: Path
) -> None:
    """Even where its note did not change."""
    edit = next(one for one in EDITS if one.name == name)
    (package,) = workshop.packages(edit, is_later=False)
    shutil.copytree(workshop.collection(LEARNERS[1], "both"), tmp_path / "learner")
    guid = note_guid(KEY, "both")
    with anki_engine.collection(tmp_path / "learner") as col:
        before = learning.state(col)
        col.remove_cards_and_orphaned_notes([before.notes[guid].cards[1].id])
        assert anki_engine.import_package(col, package).new == 0
        after = learning.state(col)

    first, second = after.notes[guid].cards.values()
    assert first == before.notes[guid].cards[0]
    assert second == workshop.state_of(package).notes[guid].cards[1]


@pytest.mark.parametrize("name", ["cloze removed", "reversed to basic"])
def test_empty_cards_finds_what_is_left(
    name: str, workshop: Workshop, tmp_path: Path
) -> None:
    edit = next(one for one in EDITS if one.name == name)
    (package,) = workshop.packages(edit, is_later=False)
    shutil.copytree(workshop.collection(LEARNERS[1], edit.target), tmp_path / "learner")
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, package)
        (report,) = col.get_empty_cards().notes
        col.remove_cards_and_orphaned_notes(report.card_ids)
        after = learning.state(col)

    guid = note_guid(KEY, edit.target)
    new = workshop.state_of(package)
    assert set(after.notes[guid].cards) == set(new.notes[guid].cards)
    assert set(after.notes) == set(new.notes)
