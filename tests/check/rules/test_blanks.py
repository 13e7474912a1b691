"""What is written is seen; tests/data/bad/blank-*.txt hold what is not."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings

from builder.text.visible import shows_nothing


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("front: q, back: b", id="words"),
        pytest.param("front: '![](a.png)', back: '[sound:a.mp3]'", id="media"),
        pytest.param("front: $x$, back: '`y`'", id="a formula and code"),
        pytest.param("front: q, back: b, extra: ''", id="an empty extra"),
        pytest.param("front: '0', back: '?'", id="one sign"),
        pytest.param("cloze: '{{c1::x}}'", id="a deletion alone"),
        pytest.param("front: ==x==, back: '- [ ] y'", id="marks of the dialect"),
    ],
)
def test_what_is_seen(make_project: MakeProject, note: str) -> None:
    cards = f"notes:\n  - {{id: a, {note}}}\n"
    files = {"cards/a.yaml": cards, "media/a.png": b"x", "media/a.mp3": b"x"}

    assert findings(make_project(files), "blank") == []


def test_an_empty_deletion_is_told(make_project: MakeProject) -> None:
    cards = "notes:\n  - {id: a, cloze: 'x {{c1::&nbsp;}} y {{c2::z}}'}\n"

    assert findings(make_project(cards), "cloze-empty") == [
        "cards/cards.yaml:2:23: warning: an empty deletion: the learner would have nothing "
        "to remember  [cloze-empty]"
    ]


@pytest.mark.parametrize(
    "markup",
    ["", " \n", "&nbsp;", "<p></p>", "<ul>\n<li></li>\n</ul>", "<hr />", "<!-- x -->",
     "<style>.a { color: red }</style>", "\u200b\u00ad", "<br>", "\u2800", "&#160;",
     "<svg></svg>", "<audio></audio>", "<input type='hidden' value='x'>", "\\( \\)", "\\[\\]"],
)  # fmt: skip
def test_nothing(markup: str) -> None:
    assert shows_nothing(markup)


@pytest.mark.parametrize(
    "markup",
    ["x", "<p>x</p>", '<img src="a">', "[sound:a.mp3]",
     "<svg><path d='M0 0h9'/></svg>", "<audio src=a.mp3></audio>", "&lt;", "0",
     "<!-- x -->y", '<input type="checkbox">', "<script>go()</script>", "é", "容"],
)  # fmt: skip
def test_something(markup: str) -> None:
    assert not shows_nothing(markup)
