"""Cards between `START` and `END`, as the plugin Obsidian_to_Anki reads them.

https://github.com/Pseudonium/Obsidian_to_Anki/wiki
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.sources.items import Item, NoteForm
from builder.sources.readers import deletions, lines
from builder.sources.readers.block import Document
from builder.sources.readers.dialects import marked
from builder.sources.readers.dialects.marked import MarkedLine, MarkedText, Sheet

_START = re.compile(r"START$")
_END = re.compile(r"END$")
_INLINE = re.compile(r"STARTI[ \t]*\[(?P<kind>[^\]\n]+)\](?P<card>.*?)ENDI")
_FIELD = re.compile(r"(?P<name>[A-Z][\w ]{0,30}):(?:[ \t]|$)")
_INLINE_FIELD = re.compile(r"\s(?P<name>Front|Back|Extra|Tags):\s")
_DECK = re.compile(r"TARGET DECK:?[ \t]*(?P<name>.*)$")
_TAGS = re.compile(r"FILE TAGS:?[ \t]*(?P<names>.*)$")
# ``{text}``, ``{1:text}``, ``{c1|text}``, ``{{c1::text}}``
_GAP = re.compile(
    r"(?<![\\{])\{(?!\{)(?:(?:c?(?P<number>\d{1,3}))[:|])?(?P<gap>[^{}\n]+)\}(?!\})"
)
_SIDES = ("Front", "Back")


def read(text: MarkedText) -> Document | None:
    """Return the cards of a note whose blocks begin with the type of a card."""
    bare = [line.bare for line in text.lines if not line.is_code]
    is_fenced = any(map(_START.match, bare)) and any(map(_END.match, bare))
    if not is_fenced and not any(map(_INLINE.search, bare)):
        return None
    reader = _Reader(Sheet(text.head))
    reader.run(text.lines)
    return reader.sheet.document()


class _Reader:
    """Goes through the lines once; ``held`` are those of the card that is open."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.held: list[MarkedLine] | None = None
        self.is_deck_next = self.are_tags_next = False

    def run(self, rows: Sequence[MarkedLine]) -> None:
        for line in rows:
            if self.held is None:
                self.outside(line)
            elif not line.is_code and _END.match(line.bare):
                self.add(self.held)
                self.held = None
            else:
                self.held.append(line)
        for line in self.held or ():
            self.sheet.leave(line.number, line.text, "a card without END")

    def outside(self, line: MarkedLine) -> None:
        """Read a line that stands in no card: what it says of those that follow."""
        inline = _INLINE.search(line.text)
        heading = None if line.is_code else lines.HEADING.match(line.bare)
        deck, tags = _DECK.match(line.bare), _TAGS.match(line.bare)
        if not line.is_code and _START.match(line.bare):
            self.held = []
        elif inline is not None:
            self.add_inline(inline, line.number)
        elif deck is not None or self.is_deck_next:
            self.sheet.title = deck["name"] if deck is not None else line.bare
            self.is_deck_next = deck is not None and not deck["name"]
        elif tags is not None or self.are_tags_next:
            names = tags["names"] if tags is not None else line.bare
            self.sheet.tags = tuple(re.findall(r"[^\s,#]+", names))
            self.are_tags_next = tags is not None and not tags["names"]
        elif heading is not None:
            bare = line.bare.lstrip("#")
            self.sheet.enter(len(line.bare) - len(bare), bare.strip("# "), line.number)
        else:
            self.sheet.leave(line.number, line.text)

    def add(self, held: Sequence[MarkedLine]) -> None:
        """Add the card of a block: its type, the front, then fields by name."""
        if not held:
            return
        kind, *rows = held
        fields: dict[str, list[str]] = {"Front": []}
        name = "Front"
        for line in rows:
            field = None if line.is_code else _FIELD.match(line.text)
            if field is not None and (field["name"] in {*_SIDES, "Extra", "Tags"}):
                name = field["name"]
                fields.setdefault(name, []).append(line.text[field.end() :])
            else:
                fields[name].append(line.text)
        texts = {key: _shown("\n".join(rows)) for key, rows in fields.items()}
        self.put(kind.bare, texts, kind.number)

    def add_inline(self, match: re.Match[str], number: int) -> None:
        parts = _INLINE_FIELD.split(f" {_shown(match['card'])} ")
        texts = {"Front": parts[0].strip()}
        texts |= dict(zip(parts[1::2], map(str.strip, parts[2::2]), strict=True))
        self.put(match["kind"], texts, number)

    def put(self, kind: str, texts: dict[str, str], number: int) -> None:
        tags = tuple(re.findall(r"[^\s,#]+", texts.get("Tags", "")))
        front, back = texts["Front"], texts.get("Back", "")
        section = self.sheet.section
        gapped = (
            deletions.with_deletions(front, _GAP) if "cloze" in kind.lower() else ""
        )
        if deletions.is_cloze(gapped):
            extra = texts.get("Extra", back)
            item = Item(gapped, "", number, tags, section, form="cloze", extra=extra)
        else:
            form: NoteForm = "reversed" if "reversed" in kind.lower() else ""
            extra = texts.get("Extra", "")
            item = Item(front, back, number, tags, section, form=form, extra=extra)
        if front:
            self.sheet.items.append(item)


def _shown(text: str) -> str:
    return marked.without_schedule(text).strip("\n ")
