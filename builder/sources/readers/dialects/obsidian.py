"""Cards of Obsidian's plugins: `::`, `:::`, `?`, `??`, ``==gaps==`` and ``#card``.

https://stephenmwangi.com/obsidian-spaced-repetition/flashcards
https://github.com/reuseman/flashcards-obsidian/wiki
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.sources.items import Item, NoteForm
from builder.sources.readers import deletions, lines
from builder.sources.readers.block import Document
from builder.sources.readers.dialects import marked
from builder.sources.readers.dialects.marked import MarkedLine, MarkedText, Sheet
from builder.sources.readers.frontmatter import FrontMatter

_TAG = re.compile(r"(?<!\S)#flashcards?(?P<deck>(?:/[\w-]+)*)(?=\s|$)")
_CARD = re.compile(
    r"(?<!\S)#card(?:[-/](?P<kind>reverse|spaced))?(?=\s|$)", re.IGNORECASE
)
_BEHIND = re.compile(r"(?<=\S)[ \t]#flashcards?[ \t]*$")
_SCHEDULE = re.compile(r"<!--\s*SR:")
_PAIR = re.compile(
    r"^(?P<front>(?:(?!::|;;).)*?\S)[ \t]*(?<!:)(?P<mark>:{2,3}(?!:)|;;)[ \t]*(?P<back>\S.*)$"
)
# Gaps, and names of programs that colons part: ``std::vector``, ``A::B::C``, ``a::b()``.
_WHOLE = re.compile(
    r"==[^=\n]+==|\{\{[^{}\n]+\}\}|\b(?:std|boost|crate|self|super)::\w+"
    r"|\w+(?:::\w+){2,}|\w+::\w+[(<]"
)
_BREAK = re.compile(r"^\?{1,2}$")
_GAP = re.compile(
    r"==(?:(?P<number>\d{1,3});;)?(?=\S)(?P<gap>(?:(?!==|;;).)+?)(?:;;(?P<hint>(?!==).+?))?"
    r"(?<=\S)==(?:\^\[(?P<note>[^\[\]]*)\])?"
)
_BRACES = re.compile(r"\{\{(?!c\d+::)(?P<gap>[^{}]+)\}\}")
_BLOCK_NAME = re.compile(r"[ \t]+\^[A-Za-z0-9-]{4,}$")
_MARKER = re.compile(r"(?:#{1,6}|[-*+])\s+(?:\[[ xX]\]\s+)?")
_FEWEST = 2
_MOSTLY = 0.8


def read(text: MarkedText) -> Document | None:
    """Return the cards of a note of Obsidian."""
    _as_card_tags(text)
    is_tagged = text.has(_TAG) or any(
        re.fullmatch(r"#?flashcards?(?:/.*)?", tag) for tag in text.head.tags
    )
    is_marked = (
        is_tagged
        or text.has(_SCHEDULE)
        or sum(_is_broken(one) for one in text.paragraphs()) >= _FEWEST
        or _has_cards(text)
        or _is_of_pairs(text)
    )
    if not is_marked:
        return None
    reader = _Reader(text, has_gaps=is_tagged or text.has(_SCHEDULE))
    reader.run()
    return reader.sheet.document()


def _as_card_tags(text: MarkedText) -> None:
    """Read ``#flashcard`` behind several fronts as ``#card``: it names no deck there."""
    behind = [
        place
        for place, line in enumerate(text.lines)
        if _BEHIND.search(line.plain) and not lines.HEADING.match(line.bare)
    ]
    if len(behind) < _FEWEST:
        return
    for place in behind:
        line = text.lines[place]
        text.lines[place] = replace(line, text=_BEHIND.sub(" #card", line.text))


def _is_broken(paragraph: Sequence[MarkedLine]) -> bool:
    """Whether a line `?` stands within a paragraph."""
    return 0 < _break_in(paragraph) < len(paragraph) - 1


