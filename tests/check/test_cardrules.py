"""Every rule about cards finds its bad example, and not its good one."""

from __future__ import annotations

import re

import pytest
from conftest import MakeProject, decks
from places import DATA, ROOT
from rulecases import found, project_of

from builder.base.code import Code
from builder.check.cardrule import CardRule
from builder.check.cardrules import CARD_RULES
from builder.reports import rulepage

_CASE = re.compile(
    r"^  # (bad|good): (.+)\n((?:(?!  # (?:bad|good):).*\n?)+)", re.MULTILINE
)
CASES = [
    pytest.param(Code(path.stem), is_bad == "bad", notes, id=f"{path.stem}: {about}")
    for path in sorted(DATA.joinpath("rules").glob("*.yaml"))
    for is_bad, about, notes in _CASE.findall(path.read_text(encoding="utf-8"))
]
PAGE = ROOT / "docs/rules.md"
DECK = {
    Code.GLOSSARY: "glossary: {token: [令牌, ticket], node: machine}\n",
    Code.TAG_ONCE: "check: {on: [tag-once]}\n",
    Code.ANKIWEB: "check: {limits: {ankiweb: 1}}\n",
}


@pytest.mark.parametrize("rule", CARD_RULES, ids=lambda rule: rule.code.value)
def test_its_examples_are_bad_and_good(
    rule: CardRule, make_project: MakeProject
) -> None:
    deck = DECK.get(rule.code, "")

    assert found(make_project, rule.code, rule.bad, deck)
    assert found(make_project, rule.code, rule.good, deck) == []


@pytest.mark.parametrize(("code", "is_bad", "notes"), CASES)
def test_cases(
    code: Code, notes: str, make_project: MakeProject, *, is_bad: bool
) -> None:
    assert bool(found(make_project, code, notes, DECK.get(code, ""))) == is_bad


def test_every_rule_has_its_cases() -> None:
    pages = {path.stem for path in DATA.joinpath("rules").glob("*.yaml")}

    assert pages == {rule.code.value for rule in CARD_RULES}


@pytest.mark.parametrize("rule", CARD_RULES, ids=lambda rule: rule.code.value)
def test_its_good_example_is_good_altogether(
    rule: CardRule, make_project: MakeProject
) -> None:
    folder = project_of(make_project, rule.good, DECK.get(rule.code, ""))

    told = decks("check", folder=folder).stdout.splitlines()

    assert [line for line in told if line.endswith("]") and "[media" not in line] == []


def test_names_of_limits_are_their_own() -> None:
    names = [rule.limit_name for rule in CARD_RULES if rule.limit_name]

    assert len(set(names)) == len(names)


def test_the_docs_tell_every_rule(*, is_update: bool) -> None:
    if is_update:
        PAGE.write_text(rulepage.page(), encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == rulepage.page()


def test_a_build_says_nothing_of_good_and_bad(make_project: MakeProject) -> None:
    folder = project_of(make_project, "- {id: a, front: Is it so?, back: 'Yes.'}\n")

    assert "[yes-no]" in decks("check", folder=folder).stdout
    assert "[yes-no]" not in decks("build", folder=folder).output
