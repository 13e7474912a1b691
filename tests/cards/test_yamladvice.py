"""What YAML takes away from a text is told; a comment beside a name is a comment."""

from __future__ import annotations

import pytest
from conftest import MakeProject, decks

from builder.cards.yamladvice import ADVICE, advice, lost_to_yaml

COMMENTS = """\
deck: Things # the deck
tags: [a] # for all
notes:
  - id: a # the first
    front: q
    back: |
      b # stays
      <<<<<<< HEAD
    tags: [x] # one
    source: book.txt
  - id: b
    front: 'r # stays'
    back: &same "b"
    extra: *same
"""


def test_comments_of_the_author_are_comments(make_project: MakeProject) -> None:
    result = decks("check", folder=make_project(COMMENTS))

    assert (result.code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        pytest.param("!bang", "!bang", id="tag"),
        pytest.param("![x](y)", "!", id="picture"),
        pytest.param("&amp; text", "&amp;", id="anchor"),
        pytest.param("!!str 1", "", id="standard tag"),
        pytest.param("text !bang", "", id="inside"),
    ],
)
def test_what_yaml_takes_away(source: str, lost: str) -> None:
    assert lost == lost_to_yaml(source)


def test_no_advice_hides_another() -> None:
    assert len({one.words for one in ADVICE}) == len(ADVICE) - 1  # the tab has two rows
    assert advice("nothing that is known", "", "") == ""
