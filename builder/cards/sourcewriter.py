"""sources.yaml as an import leaves it: sources added, options changed, all else as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from builder.base.code import Code
from builder.base.diagnostic import BuilderError, Diagnostic, Location
from builder.cards import yamltree
from builder.cards.cardwriter import flow, scalar
from builder.cards.yamltree import Items, Table

Written: TypeAlias = Mapping[str, "str | Sequence[str] | Mapping[str, str]"]
"""What a source says, by the keys of sources.yaml."""

_HEAD = """\
# The sources of this deck and the options each is imported with. Edit it as you like:
# `decks import` reads all of them again.

"""
_BLANK = re.compile(r"\s*(?:#.*)?")


def with_sources(
    text: str, path: str, changed: Mapping[int, Written], added: Sequence[Written]
) -> str:
    """Return sources.yaml with other options in some entries, and more at its end.

    ``changed`` holds what each of the entries, by number, says from now on.

    Raises:
        BuilderError: It is written in a form that takes no more entries.
    """
    before = _said(text, path)
    wanted = [changed.get(number, one) for number, one in enumerate(before)]
    lines = text.split("\n")
    for number in sorted(changed, reverse=True):
        lines = _with_entry(lines, _entries(text, path), number, changed[number])
    result = "\n".join(lines)
    if added:
        body = "" if result.strip() in {"", "[]"} else f"{result.rstrip()}\n\n"
        entries = "\n\n".join("\n".join(_rows(one, 0)) for one in added)
        result = f"{body or _HEAD}{entries}\n"
    if _said(result, path) != [*wanted, *added]:
        message = (
            "nothing can be added here: begin each source with `- path: ` on a line"
        )
        raise BuilderError(str(Diagnostic(Location(path, 1, 1), Code.SOURCE, message)))
    return result


def can_say(path: str) -> bool:
    """Whether a path can stand in the file: one that is no text, say, cannot."""
    if path.encode(errors="replace").decode() != path:
        return False
    one = {"path": path}
    return _said("\n".join(_rows(one, 0)), "") == [one]


def _said(text: str, path: str) -> list[Written]:
    return [_plain(entry) for entry in _entries(text, path)]


def _entries(text: str, path: str) -> list[Table]:
    tree, _ = yamltree.parse(text, path)
    values = tree.values if isinstance(tree, Items) else ()
    return [one for one in values if isinstance(one, Table)]


def _plain(entry: Table) -> Written:
    found: dict[str, str | Sequence[str] | Mapping[str, str]] = {}
    for key, node in entry.values.items():
        if isinstance(node, Table):
            found[key] = {
                name: value.value
                for name, value in node.values.items()
                if isinstance(value, yamltree.Text)
            }
        elif isinstance(node, Items):
            found[key] = [
                one.value for one in node.values if isinstance(one, yamltree.Text)
            ]
        else:
            found[key] = node.value
    return found


def _with_entry(
    lines: list[str], entries: Sequence[Table], number: int, wanted: Written
) -> list[str]:
    """Return the lines with one entry changed: key by key, where each has its lines."""
    entry = entries[number]
    first, column = entry.location.line - 1, entry.location.column - 1
    following = entries[number + 1 : number + 2]
    end = following[0].location.line - 1 if following else len(lines)
    while end > first + 1 and _BLANK.fullmatch(lines[end - 1]):
        end -= 1
    rows = lines[first:end]
    places = [key.location for key in entry.keys.values()]
    is_block = all(one.column == column + 1 for one in places) and all(
        one.line < two.line for one, two in pairwise(places)
    )
    if is_block:
        rows = _with_keys(rows, entry, first, column, wanted)
    else:
        lead = rows[0][: max(0, rows[0].find("-"))]
        rows = list(_rows(wanted, len(lead)))
    return [*lines[:first], *rows, *lines[end:]]


def _with_keys(
    rows: list[str], entry: Table, first: int, column: int, wanted: Written
) -> list[str]:
    said = _plain(entry)
    keys = list(entry.keys)
    starts = [entry.keys[key].location.line - 1 - first for key in keys]
    parts: list[list[str]] = []
    for key, start, end in zip(keys, starts, [*starts[1:], len(rows)], strict=True):
        kept = rows[start:end]
        if key in wanted and wanted[key] != said[key]:
            last = end
            while last > start + 1 and _BLANK.fullmatch(rows[last - 1]):
                last -= 1
            shown = f"{rows[start][:column]}{_row(key, wanted[key])}"
            kept = [shown, *rows[last:end]]
        parts.append(kept if key in wanted else [])
    parts += [
        [f"{' ' * column}{_row(key, wanted[key])}"] for key in wanted if key not in said
    ]
    return [row for part in parts for row in part]


def _rows(one: Written, indent: int) -> Iterator[str]:
    lead = " " * indent
    for number, (key, value) in enumerate(one.items()):
        yield f"{lead}{'  ' if number else '- '}{_row(key, value)}"


def _row(key: str, value: str | Sequence[str] | Mapping[str, str]) -> str:
    if isinstance(value, str):
        ways = re.match(r"(?:\.\.?/)*", value)
        lead = ways[0] if ways else ""
        rest = value[len(lead) :]
        is_plain = rest and scalar(rest, "") == rest
        return f"{key}: {value if is_plain else scalar(value, '')}"
    if isinstance(value, Mapping):
        pairs = (f"{flow(name)}: {flow(target)}" for name, target in value.items())
        return f"{key}: {{{', '.join(pairs)}}}"
    return f"{key}: [{', '.join(flow(one) for one in value)}]"
