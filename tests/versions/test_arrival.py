"""What of a change an import brings: as the real engine does it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import anki_engine
import packages
import pytest
from packages import PLAIN, TIME, Written

from builder.anki.apkg.reader import read_package
from builder.versions import arrival, packagediff

FORMS = {
    "note newer": ({"modified": 5}, {}, "arrives"),
    "note not newer": ({"modified": 0}, {}, "not newer"),
    "note older": ({"modified": -5}, {}, "not newer"),
    "CSS too": ({"modified": 5}, {"css": "x", "modified": TIME + 5}, "arrives"),
    "field added": (
        {"modified": 5, "fields": ["q", "b", "c"]},
        {"fields": ["Front", "Back", "More"], "modified": TIME + 5},
        "another note type",
    ),
    "field renamed": (
        {"modified": 5},
        {"fields": ["Front", "Answer"], "modified": TIME + 5},
        "another note type",
    ),
    "fields swapped": (
        {"modified": 5},
        {"fields": ["Back", "Front"], "modified": TIME + 5},
        "another note type",
    ),
    "card template added": (
        {"modified": 5},
        {
            "templates": [*PLAIN.templates, ("Back", "{{Back}}", "{{Front}}")],
            "modified": TIME + 5,
        },
        "another note type",
    ),
    "another id": (
        {"modified": 5}, {"id": 1_500_000_000_009}, "another note type",
    ),
    "another note type": (
        {"modified": 5}, {"id": 1_500_000_000_009, "name": "Other"}, "another note type",
    ),
}  # fmt: skip


def compared(old: Path, new: Path) -> packagediff.PackageDiff:
    return packagediff.compare(read_package(old), read_package(new))


@pytest.mark.parametrize(("note", "note_type", "expected"), FORMS.values(), ids=FORMS)
def test_arrival_is_what_the_engine_does(
    tmp_path: Path,
    note: dict[str, object],
    note_type: dict[str, object],
    expected: arrival.Arrival,
) -> None:
    before = Written("g", ["q", "a"])
    changes = {"fields": ["q", "b"], "type": replace(PLAIN, **note_type), **note}  # type: ignore[arg-type]
    after = replace(before, **changes)  # type: ignore[arg-type]
    old = packages.write(tmp_path / "old.apkg", [before])
    new = packages.write(tmp_path / "new.apkg", [after])

    (change,) = compared(old, new).changed
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, old)
        log = anki_engine.import_package(col, new)

    assert expected == change.arrival
    assert (log.updated == 1) == (expected == "arrives")


@pytest.mark.parametrize(
    ("name", "modified", "expected"),
    [
        ("a.svg", 5, "arrives"),
        ("a.svg", 0, "no newer note"),
        ("_a.svg", 5, "never replaced"),
    ],
)
def test_media_arrive_as_the_engine_says(
    tmp_path: Path, name: str, modified: int, expected: arrival.MediaArrival
) -> None:
    before = Written("g", ["q", f'<img src="{name}">'])
    after = replace(before, modified=modified)
    old = packages.write(tmp_path / "old.apkg", [before], {name: b"old"})
    new = packages.write(tmp_path / "new.apkg", [after], {name: b"new"})

    (change,) = compared(old, new).media_changed
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, old)
        anki_engine.import_package(col, new)
        media = [path.read_bytes() for path in Path(col.media.dir()).iterdir()]

    assert expected == change.arrival
    assert (b"new" in media) == (expected == "arrives")


def test_newer_alone_overwrites_the_learner(tmp_path: Path) -> None:
    old = packages.write(tmp_path / "1.apkg", [Written("g", ["q", "a"])])
    new = packages.write(tmp_path / "2.apkg", [Written("g", ["q", "a"], modified=5)])

    (change,) = compared(old, new).changed
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, old)
        log = anki_engine.import_package(col, new)

    assert (change.arrival, log.updated) == ("only newer", 1)
    assert compared(new, old).is_empty
