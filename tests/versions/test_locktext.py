"""The lock as text: what is written reads back, and damage is told with its line."""

from __future__ import annotations

import pytest
from conftest import MakeProject, decks, write_files
from hypothesis import given
from hypothesis import strategies as st
from project_times import (
    T,
    built,
    note,
    project_of,
    read_lock,
    write_notes,
)

from builder import __version__
from builder.base.clock import LATEST
from builder.versions import locktext
from builder.versions.lock import (
    Content,
    Earlier,
    Lock,
    LockedNote,
    LockedNoteType,
    Release,
    Shipped,
    Stamp,
)


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
        '{"format":3,"tool":"7.0.0"}',
        f"written by `decks` 7.0.0, this is {__version__}: update the tool",
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
    assert list(folder.glob("dist/*.apkg")) == []


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
words = st.text("0123456789abcdef", min_size=1, max_size=4)
contents = st.builds(
    Content,
    rendering=st.text(max_size=3),
    source=words | st.just(""),
    media=st.lists(words, max_size=2).map(tuple),
    fields=st.lists(words | st.just(""), max_size=3).map(tuple),
    tags=st.lists(words, max_size=2).map(tuple),
)
stamps = st.builds(Stamp, moments, contents)
pairs = st.lists(st.tuples(st.integers(1, 500), st.text(max_size=3)), max_size=3)
ordinals = st.lists(st.integers(0, 499), min_size=1, max_size=3).map(tuple)
shipped = st.builds(
    Shipped,
    modified=moments,
    deck=st.text(max_size=5),
    ordinals=ordinals,
    deletions=pairs.map(tuple),
)
locked_notes = st.builds(
    LockedNote,
    id=st.text(min_size=1, max_size=5),
    guid=st.text(max_size=5),
    number=st.integers(1, 2**40),
    stamp=stamps,
    deck=st.text(max_size=5),
    note_type=st.text(max_size=3),
    ordinals=ordinals,
    title=st.text(max_size=5),
    was=st.text(max_size=3),
    since=st.just("1.0.0"),
    shipped=shipped,
    retired=st.sampled_from(["", "1.1.0"]),
    is_present=st.booleans(),
    short=pairs.map(tuple),
    explicit=pairs.map(tuple),
    gone=pairs.map(tuple),
    card_ids=st.lists(
        st.tuples(st.integers(0, 499), st.integers(1, 2**40)), max_size=2
    ).map(tuple),
    card_decks=st.lists(
        st.tuples(st.integers(0, 499), st.text(max_size=3)), max_size=2
    ).map(tuple),
    earlier=st.lists(
        st.builds(
            Earlier,
            moments,
            st.lists(words | st.just(""), max_size=3).map(tuple),
            st.lists(words, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)
locked_types = st.builds(
    LockedNoteType,
    key=st.text(min_size=1, max_size=5),
    stamp=stamps,
    id=st.integers(0, 2**40),
    name=st.text(max_size=3),
    shipped=moments,
    fields=st.lists(st.text(max_size=3), min_size=1, max_size=3).map(tuple),
    templates=st.lists(st.text(max_size=3), max_size=3).map(tuple),
    reshaped=st.sampled_from(["", "1.1.0"]),
    offers=st.none() | st.lists(st.text(max_size=3), max_size=2).map(tuple),
)


@given(
    notes=st.lists(
        locked_notes,
        max_size=4,
        unique_by=(lambda one: one.id, lambda one: one.guid, lambda one: one.number),
    ),
    types=st.lists(locked_types, max_size=2, unique_by=lambda one: one.key),
    release=st.none()
    | st.builds(
        Release, st.sampled_from(["0.1.0", "12.3.4"]), moments, words | st.just("")
    ),
)
def test_a_lock_reads_back_what_was_written(
    notes: list[LockedNote], types: list[LockedNoteType], release: Release | None
) -> None:
    whole = Lock(
        {one.id: one for one in notes},
        {one.key: one for one in types},
        release,
        __version__,
    )

    assert locktext.parse(locktext.dump(whole), "deck.lock") == (whole, [])
