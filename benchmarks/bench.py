"""How fast, how small, how much memory: medians, side by side in one run.

    make bench
    .venv/bin/python benchmarks/bench.py --notes 100000 --runs 3

Every figure is of a whole process, its start included. The commands take turns, so that
a machine whose speed drifts slows all of them alike.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

WORDS = """
    container image layer registry node kubelet scheduler probe service volume claim
    controller namespace rollout replica selector taint label quota secret cluster
    镜像 容器 节点 调度 探针 存储 网络 服务
""".split()  # noqa: SIM905 -- a list of words

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


@dataclass
class Measured:
    """The runs of one command."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Contestant:
    """A command to time; ``prepare`` is done before each run and not timed."""

    name: str
    command: Sequence[str | Path]
    prepare: Callable[[], None]


def sentence(source: random.Random) -> str:
    """Return a sentence of common words."""
    return " ".join(source.choice(WORDS) for _ in range(12))


def card_file(source: random.Random, first: int, count: int) -> str:
    """Return a card file with the usual mixture of kinds and markup."""
    lines = [f"tags: [bench, file{first}]", "notes:"]
    for number in range(first, first + count):
        lines += [f"  - id: note-{number}", f"    tags: [topic::t{number % 40}]"]
        if number % 4 == 0:
            lines += [
                "    cloze: |",
                f"      {sentence(source)} {{{{c1::`value {number}`}}}} and",
                f"      **{{{{c2::{sentence(source)}}}}}**.",
            ]
            continue
        lines += [
            "    front: |",
            f"      {number}: what is **{source.choice(WORDS)}** of `{source.choice(WORDS)}`?",
            "    back: |",
            f"      {sentence(source)}",
            "",
            f"      - *{source.choice(WORDS)}*: {sentence(source)}",
            f"      - `{source.choice(WORDS)}`: {sentence(source)}",
        ]
        if number % 20 == 1:
            lines += ["", "      ```python", f"      value = {number}  # {sentence(source)}",
                      "      print(value)", "      ```"]  # fmt: skip
    return "\n".join(lines) + "\n"


def make_project(folder: Path, notes: int) -> None:
    """Write a project of many Markdown notes, 100 to a file, in nested folders."""
    source = random.Random(7)
    cards = folder / "cards"
    cards.mkdir(parents=True)
    deck = "name: Bench\nslug: bench\nversion: 1.0.0\nkey: bench\n"
    (cards / "deck.yaml").write_text(deck, encoding="utf-8")
    for first in range(0, notes, 100):
        path = cards / f"part{first // 2000:03}" / f"file{first // 100:05}.yaml"
        path.parent.mkdir(exist_ok=True)
        text = card_file(source, first, min(100, notes - first))
        path.write_text(text, encoding="utf-8")


def rendered_notes(package: Path, target: Path) -> None:
    """Write the notes of a package as JSON, for genanki to write again."""
    with zipfile.ZipFile(package) as archive, tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(archive.extract("collection.anki2", folder))
        models = json.loads(database.execute("select models from col").fetchone()[0])
        types = [
            [model["name"], [one["name"] for one in model["flds"]], model["type"],
             model["tmpls"][0]["qfmt"]]
            for model in models.values()
        ]  # fmt: skip
        names = {key: model["name"] for key, model in models.items()}
        notes = [
            [names[str(mid)], guid, fields.split("\x1f"), tags.split()]
            for mid, guid, fields, tags in database.execute(
                "select mid, guid, flds, tags from notes"
            )
        ]
        database.close()
    target.write_text(json.dumps({"types": types, "notes": notes}), encoding="utf-8")


def run(contestant: Contestant) -> tuple[float, float]:
    """Return the seconds and the peak megabytes of one run."""
    contestant.prepare()
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in contestant.command], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{contestant.name} failed with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def edit_one_note(folder: Path) -> Callable[[], None]:
    """Return what changes one note of the project, differently each time."""
    path = next((folder / "cards").rglob("file*.yaml"))
    turn = iter(range(10_000))

    def edit() -> None:
        text = path.read_text(encoding="utf-8")
        head, _, tail = text.partition("    cloze: |\n      ")
        path.write_text(
            f"{head}    cloze: |\n      edit {next(turn)} {tail}", encoding="utf-8"
        )

    return edit


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    decks = [sys.executable, "-m", "builder"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cold, warm = folder / "cold", folder / "warm"
        make_project(warm, options.notes)
        subprocess.run([*decks, "build", "--project", warm], check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        ours = warm / "dist/bench-1.0.0.apkg"
        rendered, theirs = folder / "rendered.json", folder / "genanki.apkg"
        rendered_notes(ours, rendered)

        def make_cold() -> None:
            shutil.rmtree(cold, ignore_errors=True)
            make_project(cold, options.notes)

        contestants = [
            Contestant("cold build", [*decks, "build", "--project", cold], make_cold),
            Contestant("rebuild after one edit", [*decks, "build", "--project", warm],
                       edit_one_note(warm)),
            Contestant("check", [*decks, "check", "--project", warm], lambda: None),
            Contestant("genanki alone",
                       [sys.executable, "-c", GENANKI, rendered, theirs], lambda: None),
            Contestant("decks --version", [*decks, "--version"], lambda: None),
        ]  # fmt: skip
        measured = {contestant.name: Measured() for contestant in contestants}
        for _ in range(options.runs):
            for contestant in contestants:
                seconds, megabytes = run(contestant)
                measured[contestant.name].seconds.append(seconds)
                measured[contestant.name].megabytes.append(megabytes)
        print(f"{options.notes} notes, medians of {options.runs} runs\n")
        print(f"{'':24}{'seconds':>10}{'(min to max)':>18}{'peak MB':>10}")
        for title, values in measured.items():
            spread = f"({min(values.seconds):.2f} to {max(values.seconds):.2f})"
            print(
                f"{title:24}{statistics.median(values.seconds):10.2f}{spread:>18}"
                f"{statistics.median(values.megabytes):10.0f}"
            )
        alone = statistics.median(measured["genanki alone"].seconds)
        rebuild = statistics.median(measured["rebuild after one edit"].seconds)
        print(f"\nrebuild / genanki alone   {rebuild / alone:.2f}")
        print(
            f"package sizes             {ours.stat().st_size / 1024:.0f} KB, genanki "
            f"{theirs.stat().st_size / 1024:.0f} KB, ratio "
            f"{ours.stat().st_size / theirs.stat().st_size:.2f}"
        )


if __name__ == "__main__":
    main()
