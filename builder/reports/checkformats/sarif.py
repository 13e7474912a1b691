"""Findings as SARIF 2.1.0, which code scanning of GitHub and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from builder import __version__
from builder.base.diagnostic import Diagnostic
from builder.check.cardrules import RULES_BY_NAME

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report(findings: Sequence[Diagnostic]) -> str:
    """Return one run with the rules that found something, and their results."""
    names = sorted({finding.code.value for finding in findings})
    driver = {
        "name": "decks",
        "version": __version__,
        "rules": [_rule(name) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, names) for finding in findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(name: str) -> Mapping[str, Any]:
    rule: dict[str, Any] = {"id": name}
    if name in RULES_BY_NAME:
        rule["fullDescription"] = {"text": RULES_BY_NAME[name].why}
    return rule


def _result(finding: Diagnostic, names: Sequence[str]) -> Mapping[str, Any]:
    place = finding.location
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.path)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column}
    return {
        "ruleId": finding.code,
        "ruleIndex": names.index(finding.code.value),
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": physical}],
    }
