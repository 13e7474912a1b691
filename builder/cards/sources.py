"""``cards/sources.yaml``: the sources of a deck and the options each is imported with."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.phrases import first_line
from builder.cards import names, yamltree
from builder.cards.getters import TreeReader
from builder.cards.importoptions import (
    KEYS_OF_OPTIONS,
    NOTHING_ASKED,
    ImportOptions,
    combination_problems,
    target_problem,
    word_problem,
)
from builder.cards.sourcekeys import (
    DECKS_BY,
    FORMAT_NAMES,
    MADE_BESIDE,
    NOTE_KINDS,
    QUESTION_STYLES,
    SOURCE_KEYS,
    WHOLE_ANSWERS,
)
from builder.cards.yamltree import Items, Node, Table, Text

_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:[/\\]")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_FORM = "sources.yaml is a list: begin each source with `- path: `"


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source of the deck: a file, or a folder that stands for those in it.

    ``path`` leads there from the project's folder, with ``/`` between folders;
    ``name`` is what notes call it when that is not the file's own name.
    """

    path: str
    options: ImportOptions = NOTHING_ASKED
    name: str = ""
    place: Location | None = None

    @property
    def called(self) -> str:
        """What notes call it, when it is a file."""
        return self.name or PurePosixPath(self.path).name

    def is_at(self, path: str) -> bool:
        """Whether it lies at a path of the same form."""
        return posixpath.normpath(self.path) == posixpath.normpath(path)


def read_sources(text: str, path: str) -> tuple[list[ListedSource], list[Diagnostic]]:
    """Turn the text of sources.yaml into sources, as far as it can be read."""
    tree, found = yamltree.parse(text, path)
    if tree is None:
        return [], found
    reader = TreeReader()
    if not isinstance(tree, Items):
        reader.report(Location(path, 1, 1), Code.SOURCE, _FORM)
        return [], [*found, *reader.diagnostics]
    sources = [one for one in (_source(reader, entry) for entry in tree.values) if one]
    reader.diagnostics += _repeated(sources)
    return sources, [*found, *reader.diagnostics]


def _source(reader: TreeReader, entry: Node) -> ListedSource | None:
    if not isinstance(entry, Table):
        reader.wrong_type(entry, "a source", "a mapping with `path`")
        return None
    reader.only(entry, [key.name for key in SOURCE_KEYS])
    path = reader.text(entry, "path")
    if path is None:
        if "path" not in entry.values:
            message = (
                "`path` is missing: where the source is, from the project's folder"
            )
            reader.report(entry.location, Code.SOURCE, message)
        return None
    problem = _path_problem(path.value)
    if problem:
        reader.report(path.location, Code.SOURCE, problem)
    name = reader.text(entry, "name")
    if name is not None:
        _check(reader, name, _name_problem)
    options = _options(reader, entry)
    return ListedSource(path.value, options, name.value if name else "", path.location)


def _path_problem(path: str) -> str:
    shown = first_line(path)
    if not path.strip():
        return "`path` is empty: where the source is, from the project's folder"
    if _ADDRESS.match(path):
        return f"`{shown}` is an address: save the page, and name its file"
    if _ABSOLUTE.match(path):
        return (
            f"`{shown}` is a place on this machine alone: write it from the project's "
            "folder, such as `../notes/a.md`"
        )
    if "\\" in path:
        return f"`{shown}`: write `/` between folders, as on every system"
    return ""


def _name_problem(name: str) -> str:
    if not name.strip():
        return "`name` is empty: write what notes call the source, or leave it out"
    parts = name.split("/")
    if not all(part.strip() for part in parts) or {".", ".."} & set(parts):
        return f"`{first_line(name)}` is no name: write one such as `notes/a.md`"
    return names.line_problem(name)


def _check(reader: TreeReader, text: Text, problem_of: Callable[[str], str]) -> None:
    problem = problem_of(text.value)
    if problem:
        reader.report(text.location, Code.SOURCE, problem)


def _options(reader: TreeReader, entry: Table) -> ImportOptions:
    into = reader.text(entry, "into")
    deck = reader.text(entry, "deck")
    note_type = reader.text(entry, "type")
    if deck is not None:
        reader.deck(deck.value, deck.location)
    options = ImportOptions(
        into=Path(into.value.strip()) if into and into.value.strip() else None,
        deck=deck.value.strip() if deck else "",
        tags=reader.tags(entry),
        make=tuple(_made(reader, entry)),
        whole=_word(reader, entry, "whole", WHOLE_ANSWERS),
        deck_by=_word(reader, entry, "deck_by", DECKS_BY),
        format_name=_word(reader, entry, "format", FORMAT_NAMES),
        is_by_sections=reader.flag(entry, "sections"),
        columns=tuple(_columns(reader, entry, has_type=note_type is not None)),
        note_type=note_type.value.strip() if note_type else "",
        kind=_word(reader, entry, "kind", NOTE_KINDS),
        question_style=_word(reader, entry, "question_style", QUESTION_STYLES),
        places={
            name: entry.values[key].location
            for name, key in KEYS_OF_OPTIONS.items()
            if key in entry.values
        }
        | _places_of_columns(entry),
    )
    for problem in combination_problems(options):
        reader.report(entry.values["kind"].location, Code.SOURCE, problem)
    return options


def _places_of_columns(entry: Table) -> dict[str, Location]:
    columns = entry.values.get("map")
    keys = columns.keys if isinstance(columns, Table) else {}
    return {f"columns={name}": key.location for name, key in keys.items()}


def _word(reader: TreeReader, entry: Table, key: str, known: Sequence[str]) -> str:
    text = reader.text(entry, key)
    if text is None:
        return ""
    problem = word_problem(text.value, known)
    if problem:
        reader.report(text.location, Code.SOURCE, f"`{key}` {problem}")
        return ""
    return text.value


def _made(reader: TreeReader, entry: Table) -> Iterator[str]:
    for text in reader.texts(entry, "make", or_one=True):
        problem = word_problem(text.value, MADE_BESIDE)
        if problem:
            reader.report(text.location, Code.SOURCE, f"`make` {problem}")
        else:
            yield text.value


def _columns(
    reader: TreeReader, entry: Table, *, has_type: bool
) -> Iterator[tuple[str, str]]:
    node = entry.values.get("map")
    if node is None:
        return
    if not isinstance(node, Table):
        wanted = "a mapping, such as {Spanish: front, English: back}"
        reader.wrong_type(node, "`map`", wanted)
        return
    for column, value in node.values.items():
        if not isinstance(value, Text):
            reader.wrong_type(value, f"the target of `{first_line(column)}`", "text")
            continue
        problem = "" if has_type else target_problem(value.value)
        if problem:
            reader.report(value.location, Code.SOURCE, problem)
        yield column, value.value


def _repeated(sources: Sequence[ListedSource]) -> Iterator[Diagnostic]:
    """Yield the sources that stand twice, or that notes would call the same."""
    paths: dict[str, Location] = {}
    called: dict[str, Location] = {}
    for one in sources:
        if one.place is None or not one.path:
            continue
        path = posixpath.normpath(one.path)
        if path in paths:
            message = (
                f"`{one.path}` is given twice (first on line {paths[path].line}): keep "
                "one of them"
            )
            yield Diagnostic(one.place, Code.SOURCE, message)
        elif one.called in called:
            message = (
                f"notes would call this `{one.called}`, and the source of line "
                f"{called[one.called].line} too: give one of them a `name`"
            )
            yield Diagnostic(one.place, Code.SOURCE, message)
        paths.setdefault(path, one.place)
        called.setdefault(one.called, one.place)
