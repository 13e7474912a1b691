"""A build with what the last one left gives what a build of everything gives, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from conftest import DECK, write_files
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from builder import pipeline
from builder.patching import Patched, patched
from builder.pipeline import Options, Report
from builder.release import release

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

    @rule(note_id=ids, text=texts, key=st.sampled_from(["back", "cloze", "extra"]))
    def edit(self, note_id: str, text: str, key: str) -> None:
        for name, notes in self.notes.items():
            for note in notes:
                if note["id"] == note_id and key in note:
                    note[key] = text or "edited"
                    self.write_file(name)

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

        assert told(cold) == told(warm)
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
    (file,) = (project.cache / "projects").rglob("*.sqlite")
    return file


def edited(project: Project, text: str = "edited") -> None:
    """Change the answer of one note and nothing else."""
    path = project.folder / "cards/a.yaml"
    values = json.loads(path.read_text(encoding="utf-8"))
    values["notes"][0]["back"] = text
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def patches(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether builds were of changed files alone."""
    seen: list[bool] = []

    def watched(*given: Any) -> Patched | None:
        done = patched(*given)
        seen.append(done is not None)
        return done

    monkeypatch.setattr(pipeline, "patched", watched)
    return seen


def test_an_edit_builds_what_changed(project: Project, patches: list[bool]) -> None:
    project.build()
    for turn in range(3):
        edited(project, f"edit {turn}")
        warm, cold = project.build()

        assert told(cold) == told(warm)
        assert project.lock(project.copy) == project.lock(project.folder)
    assert patches == [True] * 3


def test_nothing_but_a_lost_package(project: Project, patches: list[bool]) -> None:
    project.build()
    (project.folder / "dist/bench-1.0.0.apkg").unlink(missing_ok=True)
    warm, cold = project.build()

    assert told(cold) == told(warm)
    assert patches == [True]


def test_after_a_release(project: Project, patches: list[bool]) -> None:
    """The version says whether the deck is what was released, through edits and back."""
    project.build()
    release(project.folder, "patch", Options(now=project.time + 5), judge=None)
    project.time += 20
    original = (project.folder / "cards/a.yaml").read_bytes()
    versions = []
    for content in (None, b"edit", original):
        if content == b"edit":
            edited(project)
        elif content is not None:
            project.write("cards/a.yaml", content)
        warm, cold = project.build()
        versions.append(warm.packages[0].path.name)

        assert told(cold) == told(warm)
        assert project.lock(project.copy) == project.lock(project.folder)
    assert patches[-2:] == [True, True]
    assert [name.count("+dev") for name in versions] == [0, 1, 1]


def test_parts_of_a_deck(project: Project, patches: list[bool]) -> None:
    more = "packages: [{slug: part, tags: [t]}, {slug: rest, without: [t]}]\n"
    project.write("cards/deck.yaml", DECK + more)
    notes = [{"id": f"n{n}", "front": str(n), "back": "a"} for n in range(3)]
    notes[1]["tags"] = ["t::u"]  # type: ignore[assignment]  # a list among texts
    project.write("cards/a.yaml", json.dumps({"notes": notes}))
    project.build()
    edited(project)
    warm, cold = project.build()

    assert told(cold) == told(warm)
    assert [len(warm.packages), *patches] == [3, True]


