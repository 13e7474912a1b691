"""What no card could show is refused before Anki is."""

from __future__ import annotations

from conftest import MakeProject, refused


def test_field_of_20_megabytes(make_project: MakeProject) -> None:
    text = f"notes:\n  - id: a\n    front: q\n    back: {'x' * 20_000_000}\n"
    folder = make_project({"cards/a.yaml": text})

    assert refused(folder).splitlines()[0] == (
        "cards/a.yaml:4:11: error: 20,000,000 characters in one field: a field holds at "
        "most 1,000,000  [field-size]"
    )
