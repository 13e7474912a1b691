"""Promise: a number stays with its deletion, whatever is edited around it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from builder.text.clozenumbers import keep_numbers


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
        numbers = keep_numbers(texts, frozenset(), remembered, gone)
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
