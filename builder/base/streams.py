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


def may_have_colours(stream: TextIO) -> bool:
    """Whether it is worth asking rich, which takes longer to load than a small build."""
    return stream.isatty() or any(os.environ.get(name) for name in _ASKED_FOR)


# What makes rich colour a stream that is no terminal.
_ASKED_FOR = ("FORCE_COLOR", "TTY_COMPATIBLE")


def drop(*streams: TextIO) -> None:
    """Let what is still to be printed go nowhere: Python would fail with it at exit."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in streams:
            os.dup2(nowhere, stream.fileno())
