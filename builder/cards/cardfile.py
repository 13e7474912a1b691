"""The keys of a card file: one table for the reader and for the JSON Schema."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, did_you_mean
from builder.base.phrases import first_line
from builder.cards import yamltree
from builder.cards.note import DRAFT, KINDS, Kind, Note
from builder.cards.yamltree import Items, Node, Table, Text

Shape = Literal[
    "text", "filled", "id", "deck", "guid", "type",
    "flag", "tags", "choices", "answer", "fields", "notes",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a card file."""

    name: str
    shape: Shape
    description: str


FILE_KEYS: tuple[Key, ...] = (
    Key(
        "deck",
        "deck",
        "Deck of the notes in this file, below the root deck, such as "
        "`Kubernetes::Pod`. Default: from the file's path.",
    ),
    Key("tags", "tags", "Tags of every note in this file, such as `k8s::pod`."),
    Key("source", "text", "Where the facts of this file came from."),
    Key("notes", "notes", "The notes."),
)

NOTE_KEYS: tuple[Key, ...] = (
    Key("id", "id", "Unique in the project and permanent: Anki knows the note by it."),
    Key("front", "filled", "Question, in Markdown."),
    Key("back", "filled", "Answer, in Markdown."),
    Key("reversed", "flag", "Also ask the other way round: one more card."),
    Key("typed", "flag", "Ask the learner to type the answer."),
    Key(
        "cloze",
        "filled",
        "Text with deletions: `{{c1::hidden}}`, `{{c1::hidden::hint}}`, or `==hidden==`,"
        " which is numbered for you.",
    ),
    Key("choices", "choices", "The options of a multiple-choice note, in any order."),
    Key(
        "answer",
        "answer",
        "The right option, as its text or its number; a list when several are right.",
    ),
    Key("type", "type", "One of the project's own note types (cards/notetypes/NAME)."),
    Key("fields", "fields", "The fields of an own note type, each in Markdown."),
    Key("tags", "tags", "Tags of this note, added to those of the file."),
    Key("deck", "deck", "Deck of this note, below the root deck."),
    Key("hint", "text", "Shown on the question side when the learner asks for it."),
    Key("extra", "text", "Shown with the answer: why, an example, a picture."),
    Key("source", "text", "Where the fact came from."),
    Key("guid", "guid", "Only for a note that came from an existing Anki deck."),
)

_COMMON = frozenset({"id", "tags", "deck", "hint", "extra", "source", "guid"})
_SHAPES = {key.name: key.shape for key in NOTE_KEYS}
_ID = re.compile(r"[^\W_][\w.:/-]*")
# Anki sets and clears these itself and strips them from an imported package:
# https://docs.ankiweb.net/leeches.html
RESERVED_TAGS = frozenset({"leech", "marked"})
# Deeper decks make Anki refuse the whole package (decks/addupdate.rs).
MAXIMUM_DECK_LEVELS = 10


def read_card_file(
    tree: Node | None, path: str, *, root: str, default_deck: str
) -> tuple[list[Note], list[Diagnostic]]:
    """Turn the tree of one card file into notes, and say what is wrong with it.

    ``root`` is the name of the root deck, ``default_deck`` the deck below it for a
    file that names none. A note with a mistake of form is left out.
    """
    reader = Reader()
    start = Location(path, 1, 1)
    if tree is None:
        reader.report(
            start, Code.NO_NOTES, "no notes: write `notes:` and a list of them"
        )
        return [], reader.diagnostics
    if not isinstance(tree, Table):
        reader.wrong_type(tree, "a card file", "a mapping with the key `notes`")
        return [], reader.diagnostics
    reader.only(tree, [key.name for key in FILE_KEYS])
    entries = tree.values.get("notes")
    if entries is None:
        reader.report(
            start, Code.NO_NOTES, "no notes: write `notes:` and a list of them"
        )
        return [], reader.diagnostics
    if not isinstance(entries, Items):
        reader.wrong_type(entries, "`notes`", "a list: begin each note with `- `")
        return [], reader.diagnostics
    if not entries.values:
        reader.report(entries.location, Code.NO_NOTES, "`notes` is empty")
    own_deck = reader.text(tree, "deck")
    deck = (
        deck_name(reader, own_deck.value, own_deck.location, root)
        if own_deck
        else f"{root}::{_composed(default_deck)}"
    )
    defaults = _Defaults(root, deck, reader.tags(tree), reader.text(tree, "source"))
    found = [_read_note(reader, entry, defaults) for entry in entries.values]
    notes = [note for note in found if note is not None]
    if own_deck is None and any(note.deck == deck for note in notes):
        deck_name(reader, default_deck, start, root)
    return notes, reader.diagnostics


