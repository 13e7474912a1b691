"""Notes to the YAML of card files, so that a person is glad to edit it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from builder.base.diagnostic import BuilderError
from builder.cards import yamltree
from builder.cards.yamltree import Items, Node, Table, Text

# Text that YAML reads as it stands: begins with a letter or digit and has none of the
# marks that would end or change a plain scalar.
PLAIN = re.compile(
    r"(?!\s)[\w\u3000-\u9fff\uff00-\uffef（“《](?:[^:#\n\t]|:(?=\S)|(?<=\S)#)*(?<![\s:])"
)
_FLOW = re.compile(r"[\w][\w\-.+/]*(?:::[\w][\w\-.+/]*)*")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\t")
_LONGEST_PLAIN = 1_000


NoteValue: TypeAlias = str | Sequence[str] | Mapping[str, str]
"""What stands behind a key of a note: a text, a list, or texts by field."""


@dataclass(frozen=True, slots=True)
class CardNote:
    """A note to be written into a card file: its keys and values in their order."""

    id: str
    kind: str
    fields: Mapping[str, NoteValue]
    tags: tuple[str, ...] = ()
    source: str = ""
    guid: str = ""


def new_file(head: Mapping[str, str | Sequence[str]], entries: Sequence[str]) -> str:
    """Return a card file with its head and its notes."""
    rows = [f"{key}: {_value(value, '')}" for key, value in head.items() if value]
    return "\n".join([*rows, "notes:", "\n\n".join(entries)]) + "\n"


def entry(note: CardNote, *, deck: str = "", tags: Sequence[str] = ()) -> str:
    """Return a note as an entry of ``notes``, without a line end."""
    values: dict[str, NoteValue] = {"id": note.id}
    if note.guid:
        values["guid"] = note.guid
    values |= note.fields
    if deck:
        values["deck"] = deck
    every = (*tags, *note.tags)
    if every:
        values["tags"] = every
    if note.source:
        values["source"] = note.source
    text = "  - " + "\n    ".join(_row(key, value) for key, value in values.items())
    _check(text, values)
    return text


def _row(key: str, value: NoteValue) -> str:
    if isinstance(value, Mapping):
        fields = (
            f"\n      {scalar(name, '')}: {scalar(text, '      ')}"
            for name, text in value.items()
        )
        return f"{key}:{''.join(fields)}"
    is_list = key in {"choices", "answer", "steps", "points"}
    return f"{key}: {_listed(value) if is_list else _value(value, '    ')}"


def _value(value: str | Sequence[str], indent: str) -> str:
    if not isinstance(value, str):
        return f"[{', '.join(flow(one) for one in value)}]"
    return scalar(value, indent)


def _listed(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return scalar(value, "    ")
    return "".join(f"\n      - {scalar(one, '      ')}" for one in value)


def scalar(text: str, indent: str) -> str:
    """Return one text as YAML: plain, as a block, or in quotes, as it needs."""
    if _UNSAFE.search(text):
        return _escaped(text)
    if "\n" in text:
        return _block(text, indent)
    if PLAIN.fullmatch(text) and len(text) <= _LONGEST_PLAIN:
        return text
    if text and "'" not in text and ('"' in text or "\\" in text):
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def _escaped(text: str) -> str:
    """Return a text in quotes with what cannot be seen escaped, a code point at a time.

    JSON would write an emoji as two halves, which are no characters of YAML.
    """
    return "".join(
        one if one.isprintable() else f"\\U{ord(one):08x}"
        for one in json.dumps(text, ensure_ascii=False)
    )


def _block(text: str, indent: str) -> str:
    if not text.strip() or text != text.strip("\n"):
        return json.dumps(text, ensure_ascii=False)
    inner = indent + "  "
    hint = "2" if text.startswith(" ") else ""
    rows = [f"{inner}{line}" if line else "" for line in text.split("\n")]
    return "\n".join([f"|{hint}", *rows])


def flow(text: str) -> str:
    """Return one text as YAML that can stand in brackets."""
    return text if _FLOW.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _check(text: str, values: Mapping[str, NoteValue]) -> None:
    """Read an entry back: what is written is what was meant."""
    tree, problems = yamltree.parse(f"notes:\n{text}\n", "")
    notes = tree.values.get("notes") if isinstance(tree, Table) else None
    table = notes.values[0] if isinstance(notes, Items) and notes.values else None
    if problems or not isinstance(table, Table):
        raise BuilderError(f"the note `{values['id']}` cannot be written as YAML")
    for key, value in values.items():
        wanted: NoteValue = value.rstrip("\n") if isinstance(value, str) else [*value]
        if isinstance(value, Mapping):
            wanted = {name: one.rstrip("\n") for name, one in value.items()}
        if plain_value(table.values[key]) != wanted:
            raise BuilderError(f"`{key}` of `{values['id']}` cannot be written as YAML")


def plain_value(node: Node) -> str | list[str] | dict[str, str]:
    """Return what a text, a list of texts or a mapping to texts holds."""
    if isinstance(node, Text):
        return node.value.rstrip("\n")
    if isinstance(node, Items):
        return [one.value.rstrip("\n") for one in node.values if isinstance(one, Text)]
    return {
        name: one.value.rstrip("\n")
        for name, one in node.values.items()
        if isinstance(one, Text)
    }


def replace_entries(text: str, path: str, changed: Mapping[str, str]) -> str:
    """Return a card file with some of its entries replaced, by id; nothing else moves."""
    tree, _ = yamltree.parse(text, path)
    lines = text.split("\n")
    places = _places(tree)
    for number in range(len(places) - 1, -1, -1):
        note_id, start = places[number]
        if note_id not in changed:
            continue
        end = places[number + 1][1] if number + 1 < len(places) else len(lines)
        while end > start + 1 and re.fullmatch(r"\s*(?:#.*)?", lines[end - 1]):
            end -= 1
        lines[start:end] = changed[note_id].split("\n")
    return "\n".join(lines)


def with_sources(text: str, path: str, sources: Mapping[str, str]) -> str:
    """Return a card file whose notes name other sources, by id; nothing else moves.

    One whose source is not written as we write it stays as it is.
    """
    tree, _ = yamltree.parse(text, path)
    notes = tree.values.get("notes") if isinstance(tree, Table) else None
    lines = text.split("\n")
    for node in notes.values if isinstance(notes, Items) else ():
        identity = node.values.get("id") if isinstance(node, Table) else None
        source = node.values.get("source") if isinstance(node, Table) else None
        if not isinstance(identity, Text) or not isinstance(source, Text):
            continue
        place, old = source.location, scalar(source.value, "    ")
        line = lines[place.line - 1]
        rest = line[place.column - 1 :]
        if identity.value in sources and rest.startswith(old):
            new = scalar(sources[identity.value], "    ")
            lines[place.line - 1] = f"{line[: place.column - 1]}{new}{rest[len(old) :]}"
    return "\n".join(lines)


def _places(tree: Node | None) -> list[tuple[str, int]]:
    """Return each entry's id and the line, from 0, it begins on."""
    notes = tree.values.get("notes") if isinstance(tree, Table) else None
    if not isinstance(notes, Items):
        return []
    found = []
    for node in notes.values:
        identity = node.values.get("id") if isinstance(node, Table) else None
        name = identity.value if isinstance(identity, Text) else ""
        found.append((name, node.location.line - 1))
    return found


def with_more(text: str, entries: Sequence[str]) -> str:
    """Return a card file with entries added at its end."""
    return text.rstrip("\n") + "\n\n" + "\n\n".join(entries) + "\n"
