"""The table of rules has every rule, and what they warn of stops no build."""

from __future__ import annotations

import ast

from conftest import MakeProject, decks, findings
from places import ROOT

from builder.check.cardrules import CARD_RULES
from builder.check.rules import RULES_OF_DECKS, RULES_OF_NOTES

FILES = sorted(ROOT.glob("builder/check/rules/[!_]*.py"))


def test_every_rule_is_in_the_table() -> None:
    written = {
        node.name
        for path in FILES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }

    assert written == {rule.__name__ for rule in (*RULES_OF_NOTES, *RULES_OF_DECKS)}


def test_every_file_of_rules_has_its_tests() -> None:
    """Those about what makes a card good have pages of cases (tests/data/rules)."""
    tested = {path.name for path in ROOT.glob("tests/check/rules/test_*.py")}
    about_cards = {rule.find.__module__.rpartition(".")[2] for rule in CARD_RULES}

    wanted = {f"test_{path.name}" for path in FILES if path.stem not in about_cards}
    assert wanted == tested - {"test_table.py"}


def test_warnings_stop_no_build(make_project: MakeProject) -> None:
    cards = (
        "notes:\n"
        "  - id: a\n    front: same\n    back: |\n      one\n      two\n    typed: true\n"
        "  - id: b\n    front: same\n    back: '{{c1::x}}'\n"
        "  - id: c\n    cloze: 'it holds {{c1::}} and {{c2::x}}'\n"
        "  - id: d\n    front: code\n    back: |\n      ```pyhton\n      x\n      ```\n"
    )
    folder = make_project({"cards/a.yaml": cards, "media/unused.png": b"x"})

    assert findings(folder) == [
        "cards/a.yaml:4:11: warning: a typed answer of several lines: a learner can "
        "type only one  [typed-lines]",
        "cards/a.yaml:8:5: warning: the same question as the note at cards/a.yaml:2:5  "
        "[same-question]",
        "cards/a.yaml:10:12: warning: `{{c1::` makes no deletion in `back`: a cloze "
        "note is written with `cloze:`  [cloze-stray]",
        "cards/a.yaml:12:22: warning: an empty deletion: the learner would have "
        "nothing "
        "to remember  [cloze-empty]",
        "cards/a.yaml:16:10: warning: no colours for the language `pyhton` (did you "
        "mean `python`?)  [language]",
        "media/unused.png: warning: no card uses this file: it is left out  "
        "[media-unused]",
    ]
    assert decks("check", folder=folder).code == 0
    assert decks("build", folder=folder).code == 0
    assert decks("check", "--strict", folder=folder).code == 1
