"""The streams a program prints to: their encoding, and what to do when they break."""

from __future__ import annotations

import contextlib
import os
from typing import TextIO


def speak_utf8(stream: TextIO) -> None:
    """Print UTF-8 whatever the system's encoding is, and no character as an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def drop(*streams: TextIO) -> None:
    """Let what is still to be printed go nowhere: Python would fail with it at exit."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in streams:
            os.dup2(nowhere, stream.fileno())
