"""The command on a pseudo-terminal, with lines typed into it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")


def typed(folder: Path, arguments: tuple[str, ...], lines: tuple[str, ...]) -> str:
    """Run ``decks``, type lines, and return what it showed, with its exit code behind."""
    ours, theirs = pty.openpty()
    path = os.pathsep.join([str(ROOT), *sys.path])
    running = subprocess.Popen(
        [sys.executable, "-m", "builder", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "TERM": "dumb"},
        start_new_session=True,
    )
    os.close(theirs)
    os.write(ours, "".join(f"{line}\n" for line in lines).encode())
    shown = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    code = running.wait()
    return f"{shown.decode()}exit {code}".replace("\r\n", "\n")