def _break_in(paragraph: Sequence[MarkedLine]) -> int:
    """Return the place of a line `?`, or 0."""
    marks = [bool(_BREAK.match(line.plain.strip())) for line in paragraph]
    return marks.index(True) if True in marks else 0


def _has_cards(text: MarkedText) -> bool:
    """Whether lines that are no bullets are cards by a tag."""
    found = [line for line in text.lines if _CARD.search(line.plain)]
    return any(not lines.BULLET.match(line.bare) for line in found)


def _is_of_pairs(text: MarkedText) -> bool:
    """Whether nearly all lines are a front and a back parted by two colons."""
    said = [
        line.plain
        for line in text.lines
        if line.bare and not line.is_code and not lines.HEADING.match(line.bare)
    ]
    pairs = sum(_pair(one) is not None for one in said)
    return pairs >= _FEWEST and pairs >= len(said) * _MOSTLY


def _pair(line: str) -> re.Match[str] | None:
    """Return the two sides of a line that is not parted within a gap or a name."""
    return _PAIR.match(_WHOLE.sub(lambda match: "\u00b7" * len(match[0]), line))


def _whole(paragraphs: Sequence[list[MarkedLine]]) -> list[list[MarkedLine]]:
    """Join what a `?` parts that stands between blank lines."""
    joined: list[list[MarkedLine]] = []
    was_break = False
    for paragraph in paragraphs:
        is_break = len(paragraph) == 1 and bool(_BREAK.match(paragraph[0].bare))
        if joined and (is_break or was_break):
            joined[-1] += paragraph
        else:
            joined.append(list(paragraph))
        was_break = is_break or bool(_BREAK.match(paragraph[-1].bare))
    return joined


