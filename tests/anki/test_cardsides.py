"""Cards are rendered as the engine renders them, letter for letter.

Three things are made alike first. The engine hashes the id of a hint with BLAKE3, ours is
another hash. Where it shows a message instead of a card, ours has words of its own. And
its Python draws LaTeX (off by default), which is no part of the rendering.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import anki_engine
import dialect
import every_kind
import pytest
from anki.collection import Collection
from anki.sound import SoundOrVideoTag
from anki.template import TemplateRenderOutput
from conftest import MakeProject
from places import DATA, ROOT

from builder import pipeline
from builder.anki.apkg.packagecards import card_source
from builder.anki.apkg.reader import read_package
from builder.anki.avtags import Played
from builder.anki.cardsides import CardSides, CardSource, card_sides, special_fields
from builder.text.clozereveal import answer_to_type

MESSAGE = "https://docs.ankiweb.net/templates/errors.html"
EMPTY = "<i>a message</i>"


def alike(side: str) -> str:
    return re.sub(r"hint[0-9a-f]{16}", "hint", side)


def played(tags: list[Any]) -> list[Played]:
    return [
        Played(file=alike(one.filename))
        if isinstance(one, SoundOrVideoTag)
        else Played(
            speech=one.field_text,
            language=one.lang,
            voices=tuple(one.voices),
            speed=one.speed,
        )
        for one in tags
    ]


def expected_of(output: TemplateRenderOutput) -> tuple[object, ...]:
    if MESSAGE in output.answer_text:
        return (EMPTY, EMPTY, [], [])
    return (
        alike(output.question_text),
        alike(output.answer_text),
        played(output.question_av_tags),
        played(output.answer_av_tags),
    )


def actual_of(sides: CardSides) -> tuple[object, ...]:
    if sides.problem:
        return (EMPTY, EMPTY, [], [])
    return (
        alike(sides.question.html),
        alike(sides.answer.html),
        [replace(one, file=alike(one.file)) for one in sides.question.sounds],
        [replace(one, file=alike(one.file)) for one in sides.answer.sounds],
    )


def differences(package: Path, folder: Path) -> tuple[int, list[object]]:
    """Render a package both ways; how many cards, and which come out otherwise."""
    read = read_package(package)
    ours = {
        card.id: card_source(note, card) for note in read.notes for card in note.cards
    }
    different: list[object] = []
    with anki_engine.collection(folder) as col:
        anki_engine.import_package(col, package)
        numbers = col.db.list("select id from cards")
        for number in numbers:
            source = ours[number]
            assert source is not None
            expected = expected_of(col.get_card(number).render_output())
            actual = actual_of(card_sides(source))
            if expected != actual:
                different.append((number, expected, actual))
    return len(numbers), different


@pytest.mark.parametrize(
    "project",
    [
        pytest.param(ROOT, id="shipped deck"),
        pytest.param(DATA / "pictures", id="the pictures of the docs"),
        pytest.param(every_kind.FILES, id="every kind of note"),
        pytest.param(dialect.FILES, id="every piece of Markdown"),
    ],
)
def test_every_card_of_a_deck_is_as_the_engine_shows_it(
    project: Path | Mapping[str, str | bytes],
    tmp_path: Path,
    make_project: MakeProject,
) -> None:
    folder = project if isinstance(project, Path) else make_project(project)
    report = pipeline.draft(folder, tmp_path / "deck.apkg")

    assert report.errors == []

    count, different = differences(tmp_path / "deck.apkg", tmp_path / "collection")

    assert different == []
    assert count > 5


# What a side of a template is put together from, and what a field holds.
TEMPLATE_PIECES = [
    "{{A}}", "{{B}}", "{{ A }}", "{{{A}}}", "{{C}}", "{{Nothing}}", "{{}}", "{{:A}}",
    "{{#A}}", "{{/A}}", "{{^A}}", "{{#B}}", "{{/B}}", "{{^B}}", "{{# C }}", "{{/C}}",
    "{{#c1}}", "{{/c1}}", "{{#c2}}", "{{/c2}}", "{{c1}}", "{{#Tags}}", "{{/Tags}}",
    "{{FrontSide}}", "{{text:FrontSide}}", "{{hint:A}}", "{{type:A}}", "{{type:nc:A}}",
    "{{type:cloze:A}}", "{{type:text:A}}", "{{text:A}}", "{{cloze:A}}", "{{cloze:B}}",
    "{{cloze-only:A}}", "{{furigana:A}}", "{{kana:A}}", "{{kanji:A}}", "{{text:cloze:A}}",
    "{{tts en_US:A}}", "{{tts en_US voices=X,Y speed=1.5:cloze:A}}", "{{tts ja_JP:B}}",
    "{{unknown:A}}", "{{text:unknown:A}}", "{{unknown:text:A}}", "{{hint:cloze:A}}",
    "{{text:}}", "{{Tags}}", "{{Type}}", "{{Deck}}", "{{Subdeck}}", "{{Card}}",
    "{{CardFlag}}", "{{hint:furigana:B}}", "<!-- {{A}} -->", "<!--", "-->", "{{", "}}",
    "\n", " x ", "<hr id=answer>", "[sound:t.mp3]", "[anki:tts lang=de_DE]{{A}}[/anki:tts]",
    "<%A%>", "[sound:", "{{A}}.mp3]",
]  # fmt: skip
FIELD_PIECES = [
    "text", "词", "<br>", "<div>", "</div>", " ", "\n", "&nbsp;", "&amp;", "&lt;b&gt;",
    "&nope;", "&", "&#8364;", "<b>bold</b>", "{{c1::one}}", "{{c2::two::hint}}",
    "{{c1::out {{c2::in}} er}}", "{{c1,2::both}}", "{{c3::", "}}", "::", "{{c1::", "{{c0::",
    "{{c,::x}}", "{{c01::z}}", "{{c1::a::h::i}}", "\\(x^{2}\\)", "\\[ {{c1::<b>y</b>}} \\]",
    "{{c1::<b a=\"q\">&amp;'</b>}}", "漢字[かんじ]", " 日[に] 本[ほん]", "a[sound:x.mp3]",
    "[sound:a b.mp3]", "[sound:a&amp;b.mp3]", "[sound:]", "[anki:tts lang=fr_FR]oui[/anki:tts]",
    "[anki:tts lang=en_US cloze_blank=gap]{{c1::x}}[/anki:tts]", "{{A}}", "{{FrontSide}}",
    "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=0}}",
    "{{c2::image-occlusion:polygon:left=.2:points=.2,.6 .3 .25,.8:oi=1:angle=4}}",
    "{{c0::image-occlusion:text:left=0:text=A\\: <b>:scale=1:fs=.06:fill=#fff}}",
    "{{c1::image-occlusion:circle:rx=1}}", "{{c1::image-occlusion:}}", "<script>1<2</script>",
    "<style>a</style>", "<!-- c -->", '<img src="a.png">', "<p>", "<li>", "https://x.y::z",
]  # fmt: skip
OTHER_BRACES = "{{=<% %>=}}"


def some(pieces: list[str], chance: random.Random, most: int) -> str:
    return "".join(chance.choices(pieces, k=chance.randint(0, most)))


@pytest.fixture(scope="module")
def col(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    with anki_engine.collection(tmp_path_factory.mktemp("generated")) as opened:
        for name in ("Basic", "Cloze"):
            note_type = opened.models.by_name(name)
            assert note_type is not None
            for number, field in enumerate(note_type["flds"]):
                field["name"] = "AB"[number]
            note_type["tmpls"][0]["qfmt"] = "{{A}}{{cloze:A}}"
            note_type["tmpls"][0]["afmt"] = "{{B}}"
            opened.models.update_dict(note_type)
        yield opened


@pytest.mark.parametrize("seed", range(40))
def test_a_generated_card_is_as_the_engine_shows_it(col: Collection, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- repeatable
    for _ in range(100):
        is_cloze, ordinal = chance.random() < 0.5, chance.randint(0, 2)
        front, back = (some(TEMPLATE_PIECES, chance, 5) for _ in range(2))
        if chance.random() < 0.05:
            front = OTHER_BRACES + front.replace("{{", "<%").replace("}}", "%>")
        values = {name: some(FIELD_PIECES, chance, 6) for name in "AB"}
        tags = chance.choice([[], ["x::y", "z"]])
        note_type = col.models.by_name("Cloze" if is_cloze else "Basic")
        note = col.new_note(note_type)
        note["A"], note["B"] = values["A"], values["B"]
        note.tags = tags
        template = {**note_type["tmpls"][0], "qfmt": front, "afmt": back}
        card = note.ephemeral_card(ordinal, custom_template=template)

        own = special_fields(
            tags=tags,
            note_type=note_type["name"],
            deck="(Deck)",
            template=template["name"],
            card_id=0,
        )
        source = CardSource(front, back, {**own, **values}, ordinal, is_cloze)

        expected = expected_of(card.render_output())

        assert expected == actual_of(card_sides(source)), (seed, source)


@pytest.mark.parametrize("seed", range(10))
def test_what_is_typed_for_a_cloze_is_what_the_engine_expects(
    col: Collection, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 -- repeatable
    for _ in range(100):
        text, number = some(FIELD_PIECES, chance, 6), chance.randint(1, 3)

        expected = col.extract_cloze_for_typing(text, number)

        assert expected == answer_to_type(text, number)


def test_characters_in_an_attribute_are_as_the_engine_writes_them(
    col: Collection,
) -> None:
    for code in (*range(32, 0x250), 0x2028, 0x4E2D, 0x1F600):
        note = col.new_note(col.models.by_name("Cloze"))
        note["A"] = f"{{{{c1::{chr(code)}}}}}"
        output = note.ephemeral_card(0).render_output().question_text
        fields = {"A": note["A"]}
        source = CardSource("{{A}}{{cloze:A}}", "", fields, 0, is_cloze=True)

        assert output == card_sides(source).question.html, hex(code)
