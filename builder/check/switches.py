"""Findings that an author does not want to hear: off in deck.yaml, or beside a note.

    # check: off yes-no -- a myth that everybody asks about

On a line of its own it counts for the note it stands in or right above, and above
`notes:` for the whole file.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, did_you_mean
from builder.base.phrases import first_line
from builder.cards.cardfolder import CardFile
from builder.cards.layout import comment_lines
from builder.cards.note import Note

_SWITCH = re.compile(r"#\s*check:\s*(?P<says>.*)")
_OFF = re.compile(
    r"off(?P<rules>(?:[\s,]+[a-z][a-z-]*)+)(?:\s+--\s*(?P<reason>.*\S))?\s*$"
)


@dataclass(frozen=True, slots=True)
class Switch:
    """A finding of one kind that is off from line to line of a file."""

    rule: str
    location: Location
    first_line: int
    last_line: int

    def silences(self, finding: Diagnostic) -> bool:
        """Whether it is about this finding; an error is never silent."""
        place = finding.location
        return (
            not finding.is_error
            and self.rule == finding.code
            and self.location.path == place.path
            and self.first_line <= place.line <= self.last_line
        )


def read_switches(
    files: Iterable[CardFile], notes: Iterable[Note]
) -> tuple[list[Switch], list[Diagnostic]]:
    """Return the switches of all card files."""
    begins: defaultdict[str, list[int]] = defaultdict(list)
    for note in notes:
        begins[note.location.path].append(note.location.line)
    switches: list[Switch] = []
    diagnostics: list[Diagnostic] = []
    for file in files:
        if "check:" not in file.text:
            continue
        for number, column, comment in comment_lines(file.text):
            match = _SWITCH.fullmatch(comment.strip())
            if match is None:
                continue
            place = Location(file.path, number, column)
            off = _OFF.match(match["says"])
            if off is None:
                diagnostics.append(_misspelt(place))
                continue
            span = _span(number, sorted(begins[file.path]), file.text)
            rules = re.findall(r"[a-z][a-z-]*", off["rules"])
            switches += [Switch(rule, place, *span) for rule in rules]
    return switches, diagnostics


def heard(
    findings: Iterable[Diagnostic], off: Collection[str], switches: Sequence[Switch]
) -> tuple[list[Diagnostic], set[Switch]]:
    """Return the findings that are not off, and the switches that silenced any."""
    by_place: defaultdict[tuple[str, str], list[Switch]] = defaultdict(list)
    for switch in switches:
        by_place[switch.location.path, switch.rule].append(switch)
    kept: list[Diagnostic] = []
    used: set[Switch] = set()
    for finding in findings:
        near = by_place.get((finding.location.path, finding.code), ())
        silencing = [switch for switch in near if switch.silences(finding)]
        used.update(silencing)
        is_off = not finding.is_error and finding.code in off
        if not (silencing or is_off):
            kept.append(finding)
    return kept, used


def useless_switches(
    switches: Iterable[Switch], used: Collection[Switch]
) -> Iterator[Diagnostic]:
    """Yield the switches that name no rule, or silence nothing."""
    for switch in switches:
        message = unknown_rule(switch.rule)
        if not message and switch not in used:
            message = f"no warning `{switch.rule}` is found here: take the switch out"
        if message:
            yield Diagnostic(switch.location, Code.CHECK, message, "warning")


def unknown_rule(name: str) -> str:
    """Return what is wrong with the name of a rule, or nothing."""
    known = [code.value for code in Code]
    if name in known:
        return ""
    return f"no rule `{first_line(name)}`{did_you_mean(name, known)}"


def _span(number: int, begins: Sequence[int], text: str) -> tuple[int, int]:
    """Return the lines that a switch on a line counts for."""
    last = text.count("\n") + 1
    if not begins or _stands_above_notes(number, begins[0], text):
        return 1, last
    following = bisect.bisect_left(begins, number)
    is_above = following < len(begins) and _is_only_comment(
        text, number, begins[following]
    )
    place = following if is_above else following - 1
    end = begins[place + 1] - 1 if place + 1 < len(begins) else last
    return begins[place], end


def _stands_above_notes(number: int, first_note: int, text: str) -> bool:
    lines = text.split("\n")[number:first_note]
    return any(re.match(r"notes\s*:", line) for line in lines)


def _is_only_comment(text: str, number: int, begin: int) -> bool:
    """Whether only comments stand between a line and the beginning of a note."""
    between = text.split("\n")[number : begin - 1]
    return all(not line.strip() or line.lstrip().startswith("#") for line in between)


def _misspelt(place: Location) -> Diagnostic:
    message = (
        "a switch is written `# check: off RULE -- why`, such as `# check: off yes-no`"
    )
    return Diagnostic(place, Code.CHECK, message, "warning")
