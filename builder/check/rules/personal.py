"""The fields that deck.yaml leaves to learners exist and can be left out."""

from __future__ import annotations

from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, did_you_mean
from builder.check.subject import Subject


def personal_fields(subject: Subject) -> Iterator[Diagnostic]:
    """A personal field is one of a note type, and not its first."""
    note_types = subject.note_types.values()
    known = {name for note_type in note_types for name in note_type.fields}
    is_known_for_all = all(note_type.own_fields for note_type in note_types)
    for name in subject.project.personal:
        if name.value not in known and is_known_for_all:
            message = (
                f"no note type has a field `{name.value}`"
                f"{did_you_mean(name.value, known)}"
            )
            yield Diagnostic(name.location, Code.UNKNOWN_FIELD, message)
        first_of = [one.key for one in note_types if one.fields[0] == name.value]
        if first_of:
            message = (
                f"`{name.value}` is the first field of `{first_of[0]}`: Anki must be given "
                "it with every line of a text file, so it cannot be left out"
            )
            yield Diagnostic(name.location, Code.PERSONAL, message)
