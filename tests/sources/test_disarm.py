"""What would do something on a card becomes text, and the author is told of it."""

from __future__ import annotations

import json
import time

import pytest
from conftest import MakeProject, decks
from hostile import made_inert

LOAD = "background:url(http://x)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(r"$\frac12$ and \\(x\\)", None, id="a formula"),
        pytest.param(rf"$\style{{{LOAD}}}{{x}}$", "${x}$", id="a style"),
        pytest.param(r"$\href{javascript:a}{x}y$", "${x}y$", id="a link"),
        pytest.param(r"$\class{a}{\cssId{b}{x}}$", "${{x}}$", id="names"),
        pytest.param(r"$\require{mhchem}\ce{H2O}$", r"$\ce{H2O}$", id="an extension"),
        pytest.param(r"$\href x y$", "$href x y$", id="an argument without braces"),
        pytest.param(r"$\def\x{a}\x$", r"$def\x{a}\x$", id="a definition"),
        pytest.param(r"$\newcommand{\x}{a}$", r"$newcommand{\x}{a}$", id="a command"),
        pytest.param(r"$\sty\class{}{le}$", r"$\sty{le}$", id="a name in pieces"),
        pytest.param(
            r"$\sty\require{x}le{a}{x}$", "$style{a}{x}$", id="a name that comes together"
        ),
        pytest.param(rf"\\(\\style{{{LOAD}}}{{x}}\\)", r"\\({x}\\)", id="in text"),
        pytest.param(r"Write `\def` or \def, no $x$", None, id="a word on TeX"),
        pytest.param(r"`$\style{a}{b}$`", None, id="code"),
        pytest.param("[latex]x[/latex]", r"\[latex]x\[/latex]", id="LaTeX"),
        pytest.param("[LaTeX]x[/LaTeX]", r"\[LaTeX]x\[/LaTeX]", id="LaTeX in capitals"),
        pytest.param(r"\\[latex]x", r"\\\[latex]x", id="LaTeX behind a backslash"),
        pytest.param(r"\[latex]x", None, id="LaTeX as text already"),
        pytest.param("`[latex]x[/latex]`", None, id="LaTeX in code"),
        pytest.param("[anki:tts lang=en]x", r"\[anki:tts lang=en]x", id="speech"),
        pytest.param("[sound:a.mp3]", r"\[sound:a.mp3]", id="sound"),
        pytest.param("[[type:Back]]", r"\[[type:Back]]", id="typing"),
        pytest.param("<% a %> {{Front}} {{c1::a}}", None, id="templates"),
        pytest.param(
            "<td>[anki:tts lang=en]x</td>",
            "` <td>\\[anki:tts lang=en]x</td> `",
            id="speech where Markdown means nothing",
        ),
        pytest.param("[a](ms-msdt:/id)", "[a](#)", id="another program"),
        pytest.param("[a](//example.org)", "[a](https://example.org)", id="no scheme"),
        pytest.param("![a](http://x/b c.png)", r"!\[a\](http://x/b c.png)", id="no picture"),
        pytest.param(
            '<abbr title="&quot; onfocus=&quot;a">x</abbr>',
            '<abbr title="” onfocus=”a">x</abbr>',
            id="quotes in an attribute",
        ),
        pytest.param('<ol start="&quot;1">', "<ol></ol>", id="no number"),
        pytest.param(
            "<td align=CENTER>x</td>", '<td align="center">x</td>', id="in capitals"
        ),
        pytest.param(
            '<td colspan="2" onclick="a">x</td>', '<td colspan="2">x</td>', id="a cell"
        ),
    ],
)  # fmt: skip
def test_what_a_text_becomes(text: str, expected: str | None) -> None:
    assert made_inert(text) == (text if expected is None else expected)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            "a <script>alert(1)</script>",
            "`<script>alert(1)</script>` is left out: "
            "cards run and load nothing of a source",
        ),
        (
            '<b onclick="a">b</b>',
            "`onclick` is left out: cards run nothing of a source",
        ),
        (
            "see [x](javascript:b(1))",
            "`javascript:b(1)` is no link on the card: it leads to no page",
        ),
        (
            r"$\href{javascript:a}{x}$",
            r"`\href{javascript:a}` is left out: TeX of a source only shows formulas",
        ),
        (
            r"$\def\x{a}$",
            r"`\def` is left out: TeX of a source only shows formulas",
        ),
        (
            "[anki:tts lang=en]a[/anki:tts]",
            "`[anki:` is shown as text: Anki would play, typeset or ask it",
        ),
        (
            "<table><tr><td>[anki:tts lang=en]x</td></tr></table>",
            "`<table><tr><td>[anki:tts lang=en]x</td></tr></table>` is shown as code: "
            "it could do something",
        ),
    ],
)
def test_what_is_taken_is_told(
    make_project: MakeProject, answer: str, told: str
) -> None:
    text = f"## What is a?\n\nIt is a.\n\n## What is b?\n\n{answer}\n"
    folder = make_project({"in/b.md": text})
    result = decks("import", "in/b.md", folder=folder)

    assert f"  b.md:5: {told}\n" in result.output
    assert decks("check", folder=folder).code == 0


def test_what_is_shown_as_it_was_is_not_told(make_project: MakeProject) -> None:
    text = (
        "## What is a?\n\nUse `<script>` or \\<iframe>, [a](http://b) and $x$.\n\n"
        "## What is b?\n\n```html\n<b onclick=a>[latex]</b>\n```\n"
    )
    folder = make_project({"in/b.md": text})

    assert decks("import", "in/b.md", folder=folder).output == (
        "cards/b.yaml\nb.md: 2 items, 2 basic\n"
        "  guessed --question-style heading-2\nnotes: 2 new\n"
    )


def test_an_option_cannot_close_what_the_answer_opened(
    make_project: MakeProject,
) -> None:
    """Each is code by itself; one behind the other, the picture is none."""
    option = "```a\n~~~\n<img src=http://x onerror=a>\n```"
    record = {"question": "Which?", "options": ["b", option], "answer": "~~~"}
    folder = make_project({"in/quiz.json": json.dumps([record, record])})
    assert decks("import", "in/quiz.json", folder=folder).code == 0

    assert decks("check", folder=folder).code == 0


@pytest.mark.parametrize(
    "piece",
    ["$", "\\(", "\\\\(", "\\class{", "$\\def", "\\re\\require{}quire{}", "[latex]",
     "![", "![a](", "<code>", "<code>a<b>", "<a onabc=", "](javascript:", "<script>"],
)  # fmt: skip
def test_many_openings_are_read_once(piece: str) -> None:
    started = time.process_time()
    made_inert(piece * 5_000)

    assert time.process_time() - started < 20


def test_what_no_field_can_hold_is_left_out(make_project: MakeProject) -> None:
    """Half of what a field holds: what makes a text safe may make it longer."""
    text = f"## What is a?\n\nIt is a.\n\n## What is b?\n\n{'b ' * 300_000}\n"
    folder = make_project({"in/b.md": text})
    result = decks("import", "in/b.md", folder=folder)

    assert "  b.md:5: longer than any card could show: What is b?\n" in result.output
    assert decks("check", folder=folder).code == 0
