"""Colours where there are any."""

from __future__ import annotations

import io
from pathlib import Path

from package_pairs import write_pair
from rich.console import Console

from builder.anki.apkg.reader import read_package
from builder.cli import console
from builder.reports.diff import text
from builder.versions import packagediff


def test_colours_on_a_terminal(tmp_path: Path) -> None:
    write_pair(tmp_path)
    old, new = read_package(tmp_path / "old.apkg"), read_package(tmp_path / "new.apkg")
    output = Console(
        file=io.StringIO(), force_terminal=True, color_system="standard", soft_wrap=True
    )

    console.print_in_tones(output, text.lines(packagediff.compare(old, new)))

    assert isinstance(output.file, io.StringIO)
    printed = output.file.getvalue()
    assert "有哪几\x1b[9;31m种\x1b[0m\x1b[32m类\x1b[0m?" in printed
    assert "[-" not in printed
    # The control character of a stranger's package does not reach the terminal.
    assert "␛[31m?" in printed
