"""What no parser may be given is refused with its place, before it takes all there is."""

from __future__ import annotations

from conftest import MakeProject, refused


def test_place_in_a_file_with_byte_order_mark_and_crlf(
    make_project: MakeProject,
) -> None:
    text = "\ufeffnotes:\r\n  - id: a\r\n    front: q\r\n    bak: b\r\n"
    folder = make_project({"cards/a.yaml": text.encode()})

    assert "cards/a.yaml:4:5: error: unknown key `bak` (did you mean `back`?)" in (
        refused(folder)
    )


def test_control_character(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": "notes:\n  - {id: a, front: \x07}\n"})

    assert refused(folder).startswith(
        "cards/a.yaml:2:20: error: a control character (U+0007) cannot stand in YAML"
    )


def test_deep_indentation(make_project: MakeProject) -> None:
    text = "".join(f"{' ' * depth}a:\n" for depth in range(2_000))
    folder = make_project({"cards/a.yaml": text})

    assert "error: nested more than 100 deep  [yaml]" in refused(folder)


def test_20_000_nested_keys(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": "? " * 20_000})

    assert "error: nested more than 100 deep  [yaml]" in refused(folder)
