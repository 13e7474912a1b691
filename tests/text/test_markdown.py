"""Markdown to fields, case by case.

The files of tests/data/render hold a title, the Markdown, the HTML and what is
reported, each closed by a line with a dot; the file's name begins with the cloze mode.
``pytest tests/test_render.py --update`` writes the HTML anew.
"""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import DATA

from builder.base.code import Code
from builder.base.diagnostic import Problem
from builder.text.cloze import split_verbatim
from builder.text.highlight import highlight
from builder.text.markdown import ClozeMode, render

FOLDER = DATA / "render"
_CASE = re.compile(
    r"(?P<title>[^\n]+)\n\.\n(?P<source>.*?)\n?\.\n(?P<expected>.*?)\n?\.\n+", re.DOTALL
)


def cases() -> list[object]:
    return [
        pytest.param(
            path,
            *match.group("title", "source", "expected"),
            id=f"{path.stem}: {match['title']}",
        )
        for path in sorted(FOLDER.glob("*.md"))
        for match in _CASE.finditer(path.read_text(encoding="utf-8"))
    ]


def find_media(reference: str, *, is_unseen: bool = False) -> str | Problem:
    if reference.startswith(("missing", "drawings/")):
        return Problem(0, Code.MEDIA_MISSING, f"no {reference}")
    if reference.startswith("data:"):
        return reference
    name = reference.replace("/", "_").replace(".", "-1a2b.")
    return f"_{name}" if is_unseen else name


def result_of(path: Path, source: str) -> str:
    mode: ClozeMode = path.stem.split("-")[0]  # type: ignore[assignment]  # the files are named so
    rendered = render(source, find_media=find_media, mode=mode)
    reports = [
        f"! {p.offset} {p.severity} {p.code}: {p.message}" for p in rendered.problems
    ]
    numbers = [f"# {number} = {text}" for number, text in rendered.deletions.items()]
    return "\n".join([rendered.html, *reports, *numbers])


@pytest.mark.parametrize(("path", "title", "source", "expected"), cases())
def test_render(
    path: Path, title: str, source: str, expected: str, is_update: bool
) -> None:
    result = result_of(path, source)
    if is_update:
        text = path.read_text(encoding="utf-8")
        before = f"{title}\n.\n{source}\n.\n{expected}\n.\n"
        if expected == "":
            before = (
                before.replace("\n.\n\n.\n", "\n.\n.\n")
                if before not in text
                else before
            )
        assert before in text
        path.write_text(
            text.replace(before, f"{title}\n.\n{source}\n.\n{result}\n.\n"),
            encoding="utf-8",
        )
        return

    assert expected == result


def test_there_are_cases() -> None:
    assert len(cases()) > 50


@given(
    text=st.text(
        alphabet=st.sampled_from("ab *_`$={}:c12[]()<>!|-#>\n\\~&;镜，像。"),
        max_size=40,
    )
)
@settings(max_examples=500, deadline=None)
def test_any_text_renders(text: str) -> None:
    for mode in ("off", "literal", "deletions"):
        render(text, find_media=find_media, mode=mode)


LANGUAGES = [
    "bash", "c", "console", "cpp", "css", "dockerfile", "go", "html", "ini", "java",
    "javascript", "json", "kotlin", "lua", "make", "nginx", "php", "powershell",
    "pycon", "python", "ruby", "rust", "sql", "swift", "text", "toml", "typescript",
    "xml", "yaml",
]  # fmt: skip


@given(
    language=st.sampled_from(LANGUAGES),
    code=st.text(
        alphabet=st.sampled_from("ab {}<>$#\"'\n\t=:/*-.>é镜\\`;()"), max_size=60
    ),
)
@settings(max_examples=500, deadline=None)
def test_colours_lose_no_character(language: str, code: str) -> None:
    coloured = highlight(code, language)

    assert html.unescape(re.sub(r"</?span[^>]*>", "", coloured)) == code


@given(
    language=st.sampled_from(LANGUAGES),
    parts=st.lists(
        st.sampled_from(
            ["{{c1::", "}}", "::", "{", "}", "a", "if (", "\n", "'", '"', "#"]
        ),
        max_size=12,
    ),
)
@settings(max_examples=500, deadline=None)
def test_markers_stay_whole_in_code(language: str, parts: list[str]) -> None:
    code = "".join(parts)
    plain, marks = split_verbatim(code, is_inside=False)

    coloured = highlight(plain, language, marks)

    for mark in marks:
        if not mark.is_break:
            assert html.escape(mark.text, quote=False) in coloured
    without = re.sub(r"</?span[^>]*>|<!-- -->", "", coloured)
    assert html.unescape(without) == code


@pytest.mark.parametrize(
    "piece",
    [
        "<!--", "<div ", '<p style="a:url( ', "<style>", "<i><b>", "</b>", "<ul><li>",
        "<svg><a>", "<div>\n", "<name>", "[sound:", "[latex]", "{{c1::a ", "[[a", "==x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["off", "deletions"])
def test_what_never_ends_is_looked_for_once(piece: str, mode: ClozeMode) -> None:
    started = time.process_time()
    render(piece * 10_000, find_media=find_media, mode=mode)

    assert time.process_time() - started < 8
