"""Docs that name a command, an option or a file are checked, or they will lie."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from conftest import MakeProject, decks
from places import DATA, ROOT

from builder.cards.keys import FILE_KEYS, NOTE_KEYS
from builder.cards.project import read_project
from builder.cli import cli
from builder.sources.readers import FORMATS

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    prose = re.sub(r"(?ms)^(`{3,}).*?^\1$", "", text)
    prose = re.sub(r"^    .*$|(`+)[^\n]*?\1", "", prose, flags=re.MULTILINE)
    targets = re.findall(r"\]\((?!https?:|<)([^)#]+)\)", prose)

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_docs_know_every_format_and_its_files() -> None:
    text = (ROOT / "docs/importing.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?`) \| (`\..*?) \|", text, flags=re.MULTILINE)
    named = {name for names, _ in rows for name in re.findall(r"`([a-z0-9]+)`", names)}
    files = {
        file for _, files in rows for file in re.findall(r"`(\.[a-z0-9]+)`", files)
    }

    assert set(FORMATS) == named
    assert {one for form in FORMATS.values() for one in form.suffixes.split()} <= files


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_docs_exist(page: Path) -> None:
    named = set(
        re.findall(
            r"`?\bdecks (?!are\b|as\b)([a-z]+)\b", page.read_text(encoding="utf-8")
        )
    )

    assert named - set(cli.commands) <= {"build", "deck"}


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    command = cli.commands[name]

    assert f"## decks {name}" in COMMANDS
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert any(f"{option}" in COMMANDS for option in parameter.opts), (
                parameter.opts
            )
            assert parameter.help


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_help_has_an_example(name: str) -> None:
    result = decks(name, "--help")

    assert result.code == 0
    assert f"  decks {name}" in result.stdout.split("Example")[1]


def test_every_key_is_documented() -> None:
    text = (ROOT / "docs/cards.md").read_text(encoding="utf-8")

    for key in (*FILE_KEYS, *NOTE_KEYS):
        assert f"`{key.name}" in text or f"\n{key.name}:" in text, key.name


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_readme_example_builds(page: str, make_project: MakeProject) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    folder = make_project(example)

    assert decks("check", "--strict", folder=folder).code == 0


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_readme_shows_both_commands(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")

    assert "make deck" in text.split("##")[0]
    assert "make test" in text.split("##")[0]


def test_deck_yaml_example_is_read(make_project: MakeProject) -> None:
    text = (ROOT / "docs/cards.md").read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]

    assert set(yaml.safe_load(example)) == {
        "name", "slug", "version", "key", "language", "description", "author",
        "licence", "latex", "order", "study", "packages", "personal", "voices",
        "check", "glossary", "personal-tags", "deck-descriptions",
    }  # fmt: skip
    project, findings = read_project(make_project({"cards/deck.yaml": example}))
    assert findings == []
    assert project is not None


def test_completion_is_offered() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", "from builder.cli import main; main()"],
        check=False,
        env={**os.environ, "_DECKS_COMPLETE": "bash_source"},
        capture_output=True,
        text=True,
    )

    assert "_decks_completion" in finished.stdout


FINDINGS = ROOT / "docs/findings.md"
_HEAD = """\
# Findings

What `decks check` and `decks build` find, by the code that stands in brackets behind
each message.

| code | means |
|---|---|
"""


def _codes_with_their_docs() -> list[tuple[str, str]]:
    module = ast.parse((ROOT / "builder/base/code.py").read_text(encoding="utf-8"))
    enum = next(node for node in module.body if isinstance(node, ast.ClassDef))
    members = [node.value for node in enum.body[1:] if isinstance(node, ast.Assign)]
    docs = [node.value for node in enum.body[1:] if isinstance(node, ast.Expr)]
    return [
        (ast.literal_eval(code), " ".join(ast.literal_eval(doc).split()))
        for code, doc in zip(members, docs, strict=True)
    ]


def test_every_code_is_told(*, is_update: bool) -> None:
    rows = [
        f"| `{code}` | {doc.replace('``', '`').replace('|', chr(92) + '|')} |\n"
        for code, doc in _codes_with_their_docs()
    ]
    page = _HEAD + "".join(rows)
    if is_update:
        FINDINGS.write_text(page, encoding="utf-8")

    assert page == FINDINGS.read_text(encoding="utf-8"), "pytest --update writes it"


def test_every_place_of_cases_is_named() -> None:
    page = ROOT.joinpath("CONTRIBUTING.md").read_text(encoding="utf-8")
    places = {path.name for path in DATA.iterdir() if not path.name.startswith(".")}

    assert {name for name in places if f"`tests/data/{name}" not in page} == set()
