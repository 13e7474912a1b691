"""How fast and how small, side by side with others in one run; writes latest.md.

    make bench
    .venv/bin/python benchmarks/bench.py --notes 2000 --notes 100000 --runs 3

Every figure is the processor time (user and system) of a whole process, its start
included: the median of some runs. The commands take turns, so that a machine whose speed
drifts slows all of them alike.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from corpora import CORPORA, make_project

LATEST = Path(__file__).with_name("latest.md")
PEER = Path(sys.executable).parent.with_name("peer") / "bin/anki-yaml-tool"
DECKS = (sys.executable, "-m", "builder")

# What genanki alone needs: the same rendered notes, read from a file, written.
GENANKI = """
import json, sys, warnings
import genanki
warnings.simplefilter("ignore")
source, target = sys.argv[1:]
rendered = json.load(open(source, encoding="utf-8"))
models = {
    name: genanki.Model(
        number, name, fields=[{"name": field} for field in fields], model_type=kind,
        templates=[{"name": "Card", "qfmt": front, "afmt": "{{%s}}" % fields[0]}],
    )
    for number, (name, fields, kind, front) in enumerate(rendered["types"], 1500000000)
}
deck = genanki.Deck(1600000000, "Deck")
for name, guid, fields, tags in rendered["notes"]:
    deck.add_note(genanki.Note(models[name], fields, guid=guid, tags=tags))
genanki.Package(deck).write_to_file(target)
"""


@dataclass(frozen=True)
class Contestant:
    """A command to time; ``prepare`` is done before each run and not timed."""

    name: str
    command: Sequence[str | Path]
    prepare: Callable[[], None]


@dataclass(frozen=True)
class Measured:
    """The medians of one command: seconds of the processor, peak megabytes."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Round:
    """All figures of one corpus of one size; ``sizes`` are in bytes."""

    kind: str
    notes: int
    measured: Mapping[str, Measured]
    sizes: tuple[int, int]

    def ratio(self, name: str, other: str) -> str:
        """Return how much of another's time a command needs."""
        if other not in self.measured:
            return "–"
        return f"{self.measured[name].seconds / self.measured[other].seconds:.2f}"


def measured_round(folder: Path, kind: str, notes: int, runs: int) -> Round:
    """Measure one corpus of one size in an empty folder."""
    make_project(folder / "warm", kind, notes)
    subprocess.run(build(folder / "warm"), check=True, capture_output=True)
    package = folder / "warm/dist/bench-1.0.0.apkg"
    write_rendered(package, folder)
    contestants = list(contestants_in(folder, kind, notes))
    seen: dict[str, list[tuple[float, float]]] = {one.name: [] for one in contestants}
    for _ in range(runs):
        for one in contestants:
            seen[one.name].append(run(one))
    measured = {
        name: Measured(*map(statistics.median, zip(*figures, strict=True)))
        for name, figures in seen.items()
    }
    alone = folder / "genanki.apkg"
    return Round(kind, notes, measured, (package.stat().st_size, alone.stat().st_size))


def contestants_in(folder: Path, kind: str, notes: int) -> Iterator[Contestant]:
    """Yield what takes turns in a folder."""
    cold, warm = folder / "cold", folder / "warm"

    def make_cold() -> None:
        shutil.rmtree(cold, ignore_errors=True)
        make_project(cold, kind, notes)

    def build_before() -> None:
        subprocess.run(build(warm), check=True, capture_output=True)

    yield Contestant("cold build", build(cold), make_cold)
    yield Contestant("build after one edit", build(warm), edit_one_note(warm))
    yield Contestant("build with one note more", build(warm), add_one_note(warm))
    yield Contestant("unchanged build", build(warm), build_before)
    checking: list[str | Path] = [*DECKS, "check", "--no-cache", "--project", warm]
    yield Contestant("check", checking, do_nothing)
    written = [folder / "rendered.json", folder / "genanki.apkg"]
    yield Contestant(
        "genanki alone", [sys.executable, "-c", GENANKI, *written], do_nothing
    )
    if PEER.exists():
        source, target = folder / "peer.yaml", folder / "peer.apkg"
        peer: list[str | Path] = [PEER, "build", "--file", source, "--output", target]
        yield Contestant("anki-yaml-tool", peer, do_nothing)
    yield Contestant("decks --version", [*DECKS, "--version"], do_nothing)


def build(project: Path) -> list[str | Path]:
    """Return the command that builds a project."""
    return [*DECKS, "build", "--project", project]


def do_nothing() -> None:
    """Prepare nothing."""


def edit_one_note(folder: Path) -> Callable[[], None]:
    """Return what changes one note of the project, differently each time."""
    path = next((folder / "cards").rglob("file*.yaml"))
    turn = iter(range(10_000))

    def edit() -> None:
        head, key, tail = path.read_text(encoding="utf-8").partition("  back: |\n    ")
        path.write_text(f"{head}{key}edit {next(turn)} {tail}", encoding="utf-8")

    return edit


