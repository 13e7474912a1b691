"""Editors know every key of deck.yaml."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml
from conftest import decks
from places import ROOT

EXAMPLE = (
    (ROOT / "docs/cards.md")
    .read_text(encoding="utf-8")
    .split("```yaml\n")[1]
    .split("```")[0]
)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(decks("schema", "deck").stdout))


@pytest.mark.parametrize("path", ["docs", "cards/deck.yaml"])
def test_what_the_reader_takes(
    path: str, validator: jsonschema.Draft202012Validator
) -> None:
    text = EXAMPLE if path == "docs" else (ROOT / path).read_text(encoding="utf-8")

    assert list(validator.iter_errors(_read(text))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"nmae": "x"},
        {"version": "1.0"},
        {"packages": [{"tags": ["x"]}]},
        {"check": {"of": []}},
    ],
    ids=str,
)
def test_what_it_refuses(
    change: dict[str, object], validator: jsonschema.Draft202012Validator
) -> None:
    values = {**_read(EXAMPLE), **change}

    assert not validator.is_valid(values)


def _read(text: str) -> dict[str, object]:
    """Read YAML as editors do: `off` is a word since YAML 1.2."""
    values: dict[str, object] = yaml.safe_load(text.replace("off:", "'off':"))
    return values
