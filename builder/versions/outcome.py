"""What an import did to a learner's collection, note by note and in findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from builder.base.diagnostic import Location

Treatment = Literal["new", "updated", "unchanged", "conflicting", "retired"]
"""What the import made of a note; ``retired`` is one that the new package lacks."""

TREATMENTS: tuple[Treatment, ...] = get_args(Treatment)

BROKEN: Mapping[str, str] = {
    "conflicting": "never updated again: the note type is another one",
    "not-arrived": "changed, but did not arrive",
    "touched": "not changed, but an import overwrites what a learner edited",
    "edit-lost": "not changed, but a learner's edit was overwritten",
    "scheduling": "scheduling changed",
    "duplicate": "there twice",
    "note-type-not-arrived": "note type changed, but did not arrive",
    "note-type-touched": "note type not changed, but an import overwrites edits of it",
    "note-type-edit-lost": "note type not changed, but a learner's edit was overwritten",
    "database": "Anki's Check Database finds damage",
    "media-missing": "a file is missing",
    "media-empty": "a file is empty",
}
"""A promise that breaks: what it is called, in words."""

WARNINGS: Mapping[str, str] = {
    "old-deck": "card left in its old deck: an import moves no card",
    "stale-card": "card without a question left: Tools, Empty Cards removes it",
    "tags-lost": "tags the learner loses",
    "edit-kept": "a learner's later edit is kept instead of the change",
    "edit-overwritten": "a learner's edit gives way to the change",
    "look-kept": "looks other than before: learners who have it keep the old look",
    "renewed": "as it was, after a change: an import overwrites what a learner edited",
    "note-type-look-kept": "a note type looks other: learners keep the old look",
    "note-type-renewed": "a note type as it was, after a change: own styles give way",
    "note-type-edit-kept": "a learner's later edit of a note type is kept",
    "note-type-edit-overwritten": "a learner's edit of a note type gives way",
    "retired": "no longer in the deck: the note stays with the learner",
}
"""What no package can do, or may do; nothing breaks, but somebody should know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know; ``search`` finds the cards in Anki's browser."""

    code: str
    message: str
    search: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether this breaks a promise to learners."""
        return self.code in BROKEN


@dataclass(frozen=True, slots=True)
class ProjectNote:
    """A note of the project; no location when it is no longer there."""

    id: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Deliberate:
    """What the project's lock tells of notes, by GUID, and note types, by Anki's id.

    ``restyled`` look other than they were stamped, and deliberately keep their times;
    ``released`` were shipped and are remembered: a newer time is deliberate too.
    """

    restyled: frozenset[str | int] = frozenset()
    released: frozenset[str | int] = frozenset()


@dataclass(frozen=True, slots=True)
class NoteOutcome:
    """What became of one note."""

    guid: str
    treatment: Treatment
    question: str
    project_note: ProjectNote | None
    findings: tuple[Finding, ...]

    @property
    def where(self) -> str:
        """Its place in the card files, or else its id, or else its GUID."""
        if self.project_note is None:
            return self.guid
        return str(self.project_note.location or self.project_note.id)


@dataclass(frozen=True, slots=True)
class Move:
    """Cards that an import leaves in their old deck; ``search`` finds them.

    Where all cards of a large deck move, it finds those that the learner added too.
    """

    old: str
    new: str
    cards: tuple[int, ...]
    search: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of every note, and what is to be said of the whole deck."""

    notes: tuple[NoteOutcome, ...]
    findings: tuple[Finding, ...]
    moves: tuple[Move, ...]

    @property
    def counts(self) -> dict[Treatment, int]:
        """How many notes were treated in each way."""
        found = Counter(note.treatment for note in self.notes)
        return {treatment: found[treatment] for treatment in TREATMENTS}

    @property
    def all_findings(self) -> list[Finding]:
        """Those of the deck and those of its notes."""
        return [*self.findings, *(one for note in self.notes for one in note.findings)]

    @property
    def is_broken(self) -> bool:
        """Whether a promise breaks."""
        return any(finding.is_broken for finding in self.all_findings)


def broken_lines(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Yield each promise that breaks by its code, with a line that tells where."""
    for finding in outcome.findings:
        if finding.is_broken:
            yield finding.code, f"{BROKEN[finding.code]}: {finding.message}"
    for note in outcome.notes:
        for finding in note.findings:
            if finding.is_broken:
                what = f"{BROKEN[finding.code]}: {finding.message}"
                yield finding.code, f"{note.where}: {note.question}: {what}"
