"""What every reader returns: the pieces of a document, whatever its format was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.sources.items import Item, LeftOut

BlockKind = Literal[
    "heading",
    "paragraph",
    "item",
    "code",
    "table",
    "quote",
    "html",
    "rule",
    "comment",
    "summary",
    "open",
    "close",
    "term",
    "definition",
    "question",
    "answer",
    "choice",
    "tags",
    "section",
    "noise",
]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document.

    ``text`` is Markdown, with its indentation taken off and its marker (``##``,
    ``1.``) still on; ``content`` is the text without the marker. ``level`` is that of a
    heading. ``is_apart`` tells that a blank line stood before. The kinds ``question``,
    ``answer``, ``choice``, ``tags`` and ``section`` come from formats that name them,
    such as JSON; ``marker`` of a ``choice`` is ``x`` when it is right.
    """

    kind: BlockKind
    text: str
    line: int
    content: str = ""
    level: int = 0
    indent: int = 0
    marker: str = ""
    is_apart: bool = True


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column of a table became, by the name of its role, and why."""

    column: str
    role: str
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source as its reader understood it.

    ``items`` are the questions of a format that names them: there is nothing left to be
    recognised. ``is_prose`` tells that line breaks were the writer's own (plain text),
    so that a line is a paragraph. ``title`` and ``tags`` are what the document says of
    itself, ``left_out`` is what its reader knows to be in no question. ``is_guess``
    tells that its names (``title``, ``description``) may hold anything: only a file that
    is called after questions holds them then. ``columns`` are those of its tables.
    ``read_as`` names the format that a plain text turned out to have.
    """

    blocks: tuple[Block, ...] = ()
    title: str = ""
    tags: tuple[str, ...] = ()
    is_prose: bool = False
    remarks: tuple[tuple[int, str], ...] = ()
    images: tuple[tuple[str, bytes], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    is_guess: bool = False
    items: tuple[Item, ...] = ()
    columns: tuple[ColumnUse, ...] = ()
    read_as: str = ""


class ReaderError(Exception):
    """A source that its reader refuses: too large, too deep, or not of its format."""