def add_one_note(folder: Path) -> Callable[[], None]:
    """Return what adds a note to the project each time."""
    path = next((folder / "cards").rglob("file*.yaml"))
    turn = iter(range(10_000))

    def add() -> None:
        number = next(turn)
        with path.open("a", encoding="utf-8") as stream:
            stream.write(f"- {{id: more-{number}, front: more {number}, back: x}}\n")

    return add


def run(contestant: Contestant) -> tuple[float, float]:
    """Return the processor's seconds and the peak megabytes of one run."""
    contestant.prepare()
    process = subprocess.Popen(
        [str(word) for word in contestant.command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{contestant.name} failed with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def write_rendered(package: Path, folder: Path) -> None:
    """Write the notes of a package for the others: genanki's as JSON, a peer's as YAML."""
    with zipfile.ZipFile(package) as archive:
        database = sqlite3.connect(archive.extract("collection.anki2", folder))
        models = json.loads(database.execute("select models from col").fetchone()[0])
        rows = database.execute("select mid, guid, flds, tags from notes").fetchall()
        database.close()
    types = [
        [model["name"], [one["name"] for one in model["flds"]], model["type"],
         model["tmpls"][0]["qfmt"]]
        for model in models.values()
    ]  # fmt: skip
    names = {key: model["name"] for key, model in models.items()}
    notes = [
        [names[str(mid)], guid, fields.split("\x1f"), tags.split()]
        for mid, guid, fields, tags in rows
    ]
    rendered = json.dumps({"types": types, "notes": notes})
    (folder / "rendered.json").write_text(rendered, encoding="utf-8")
    data = [
        {"front": fields[0], "back": "".join(fields[1:]), "tags": tags}
        for _, _, fields, tags in notes
    ]
    template = {"name": "Card", "qfmt": "{{Front}}", "afmt": "{{Back}}"}
    config = {
        "name": "B",
        "fields": ["Front", "Back"],
        "templates": [template],
        "css": "",
    }
    deck = {"config": config, "deck-name": "Deck", "data": data}
    with (folder / "peer.yaml").open("w", encoding="utf-8") as stream:
        yaml.dump(deck, stream, Dumper=yaml.CSafeDumper, allow_unicode=True)


def report(rounds: Sequence[Round], runs: int) -> Iterator[str]:
    """Yield the lines of latest.md."""
    yield "# Speed and size, as last measured"
    yield ""
    yield f"By `make bench` on {dt.datetime.now(dt.UTC):%Y-%m-%d}: {machine()}."
    yield f"Medians of {runs} runs, in seconds of the processor; the commands take turns."
    yield ""
    names = list(rounds[0].measured)
    yield f"| notes | {' | '.join(names)} |"
    yield f"|---|{'---|' * len(names)}"
    for one in rounds:
        figures = " | ".join(f"{one.measured[name].seconds:.2f}" for name in names)
        yield f"| {one.notes:,} {one.kind} | {figures} |"
    yield ""
    yield (
        "| notes | cold / anki-yaml-tool | one edit / genanki alone "
        "| one note more / genanki alone | unchanged / genanki alone "
        "| package / genanki's | peak of a cold build |"
    )
    yield "|---|---|---|---|---|---|---|"
    for one in rounds:
        ours, theirs = one.sizes
        ratios = (
            one.ratio("cold build", "anki-yaml-tool"),
            one.ratio("build after one edit", "genanki alone"),
            one.ratio("build with one note more", "genanki alone"),
            one.ratio("unchanged build", "genanki alone"),
            f"{ours / theirs:.2f}",
            f"{one.measured['cold build'].megabytes:.0f} MB",
        )
        yield f"| {one.notes:,} {one.kind} | {' | '.join(ratios)} |"
    yield ""
    yield "genanki alone and anki-yaml-tool write notes that are rendered already, without"
    yield "media, and read no Markdown; a ratio below 1 is a build that is faster than that."


def machine() -> str:
    """Return what kind of machine this is."""
    kinds = [
        line.partition(":")[2].strip()
        for line in _lines(Path("/proc/cpuinfo"))
        if line.startswith("model name")
    ]
    kind = kinds[0] if kinds else platform.processor() or platform.machine()
    python = platform.python_version()
    return f"{kind}, {os.cpu_count()} cores, {platform.system()}, Python {python}"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def main() -> None:
    """Measure, print, and write latest.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, action="append")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    rounds = []
    for notes in options.notes or [2_000, 10_000]:
        for kind in CORPORA:
            with tempfile.TemporaryDirectory() as name:
                os.environ["XDG_CACHE_HOME"] = f"{name}/cache"
                rounds.append(measured_round(Path(name), kind, notes, options.runs))
    lines = list(report(rounds, options.runs))
    LATEST.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