@dataclass(frozen=True, slots=True)
class _Defaults:
    """What the head of a file says for all its notes."""

    root: str
    deck: str
    tags: tuple[str, ...]
    source: Text | None


def _read_note(reader: Reader, entry: Node, defaults: _Defaults) -> Note | None:
    if not isinstance(entry, Table):
        reader.wrong_type(entry, "a note", "a mapping with keys such as `front`")
        return None
    found_before = len(reader.diagnostics)
    reader.only(entry, [key.name for key in NOTE_KEYS])
    kind = _kind_of(reader, entry)
    if kind is None:
        return None
    common = {
        key: text
        for key in ("hint", "extra", "source")
        if (text := reader.text(entry, key)) is not None and text.value.strip()
    }
    if "source" not in common and defaults.source is not None:
        common["source"] = defaults.source
    tags = tuple(dict.fromkeys((*defaults.tags, *reader.tags(entry))))
    texts = _texts(reader, entry, kind, is_draft=DRAFT in tags)
    choices, answers = _choices(reader, entry) if kind.name == "choice" else ((), ())
    note_type = reader.text(entry, "type")
    guid = reader.text(entry, "guid")
    if guid is not None and not guid.value.strip():
        reader.report(guid.location, Code.EMPTY, "`guid` is empty: leave the key out")
    elif guid is not None and _is_broken(guid.value.strip()):
        message = f"the guid {_BROKEN.format(first_line(guid.value))}"
        reader.report(guid.location, Code.GUID, message)
    deck = reader.text(entry, "deck")
    note = Note(
        id=_note_id(reader, entry),
        kind=kind,
        note_type=note_type.value if note_type else kind.note_type,
        location=entry.location,
        id_place=next(iter(entry.keys.values())).location,
        texts=texts,
        common=common,
        flags=frozenset(flag for flag in kind.flags if reader.flag(entry, flag)),
        choices=tuple(choices),
        answers=frozenset(answers),
        tags=tags,
        deck=(
            deck_name(reader, deck.value, deck.location, defaults.root)
            if deck
            else defaults.deck
        ),
        guid=guid.value.strip() if guid else None,
    )
    found = reader.diagnostics[found_before:]
    has_errors = any(finding.is_error for finding in found)
    return note if note.texts and not has_errors else None


def _kind_of(reader: Reader, entry: Table) -> Kind | None:
    """Tell the kind of a note by its keys and report keys of another kind."""
    kind = next((kind for kind in KINDS if kind.marker in entry.values), None)
    if kind is None:
        found = [key for key in ("back", "answer", "fields") if key in entry.values]
        missing = {"back": "front", "answer": "choices", "fields": "type"}
        wanted = missing[found[0]] if found else "front`, `cloze`, `choices` or `type"
        reader.report(
            entry.location, Code.MISSING_KEY, f"the note has no `{wanted}`: write one"
        )
        return None
    allowed = {*kind.required, *kind.flags, *_COMMON}
    for name, key in entry.keys.items():
        if name in _SHAPES and name not in allowed:
            message = (
                f"`{name}` does not go with `{kind.marker}`: a note is of one kind, "
                f"{_article(kind)} note has {_enumerate(kind.required)}"
            )
            reader.report(key.location, Code.KIND, message)
    for name in kind.required:
        if name not in entry.values:
            message = (
                f"`{name}` is missing: {_article(kind)} note has "
                f"{_enumerate(kind.required)}"
            )
            reader.report(entry.location, Code.MISSING_KEY, message)
    return kind


def _article(kind: Kind) -> str:
    return f"an {kind.name}" if kind.name == "own" else f"a {kind.name}"


