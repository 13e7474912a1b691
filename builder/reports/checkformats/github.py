"""Findings as annotations of GitHub Actions, beside the lines of a pull request.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.base.diagnostic import Diagnostic

_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = str.maketrans({**_IN_MESSAGES, ord(":"): "%3A", ord(","): "%2C"})


def report(findings: Sequence[Diagnostic]) -> str:
    """Return a command for each finding."""
    return "".join(f"{_annotation(finding)}\n" for finding in findings)


def _annotation(finding: Diagnostic) -> str:
    place = finding.location
    properties = {"file": place.path}
    if place.line:
        properties |= {"line": str(place.line), "col": str(place.column)}
    properties["title"] = finding.code
    said = ",".join(
        f"{name}={value.translate(_IN_PROPERTIES)}"
        for name, value in properties.items()
    )
    return f"::{finding.severity} {said}::{finding.message.translate(_IN_MESSAGES)}"
