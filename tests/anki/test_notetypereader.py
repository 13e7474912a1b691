"""Promise: a note type of one's own reaches Anki as it is written.

Only the names of the media it uses change, and nothing else that looks like them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import MakeProject, decks

from builder.anki.media import MediaFile
from builder.anki.notetype import NoteType
from builder.anki.notetypereader import Context, NoteTypeFolder, read_note_type
from builder.base.code import Code
from builder.base.diagnostic import Problem


@dataclass(frozen=True)
class Shelf:
    """Every file that is asked for by one of these names is there."""

    names: tuple[str, ...] = ("u", "src", "a b.woff2", "c#1.png", "d%20e.png")

    def find(self, reference: str) -> MediaFile | Problem:
        if reference not in self.names:
            return Problem(0, Code.MEDIA_MISSING, f"no media file `{reference}`")
        return MediaFile(Path(reference), reference, f"<{reference}>", 1, "0" * 64)


def read(files: dict[str, str], base_css: str = "") -> NoteType:
    settings = {"notetype.yaml": "fields: [A]\ntemplates: [T]\n"}
    sides = {"T.front.html": "{{A}}", "T.back.html": "{{A}}"}
    folder = NoteTypeFolder("own", "own", {**settings, **sides, **files})
    context = Context("key", "en", base_css, Shelf().find)
    note_type, diagnostics = read_note_type(folder, context)
    assert diagnostics == []
    assert note_type is not None
    return note_type


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        pytest.param(".u{background:url(u)}", ".u{background:url(_<u>)}", id="twice"),
        pytest.param('url("a b.woff2")', 'url("_<a b.woff2>")', id="with a space"),
        pytest.param("url( 'u' )", "url( '_<u>' )", id="single quotes"),
        pytest.param("url(a%20b.woff2)", "url(_<a b.woff2>)", id="as an address"),
        pytest.param("url(d%20e.png)", "url(_<d%20e.png>)", id="named so"),
        pytest.param('url("c#1.png")', 'url("_<c#1.png>")', id="number sign"),
        pytest.param("a{filter:url(#f)}", "a{filter:url(#f)}", id="filter"),
        pytest.param("/* url(x) */ url(u)", "/* url(x) */ url(_<u>)", id="comment"),
        pytest.param("/*\nurl(x)\n*/", "/*\nurl(x)\n*/", id="long comment"),
        pytest.param("url(DATA:a)", "url(DATA:a)", id="embedded"),
    ],
)
def test_media_in_a_style_sheet(css: str, expected: str) -> None:
    assert expected == read({"style.css": css}).css


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        pytest.param('<img src="src">', '<img src="_<src>">', id="like the attribute"),
        pytest.param("<img alt='u' src=u>", "<img alt='u' src=_<u>>", id="no quotes"),
        pytest.param(
            "<p style='background: url(u)'>", "<p style='background: url(_<u>)'>",
            id="style",
        ),
        pytest.param("<!-- <img src=x> -->", "<!-- <img src=x> -->", id="comment"),
        pytest.param('<img src="{{A}}">', '<img src="{{A}}">', id="from a field"),
        pytest.param('<img src="">', '<img src="">', id="empty"),
    ],
)  # fmt: skip
def test_media_in_a_template(back: str, expected: str) -> None:
    side = f'<div class="deck-card" lang="en">\n{expected}\n</div>'

    assert side == read({"T.back.html": back}).templates[0].back


def test_who_has_the_column_gets_no_second_one() -> None:
    back = '<main class="deck-card" lang="%language%" dir="%direction%">{{A}}</main>'

    assert read({"T.back.html": back}).templates[0].back == (
        '<main class="deck-card" lang="en" dir="ltr">{{A}}</main>'
    )


@pytest.mark.parametrize(
    ("back", "fields"),
    [
        pytest.param("{{A}}", set(), id="none"),
        pytest.param("{{furigana:A}}", {"A"}, id="above"),
        pytest.param("{{#A}}{{text:kana:A}}{{/A}}", {"A"}, id="among others"),
    ],
)
def test_fields_whose_readings_a_filter_shows(back: str, fields: set[str]) -> None:
    assert read({"T.back.html": back}).reading_fields == fields


def test_the_common_sheet_stands_before_the_own() -> None:
    note_type = read({"style.css": "b{}\n"}, base_css="a{}\n")

    assert note_type.css == "a{}\nb{}\n"


def test_place_in_the_own_style_sheet(make_project: MakeProject) -> None:
    folder = make_project(
        {
            "cards/a.yaml": "notes:\n  - {id: a, type: own, fields: {A: a}}\n",
            "cards/notetypes/own/notetype.yaml": "fields: [A]\ntemplates: [T]\n",
            "cards/notetypes/own/T.front.html": "{{A}}",
            "cards/notetypes/own/T.back.html": "{{A}}",
            "cards/notetypes/own/style.css": "\na{background: url(x.png)}\n",
        }
    )

    assert decks("check", folder=folder).stdout.startswith(
        "cards/notetypes/own/style.css:2:19: error: no media file `x.png` in media/"
    )
