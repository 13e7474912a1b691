"""What is different between packages, whatever tool made them."""

from __future__ import annotations

from pathlib import Path

import packages
import pytest
from hypothesis import given
from package_pairs import OLD, drawn_package, note, note_type, package

from builder.anki.apkg.package import Package
from builder.anki.apkg.reader import read_package
from builder.versions import packagediff


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("A:a B:b", "B:b A:a", [], id="by name, not place"),
        pytest.param("A:a B:b", "A:a C:b", [], id="renamed: by place"),
        pytest.param("A:a B:b", "A:a C:c", [("B → C", "b", "c")], id="and changed"),
        pytest.param("A=1:a B=2:b", "C=2:b A=1:a", [], id="renamed: by id"),
        pytest.param("A:a", "A:a C:c", [("C", None, "c")], id="added"),
        pytest.param("A:a", "A:a C:", [], id="added empty"),
        pytest.param("A:a C:c", "A:a", [("C", "c", None)], id="retired"),
    ],
)
def test_fields_are_matched(
    old: str, new: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    def one_note(fields: str) -> Package:
        pairs = [field.split(":") for field in fields.split()]
        one = note_type(" ".join(name for name, _ in pairs))
        return package(note("g", one, *(value for _, value in pairs)))

    found = packagediff.compare(one_note(old), one_note(new))

    changes = [change for one in found.changed for change in one.fields]
    assert expected == [(one.name, one.old, one.new) for one in changes]


def test_more_values_than_fields() -> None:
    one = note_type("A")

    found = packagediff.compare(
        package(note("g", one, "a")), package(note("g", one, "a", "surplus"))
    )

    assert [change.name for change in found.changed[0].fields] == ["field 2"]


def test_guid_twice() -> None:
    one = note_type("A")
    twice = package(note("g", one, "a"), note("g", one, "b"))

    assert packagediff.compare(twice, twice).is_empty
    assert len(packagediff.compare(package(note("g", one, "a")), twice).added) == 1


def test_note_type_that_is_not_newer() -> None:
    old = package(note("g", note_type("A", "old"), "a"))
    new = package(note("g", note_type("A", "new"), "a"))

    (change,) = packagediff.compare(old, new).note_types_changed
    assert (change.has_same_form, change.arrival) == (True, "not newer")


@pytest.mark.parametrize("legacy", [True, False], ids=["legacy 2", "latest"])
def test_formats_are_no_difference(tmp_path: Path, legacy: bool) -> None:
    notes = [note for note in OLD if note.guid != "gone"]
    old = packages.write(tmp_path / "old.apkg", notes)

    again = packages.exported(old, tmp_path, legacy=legacy)

    before, after = read_package(old), read_package(again)
    assert packagediff.compare(before, after).is_empty
    assert packagediff.compare(after, before).is_empty


@given(drawn_package())
def test_a_package_is_like_itself(one: Package) -> None:
    assert packagediff.compare(one, one).is_empty


@given(drawn_package(), drawn_package())
def test_the_other_way_round(old: Package, new: Package) -> None:
    there, back = packagediff.compare(old, new), packagediff.compare(new, old)

    assert there.added == back.retired
    assert there.retired == back.added
    assert (there.media_added, there.media_retired) == (
        back.media_retired, back.media_added,
    )  # fmt: skip
    assert {change.new.guid for change in there.edited} == {
        change.new.guid for change in back.edited
    }
