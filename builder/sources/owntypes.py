"""Which columns become what: by the author's word, and by the fields of a note type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from builder.anki.notetypefolders import read_note_type_folders
from builder.anki.notetypereader import read_fields
from builder.base.diagnostic import BuilderError, did_you_mean
from builder.base.phrases import first_line
from builder.cards.importoptions import ImportOptions
from builder.cards.note import BUILT_IN_NOTE_TYPES, KINDS
from builder.cards.project import CARDS_FOLDER, NOTE_TYPES_FOLDER, read_deck_file
from builder.cards.sourcekeys import MAP_TARGETS
from builder.sources.readers.chosencolumns import ChosenColumns

VOCABULARY = "vocabulary"
"""The one note type of the tool whose fields are columns of a list of words."""

_BESIDE_FIELDS = ("tag", "tags", "deck", "id")
_FOLDER = f"{CARDS_FOLDER}/{NOTE_TYPES_FOLDER}"


def chosen_columns(options: ImportOptions, folder: Path | None) -> ChosenColumns | None:
    """Return what columns become, when the author has chosen; ``folder`` is the project's.

    Raises:
        BuilderError: The note type is not there, or has no such field.
    """
    if options.note_type:
        fields = _fields(options, folder)
        roles = dict(_roles_of_fields(options, fields))
        return ChosenColumns(roles, fields, options.note_type)
    if not options.columns:
        return None
    roles = {column: MAP_TARGETS[target] for column, target in options.columns}
    needed = {"front": {"question"}, "back": {"answer", "option"}}
    for target, wanted in needed.items():
        is_cloze = target == "back" and options.kind == "cloze"
        if not wanted & set(roles.values()) and not is_cloze:
            message = f"no column becomes the `{target}`: add COLUMN={target}"
            raise options.refusal("columns", message)
    return ChosenColumns(roles)


def _fields(options: ImportOptions, folder: Path | None) -> tuple[str, ...]:
    name = options.note_type
    if name == VOCABULARY:
        kind = next(one for one in KINDS if one.name == VOCABULARY)
        return (*kind.required, *kind.optional)
    if name in BUILT_IN_NOTE_TYPES:
        message = (
            "a note type of the tool's own: leave the option out, or say with --kind "
            "what questions become"
        )
        raise options.refusal("note_type", message)
    if folder is None:
        message = "it needs a project, which has note types of its own"
        raise options.refusal("note_type", message)
    return _own_fields(options, folder)


def _own_fields(options: ImportOptions, folder: Path) -> tuple[str, ...]:
    project, problems = read_deck_file(folder)
    if project is None:
        raise BuilderError(f"{problems[0]}: mend it first (`decks check`)")
    folders, _, problems = read_note_type_folders(project)
    own = {one.key: one for one in folders if one.is_own}
    found = own.get(options.note_type)
    if found is None:
        known = [*own, VOCABULARY]
        told = ", ".join(f"`{one}`" for one in own)
        message = (
            f"no such note type in {_FOLDER}{did_you_mean(options.note_type, known)}: "
            f"{f'there is {told}' if own else 'there is none yet'}"
        )
        raise options.refusal("note_type", message)
    fields, problems = read_fields(found)
    if problems:
        raise BuilderError(f"{problems[0]}: mend it first (`decks check`)")
    return fields


def _roles_of_fields(
    options: ImportOptions, fields: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    by_name: Mapping[str, str] = {one.casefold(): one for one in reversed(fields)}
    for column, target in options.columns:
        field = by_name.get(target.casefold(), "")
        if not field and target not in _BESIDE_FIELDS:
            told = ", ".join(f"`{one}`" for one in (*fields, "tag", "deck", "id"))
            message = (
                f"no field `{first_line(target)}` in `{options.note_type}`"
                f"{did_you_mean(target, fields)}: one of {told}"
            )
            raise options.refusal("columns", message, column)
        yield column, field or MAP_TARGETS[target]
