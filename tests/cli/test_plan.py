"""``decks plan``: what it prints, and how it ends."""

from __future__ import annotations

import builtins
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from conftest import MakeProject, decks, snapshot
from two_builds import MANY, TWO

from builder.anki import engine
from builder.base.diagnostic import BuilderError


@pytest.fixture(autouse=True)
def _scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a temporary folder of its own, to see what stays there."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))


def test_the_command_tells_counts_then_words(change: Any, old: Path) -> None:
    folder = change(
        TWO, TWO.replace("question a", "asked otherwise").replace("[x]", "[]")
    )

    result = decks("plan", old, folder=folder)

    assert result.code == 0
    assert result.stdout.splitlines()[1:] == [
        "2 notes: 0 new, 2 updated, 0 unchanged, 0 conflicting, 0 retired",
        "",
        "warning: tags the learner loses (2)  [tags-lost]",
        "  cards/cards.yaml:2:5  asked otherwise: x",
        "  cards/cards.yaml:3:5  question b: x",
    ]
    assert result.stderr == ""


def test_the_command_fails_on_a_broken_promise(change: Any, old: Path) -> None:
    folder = change(TWO, TWO, is_lock_lost=True)

    result = decks("plan", old, folder=folder)

    assert result.code == 1
    assert (
        "broken: not changed, but an import overwrites what a learner edited (2)"
        in result.stdout
    )


def test_at_most_twenty_of_a_kind(change: Any, old: Path) -> None:
    many = MANY + "".join(
        f"  - {{id: more{number}, front: more {number}, back: b}}\n"
        for number in range(9)
    )
    folder = change(many, f"deck: Other\n{many}")

    short = decks("plan", old, folder=folder).stdout
    long = decks("plan", old, "--all", folder=folder).stdout

    assert short.count("stays in") == 20
    assert "  … and 9 more: --all shows them" in short
    assert long.count("stays in") == 29
    assert '29 cards to `Test::Other`: in Anki\'s browser, "deck:Test::cards"' in long


def test_json(change: Any, old: Path) -> None:
    folder = change(TWO, TWO.replace("[x]", "[y]", 1))

    result = decks("plan", old, "--json", "--learner-edits", folder=folder)

    values = json.loads(result.stdout)
    guid = values["notes"][0].pop("guid")
    assert len(guid) > 5
    assert values["notes"][0] == {
        "id": "a",
        "path": "cards/cards.yaml",
        "line": 2,
        "question": "question a",
        "outcome": values["notes"][0]["outcome"],
        "findings": values["notes"][0]["findings"],
    }
    assert {
        key: values[key] for key in ("ok", "old", "build", "findings", "moves")
    } == {
        "ok": True,
        "old": str(old),
        "build": [],
        "findings": [],
        "moves": [],
    }
    assert sum(values["counts"].values()) == 2
    assert {
        tuple(finding) for note in values["notes"] for finding in note["findings"]
    } == {("code", "breaks", "message", "search")}


def test_json_of_a_move(change: Any, old: Path) -> None:
    folder = change(TWO, f"deck: Other\n{TWO}")

    values = json.loads(decks("plan", old, "--json", folder=folder).stdout)

    (move,) = values["moves"]
    assert move.pop("search").startswith("cid:")
    assert move == {"from": "Test::cards", "to": "Test::Other", "cards": 2}


@pytest.mark.parametrize("extra", [(), ("--json",)])
def test_a_project_with_mistakes(
    extra: tuple[str, ...], change: Any, old: Path
) -> None:
    folder = change(TWO, TWO.replace("front", "fornt"))

    result = decks("plan", old, *extra, folder=folder)

    assert result.code == 1
    assert "fornt" in result.output
    assert not extra or not json.loads(result.stdout)["ok"]


def test_the_project_and_the_temporary_folder_stay_as_they_are(
    change: Any, old: Path
) -> None:
    folder = change(TWO, TWO.replace("answer a", "other"))
    before = snapshot(folder)

    decks("plan", old, "--learner-edits", folder=folder)

    assert snapshot(folder) == before
    assert list(Path(tempfile.gettempdir()).iterdir()) == []


def test_nothing_stays_behind_when_the_engine_refuses(change: Any, old: Path) -> None:
    folder = change(TWO, TWO)
    old.write_bytes(b"no package")

    result = decks("plan", old, folder=folder)

    assert result.code == 1
    assert f"decks: Anki refuses {old}: " in result.stderr
    assert list(Path(tempfile.gettempdir()).iterdir()) == []


def test_without_a_release_a_package_must_be_named(make_project: MakeProject) -> None:
    result = decks("plan", folder=make_project(TWO))

    assert (result.code, result.stdout) == (1, "")
    assert result.stderr == (
        "decks: there was no release yet: name a package that learners have, such as "
        "`decks plan old.apkg`\n"
    )


def test_a_package_that_is_not_there(make_project: MakeProject, old: Path) -> None:
    result = decks("plan", old, folder=make_project(TWO))

    assert (result.code, result.stderr) == (
        1,
        f"decks: no package {old}: name one that learners have\n",
    )


def test_without_the_engine_it_is_told_how_to_get_it(
    make_project: MakeProject, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without_anki(name: str, *arguments: Any, **named: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == "anki":
            raise ImportError(name)
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without_anki)
    folder = make_project(TWO)

    result = decks("plan", old, folder=folder)

    assert (result.code, result.stdout, result.stderr) == (
        1,
        "",
        "decks: the Anki engine is not installed: pip install "
        "'anki-deck-builder[anki]'\n",
    )
    assert decks("check", folder=folder).code == 0
    with pytest.raises(BuilderError, match="not installed"):
        engine.require()
