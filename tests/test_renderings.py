"""A build that looks renderings up gives what a build of everything gives, byte for byte."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import DECK, write_files
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from builder import pipeline
from builder.anki.apkg.reader import read_package
from builder.base.hashing import short_hash
from builder.pipeline import Options, Report

PICTURE = b"\x89PNG\r\n\x1a\n one"
TEXTS = (
    "镜像\n分层",
    "a **b** `c`",
    "![](one.png) 与 ![](two.png)",
    "![](three.png)",
    "[sound:a.mp3]",
    "```python\nx = 1\n```",
    "```pyton\nx = 1\n```",
    "$x$ <b>y</b>",
    "==a== {{c2::b}}",
    "==b== ==a::hint==",
    "==new== ==a==",
    "{{c1::a}} {{c3::}}",
    "{{c1::never closed",
    "",
)
FILES = ("cards/a.yaml", "cards/b/b.yaml")
MEDIA = ("one.png", "two.png", "three.png", "a.mp3", "n1.mp3")
HEADS: tuple[dict[str, Any], ...] = (
    {},
    {"tags": ["t"], "source": "book"},
    {"speak": "es_ES"},
    {"source": "web", "deck": "Other"},
)
SETTINGS = ("", "author: A\n", "language: zh-CN\n", "voices: {es_ES: [Monica]}\n")
OWN = {
    "cards/notetypes/own/notetype.yaml": "fields: [One, Two]\ntemplates: [Card]\n",
    "cards/notetypes/own/Card.front.html": "{{One}}",
    "cards/notetypes/own/Card.back.html": "{{FrontSide}}",
}

ids = st.sampled_from(["n1", "n2", "n3", "n4"])
texts = st.sampled_from(TEXTS)
files = st.sampled_from(FILES)


class Project:
    """A project that is built with a cache, and each time in a copy without one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        self.copy = folder / "copy"
        self.cache = folder / "cache"
        self.time = 1_700_000_000
        write_files(self.folder, {"cards/deck.yaml": DECK})
        (self.folder / "media").mkdir()

    def write(self, name: str, content: str | bytes) -> None:
        write_files(self.folder, {name: content})

    def build(self) -> tuple[Report, Report]:
        """Build both, and return what is told of each."""
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.folder, self.copy)
        self.time += 10
        options = Options(now=self.time)
        cold = pipeline.build(self.copy, options)
        return pipeline.build(self.folder, replace(options, cache=self.cache)), cold

    def lock(self, folder: Path) -> bytes | None:
        path = folder / "cards/deck.lock"
        return path.read_bytes() if path.exists() else None


def told(report: Report) -> Report:
    """Return a report without the folder that it was made in."""
    packages = [replace(one, path=Path(one.path.name)) for one in report.packages]
    return replace(report, packages=tuple(packages))


