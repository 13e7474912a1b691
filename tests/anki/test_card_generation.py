"""Promise: the cards in a package are the cards Anki itself would make.

Cloze fields and templates of every odd shape, held against the real engine.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anki_engine
import pytest
from anki.collection import Collection
from conftest import decks, write_files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.anki import template
from builder.text import cloze
from builder.text.markdown import as_written, render

RELAXED = settings(
    max_examples=300, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def col() -> Iterator[Collection]:
    with (
        tempfile.TemporaryDirectory() as folder,
        anki_engine.collection(Path(folder)) as opened,
    ):
        yield opened


def engine_ordinals(
    col: Collection, note_type: Any, fields: list[str], tags: list[str]
) -> set[int]:
    """The cards that the engine makes of a new note."""
    note = col.new_note(note_type)
    note.fields = [*fields, *[""] * (len(note.fields) - len(fields))]
    note.tags = tags
    col.add_note(note, col.decks.id("D"))
    ordinals = {card.ord for card in note.cards()}
    col.remove_notes([note.id])
    return ordinals


FRAGMENTS = st.sampled_from(
    [
        "{{c1::",
        "{{c2::",
        "{{c3::",
        "{{c1,2::",
        "{{c0::",
        "{{c500::",
        "{{c501::",
        "{{c99999::",
        "{{c,::",
        "{{c1,::",
        "{{c01::",
        "{{C1::",
        "{{c1:",
        "{{c::",
        "{{c 1::",
        "{{c1,99999::",
        "{{",
        "}}",
        "}",
        "{",
        "::",
        ":",
        "a",
        "b c",
        " ",
        "\n",
        "<b>",
        "</b>",
        r"\(",
        r"\)",
        "x_{y_{z}}",
        "}<!-- -->}",
        "é",
        "镜像",
        "{{{c4::",
        "c5::",
    ]
)


@given(parts=st.lists(FRAGMENTS, max_size=12), other=st.lists(FRAGMENTS, max_size=4))
@RELAXED
def test_cloze_numbers_of_raw_fields(
    col: Collection, parts: list[str], other: list[str]
) -> None:
    fields = ["".join(parts), "".join(other)]

    expected = engine_ordinals(col, col.models.by_name("Cloze"), fields, [])

    # A note without any deletion gets a first card from the engine; ours is refused.
    assert expected == (cloze.card_ordinals(fields) or {0})


MARKDOWN = st.sampled_from(
    [
        "{{c1::",
        "{{c2::",
        "{{c1,2::",
        "{{c500::",
        "}}",
        "::",
        "==",
        "==a==",
        "`",
        "``",
        "$",
        "$$",
        "```\n",
        "\n```\n",
        "\n\n",
        "\n",
        "- ",
        "1. ",
        "| ",
        "a",
        "b c",
        "*",
        "**",
        "_",
        "\\",
        "{",
        "}",
        "x_{y_{z}}",
        "std::map",
        "[l](u)",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "&#125;",
        "{{ .Values }}",
        "镜像",
        "# ",
        "> ",
        "~~",
        "![",
    ]
)


@given(parts=st.lists(MARKDOWN, max_size=14))
@RELAXED
def test_cloze_numbers_of_rendered_text(col: Collection, parts: list[str]) -> None:
    text = "".join(parts)
    rendered = render(text, find_media=as_written, mode="deletions")

    expected = engine_ordinals(col, col.models.by_name("Cloze"), [rendered.html], [])

    assert expected == (cloze.card_ordinals([rendered.html]) or {0})


@given(parts=st.lists(MARKDOWN, max_size=14))
@RELAXED
def test_other_fields_of_a_cloze_note_make_no_card(parts: list[str]) -> None:
    rendered = render("".join(parts), find_media=as_written, mode="literal")

    # Raw HTML is the author's own and stays as it is: comments, and what follows a line
    # that is only a tag.
    is_raw = re.search(r"(?m)^ {0,3}<[^>\n]*>[ \t]*$", "".join(parts))
    if not is_raw and "<!--" not in rendered.html.replace("<!-- -->", ""):
        assert cloze.card_ordinals([rendered.html]) == set()


FRONTS = [
    "{{A}}", "{{#B}}{{A}}{{/B}}", "{{^B}}{{A}}{{/B}}", "{{B}}{{^A}}x{{/A}}", "{{type:B}}",
    "{{hint:B}} {{A}}", "{{Tags}}", "{{#Tags}}{{A}}{{/Tags}}", "{{^Tags}}{{B}}{{/Tags}}",
    "{{Deck}}", "{{FrontSide}}{{B}}", "{{ A }}", "{{#A}}{{#B}}{{C}}{{/B}}{{/A}}",
    "{{#A}}{{^B}}{{C}}{{/B}}{{/A}}{{B}}", "x{{text:B}}", "{{tts en_US:C}}",
]  # fmt: skip
VALUES = st.sampled_from(
    [
        "",
        " ",
        "\n\t",
        "<br>",
        "<BR/>",
        "<br />",
        "<div></div>",
        "&nbsp;",
        "\u3000",
        "x",
        "<img src=x>",
        "<!-- -->",
        "<p></p>",
        "<br  />",
        "0",
    ]
)


@pytest.mark.parametrize("front", FRONTS)
def test_fronts_of_templates(col: Collection, front: str) -> None:
    note_type = col.models.copy(col.models.by_name("Basic"), add=False)
    note_type.update(id=0, name=f"T{FRONTS.index(front)}")
    for name, field in zip("AB", note_type["flds"], strict=True):
        field["name"] = name
    col.models.add_field(note_type, col.models.new_field("C"))
    note_type["tmpls"][0].update(qfmt=front, afmt="x")
    second = col.models.new_template("always")
    second.update(qfmt="y{{A}}{{Card}}", afmt="x")
    col.models.add_template(note_type, second)
    col.models.add_dict(note_type)
    stored = col.models.by_name(note_type["name"])
    parts = template.parse(front)

    @given(values=st.tuples(VALUES, VALUES, VALUES), tags=st.sampled_from([[], ["t"]]))
    @settings(RELAXED, max_examples=40)
    def check(values: tuple[str, str, str], tags: list[str]) -> None:
        filled = {
            name
            for name, value in zip("ABC", values, strict=True)
            if not template.is_blank(value)
        } | ({"Tags"} if tags else set())

        made = engine_ordinals(col, stored, list(values), tags)

        assert (0 in made) == template.renders_with(parts, filled)

    check()


@given(
    texts=st.lists(st.lists(MARKDOWN, min_size=1, max_size=10), min_size=1, max_size=12)
)
@settings(RELAXED, max_examples=25)
def test_whole_packages_of_odd_clozes(texts: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        notes = []
        for number, parts in enumerate(texts):
            body = "".join(parts).replace("\n", "\n      ")
            notes.append(
                f"  - id: n{number}\n    extra: '{number}'\n    cloze: |\n"
                f"      {{{{c7::sure}}}} {number}\n      {body}\n"
            )
        write_files(
            folder,
            {
                "cards/deck.yaml": "name: T\nslug: t\nversion: 1.0.0\nkey: k\n",
                "cards/a.yaml": "notes:\n" + "".join(notes),
            },
        )
        result = decks("build", folder=folder)
        if result.code == 1:  # a mistake of the author, told with its place
            assert "cards/a.yaml:" in result.stderr
            return
        assert result.code == 0, result.stderr
        with anki_engine.collection(folder / "learner") as col:
            anki_engine.import_package(col, folder / "dist/t-1.0.0.apkg")
            before = anki_engine.cards(col)
            col.after_note_updates(col.find_notes(""), mark_modified=False)

            assert anki_engine.cards(col) == before
            assert list(col.get_empty_cards().notes) == []
