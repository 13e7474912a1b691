"""Two builds of a project, a day apart: what a learner has, and what comes next."""

from __future__ import annotations

from builder.versions.outcome import Outcome

OLD_TIME, NEW_TIME = "1700000000", "1700086400"

TWO = """\
notes:
  - {id: a, front: question a, back: answer a, tags: [x]}
  - {id: b, front: question b, back: answer b, tags: [x]}
"""

MANY = "notes:\n" + "".join(
    f"  - {{id: n{number:02}, front: question {number}, back: answer {number}}}\n"
    for number in range(20)
)


def codes(result: Outcome) -> dict[str, int]:
    """How often each finding is there."""
    found = [finding.code for finding in result.all_findings]
    return {code: found.count(code) for code in sorted(set(found))}