def _enumerate(names: Iterable[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)


def _texts(
    reader: Reader, entry: Table, kind: Kind, *, is_draft: bool
) -> dict[str, Text]:
    if kind.name == "own":
        fields = entry.values.get("fields")
        if isinstance(fields, Table) and not (fields.values or fields.is_broken):
            reader.report(fields.location, Code.EMPTY, "`fields` is empty")
        return reader.fields(entry)
    texts = {}
    for key in kind.required:
        if _SHAPES[key] != "filled":
            continue
        text = reader.text(entry, key)
        if text is None:
            continue
        if not text.value.strip() and not (is_draft and key == "back"):
            reader.report(text.location, Code.EMPTY, f"`{key}` is empty")
        texts[key] = text
    return texts


def _choices(reader: Reader, entry: Table) -> tuple[list[Text], list[int]]:
    choices = reader.texts(entry, "choices")
    values = [choice.value.strip() for choice in choices]
    if "choices" in entry.values and len(choices) < 2:  # noqa: PLR2004 -- one is none
        place = entry.values["choices"].location
        reader.report(place, Code.CHOICES, "a choice note needs at least two `choices`")
    for number, choice in enumerate(choices):
        if not values[number]:
            reader.report(choice.location, Code.EMPTY, "a choice is empty")
        elif values[number] in values[:number]:
            message = f"the choice `{first_line(values[number])}` is given twice"
            reader.report(choice.location, Code.CHOICES, message)
    answers = []
    wanted_answers = reader.texts(entry, "answer", or_one=True)
    if not wanted_answers and isinstance(entry.values.get("answer"), Items):
        place = entry.values["answer"].location
        reader.report(place, Code.CHOICES, "`answer` is empty: name the right choice")
    for answer in wanted_answers:
        wanted = answer.value.strip()
        if wanted in values:
            answers.append(values.index(wanted))
            _warn_of_number(reader, answer, values)
        elif re.fullmatch(r"[0-9]{1,4}", wanted) and 1 <= int(wanted) <= len(values):
            answers.append(int(wanted) - 1)
        elif values:
            message = (
                f"the answer `{first_line(wanted)}` is none of the choices"
                f"{did_you_mean(wanted, values)}: give its text, or its number from 1 "
                f"to {len(values)}"
            )
            reader.report(answer.location, Code.CHOICES, message)
    return choices, answers


def _warn_of_number(reader: Reader, answer: Text, values: Sequence[str]) -> None:
    """Warn of a bare number that is the text of one choice and counts another."""
    number = answer.value.strip()
    if answer.style or not number.isdecimal() or not 1 <= int(number) <= len(values):
        return
    counted = values[int(number) - 1]
    if counted != number:
        message = (
            f"the answer `{number}` is taken for the choice with this text, not for the "
            f"choice number {number}: write `'{number}'`, or `{first_line(counted)}` if that "
            "is meant"
        )
        reader.warn(answer.location, Code.CHOICES, message)


def _note_id(reader: Reader, entry: Table) -> str:
    text = reader.text(entry, "id")
    if text is None:
        return ""
    if not _ID.fullmatch(text.value):
        near = re.sub(r"[^\w.:/-]+", "-", text.value).strip("-_.:/")
        suggestion = f", such as `{near}`" if near else ""
        message = (
            f"the id `{first_line(text.value)}` is not one word: use letters, digits and "
            f"`-`{suggestion}"
        )
        reader.report(text.location, Code.ID, message)
    return text.value


def _composed(name: str) -> str:
    """Return a name in NFC, as Anki keeps decks and tags."""
    return unicodedata.normalize("NFC", name)


_BROKEN = "`{}` has a line break or a tab: write it on one line, with spaces"


def _is_broken(name: str) -> bool:
    return re.search(r"[\n\t]", name) is not None


def deck_name(reader: Reader, name: str, place: Location, root: str = "") -> str:
    """Return the full name of a deck and check its form.

    ``name`` is below the root deck; without a ``root`` it is the root deck's own.
    """
    name = _composed(name)
    message = _deck_problem(name, root)
    if message:
        reader.report(place, Code.DECK_NAME, message)
    return f"{root}::{name}" if root else name


def _deck_problem(name: str, root: str) -> str:
    parts = name.split("::")
    if _is_broken(name.strip()):
        return f"the deck {_BROKEN.format(first_line(name))}"
    if not all(part.strip() for part in parts):
        return (
            f"the deck `{name}` has an empty part: write `A::B` with no `::` at an end"
        )
    if any(part != part.strip() or '"' in part for part in parts):
        return f'the deck `{name}` has a space around `::` or a `"`: Anki changes those'
    levels = len(parts) + (len(root.split("::")) if root else 0)
    if levels > MAXIMUM_DECK_LEVELS:
        return (
            f"the deck is {levels} levels deep (the root deck counts): Anki imports at "
            f"most {MAXIMUM_DECK_LEVELS}"
        )
    return ""


class Reader:
    """Typed reading of a YAML tree; what is wrong is collected in ``diagnostics``."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def report(self, location: Location, code: Code, message: str) -> None:
        """Add an error."""
        self.diagnostics.append(Diagnostic(location, code, message))

    def warn(self, location: Location, code: Code, message: str) -> None:
        """Add a warning."""
        self.diagnostics.append(Diagnostic(location, code, message, "warning"))

    def wrong_type(self, node: Node, what: str, wanted: str) -> None:
        """Report a node of the wrong shape."""
        found = {Text: "text", Items: "a list", Table: "a mapping"}[type(node)]
        self.report(node.location, Code.TYPE, f"{what} is {found}, it must be {wanted}")

    def only(self, table: Table, known: Iterable[str]) -> None:
        """Report keys that are not known."""
        names = list(known)
        for name, key in table.keys.items():
            if name not in names:
                message = f"unknown key `{first_line(name)}`{did_you_mean(name, names)}"
                self.report(key.location, Code.UNKNOWN_KEY, message)

    def text(self, table: Table, key: str) -> Text | None:
        """Return the text of a key, or nothing when it is absent."""
        node = table.values.get(key)
        if node is None or isinstance(node, Text):
            return node
        if isinstance(node, Table) and node.is_broken:
            return None  # `{{c1::…}}` without quotes, already reported
        self.wrong_type(node, f"`{key}`", "text")
        return None

    def flag(self, table: Table, key: str) -> bool:
        """Return whether a key says ``true``."""
        text = self.text(table, key)
        if text is None:
            return False
        if text.value not in {"true", "false"}:
            message = f"`{key}` is `{first_line(text.value)}`, it must be true or false"
            self.report(text.location, Code.TYPE, message)
        return text.value == "true"

    def texts(self, table: Table, key: str, *, or_one: bool = False) -> list[Text]:
        """Return the texts of a list; with ``or_one`` a single text is a list too."""
        node = table.values.get(key)
        if node is None:
            return []
        if or_one and isinstance(node, Text):
            return [node]
        if not isinstance(node, Items):
            wanted = (
                f"a list, such as [{first_line(node.value)}]"
                if (isinstance(node, Text) and node.value)
                else "a list"
            )
            self.wrong_type(node, f"`{key}`", wanted)
            return []
        texts = []
        for value in node.values:
            if isinstance(value, Text):
                texts.append(value)
            else:
                self.wrong_type(value, f"an entry of `{key}`", "text")
        return texts

    def tags(self, table: Table, key: str = "tags") -> tuple[str, ...]:
        """Return tags, checked for what Anki cannot hold."""
        tags = []
        for text in self.texts(table, key):
            tag = _composed(text.value)
            problem = _tag_problem(tag)
            if problem:
                self.report(text.location, Code.TAG, problem)
            tags.append(tag)
        return tuple(tags)

    def fields(self, table: Table) -> dict[str, Text]:
        """Return the fields of an own note type."""
        node = table.values.get("fields")
        if node is None:
            return {}
        if not isinstance(node, Table):
            self.wrong_type(node, "`fields`", "a mapping from field to text")
            return {}
        names = list(node.values)
        return {
            name: text for name in names if (text := self.text(node, name)) is not None
        }


def _tag_problem(tag: str) -> str:
    if not tag:
        return "a tag is empty"
    if re.search(r"\s", tag):
        joined = re.sub(r"\s+", "-", tag.strip())
        return f"the tag `{first_line(tag)}` has a space: write `{first_line(joined)}`"
    if not all(tag.split("::")):
        return f"the tag `{tag}` has an empty part: write `a::b` with no `::` at an end"
    if tag.lower() in RESERVED_TAGS:
        return f"Anki keeps the tag `{tag}` for itself and drops it on import"
    return ""


def json_schema() -> str:
    """Return the JSON Schema of card files, for editors and other tools."""
    note = _object(NOTE_KEYS)
    note["anyOf"] = [{"required": [kind.marker]} for kind in KINDS]
    note["allOf"] = [_when(kind) for kind in KINDS]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Anki Deck Builder card file",
        **_object(FILE_KEYS),
        "required": ["notes"],
        "$defs": {**_DEFINITIONS, "note": note},
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _object(keys: tuple[Key, ...]) -> dict[str, Any]:
    properties = {
        key.name: {"description": key.description, **_SCHEMA[key.shape]} for key in keys
    }
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _when(kind: Kind) -> dict[str, Any]:
    """Say which keys a note needs, and may not have, once it has the kind's marker."""
    earlier = KINDS[: KINDS.index(kind)]
    allowed = {*kind.required, *kind.flags, *_COMMON}
    markers = [{"not": {"required": [other.marker]}} for other in earlier]
    return {
        "if": {"required": [kind.marker], **({"allOf": markers} if markers else {})},
        "then": {
            "required": list(kind.required),
            "properties": {key: False for key in _SHAPES if key not in allowed},
        },
    }


def _any_case(word: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


# The patterns hold for strings only: an editor sees `1.10` and `no` as other scalars.
# No lookbehind and no `\w`: every engine of regular expressions means the same by them.
_DECK_PART = r'(?!\s)(?:(?!\s*::|\s+$)[^"\n\t])+'
_RESERVED = "|".join(map(_any_case, sorted(RESERVED_TAGS)))
_TAG_PART = r"(?:(?!::)\S)+"
_ID_PATTERN = r"^[^\s!-/:-@\[-`{-~][^\s!-,;-@\[-^`{-~]*$"
_SCALAR: Mapping[str, Any] = {"type": ["string", "number", "boolean"]}
_TEXT: Mapping[str, Any] = {"$ref": "#/$defs/text"}
_FILLED: Mapping[str, Any] = {**_TEXT, "pattern": r"\S"}
_TAG: Mapping[str, Any] = {
    **_SCALAR,
    "pattern": f"^(?!(?:{_RESERVED})$){_TAG_PART}(?:::{_TAG_PART})*$",
}
_DEFINITIONS: Mapping[str, Any] = {
    "text": {
        "type": ["string", "number", "boolean", "null"],
        "pattern": r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$",
    },
}
_SCHEMA: Mapping[Shape, Mapping[str, Any]] = {
    "text": _TEXT,
    "filled": _FILLED,
    "id": {**_SCALAR, "pattern": _ID_PATTERN},
    "deck": {
        **_SCALAR,
        "pattern": f"^{_DECK_PART}(?:::{_DECK_PART}){{0,{MAXIMUM_DECK_LEVELS - 2}}}$",
    },
    "guid": {**_SCALAR, "pattern": r"^\s*[^\s][^\n\t]*\s*$"},
    "type": {
        **_SCALAR,
        "pattern": r"\S",
        "not": {"enum": sorted(kind.note_type for kind in KINDS if kind.note_type)},
    },
    "flag": {"enum": [True, False, "true", "false"]},
    "tags": {"type": "array", "items": _TAG},
    "choices": {"type": "array", "items": _FILLED, "minItems": 2, "uniqueItems": True},
    "answer": {"anyOf": [_FILLED, {"type": "array", "items": _FILLED, "minItems": 1}]},
    "fields": {"type": "object", "additionalProperties": _TEXT, "minProperties": 1},
    "notes": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/note"}},
}


def parse_card_file(
    text: str, path: str, *, root: str, default_deck: str
) -> tuple[list[Note], list[Diagnostic]]:
    """Read one card file from its text."""
    tree, diagnostics = yamltree.parse(text, path)
    if diagnostics and tree is None:
        return [], diagnostics
    notes, more = read_card_file(tree, path, root=root, default_deck=default_deck)
    return notes, diagnostics + more
