"""Findings as test results in JUnit's XML, which every CI server shows.

https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from builder.base.diagnostic import Diagnostic

# What XML 1.0 cannot hold at all: https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(findings: Sequence[Diagnostic]) -> str:
    """Return a test case for each finding; one that passed when there are none."""
    suite = Element(
        "testsuite",
        name="decks check",
        tests=str(max(1, len(findings))),
        failures=str(len(findings)),
        errors="0",
    )
    for finding in findings:
        place = finding.location
        case = SubElement(
            suite,
            "testcase",
            name=_shown(f"{finding.code}: {place}"),
            classname=_shown(place.path),
            file=_shown(place.path),
            line=str(place.line),
        )
        failure = SubElement(
            case, "failure", type=finding.severity, message=_shown(finding.message)
        )
        failure.text = _shown(str(finding))
    if not findings:
        SubElement(suite, "testcase", name="no findings", classname="decks check")
    indent(suite)
    text = tostring(suite, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _shown(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
