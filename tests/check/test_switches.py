"""An author says which findings he does not want to hear of, and where."""

from __future__ import annotations

import textwrap

import pytest
from conftest import MakeProject, decks, findings
from rulecases import found, project_of

from builder.base.code import Code

ASKS = "front: Is it so?\n  back: 'Yes.'\n"
TWO = f"- id: a\n  {ASKS}- id: b\n  {ASKS.replace('it', 'this')}"


def _cards(text: str) -> dict[str, str | bytes]:
    return {"cards/cards.yaml": textwrap.dedent(text)}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param(
            """\
            notes:
              # check: off yes-no -- a myth
              - id: a
                front: Is it so?
                back: Yes
              - id: b
                front: Is this so?
                back: Yes
            """,
            ["7:12"],
            id="right above a note",
        ),
        pytest.param(
            """\
            notes:
              - id: a
                # check: off yes-no
                front: Is it so?
                back: Yes
              - id: b
                front: Is this so?
                back: Yes
            """,
            ["7:12"],
            id="in a note",
        ),
        pytest.param(
            """\
            # check: off yes-no -- all of them are myths
            tags: [x]
            notes:
              - {id: a, front: Is it so?, back: Yes}
              - {id: b, front: Is this so?, back: Yes}
            """,
            [],
            id="above the notes, for the file",
        ),
        pytest.param(
            """\
            notes:
              - id: a
                front: Is it so?
                back: Yes
                # check: off yes-no, tag-once

              # another remark
              - id: b
                front: Is this so?
                back: Yes
            """,
            ["3:12"],
            id="with only comments before the next note, for that one",
        ),
        pytest.param(
            """\
            notes:
              - id: a
                front: Is it so?
                back: |
                  Yes

                  # check: off yes-no
            """,
            ["3:12"],
            id="in a text it is text",
        ),
    ],
)
def test_a_switch_counts_for_its_place(
    text: str, left: list[str], make_project: MakeProject
) -> None:
    folder = make_project(_cards(text))

    told = decks("check", folder=folder).stdout.splitlines()

    places = [line.split(": ")[0] for line in told if line.endswith("[yes-no]")]
    assert [place.removeprefix("cards/cards.yaml:") for place in places] == left


def test_a_rule_is_off_for_the_deck(make_project: MakeProject) -> None:
    assert found(make_project, Code.YES_NO, TWO) == ["3:12", "6:12"]
    assert found(make_project, Code.YES_NO, TWO, "check: {off: [yes-no]}\n") == []


def test_another_warning_is_off_too(make_project: MakeProject) -> None:
    notes = "- {id: a, front: a, back: b}\n- {id: b, front: a, back: c}\n"

    assert found(make_project, Code.SAME_QUESTION, notes)
    assert not found(
        make_project, Code.SAME_QUESTION, notes, "check: {off: [same-question]}\n"
    )


def test_an_error_cannot_be_off(make_project: MakeProject) -> None:
    folder = project_of(
        make_project,
        "# check: off duplicate-id\n- {id: a, front: a, back: b}\n- {id: a, front: c, back: d}\n",
        "check: {off: [duplicate-id]}\n",
    )

    assert len(findings(folder, "duplicate-id")) == 1
    assert decks("build", folder=folder).code == 1


@pytest.mark.parametrize(
    ("deck", "expected"),
    [
        (
            "check: {off: [yes-now]}\n",
            "cards/deck.yaml:5:15: warning: no rule `yes-now` (did you mean `yes-no`?)  [check]",
        ),
        (
            "check: {limits: {answers: 4}}\n",
            "cards/deck.yaml:5:18: warning: no limit `answers` (did you mean `answer`?)  [check]",
        ),
        (
            "check: {limits: {answer: -4}}\n",
            "cards/deck.yaml:5:26: error: the limit `answer` is `-4`, it must be a whole "
            "number from 1 to 999999  [type]",
        ),
        (
            "check: [yes-no]\n",
            "cards/deck.yaml:5:8: error: `check` is a list, it must be a mapping with `on`, "
            "`off` and `limits`  [type]",
        ),
        (
            "check: {of: [yes-no]}\n",
            "cards/deck.yaml:5:9: error: unknown key `of` (did you mean `off`?)  [unknown-key]",
        ),
        (
            "glossary: [token]\n",
            "cards/deck.yaml:5:11: error: `glossary` is a list, it must be a mapping, such as "
            "{token: [令牌]}  [type]",
        ),
    ],
)
def test_what_deck_yaml_says_wrongly(
    deck: str, expected: str, make_project: MakeProject
) -> None:
    folder = project_of(make_project, "- {id: a, front: a, back: b}\n", deck)

    assert findings(folder)[0] == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("off yes-now", "no rule `yes-now` (did you mean `yes-no`?)"),
        ("off yes-no", "no warning `yes-no` is found here: take the switch out"),
        ("of yes-no", "a switch is written `# check: off RULE -- why`, such as "
         "`# check: off yes-no`"),
        ("", "a switch is written `# check: off RULE -- why`, such as `# check: off yes-no`"),
    ],
)  # fmt: skip
def test_a_switch_that_does_nothing(
    comment: str, expected: str, make_project: MakeProject
) -> None:
    folder = project_of(
        make_project, f"# check: {comment}\n- {{id: a, front: a, back: b}}\n"
    )

    assert findings(folder, "check") == [
        f"cards/cards.yaml:2:3: warning: {expected}  [check]"
    ]