class _Reader:
    """Goes through the paragraphs once; what is found stands in ``sheet``."""

    def __init__(self, text: MarkedText, *, has_gaps: bool) -> None:
        self.text = text
        self.has_gaps = has_gaps
        self.sheet = Sheet(_without_tag(text))
        self.deck: tuple[str, ...] = ()
        self.heading: MarkedLine | None = None

    def run(self) -> None:
        for paragraph in _whole(list(self.text.paragraphs())):
            self.paragraph(self.without_decks(paragraph))
        self.open_section()

    def without_decks(self, paragraph: Sequence[MarkedLine]) -> list[MarkedLine]:
        """Return lines without the tags that name the deck of what follows."""
        kept = []
        for line in paragraph:
            match = _TAG.search(line.plain)
            if match is None:
                kept.append(line)
                continue
            self.deck = tuple(part for part in match["deck"].split("/") if part)
            rest = f"{line.text[: match.start()]}{line.text[match.end() :]}"
            if rest.strip(" #"):
                kept.append(replace(line, text=rest.rstrip()))
        return kept

    def paragraph(self, paragraph: list[MarkedLine]) -> None:
        while paragraph and _is_heading(paragraph[0]):
            follows = paragraph[1:2] and _BREAK.match(paragraph[1].bare)
            if follows:
                break
            self.open_section()
            self.heading, *paragraph = paragraph
            if _CARD.search(self.heading.plain) and paragraph:
                self.tagged(self.heading, paragraph)
                self.heading = None
                return
        place = _break_in(paragraph)
        tagged = next((at for at, one in enumerate(paragraph) if _is_card(one)), None)
        if place and place + 1 < len(paragraph):
            self.open_section()
            form: NoteForm = "reversed" if paragraph[place].bare == "??" else ""
            back = paragraph[place + 1 :]
            # Without a blank line between two cards the last line begins the next.
            following = _break_in(back)
            end = following - 1 if following > 1 else len(back)
            self.add(paragraph[:place], back[:end], form)
            if back[end:]:
                self.paragraph(back[end:])
        elif tagged is not None and tagged + 1 < len(paragraph):
            front = paragraph[: tagged + 1]
            self.open_section()
            self.tagged(front[-1], paragraph[tagged + 1 :], front[:-1])
        elif paragraph:
            self.single_lines(paragraph)

    def tagged(
        self,
        mark: MarkedLine,
        back: Sequence[MarkedLine],
        before: Sequence[MarkedLine] = (),
    ) -> None:
        """Add the card of a line that is tagged as its front."""
        match = _CARD.search(mark.plain)
        kind = (match["kind"] or "").lower() if match else ""
        start, end = match.span() if match else (0, 0)
        rest = f"{mark.text[:start]}{mark.text[end:]}".rstrip()
        front = [*before, *([replace(mark, text=rest)] if rest.strip() else [])]
        self.add(front, back, "reversed" if kind == "reverse" else "")

    def single_lines(self, paragraph: Sequence[MarkedLine]) -> None:
        """Add the cards of one line each; lines with gaps belong to one card."""
        rest: list[MarkedLine] = []
        for line in paragraph:
            match = _pair(line.plain)
            if match is None:
                rest.append(line)
                continue
            self.open_section()
            front, back = match.span("front"), match.span("back")
            form: NoteForm = "reversed" if match["mark"] == ":::" else ""
            self.add(
                [replace(line, text=line.text[slice(*front)])],
                [replace(line, text=line.text[slice(*back)])],
                form,
            )
        if rest:
            self.rest(rest)

    def rest(self, paragraph: Sequence[MarkedLine]) -> None:
        """Add what has gaps, or a schedule below a heading; leave anything else."""
        text = _text(paragraph)
        gapped = _with_gaps(text) if self.has_gaps else text
        if deletions.is_cloze(gapped):
            self.open_section()
            question, tags = marked.without_tags(gapped)
            self.put(
                Item(question.strip(), "", paragraph[0].number, tags, form="cloze")
            )
        elif self.heading is not None and any(
            _SCHEDULE.search(line.text) for line in paragraph
        ):
            heading, self.heading = self.heading, None
            self.add([heading], paragraph, "")
        else:
            self.open_section()
            self.sheet.leave(paragraph[0].number, text)

    def add(
        self, front: Sequence[MarkedLine], back: Sequence[MarkedLine], form: NoteForm
    ) -> None:
        """Add a card of two sides."""
        if not front:
            return
        question = _MARKER.sub("", _text(front).strip())
        question, tags = marked.without_tags(question)
        answer, more = marked.without_tags(_text(back))
        self.put(
            Item(question, answer.strip(), front[0].number, (*tags, *more), form=form)
        )

    def put(self, item: Item) -> None:
        section = (*self.deck, *self.sheet.section)
        self.sheet.items.append(replace(item, section=section))

    def open_section(self) -> None:
        """Take the heading before for that of a section, as it is no front."""
        if self.heading is not None:
            level = len(self.heading.bare) - len(self.heading.bare.lstrip("#"))
            bare = marked.without_schedule(self.heading.bare)
            title, _ = marked.without_tags(bare.strip("# "))
            self.sheet.enter(level, title, self.heading.number)
            self.heading = None


def _without_tag(text: MarkedText) -> FrontMatter:
    tags = [
        one for one in text.head.tags if not one.lstrip("#").startswith("flashcard")
    ]
    return replace(text.head, tags=tuple(tags))


def _is_heading(line: MarkedLine) -> bool:
    return not line.is_code and lines.HEADING.match(line.bare) is not None


def _is_card(line: MarkedLine) -> bool:
    return not lines.BULLET.match(line.bare) and bool(_CARD.search(line.plain))


def _text(rows: Sequence[MarkedLine]) -> str:
    """Return lines as the text of a card: no schedule, no name of a block."""
    kept = [
        line.text.rstrip() if line.is_code else _BLOCK_NAME.sub("", line.text.rstrip())
        for line in rows
    ]
    return marked.without_schedule("\n".join(kept)).strip("\n ")


def _with_gaps(text: str) -> str:
    gapped = deletions.with_deletions(text, _GAP)
    return gapped if gapped != text else deletions.with_deletions(text, _BRACES)
