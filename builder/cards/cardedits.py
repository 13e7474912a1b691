"""Notes edited where they stand in a card file: comments and layout stay as they are."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from builder.base.diagnostic import Location
from builder.cards.exacttext import exact_scalar, in_quotes
from builder.cards.yamltree.written import WrittenNode, written_tree

_FLOW = re.compile(r"\w[\w\-.+/]*(?:::\w[\w\-.+/]*)*")
_LIST_KEYS = ("answer", "pinned")


@dataclass(frozen=True, slots=True)
class NoteEdit:
    """What is to become of the note at a place.

    ``texts`` are new texts by the places of the old ones; ``keys`` are keys to add, and
    ``fields`` fields of an own note type.
    """

    place: Location
    texts: Mapping[Location, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    tags_added: tuple[str, ...] = ()
    tags_removed: tuple[str, ...] = ()
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class _Splice:
    """New text for a stretch of the file."""

    start: int
    end: int
    text: str


def edited_file(text: str, edits: Sequence[NoteEdit]) -> str | None:
    """Return a card file with its notes edited; nothing where their layout forbids it.

    Whether it means what it should is for the caller to read.
    """
    tree = written_tree(text)
    notes = tree.part("notes") if tree is not None else None
    if notes is None:
        return None
    by_place = {(one.line, one.column): one for one in notes.parts}
    splices: list[_Splice] = []
    for edit in edits:
        entry = by_place.get((edit.place.line, edit.place.column))
        if entry is None or not entry.is_mapping:
            return None
        if edit.is_removed:
            splices.append(_removal(text, entry, notes))
        else:
            splices += _File(text).edited(entry, edit)
    return _spliced(text, splices)


def _spliced(text: str, splices: Sequence[_Splice]) -> str | None:
    end = len(text)
    for one in sorted(splices, key=lambda one: (one.start, one.end), reverse=True):
        if one.end > end:
            return None
        text = text[: one.start] + one.text + text[one.end :]
        end = one.start
    return text


def _removal(text: str, entry: WrittenNode, notes: WrittenNode) -> _Splice:
    """Take away an entry with the blank line before it; comments between notes stay."""
    start = text.rfind("\n", 0, entry.start) + 1
    later = [one.start for one in notes.parts if one.start > entry.start]
    end = text.rfind("\n", 0, min(later)) + 1 if later else len(text)
    lines = text[start:end].splitlines(keepends=True)
    while lines[1:] and re.fullmatch(r"\s*(?:#.*)?\s*", lines[-1]):
        end -= len(lines.pop())
    blank = re.search(r"\n[ \t]*\r?\n\Z", text[:start])
    return _Splice(blank.start() + 1 if blank else start, end, "")


class _File:
    """The text of a card file, and how it is laid out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def edited(self, entry: WrittenNode, edit: NoteEdit) -> Iterator[_Splice]:
        """Yield what makes the entry of a note another."""
        wanted = {(at.line, at.column): new for at, new in edit.texts.items()}
        for key, node, column, is_flow in self._scalars(entry):
            new = wanted.get((node.line, node.column))
            if new is not None:
                yield self._replaced(node, new, column, is_flow=is_flow)
                if key == "choices":
                    yield from self._named_again(entry, node, new)
        if edit.fields:
            fields = entry.part("fields")
            if fields is not None:
                yield self._added(fields, edit.fields)
        yield from self._with_keys(entry, edit)

    def _with_keys(self, entry: WrittenNode, edit: NoteEdit) -> Iterator[_Splice]:
        """Yield the keys and tags of a note that are others, or are added."""
        keys = {}
        for key, value in edit.keys.items():
            there = entry.part(key)
            if there is not None and there.value is not None:
                yield self._replaced(
                    there, value, self._column(there.key_start), is_flow=entry.is_flow
                )
            else:
                keys[key] = value
        tags = entry.part("tags")
        if tags is not None and (edit.tags_added or edit.tags_removed):
            yield self._tags(tags, edit)
        elif edit.tags_added:
            keys["tags"] = f"[{', '.join(map(_flow, edit.tags_added))}]"
        if keys:
            yield self._added(entry, keys)

    def _scalars(
        self, entry: WrittenNode
    ) -> Iterator[tuple[str, WrittenNode, int, bool]]:
        """Yield the texts of an entry: key, where it begins, whether it is in brackets."""
        for part in entry.parts:
            column = self._column(part.key_start)
            if part.value is not None:
                yield part.key, part, column, entry.is_flow
            is_flow = entry.is_flow or part.is_flow
            for inner in part.parts:
                if inner.value is not None:
                    at = inner.key_start or inner.start
                    inset = 0 if inner.key_start else 2
                    yield part.key, inner, self._column(at) - inset, is_flow

    def _column(self, offset: int) -> int:
        return offset - (self.text.rfind("\n", 0, offset) + 1)

    def _named_again(
        self, entry: WrittenNode, option: WrittenNode, new: str
    ) -> Iterator[_Splice]:
        """Name an option by its new text where it was named by its old."""
        old = (option.value or "").strip()
        for key in _LIST_KEYS:
            named = entry.part(key)
            if named is None:
                continue
            column = self._column(named.key_start)
            for node in (named, *named.parts):
                if node.value is not None and node.value.strip() == old:
                    yield self._replaced(node, new.strip(), column, is_flow=True)

    def _replaced(
        self, node: WrittenNode, new: str, column: int, *, is_flow: bool
    ) -> _Splice:
        """Write a text as the one before it was written, as far as it fits."""
        if node.style == "|":
            return self._block(node, new, column)
        is_one_line = "\n" not in self.text[node.start : node.end]
        end = node.end
        written = self._scalar(new, column)
        if is_one_line and "\n" not in new:
            if node.style == "'" and new.isprintable():
                written = "'" + new.replace("'", "''") + "'"
            elif node.style == '"' or is_flow:
                written = in_quotes(new)
        elif is_flow:
            written = in_quotes(new)
        elif node.style == ">":
            end = self._end_of_block(node)
            written = self._folded(node, new, end) or written
        return _Splice(node.start, end, written)

    def _folded(self, node: WrittenNode, new: str, end: int) -> str | None:
        """Return folded text in lines as long as they were; nothing where it has others."""
        head, *rows = self.text[node.start : end].splitlines()
        body = new.removesuffix("\n")
        is_clipped = "-" not in head and "+" not in head
        if not rows or new.endswith("\n") is not is_clipped:
            return None
        indent = rows[0][: len(rows[0]) - len(rows[0].lstrip(" "))]
        lines = textwrap.wrap(
            body,
            max(map(len, rows)) - len(indent),
            break_long_words=False,
            break_on_hyphens=False,
        )
        if " ".join(lines) != body or not body.isprintable() or "#" in head:
            return None
        return self.newline.join([head, *(f"{indent}{line}" for line in lines)])

    def _scalar(self, new: str, column: int) -> str:
        return exact_scalar(new, " " * column).replace("\n", self.newline)

    def _block(self, node: WrittenNode, new: str, column: int) -> _Splice:
        """Keep the block and its indent, where the new text fits into it."""
        end = self._end_of_block(node)
        head, *rows = self.text[node.start : end].splitlines()
        indents = [len(row) - len(row.lstrip(" ")) for row in rows if row.strip()]
        body = new.removesuffix("\n")
        is_clipped = "-" not in head and "+" not in head
        fits = (
            bool(indents)
            and "+" not in head
            and new.endswith("\n") is is_clipped
            and not re.search(r"\d", head.split("#")[0])
            and bool(body.strip())
            and body == body.strip("\n")
            and not body.startswith((" ", "\t"))
            and not re.search(
                "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]", body
            )
        )
        if not fits:
            return _Splice(node.start, end, self._scalar(new, column))
        indent = " " * indents[0]
        lines = [f"{indent}{row}" if row else "" for row in body.split("\n")]
        return _Splice(node.start, end, self.newline.join([head, *lines]))

    def _end_of_block(self, node: WrittenNode) -> int:
        """Return where the last line of a block ends that is not blank."""
        written = self.text[node.start : node.end]
        # What ends a block may be the indent of what follows it.
        return node.start + len(written.rstrip())

    def _end(self, node: WrittenNode) -> int:
        """Return where the last text of a node ends."""
        if node.is_flow or (node.value is not None and node.style not in {"|", ">"}):
            return node.end
        if node.value is not None:
            return self._end_of_block(node)
        return max((self._end(part) for part in node.parts), default=node.end)

    def _added(self, node: WrittenNode, values: Mapping[str, str]) -> _Splice:
        """Add keys at the end of a mapping."""
        if node.is_flow:
            last = self.text.rfind("}", node.start, node.end)
            rows = [
                f"{exact_scalar(k, '')}: {_in_flow(k, v)}" for k, v in values.items()
            ]
            comma = ", " if node.parts else ""
            return _Splice(last, last, comma + ", ".join(rows))
        column = self._column(node.parts[0].key_start)
        indent = " " * column
        end = self.text.find("\n", self._end(node))
        at = len(self.text.rstrip("\r\n")) if end < 0 else end
        if self.text[at - 1 : at] == "\r":
            at -= 1
        rows = [
            f"{indent}{exact_scalar(key, '')}: "
            f"{value if key == 'tags' else self._scalar(value, column)}"
            for key, value in values.items()
        ]
        return _Splice(at, at, "".join(f"{self.newline}{row}" for row in rows))

    def _tags(self, tags: WrittenNode, edit: NoteEdit) -> _Splice:
        gone = {tag.casefold() for tag in edit.tags_removed}
        kept = [one for one in tags.parts if (one.value or "").casefold() not in gone]
        if tags.is_flow or not kept:
            words = [self.text[one.start : one.end] for one in kept]
            words += map(_flow, edit.tags_added)
            end = tags.end if tags.is_flow else self._end(tags)
            return _Splice(tags.start, end, f"[{', '.join(words)}]")
        column = " " * (self._column(tags.parts[0].start) - 2)
        rows: list[str] = []
        for one in tags.parts:
            begin = self.text.rfind("\n", 0, one.start) + 1
            end = self.text.find("\n", one.end)
            row = self.text[begin : end if end >= 0 else len(self.text)]
            if one in kept:
                rows.append(row.rstrip("\r"))
        rows += [f"{column}- {_flow(tag)}" for tag in edit.tags_added]
        begin = self.text.rfind("\n", 0, tags.start) + 1
        last = self.text.find("\n", self._end(tags))
        last = last if last >= 0 else len(self.text)
        return _Splice(begin, last, self.newline.join(rows))


def _in_flow(key: str, value: str) -> str:
    return value if key == "tags" else in_quotes(value)


def _flow(tag: str) -> str:
    return tag if _FLOW.fullmatch(tag) else in_quotes(tag)
