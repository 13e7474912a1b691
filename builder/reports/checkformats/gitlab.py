"""Findings as a Code Quality report of GitLab.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from builder.base.diagnostic import Diagnostic
from builder.base.hashing import short_hash

_SEVERITIES = {"error": "major", "warning": "minor"}


def report(findings: Sequence[Diagnostic]) -> str:
    """Return a JSON list; a fingerprint stays when lines above are added or removed."""
    seen: Counter[str] = Counter()
    return json.dumps(
        [_issue(finding, seen) for finding in findings], ensure_ascii=False, indent=2
    )


def _issue(finding: Diagnostic, seen: Counter[str]) -> Mapping[str, Any]:
    one = finding.fingerprint
    seen[one] += 1
    return {
        "description": finding.message,
        "check_name": finding.code,
        "fingerprint": short_hash(one, str(seen[one])),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": finding.location.path,
            "lines": {"begin": max(1, finding.location.line)},
        },
    }
