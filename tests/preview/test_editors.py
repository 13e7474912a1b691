"""Places are opened in editors that have a window, by the words that each knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.base.diagnostic import Location
from builder.preview.editors import editor_command, editor_link

PLACE = Location("cards/a b.yaml", 7, 5)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        pytest.param({"VISUAL": "{0}/code"}, ["--goto", "{1}:7:5"], id="VS Code"),
        pytest.param(
            {"VISUAL": "{0}/code --wait"}, ["--wait", "--goto", "{1}:7:5"], id="options"
        ),
        pytest.param({"VISUAL": "{0}/gvim"}, ["+7", "{1}"], id="gvim"),
        pytest.param({"EDITOR": "{0}/subl"}, ["{1}:7:5"], id="EDITOR"),
        pytest.param(
            {"VISUAL": "{0}/vim", "EDITOR": "{0}/zed"},
            ["{1}:7:5"],
            id="the one with a window",
        ),
        pytest.param({"VISUAL": "{0}/vim"}, None, id="in the terminal"),
        pytest.param({"VISUAL": "{0}/nothing"}, None, id="not there"),
        pytest.param({"VISUAL": ""}, None, id="empty"),
        pytest.param({}, None, id="none"),
    ],
)
def test_the_editor_of_the_author(
    tmp_path: Path, environment: dict[str, str], expected: list[str] | None
) -> None:
    for name in ("code", "gvim", "subl", "vim", "zed"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    told = {key: value.format(tmp_path) for key, value in environment.items()}
    file = (tmp_path / PLACE.path).resolve()

    command = editor_command(PLACE, tmp_path, told)

    words = [word.format(tmp_path, file) for word in expected or []]
    assert words == command[1:]
    assert bool(command) is (expected is not None)


def test_inside_of_vs_code_a_link_opens_a_place(tmp_path: Path) -> None:
    file = (tmp_path / PLACE.path).resolve().as_posix()

    assert editor_link(PLACE, tmp_path, {"TERM_PROGRAM": "vscode"}) == (
        f"vscode://file/{file.lstrip('/')}:7:5"
    )
    assert editor_link(PLACE, tmp_path, {}) == ""
