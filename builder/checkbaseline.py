"""The warnings that an author knows of and leaves for later: a file beside the deck."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError, Diagnostic
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file

_FORMAT = "decks-baseline-1"


def known_warnings(path: Path) -> Counter[str]:
    """Return how often each warning is known.

    Raises:
        BuilderError: The file is not there, or is no baseline.
    """
    try:
        values = json.loads(read_file(path, FileKind.LOCK))
    except UnusableFileError as error:
        if error.is_missing:
            message = f"{path}: not there: make it with `--write-baseline`"
            raise BuilderError(message) from error
        raise BuilderError(f"{path}: {error}") from error
    except (ValueError, RecursionError) as error:
        raise _no_baseline(path) from error
    if not isinstance(values, dict) or values.get("format") != _FORMAT:
        raise _no_baseline(path)
    warnings = values.get("warnings")
    if not isinstance(warnings, dict) or not all(
        type(number) is int for number in warnings.values()
    ):
        raise _no_baseline(path)
    return Counter(warnings)


def write_warnings(path: Path, warnings: Iterable[Diagnostic]) -> None:
    """Write a baseline that knows these warnings; nothing but one is replaced.

    Raises:
        BuilderError: Another file is there, or it cannot be written.
    """
    if path.exists():
        known_warnings(path)
    numbers = Counter(finding.fingerprint for finding in warnings)
    values = {"format": _FORMAT, "warnings": dict(sorted(numbers.items()))}
    with PendingFiles() as files:
        files.write(path, f"{json.dumps(values, indent=1)}\n".encode())
        files.commit()


def _no_baseline(path: Path) -> BuilderError:
    return BuilderError(
        f"{path}: no baseline of `decks check`: name another file, or make this one anew"
    )
