"""Notes that a program proposes: what is believed of them, and what happens when it fails."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from conftest import MakeProject, decks

from builder.sources.items import Item
from builder.sources.refining import refined_notes, ungrounded

SOURCE = """\
# Knot questions

## What is a hitch?

A hitch ties a rope to a post. It holds 40 kilograms.

## Who ties knots?

Sailors tie knots every day.
"""
ITEM = Item(
    "What is a hitch?", "A hitch ties a rope to a post. It holds 40 kilograms.", 3
)


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project({})
    (folder / "knots.md").write_text(SOURCE, encoding="utf-8")
    return folder


def program(folder: Path, body: str) -> str:
    path = folder / "refine.py"
    path.write_text(f"import json, sys\ntold = json.load(sys.stdin)\n{body}\n")
    return f"{sys.executable} {path}"


def card_text(project: Path) -> str:
    return (project / "cards/knots.yaml").read_text(encoding="utf-8")


ANSWERS = (
    "open(sys.argv[0] + '.log', 'a').write('asked ')\n"
    "json.dump({'notes': [{'cloze': told['answer'].replace('post', '{{c1::post}}')}]"
    " if 'post' in told['answer'] else []}, sys.stdout)"
)


def test_a_program_is_asked_once(project: Path) -> None:
    command = program(project, ANSWERS)
    decks("import", "knots.md", "--refine", command, folder=project)
    first = card_text(project)
    decks("import", "knots.md", "--refine", command, folder=project)
    decks("import", "knots.md", "--refine", command, "--remake", folder=project)

    log = (project / "refine.py.log").read_text()
    assert "A hitch ties a rope to a {{c1::post}}. It holds 40 kilograms." in first
    assert log.count("asked") == 2
    assert card_text(project) == first


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("sys.exit(1)", id="it fails"),
        pytest.param("print('no JSON')", id="no JSON"),
        pytest.param("print('[1]')", id="another form"),
        pytest.param("print(json.dumps({'notes': [{'front': 'x'}]}))", id="no note"),
        pytest.param("print(json.dumps({'notes': [{'type': 'x'}]}))", id="another key"),
    ],
)
def test_what_fails_leaves_the_tool_s_own(project: Path, body: str) -> None:
    result = decks(
        "import", "knots.md", "--refine", program(project, body), folder=project
    )

    assert "2 new" in result.stderr


def test_no_program_is_there(project: Path) -> None:
    result = decks("import", "knots.md", "--refine", "no-such-program", folder=project)

    assert "2 new" in result.stderr


def test_what_is_not_grounded_is_a_draft() -> None:
    note = {
        "front": "How much does a hitch hold?",
        "back": "50 kilograms, says `tie -x`.",
    }
    [draft] = refined_notes(ITEM, "id", json.dumps({"notes": [note]}), source="a.md:3")

    assert draft.tags == ("draft",)
    assert draft.fields["back"] == ""
    assert str(draft.fields["extra"]).startswith("? `50`, `tie -x`\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It holds 40 kilograms.", [], id="grounded"),
        pytest.param("A rope is tied.", [], id="other words"),
        pytest.param("It holds 41 kilograms.", ["41"], id="a number"),
        pytest.param("Run `bind`.", ["bind"], id="a command"),
        pytest.param("As Ashley says.", ["Ashley"], id="a name"),
        pytest.param('It is "slippery".', ["slippery"], id="a quoted term"),
    ],
)
def test_ungrounded(text: str, expected: list[str]) -> None:
    assert expected == list(ungrounded({"back": text}, ITEM))


def test_the_contract_is_printed(project: Path) -> None:
    result = decks("import", "--contract", folder=project)

    assert result.code == 0
    assert '"contract": 1' in result.stdout
