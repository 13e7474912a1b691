"""Findings are told as the programs around a project read them."""

from __future__ import annotations

import json

import pytest
from conftest import MakeProject, decks, write_files
from defusedxml.ElementTree import fromstring

CARDS = """\
notes:
  - {id: a, front: 'Is it so, 甲 or b?', back: 'Yes.'}
  - {id: b, front: b, back: c}
"""
ODD = {"cards/cards.yaml": CARDS, "media/a,b.svg": "<svg/>"}
WRONG = {"cards/cards.yaml": CARDS.replace("id: b", "id: a")}


def told(make_project: MakeProject, form: str) -> str:
    result = decks("check", "--format", form, folder=make_project(ODD))
    assert result.code == 0
    return result.stdout


def test_github(make_project: MakeProject) -> None:
    assert told(make_project, "github").splitlines() == [
        "::warning file=cards/cards.yaml,line=2,col=20,title=yes-no::the answer is yes or "
        "no: half of the guesses are right; ask what, when or why",
        "::warning file=media/a%2Cb.svg,title=media-unused::no card uses this file: it is "
        "left out",
    ]


def test_errors_of_github(make_project: MakeProject) -> None:
    result = decks("check", "--format", "github", folder=make_project(WRONG))

    assert (result.code, result.stdout.splitlines()[0]) == (
        1,
        "::error file=cards/cards.yaml,line=3,col=5,title=duplicate-id::the id `a` is "
        "taken by the note at cards/cards.yaml:2:5",
    )


def test_gitlab(make_project: MakeProject) -> None:
    issues = json.loads(told(make_project, "gitlab"))

    assert [
        (one["check_name"], one["severity"], one["location"]["lines"]["begin"])
        for one in issues
    ] == [("yes-no", "minor", 2), ("media-unused", "minor", 1)]
    assert len({one["fingerprint"] for one in issues}) == len(issues)


def test_fingerprints_of_gitlab_stay_when_lines_move(make_project: MakeProject) -> None:
    folder = make_project(ODD)
    before = json.loads(decks("check", "--format", "gitlab", folder=folder).stdout)
    write_files(folder, {"cards/cards.yaml": f"# a line\n\n{CARDS}"})

    after = json.loads(decks("check", "--format", "gitlab", folder=folder).stdout)

    assert [one["fingerprint"] for one in before] == [
        one["fingerprint"] for one in after
    ]


def test_junit(make_project: MakeProject) -> None:
    suite = fromstring(told(make_project, "junit"))

    assert (suite.get("tests"), suite.get("failures")) == ("2", "2")
    assert [case.get("line") for case in suite] == ["2", "0"]


def test_junit_without_findings(make_project: MakeProject) -> None:
    folder = make_project("notes:\n  - {id: a, front: b, back: c}\n")

    suite = fromstring(decks("check", "--format", "junit", folder=folder).stdout)

    assert (suite.get("tests"), suite.get("failures"), len(suite)) == ("1", "0", 1)


def test_sarif(make_project: MakeProject) -> None:
    log = json.loads(told(make_project, "sarif"))

    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["media-unused", "yes-no"]
    first = run["results"][0]
    assert (first["ruleId"], first["level"], rules[first["ruleIndex"]]) == (
        "yes-no",
        "warning",
        "yes-no",
    )
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "cards/cards.yaml"},
        "region": {"startLine": 2, "startColumn": 20},
    }
    whole_file = run["results"][1]["locations"][0]["physicalLocation"]
    assert whole_file == {"artifactLocation": {"uri": "media/a%2Cb.svg"}}


@pytest.mark.parametrize("form", ["json", "github", "gitlab", "sarif", "junit"])
def test_a_format_prints_nothing_else(form: str, make_project: MakeProject) -> None:
    folder = make_project(ODD)

    assert decks("check", "--format", form, folder=folder).stderr == ""
