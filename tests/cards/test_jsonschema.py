"""The JSON Schema that editors use agrees with what the reader accepts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import MakeProject, decks
from places import ROOT
from test_bad_input import CASES, read_case
from test_refused_imports import CASES as REFUSED_IMPORTS

from builder.cards.project import OWN_FILES
from builder.cards.sources import read_sources
from builder.sources.readers import FORMATS

SCHEMA_FILE = ROOT / "cards" / "card.schema.json"
SOURCES_SCHEMA_FILE = ROOT / "cards" / "sources.schema.json"
SHIPPED = [
    path
    for path in sorted(ROOT.joinpath("cards").rglob("*.yaml"))
    if path.name not in OWN_FILES and "notetypes" not in path.parts
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


FORM_CODES = {
    "choices", "control-character", "deck-name", "empty", "guid", "id", "kind",
    "masks", "missing-key", "no-notes", "speak", "steps", "tag", "type", "unknown-key",
}  # fmt: skip
BEYOND_A_SCHEMA = {
    "choice-answer-number": "depends on the choices",
    "choice-answer-unknown": "depends on the choices",
    "deck-below-ten-levels": "depends on deck.yaml",
    "deck-from-path": "depends on the path",
    "flag-not-boolean": "`yes` is true to the YAML of many editors",
    "everything-behind-a-broken-template": "depends on the note type",
    "masks-drawing": "depends on the drawings",
    "masks-outside": "depends on the pictures",
    "order": "depends on the notes",
    "note-type-unknown-field": "depends on the note type",
}


def form_cases() -> list[Path]:
    """The cases with a mistake that can be seen in the card file alone."""
    place = re.compile(r"^cards/a\.yaml:\d.*\[([a-z-]+)\]$", re.MULTILINE)
    return [
        path
        for path in CASES
        if FORM_CODES & set(place.findall(read_case(path)[1]))
        and path.stem not in BEYOND_A_SCHEMA
    ]


@pytest.mark.parametrize("path", form_cases(), ids=lambda path: path.stem)
def test_mistakes_of_form_are_marked_in_the_editor(path: Path) -> None:
    files, _ = read_case(path)

    assert list(validator().iter_errors(load(files["cards/a.yaml"])))


def one_note(keys: str) -> str:
    return f"notes:\n  - {{id: a, {keys}}}\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(one_note("front: '', back: b"), id="empty front"),
        pytest.param(one_note("front: q, back: '  '"), id="blank back"),
        pytest.param(one_note("cloze: ''"), id="empty cloze"),
        pytest.param(one_note("front: q, choices: [a], answer: a"), id="one choice"),
        pytest.param(one_note("front: q, choices: [a, a], answer: a"), id="one twice"),
        pytest.param(one_note("front: q, choices: [a, ''], answer: a"), id="no choice"),
        pytest.param(one_note("front: q, choices: [a, b], answer: []"), id="no answer"),
        pytest.param(one_note("front: q, back: b, tags: [a b]"), id="tag with space"),
        pytest.param(one_note("front: q, back: b, tags: [Leech]"), id="Anki's own tag"),
        pytest.param(one_note("front: q, back: b, tags: ['a::::b']"), id="tag part"),
        pytest.param(one_note("front: q, back: b, deck: 'a::'"), id="deck ends"),
        pytest.param(
            one_note("front: q, back: b, deck: 'a:: b'"), id="deck with space"
        ),
        pytest.param(one_note("front: q, back: b, deck: ' a'"), id="deck begins"),
        pytest.param(
            one_note("front: q, back: b, deck: 'a '"), id="deck ends in space"
        ),
        pytest.param(one_note("front: q, back: b, guid: ''"), id="empty guid"),
        pytest.param(one_note("front: q, back: b, reversed: 'yes'"), id="flag"),
        pytest.param(one_note("type: basic, fields: {Front: a}"), id="built-in type"),
        pytest.param(one_note("type: own, fields: {}"), id="no fields"),
        pytest.param("notes:\n  - {id: a b, front: q, back: b}\n", id="id with space"),
        pytest.param("notes:\n  - {id: '-a', front: q, back: b}\n", id="id with dash"),
        pytest.param("notes:\n  - {id: , front: q, back: b}\n", id="empty id"),
        pytest.param("deck: 'a::'\n" + one_note("front: q, back: b"), id="file's deck"),
    ],
)
def test_reader_and_schema_refuse(make_project: MakeProject, text: str) -> None:
    assert decks("check", folder=make_project(text)).code == 1
    assert list(validator().iter_errors(load(text)))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(one_note("front: q, back: b, reversed: 'true'"), id="quoted flag"),
        pytest.param(one_note("front: q, back: b, typed: false"), id="flag"),
        pytest.param(
            one_note("front: q, back: b, hint: '', source: "), id="empty hint"
        ),
        pytest.param(one_note("front: q, back: b, tags: []"), id="no tags"),
        pytest.param(one_note("front: q, back: b, tags: [1, a:b, 'a:::b']"), id="tags"),
        pytest.param(
            one_note("front: q, back: b, tags: [leech::x]"), id="below Anki's"
        ),
        pytest.param(one_note("front: q, back: b, deck: '中文 x::a:b:::c'"), id="deck"),
        pytest.param(one_note("front: q, back: b, deck: 2024"), id="deck is a number"),
        pytest.param(one_note("front: q, back: b, guid: 'a#!b c'"), id="guid"),
        pytest.param(one_note('front: "a\\tb\\nc", back: b'), id="tab and newline"),
        pytest.param(
            one_note("front: q, choices: [1, 2], answer: [1, 2]"), id="answers"
        ),
        pytest.param("notes:\n  - {id: 中文/a.b:c-d_e, front: q, back: b}\n", id="id"),
        pytest.param("notes:\n  - {id: 12, front: q, back: b}\n", id="id is a number"),
        pytest.param("notes:\n  - {front: q, back: b}\n", id="no id"),
    ],
)
def test_reader_and_schema_accept(make_project: MakeProject, text: str) -> None:
    assert decks("check", folder=make_project(text)).code == 0
    assert list(validator().iter_errors(load(text))) == []


@pytest.mark.parametrize("text", ["no", "12:30", "1.10", "010", "2001-01-01", "~"])
def test_any_scalar_is_text(text: str) -> None:
    cards = f"notes:\n  - {{id: a, front: {text}, back: {text}}}\n"

    assert list(validator().iter_errors(load(cards))) == []


# sources.yaml


def sources_validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json.loads(SOURCES_SCHEMA_FILE.read_text(encoding="utf-8"))
    )


def test_committed_schema_of_sources_is_what_the_command_prints() -> None:
    printed = decks("schema", "sources").stdout

    assert SOURCES_SCHEMA_FILE.read_text(encoding="utf-8") == printed
    jsonschema.Draft202012Validator.check_schema(sources_validator().schema)


def test_the_schema_names_every_format() -> None:
    schema: Any = sources_validator().schema
    properties = schema["items"]["properties"]

    assert properties["format"]["enum"] == list(FORMATS)


def test_the_example_of_the_docs_is_valid() -> None:
    page = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]

    assert list(sources_validator().iter_errors(load(example))) == []
    assert read_sources(example, "sources.yaml")[1] == []


# `yes` is true to the YAML of many editors; a file is not the schema's to find.
_BEYOND_SOURCES = frozenset({"source-twice", "sources-of-one-name", "name-twice"})
_LISTS = [
    path
    for path in REFUSED_IMPORTS
    if path.stem not in _BEYOND_SOURCES
    and "cards/sources.yaml" in read_case(path)[0]
    and re.search(r"sources\.yaml:[1-9].*\[(?!yaml|duplicate-key)", read_case(path)[1])
]


@pytest.mark.parametrize("path", _LISTS, ids=lambda path: path.stem)
def test_mistakes_of_form_are_seen_in_an_editor(path: Path) -> None:
    text = read_case(path)[0]["cards/sources.yaml"]
    has_mistakes = bool(read_sources(text, "sources.yaml")[1])

    assert list(sources_validator().iter_errors(load(text))) != [] or not has_mistakes
