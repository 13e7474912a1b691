"""The JSON Schema that editors use agrees with what the reader accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import decks
from test_bad_input import CASES, read_case

ROOT = Path(__file__).parent.parent
SCHEMA_FILE = ROOT / "cards" / "card.schema.json"
SHIPPED = [
    path
    for path in sorted(ROOT.joinpath("cards").rglob("*.yaml"))
    if path.name != "deck.yaml" and "notetypes" not in path.parts
]


class _EditorLoader(yaml.SafeLoader):
    """YAML 1.2 core types, as the YAML language server reads them: no dates."""


_EditorLoader.yaml_implicit_resolvers = {
    key: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    )


def load(text: str) -> Any:
    return yaml.load(text, Loader=_EditorLoader)  # noqa: S506 -- a safe loader


def test_committed_schema_is_what_the_command_prints() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == decks("schema").stdout


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(validator().schema)


@pytest.mark.parametrize(
    "path",
    [*SHIPPED, ROOT / "tests/data/every_kind.yaml",
     ROOT / "builder/starter_files/cards/example.yaml"],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)  # fmt: skip
def test_card_files_are_valid(path: Path) -> None:
    errors = list(validator().iter_errors(load(path.read_text(encoding="utf-8"))))

    assert errors == []


FORM = [
    "unknown-key", "unknown-file-key", "front-is-a-list", "tags-is-text",
    "tag-is-a-list", "front-and-cloze", "cloze-with-typed", "missing-back",
    "missing-front", "nothing-in-note", "notes-not-a-list", "notes-empty",
    "note-is-text", "choice-no-answer", "not-a-mapping", "braces-empty-mapping",
]  # fmt: skip


@pytest.mark.parametrize("name", FORM)
def test_mistakes_of_form_are_marked_in_the_editor(name: str) -> None:
    path = next(path for path in CASES if path.stem == name)
    files, _ = read_case(path)

    assert list(validator().iter_errors(load(files["cards/a.yaml"])))


@pytest.mark.parametrize("text", ["no", "12:30", "1.10", "010", "2001-01-01", "~"])
def test_any_scalar_is_text(text: str) -> None:
    cards = f"notes:\n  - {{id: a, front: {text}, back: {text}}}\n"

    assert list(validator().iter_errors(load(cards))) == []
