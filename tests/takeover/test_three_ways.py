"""Promise: of edits on both sides none is lost, none comes twice, and comments stay."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import DECK, decks, write_files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.anki.apkg.package import Package, PackageNote
from builder.anki.apkg.reader import read_package
from builder.pull import PullReport, pull
from builder.sources.decks.heldnotes import HeldDeck
from builder.workbench import open_workbench

FIELDS = ("Front", "Back")
TAGS = ("one", "two", "three")
COUNT = 4
# What an edit makes of a text: words change, come and go, some of them marked.
WORDS = ("apple", "brand **new** pear", "x & y", "`code` <3", "苹果", "a_b_c 1 * 2")
HTML = ("apple", "pear <b>b</b>", "x &amp; y", "1 &lt; 3", "苹果<br>梨", "* _ ` [a](b)")


def card(number: int, front: str, back: str, tags: list[str]) -> str:
    return (
        f"  # about {number}\n"
        f"  - id: note-{number}   # keep {number}\n"
        f"    front: |\n      What is **{number}**? {front}\n"
        f"    back: |\n      It is\n      {back}, I think.\n"
        f"    tags: [{', '.join(tags)}]   # tags {number}\n"
    )


def text_of(cards: list[tuple[str, str, list[str]]]) -> str:
    entries = "\n".join(card(number, *one) for number, one in enumerate(cards))
    return f"# head\nnotes:\n{entries}# end\n"


START = [("apple", "apple", ["one", "two"])] * COUNT

edits = st.lists(
    st.tuples(
        st.integers(0, COUNT - 1),
        st.sampled_from(FIELDS),
        st.integers(0, len(HTML) - 1),
    ),
    max_size=5,
)
tag_sets = st.lists(st.sets(st.sampled_from(TAGS)), min_size=COUNT, max_size=COUNT)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three") / "start"
    write_files(folder, {"cards/deck.yaml": DECK, "cards/cards.yaml": text_of(START)})
    assert decks("build", "--out", folder / "now.apkg", folder=folder).code == 0
    return folder


def in_anki(
    package: Package, made: list[tuple[int, str, int]], tags: list[set[str]]
) -> Package:
    """Edit a package as a person does in Anki; what is edited is newer."""
    notes = sorted(package.notes, key=lambda note: note.fields["Front"])
    for number, field, word in made:
        note = notes[number]
        values = dict(note.fields)
        values[field] = values[field].replace("apple", HTML[word])
        notes[number] = replace(note, values=tuple(values.values()))
    edited = [
        note if note == old and tagged == set(note.tags) else _newer(note, tagged)
        for note, old, tagged in zip(
            notes,
            sorted(package.notes, key=lambda one: one.fields["Front"]),
            tags,
            strict=True,
        )
    ]
    return replace(package, notes=tuple(edited))


def _newer(note: PackageNote, tags: set[str]) -> PackageNote:
    return replace(note, modified=note.modified + 60, tags=tuple(sorted(tags)))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(theirs=edits, their_tags=tag_sets, ours=edits, our_tags=tag_sets)
def test_nothing_is_lost_and_nothing_comes_twice(  # noqa: PLR0913, PLR0917 -- both sides
    start: Path,
    tmp_path: Path,
    theirs: list[tuple[int, str, int]],
    their_tags: list[set[str]],
    ours: list[tuple[int, str, int]],
    our_tags: list[set[str]],
) -> None:
    folder = tmp_path / "project"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(start, folder)
    base = read_package(folder / "now.apkg")
    held = in_anki(base, theirs, their_tags)
    mine = [["apple", "apple"] for _ in our_tags]
    for number, field, word in ours:
        at = FIELDS.index(field)
        if mine[number][at] == "apple":
            mine[number][at] = WORDS[word]
    before = text_of(
        [
            (front, back, sorted(tags))
            for (front, back), tags in zip(mine, our_tags, strict=True)
        ]
    )
    write_files(folder, {"cards/cards.yaml": before})
    built = {note.guid: note for note in rendered(folder)}

    report = pulled(folder, held)
    again = pulled(folder, held)

    text = (folder / "cards/cards.yaml").read_text(encoding="utf-8")
    after = {note.guid: note for note in rendered(folder)}
    assert comments(before) == comments(text)
    assert not again.edits
    told = {(one.note_id, one.what) for one in report.conflicts}
    then = {note.guid: note for note in base.notes}
    for note in held.notes:
        old, my, now = then[note.guid], built[note.guid], after[note.guid]
        for at, name in enumerate(FIELDS):
            values = (old.fields[name], my.fields[at], note.fields[name])
            is_open = (my.id, name.lower()) in told
            assert is_open is (len(set(values)) == 3)
            wanted = note.fields[name] if values[0] == values[1] else my.fields[at]
            assert same(now.fields[at], wanted)
        removed = set(old.tags) - set(note.tags)
        added = set(note.tags) - set(old.tags)
        assert set(now.tags) == (set(my.tags) - removed) | added


def same(one: str, other: str) -> bool:
    return one.replace("<br>", "\n") == other.replace("<br>", "\n")


def rendered(folder: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201 -- records
    return open_workbench(folder).rendered.values()


def pulled(folder: Path, held: Package) -> PullReport:
    deck = HeldDeck("Anki", held, lambda _: iter(()), is_whole=True)
    return pull(folder, lambda _: deck)


def comments(text: str) -> list[str]:
    return [line.partition("#")[2] for line in text.splitlines() if "# " in line]
