"""What an author may ask of an import, on the command line or in sources.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from builder.base.code import Code
from builder.base.diagnostic import BuilderError, Diagnostic, Location, did_you_mean
from builder.base.phrases import first_line
from builder.cards.sourcekeys import MAP_TARGETS


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the author asked for; what is empty was not asked for.

    ``make`` names what is made beside an item's own note, ``whole`` says whether a long
    answer stays when it is divided, ``deck_by`` what the decks below the deck are of;
    ``columns`` are what each column becomes, ``places`` are those of options that
    stand in sources.yaml.
    """

    into: Path | None = None
    deck: str = ""
    tags: tuple[str, ...] = ()
    make: tuple[str, ...] = ()
    whole: str = ""
    deck_by: str = ""
    format_name: str = ""
    is_by_sections: bool = False
    columns: tuple[tuple[str, str], ...] = ()
    note_type: str = ""
    kind: str = ""
    question_style: str = ""
    places: Mapping[str, Location] = field(
        default_factory=dict, compare=False, repr=False
    )

    def over(self, others: ImportOptions) -> ImportOptions:
        """Return these options, and others where nothing was asked for."""
        asked = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if one.name != "places" and getattr(self, one.name)
        }
        kept = {
            key: place
            for key, place in others.places.items()
            if key.partition("=")[0] not in asked
        }
        return replace(others, **asked, places=kept | dict(self.places))

    def refusal(self, name: str, message: str, column: str = "") -> BuilderError:
        """Return what is wrong with an option, or with a column of it, with its place."""
        place = self.places.get(f"{name}={column}") or self.places.get(name)
        if place is not None:
            return BuilderError(str(Diagnostic(place, Code.SOURCE, message)))
        key = KEYS_OF_OPTIONS[name]
        return BuilderError(f"--{key.replace('_', '-')} {self.shown(name)}: {message}")

    def shown(self, name: str) -> str:
        """Return the value of an option as it is typed behind ``decks import``."""
        value = getattr(self, name)
        if name == "columns":
            return ",".join(f"{column}={target}" for column, target in value)
        return ",".join(value) if isinstance(value, tuple) else str(value)


NOTHING_ASKED = ImportOptions()

KEYS_OF_OPTIONS: Mapping[str, str] = {
    "into": "into",
    "deck": "deck",
    "tags": "tags",
    "make": "make",
    "whole": "whole",
    "deck_by": "deck_by",
    "format_name": "format",
    "is_by_sections": "sections",
    "columns": "map",
    "note_type": "type",
    "kind": "kind",
    "question_style": "question_style",
}
"""The key of sources.yaml for each option, in the order in which they are written."""


def combination_problems(options: ImportOptions) -> Iterator[str]:
    """Yield what is wrong with options that do not go together."""
    if options.note_type and options.kind:
        yield (
            f"`{options.kind}` is a kind of the tool's own notes: the cards of the note "
            f"type `{options.note_type}` are what its templates say"
        )


def word_problem(word: str, known: Sequence[str]) -> str:
    """Say that a word is none of those that are known; nothing when it is."""
    if word in known:
        return ""
    return (
        f"cannot be `{first_line(word)}`{did_you_mean(word, known)}: one of "
        f"{', '.join(f'`{one}`' for one in known)}"
    )


def target_problem(target: str) -> str:
    """Say that a column cannot become this; nothing when it can."""
    if target in MAP_TARGETS:
        return ""
    known = [one for one in MAP_TARGETS if one != "tags"]
    return (
        f"no column becomes `{first_line(target)}`{did_you_mean(target, known)}: one of "
        f"{', '.join(f'`{one}`' for one in known)}"
    )


def written_options(options: ImportOptions) -> dict[str, Any]:
    """Return options as sources.yaml says them, by its keys."""
    values = {key: getattr(options, name) for name, key in KEYS_OF_OPTIONS.items()}
    values["map"] = dict(options.columns)
    values["sections"] = "true" if options.is_by_sections else ""
    values["tags"] = list(options.tags)
    values["make"] = options.make[0] if len(options.make) == 1 else list(options.make)
    values["into"] = options.into.as_posix() if options.into is not None else ""
    return {key: value for key, value in values.items() if value}
