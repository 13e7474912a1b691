"""Note types that learners have: what may change in them, and what must not.

Anki updates the notes of a note type only as long as its fields and templates are the
same in number and place. Otherwise every old note is left as it is ("conflicting") and
new ones go to a copy of the note type, for good, unless each learner ticks other
options (rslib/src/import_export/package/apkg/import/notes.rs, ``equal_schema``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from builder.anki.ankinote import AnkiNote
from builder.anki.notetype import RESERVE_FIELDS, NoteType
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.versions.lock import Lock


def changed_note_types(
    note_types: Mapping[str, NoteType], lock: Lock
) -> Iterator[Diagnostic]:
    """Yield an error for each released note type whose shape would change."""
    for key, locked in lock.note_types.items():
        note_type = note_types.get(key)
        if note_type is None or not locked.fields:
            continue
        names = tuple(one.name for one in note_type.templates)
        problem = _problem("field", locked.fields, note_type.fields) or _problem(
            "template", locked.templates, names
        )
        if problem:
            place = Location(f"cards/notetypes/{key}/notetype.yaml")
            yield Diagnostic(place, Code.NOTE_TYPE_CHANGED, f"{problem} {_ADVICE}")


_ADVICE = (
    "in a released note type: learners' notes of it would never be updated again; add "
    "fields at the end, where they take a reserve field's place, and empty what is not "
    "used any more; or build with --allow-notetype-change and tell learners what to tick"
)


def _problem(what: str, released: Sequence[str], current: Sequence[str]) -> str:
    """Say what is wrong; a name may change in its place, and a reserve get a use."""
    for place, name in enumerate(released):
        if name in RESERVE_FIELDS:
            continue
        if name in current and current.index(name) != place:
            return f"the {what} `{name}` moved"
        if name not in current and (
            place >= len(current) or current[place] in RESERVE_FIELDS
        ):
            return f"the {what} `{name}` was removed"
    if len(current) > len(released):
        return f"the {what} `{current[len(released)]}` was added"
    if len(current) < len(released):
        return f"the {what} `{released[len(current)]}` was removed"
    return ""


def missing_note_types(
    known: Collection[str], notes: Sequence[AnkiNote], lock: Lock
) -> Iterator[Diagnostic]:
    """Yield an error for each note type that is gone before its notes are retired.

    The package that tells learners of a retired note is made from its note type.
    """
    present = {note.id for note in notes}
    leaving = {
        locked.note_type
        for key, locked in lock.notes.items()
        if locked.since and not locked.retired and key not in present
    }
    for key in sorted(leaving.difference(known)):
        place = Location(f"cards/notetypes/{key}/notetype.yaml")
        message = (
            f"learners have notes of the note type `{key}`: keep its folder until "
            "these notes are retired by a release"
        )
        yield Diagnostic(place, Code.NOTE_TYPE_MISSING, message)
