"""A deletion stands only where it makes a card."""

from __future__ import annotations

import pytest
from conftest import MakeProject, findings


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param(
            "notes:\n  - {id: a, cloze: '{{c1::x}}'}\n",
            [],
            id="in a cloze note",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, back: 'an {{c1::x}}'}\n",
            [
                "cards/cards.yaml:2:33: warning: `{{c1::` makes no deletion in "
                "`back`: a cloze note is written with `cloze:`  [cloze-stray]"
            ],
            id="in an answer",
        ),
        pytest.param(
            "notes:\n  - {id: a, cloze: '{{c1::x}}', extra: 'an {{c2::y}}'}\n",
            [
                "cards/cards.yaml:2:44: warning: `{{c2::` makes no deletion in "
                "`extra`: deletions stand in `cloze`  [cloze-stray]"
            ],
            id="in the extra of a cloze note",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, back: '{{ c3::y}}'}\n",
            [
                "cards/cards.yaml:2:30: warning: `{{ c3::` makes no deletion in "
                "`back`: a cloze note is written with `cloze:`  [cloze-stray]"
            ],
            id="what is meant for one",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, choices: [a, '{{c1::b}}'], answer: a}\n",
            [
                "cards/cards.yaml:2:37: warning: `{{c1::` makes no deletion in "
                "`choices`: a cloze note is written with `cloze:`  [cloze-stray]"
            ],
            id="in an option",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, points: [a, '{{c1::b}}']}\n",
            [
                "cards/cards.yaml:2:36: warning: `{{c1::` makes no deletion in "
                "`points`: a cloze note is written with `cloze:`  [cloze-stray]"
            ],
            id="in a point",
        ),
        pytest.param(
            "notes:\n  - {id: a, front: q, back: '{{x}} and `{{ c, d }}`'}\n",
            [],
            id="braces alone",
        ),
    ],
)
def test_stray_deletions(
    make_project: MakeProject, cards: str, expected: list[str]
) -> None:
    assert expected == findings(make_project(cards), "cloze-stray")


@pytest.mark.parametrize("miss", ["{c2::x}", "{{c4|z}}", "{{ c3::y}}"])
def test_a_near_miss_beside_the_text_of_a_cloze_note(
    miss: str, make_project: MakeProject
) -> None:
    cards = f"notes:\n  - {{id: a, cloze: 'a {{{{c1::b}}}}', extra: 'see {miss}'}}\n"

    assert len(findings(make_project(cards), "cloze-stray")) == 1
