"""Whether an import with Anki's own settings brings a change to a learner.

Anki asks for times and for the form of the note type, never for the content
(rslib/src/import_export/package/apkg/import/notes.rs and media.rs of ankitects/anki).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from builder.anki.apkg.package import PackageNote, PackageNoteType
from builder.versions.pairing import NoteTypePart

Arrival = Literal["arrives", "not newer", "another note type", "only newer"]
"""What an import makes of a change.

``not newer`` and ``another note type`` are left behind; ``only newer`` has no change,
and overwrites what learners edited for nothing.
"""

MediaArrival = Literal["arrives", "never replaced", "no newer note"]
"""What an import makes of other content under the same name.

Anki brings a file with a new or updated note that shows it, and never replaces those
for templates, which begin with ``_``.
"""

_NEVER_REPLACED = ("_", "latex-")


def arrival(*, has_content: bool, has_same_form: bool, is_newer: bool) -> Arrival:
    """Judge a change of a note or note type; without content it is the time alone."""
    if not has_content:
        return "only newer" if is_newer and has_same_form else "arrives"
    if not has_same_form:
        return "another note type"
    return "arrives" if is_newer else "not newer"


def has_same_form(old: PackageNoteType, new: PackageNoteType) -> bool:
    """Whether Anki takes the one for the other (``equal_schema`` in its source)."""
    return old is new or (
        old.id == new.id
        and _are_same_parts(old.fields, new.fields)
        and _are_same_parts(old.templates, new.templates)
    )


def _are_same_parts(old: Sequence[NoteTypePart], new: Sequence[NoteTypePart]) -> bool:
    return len(old) == len(new) and all(
        one.id == other.id if one.id and other.id else one.name == other.name
        for one, other in zip(old, new, strict=True)
    )


def media_arrival(name: str, imported: Iterable[PackageNote]) -> MediaArrival:
    """Judge a changed file, of which ``imported`` are the notes that arrive."""
    if name.startswith(_NEVER_REPLACED):
        return "never replaced"
    is_shown = any(name in value for note in imported for value in note.values)
    return "arrives" if is_shown else "no newer note"