class Edits(RuleBasedStateMachine):
    """Edits of every kind, a build after each."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.project = Project(Path(self.scratch.name))
        self.notes: dict[str, list[dict[str, Any]]] = {name: [] for name in FILES}
        self.heads = dict.fromkeys(FILES, HEADS[0])
        self.locks: list[bytes | None] = [None]
        for name in MEDIA:
            self.project.write(f"media/{name}", PICTURE)
        for note_id, name, text in zip(("n1", "n2"), FILES, TEXTS, strict=False):
            self.put(name, {"id": note_id, "front": text, "back": text})

    def teardown(self) -> None:
        self.scratch.cleanup()

    def write_file(self, name: str) -> None:
        if not self.notes[name]:
            (self.project.folder / name).unlink(missing_ok=True)
            return
        values = {**self.heads[name], "notes": self.notes[name]}
        self.project.write(name, json.dumps(values, ensure_ascii=False, indent=1))

    def put(self, name: str, note: dict[str, Any]) -> None:
        self.take_out(note["id"])
        self.notes[name].append(note)
        self.write_file(name)

    def take_out(self, note_id: str) -> dict[str, Any] | None:
        for name, notes in self.notes.items():
            for note in [one for one in notes if one["id"] == note_id]:
                notes.remove(note)
                self.write_file(name)
                return note
        return None

    @rule(name=files, note_id=ids, front=texts, back=texts)
    def add_basic(self, name: str, note_id: str, front: str, back: str) -> None:
        self.put(name, {"id": note_id, "front": front or "q", "back": back or "a"})

    @rule(name=files, note_id=ids, text=texts, extra=texts)
    def add_cloze(self, name: str, note_id: str, text: str, extra: str) -> None:
        self.put(name, {"id": note_id, "cloze": text or "==x==", "extra": extra})

    @rule(name=files, note_id=ids, option=texts, text=texts)
    def add_choice(self, name: str, note_id: str, option: str, text: str) -> None:
        choices = [option or "o", "other"]
        note = {"id": note_id, "front": text or "q", "choices": choices, "answer": 2}
        self.put(name, note)

    @rule(name=files, note_id=ids, text=texts, source=st.booleans())
    def add_own(self, name: str, note_id: str, text: str, source: bool) -> None:
        write_files(self.project.folder, OWN)
        note = {"id": note_id, "type": "own", "fields": {"One": "1", "Two": text}}
        self.put(name, {**note, "source": "own"} if source else note)

    @rule(note_id=ids)
    def remove(self, note_id: str) -> None:
        self.take_out(note_id)

    @rule(note_id=ids, name=files)
    def move(self, note_id: str, name: str) -> None:
        note = self.take_out(note_id)
        if note is not None:
            self.put(name, note)

    @rule(note_id=ids, tags=st.lists(st.sampled_from(["t", "u::v"]), max_size=2))
    def tag(self, note_id: str, tags: list[str]) -> None:
        for name, notes in self.notes.items():
            for note in notes:
                if note["id"] == note_id:
                    note["tags"] = tags
                    self.write_file(name)

    @rule(note_id=ids, new=st.sampled_from(["n5", "n6"]))
    def rename(self, note_id: str, new: str) -> None:
        note = self.take_out(note_id)
        if note is not None:
            self.put(FILES[0], {**note, "id": new, "was": note_id})

    @rule(name=files, head=st.sampled_from(HEADS))
    def change_head(self, name: str, head: dict[str, Any]) -> None:
        self.heads[name] = head
        self.write_file(name)

    @rule(name=files)
    def turn_round(self, name: str) -> None:
        self.notes[name].reverse()
        self.write_file(name)

    @rule(more=st.sampled_from(SETTINGS))
    def change_deck(self, more: str) -> None:
        self.project.write("cards/deck.yaml", DECK + more)

    @rule(
        name=st.sampled_from(MEDIA),
        content=st.sampled_from([PICTURE, PICTURE + b"x", None]),
    )
    def change_media(self, name: str, content: bytes | None) -> None:
        if content is None:
            (self.project.folder / "media" / name).unlink(missing_ok=True)
        else:
            self.project.write(f"media/{name}", content)

    @rule(front=st.sampled_from(["{{One}}", "{{One}} {{Two}}", "{{Two}}"]))
    def change_note_type(self, front: str) -> None:
        write_files(
            self.project.folder, {**OWN, "cards/notetypes/own/Card.front.html": front}
        )

    @rule(data=st.data())
    def lock_of_another_branch(self, data: st.DataObject) -> None:
        lock = data.draw(st.sampled_from(self.locks))
        if lock is None:
            (self.project.folder / "cards/deck.lock").unlink(missing_ok=True)
        else:
            self.project.write("cards/deck.lock", lock)

    @invariant()
    def a_build_is_as_cold(self) -> None:
        warm, cold = self.project.build()

        assert told(warm) == told(cold)
        lock = self.project.lock(self.project.folder)
        assert lock == self.project.lock(self.project.copy)
        if lock not in self.locks:
            self.locks.append(lock)


Edits.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestEdits = Edits.TestCase


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    notes = [
        {"id": f"n{number}", "front": f"{number} {text or 'q'}", "back": "a"}
        for number, text in enumerate(TEXTS)
        if "png" not in text and "sound" not in text
    ]
    made.write("cards/a.yaml", json.dumps({"notes": notes}, ensure_ascii=False))
    return made


def kept(project: Project) -> Path:
    (file,) = (project.cache / "renderings").iterdir()
    return file


def test_what_was_rendered_is_not_rendered_again(project: Project) -> None:
    warm, _ = project.build()
    assert warm.counts.notes == kept(project).read_bytes().count(b"\n")
    lines = []
    for line in kept(project).read_text(encoding="utf-8").splitlines():
        key, text = line[:64], line[80:].replace('"a"', '"looked up"')
        lines.append(f"{key}{short_hash(key, text)}{text}\n")
    kept(project).write_text("".join(lines), encoding="utf-8")

    warm, _ = project.build()

    notes = read_package(warm.packages[0].path).notes
    assert {note.fields["Back"] for note in notes} == {"looked up"}


def test_what_is_there_is_not_written_again(project: Project) -> None:
    project.build()
    project.build()
    before = kept(project).stat().st_mtime_ns
    project.build()

    assert before == kept(project).stat().st_mtime_ns


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 2]) + content[place + 1 :]


def swapped(content: bytes) -> bytes:
    """Give each note the rendering of the next."""
    lines = content.splitlines()
    following = [*lines[1:], lines[0]]
    return b"\n".join(
        one[:64] + other[64:] for one, other in zip(lines, following, strict=True)
    )


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "foreign": lambda _: b"SQLite format 3\0" * 100,
    "not text": lambda content: content[:100] + b"\xff" * 100 + content[200:],
    "swapped": swapped,
    "twice": lambda content: content + content,
    "no line ends": lambda content: content.replace(b"\n", b" "),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_renderings(project: Project, damage: Callable[[bytes], bytes]) -> None:
    project.build()
    kept(project).write_bytes(damage(kept(project).read_bytes()))

    warm, cold = project.build()

    assert told(warm) == told(cold)


def test_two_hundred_damages(project: Project) -> None:
    expected = project.build()[0].packages[0].sha256
    content = kept(project).read_bytes()
    options = Options(cache=project.cache)
    for number in range(100):
        place = number * len(content) // 100
        for damaged in (content[:place], flipped(content, place)):
            kept(project).write_bytes(damaged)

            target = project.folder / "dist/again.apkg"
            report = pipeline.draft(project.folder, target, options)

            assert expected == report.packages[0].sha256


def test_renderings_of_another_project(project: Project, tmp_path: Path) -> None:
    """A project that was copied, with its cache, has renderings of its own."""
    project.build()
    other = Project(tmp_path / "other")
    notes = {"notes": [{"id": "n1", "front": "other", "back": "a"}]}
    other.write("cards/a.yaml", json.dumps(notes))
    other.build()
    kept(other).write_bytes(kept(project).read_bytes())

    warm, cold = other.build()

    assert told(warm) == told(cold)


def test_where_no_rendering_can_be_kept(project: Project) -> None:
    project.cache.write_text("a file", encoding="utf-8")

    warm, cold = project.build()

    assert told(warm) == told(cold)


def test_numbers_are_those_of_the_lock(project: Project) -> None:
    """The same text has other numbers where the lock remembers others."""
    for text in ("==a==", "==b== ==a=="):
        note = {"id": "n1", "cloze": text}
        project.write("cards/a.yaml", json.dumps({"notes": [note]}))
        project.build()
    (project.folder / "cards/deck.lock").unlink()

    warm, cold = project.build()

    assert told(warm) == told(cold)