def test_where_a_question_is_asked_twice(project: Project, patches: list[bool]) -> None:
    """The finding of one file names a line of the other."""
    notes = [{"id": "x", "front": "same", "back": "a"}]
    project.write("cards/a.yaml", json.dumps({"notes": notes}))
    notes[0]["id"] = "y"
    project.write("cards/b.yaml", json.dumps({"notes": notes}))
    project.build()
    path = project.folder / "cards/a.yaml"
    path.write_text(f"# a line\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    warm, cold = project.build()

    assert told(cold) == told(warm)
    assert patches == [False]


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 2]) + content[place + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "foreign": lambda _: b"SQLite format 3\0" * 100,
    "not text": lambda content: content[:100] + b"\xff" * 100 + content[200:],
    "two halves": lambda content: content[4096:] + content[:4096],
    "twice": lambda content: content + content,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged(project: Project, damage: Callable[[bytes], bytes]) -> None:
    project.build()
    kept(project).write_bytes(damage(kept(project).read_bytes()))
    edited(project)

    warm, cold = project.build()

    assert told(cold) == told(warm)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_under_its_own_name(
    project: Project, damage: Callable[[bytes], bytes]
) -> None:
    """What is called after its hash and is no shelf is none."""
    project.build()
    content = damage(kept(project).read_bytes())
    folder = kept(project).parent
    kept(project).unlink()
    (folder / f"{sha256(content).hexdigest()}.sqlite").write_bytes(content)
    edited(project)

    warm, cold = project.build()

    assert told(cold) == told(warm)


def test_two_hundred_damages(project: Project) -> None:
    project.build()
    edited(project)
    options = Options(cache=project.cache, now=project.time + 10)
    original = kept(project)
    content = original.read_bytes()
    lock = project.lock(project.folder)
    assert lock is not None
    built = pipeline.build(project.folder, replace(options, cache=None))
    expected = built.packages[0].sha256, project.lock(project.folder)
    for number in range(100):
        place = number * len(content) // 100
        for damaged in (content[:place], flipped(content, place)):
            for file in original.parent.iterdir():
                file.unlink()
            original.write_bytes(damaged)
            project.write("cards/deck.lock", lock)

            report = pipeline.build(project.folder, options)

            actual = report.packages[0].sha256, project.lock(project.folder)
            assert expected == actual


def test_the_shelf_of_another_project(project: Project, tmp_path: Path) -> None:
    """A project that was copied, with its cache, has a shelf of its own."""
    project.build()
    other = Project(tmp_path / "other")
    notes = {"notes": [{"id": "n1", "front": "other", "back": "a"}]}
    other.write("cards/a.yaml", json.dumps(notes))
    other.build()
    folder = kept(other).parent
    kept(other).unlink()
    shutil.copy(kept(project), folder)

    warm, cold = other.build()

    assert told(cold) == told(warm)


def test_where_nothing_can_be_kept(project: Project) -> None:
    project.cache.write_text("a file", encoding="utf-8")

    warm, cold = project.build()

    assert told(cold) == told(warm)


def test_numbers_are_those_of_the_lock(project: Project) -> None:
    """The same text has other numbers where the lock remembers others."""
    for text in ("==a==", "==b== ==a=="):
        note = {"id": "n1", "cloze": text}
        project.write("cards/a.yaml", json.dumps({"notes": [note]}))
        project.build()
    (project.folder / "cards/deck.lock").unlink()

    warm, cold = project.build()

    assert told(cold) == told(warm)


def test_a_check_leaves_the_shelf_of_a_build(
    project: Project, patches: list[bool]
) -> None:
    project.build()
    pipeline.check(project.folder, Options(cache=project.cache))
    edited(project)
    pipeline.check(project.folder, Options(cache=project.cache))
    warm, cold = project.build()

    assert told(cold) == told(warm)
    assert patches == [True]


def decks_build(project: Project, folder: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "XDG_CACHE_HOME": str(project.cache),
        "SOURCE_DATE_EPOCH": "1700000100",
    }
    command = [sys.executable, "-m", "builder", "build", "--project", str(folder)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def packaged(folder: Path) -> tuple[bytes, bytes]:
    (package,) = (folder / "dist").glob("*.apkg")
    return package.read_bytes(), (folder / "cards/deck.lock").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="no signal kills there")
def test_killed_at_any_moment(project: Project) -> None:
    """Whenever a build is killed, the next one gives what a cold one gives."""
    assert decks_build(project, project.folder).wait() == 0
    for turn in range(8):
        edited(project, f"turn {turn}")
        shutil.rmtree(project.copy, ignore_errors=True)
        shutil.copytree(project.folder, project.copy)
        running = decks_build(project, project.folder)
        time.sleep(0.1 + turn * 0.12)
        running.kill()
        running.wait()
        assert decks_build(project, project.folder).wait() == 0
        pipeline.build(project.copy, Options(now=1_700_000_100))

        assert packaged(project.copy) == packaged(project.folder)


def test_two_builds_at_once(project: Project) -> None:
    assert decks_build(project, project.folder).wait() == 0
    for turn in range(3):
        edited(project, f"turn {turn}")
        shutil.rmtree(project.copy, ignore_errors=True)
        shutil.copytree(project.folder, project.copy)
        running = [decks_build(project, project.folder) for _ in range(2)]
        assert [one.wait() for one in running] == [0, 0]
        pipeline.build(project.copy, Options(now=1_700_000_100))

        assert packaged(project.copy) == packaged(project.folder)
