"""Projects of small notes, built and released at chosen times."""

from __future__ import annotations

from pathlib import Path

from conftest import MakeProject, write_files

from builder import pipeline
from builder import release as releasing
from builder.pipeline import Options
from builder.versions import locktext
from builder.versions.lock import Lock

T = 1_700_000_000


def note(name: str, back: str = "b") -> str:
    return f"  - {{id: {name}, front: front of {name}, back: {back}}}\n"


def project_of(make_project: MakeProject, *notes: str) -> Path:
    return make_project("notes:\n" + "".join(notes))


def write_notes(folder: Path, *notes: str) -> None:
    write_files(folder, {"cards/cards.yaml": "notes:\n" + "".join(notes)})


def built(folder: Path, now: int) -> Lock:
    report = pipeline.build(folder, Options(now=now))
    assert not report.errors
    return read_lock(folder)


def released(
    folder: Path, now: int, level: str = "minor", *, retire: int | None = None
) -> Lock:
    made = releasing.release(folder, level, Options(now=now), judge=None, retire=retire)
    assert made.is_done
    return read_lock(folder)


def read_lock(folder: Path) -> Lock:
    text = (folder / "cards/deck.lock").read_text(encoding="utf-8")
    read, diagnostics = locktext.parse(text, "deck.lock")
    assert diagnostics == []
    return read


def times(of: Lock) -> dict[str, int]:
    return {key: one.modified for key, one in of.notes.items()}
