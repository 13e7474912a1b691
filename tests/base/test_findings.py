"""What is found is kept, whichever stage found it."""

from __future__ import annotations

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.findings import Findings

ERROR = Diagnostic(Location("b.yaml", 2, 1), Code.ID, "wrong")
WARNING = Diagnostic(Location("a.yaml", 9, 1), Code.DRAFT, "a draft", "warning")


def test_a_stage_returns_what_it_made() -> None:
    told = Findings()

    assert told.of(("made", [ERROR])) == "made"
    assert told.all == [ERROR]


def test_only_errors_keep_a_deck_from_being_built() -> None:
    told = Findings()
    told.add([WARNING])

    assert not told.has_errors
    told.add([ERROR])
    assert told.has_errors


def test_what_is_found_twice_is_told_once_by_its_place() -> None:
    told = Findings()
    told.add([ERROR, WARNING, ERROR])

    assert told.in_order == (WARNING, ERROR)
