"""A document's blocks to items: the pattern of the document, then what it marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from builder.items import Item, LeftOut, Recognition
from builder.readers.block import Block, Document
from builder.recognition import contents, label, styles, wording
from builder.recognition.answerkey import find_key
from builder.recognition import marks as marking
from builder.recognition.itemise import Span, make_item
from builder.recognition.marks import Mark
from builder.recognition.rows import with_rows
from builder.recognition.styles import Candidate

_CONTENT = frozenset(
    {"paragraph", "item", "code", "table", "quote", "answer", "choice", "html", "heading"}
)
_ENOUGH = 0.6
_ROUNDS = 6
_SURE = 0.85
_SHARE = 0.5
_LINES = 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a document marks its questions: the marks, and the headings around them.

    Headings up to ``section_level`` are sections where marks are no headings.
    """

    marks: Mapping[int, Mark] = field(default_factory=dict)
    section_level: int = 0


def recognise(document: Document, name: str = "") -> Recognition:
    """Find the items of a document; ``name`` is that of its file."""
    document = replace(document, blocks=tuple(with_rows(document.blocks)))
    blocks = document.blocks
    skipped = contents.skipped(blocks)
    key_place, key = find_key(blocks)
    skipped |= dict.fromkeys(range(key_place, len(blocks)), "key, put into the answers")
    title_place = _title_place(document)
    title = document.title or (
        wording.plain(blocks[title_place].content) if title_place is not None else ""
    )
    promised = wording.promises_questions(title, name)
    pattern = find_pattern(document, skipped, promised=promised)
    if not pattern.marks:
        single = _single_question(document, name, title_place, skipped)
        if single is None:
            everything = [
                LeftOut(block.line, block.text, "no questions found") for block in blocks
            ]
            return Recognition((), tuple(everything), title, document.remarks)
        pattern = Pattern({single.index: single}, 0)
    spans, left_out = walk(document, pattern, skipped, title_place)
    repeated = _repeated(spans)
    items = [
        make_item(
            span, document, key, is_repeated=_key(span.mark.title) in repeated
        )
        for span in spans
    ]
    return Recognition(
        tuple(items), tuple(sorted(left_out, key=lambda one: one.line)), title, document.remarks
    )


def find_pattern(
    document: Document, skipped: Mapping[int, str], *, promised: bool
) -> Pattern:
    """Choose the styles of a document, the main one first."""
    blocks = document.blocks
    counts = _content_counts(blocks, skipped)
    found = [mark for mark in marking.find_marks(blocks) if mark.index not in skipped]
    ranked = styles.candidates(found, blocks, counts, promised=promised)
    main = _main(ranked, promised=promised)
    if main is None:
        return Pattern()
    chosen = {
        mark.index: mark
        for mark in _main_marks(main, blocks, counts, promised=promised)
    }
    chosen |= _companions(main, ranked, chosen, blocks, counts)
    section_level = _section_level(blocks, chosen, skipped)
    pattern = Pattern(chosen, section_level)
    for _ in range(_ROUNDS):
        more = _uncovered(document, pattern, found, skipped, counts, main)
        if not more:
            break
        chosen = chosen | more
        pattern = Pattern(chosen, _section_level(blocks, chosen, skipped))
    ordered = [chosen[index] for index in sorted(chosen)]
    dropped = contents.announced(ordered, _answered(ordered, blocks, counts))
    kept = {index: mark for index, mark in chosen.items() if index not in dropped}
    return replace(pattern, marks=kept)


def _content_counts(blocks: Sequence[Block], skipped: Mapping[int, str]) -> list[int]:
    """Return, for each place, how many blocks with text stand before it."""
    flags = [
        int(block.kind in _CONTENT and index not in skipped and block.kind != "heading")
        for index, block in enumerate(blocks)
    ]
    return [0, *accumulate(flags)]


def _main(ranked: Sequence[Candidate], *, promised: bool) -> Candidate | None:
    """Return the style that explains the document, if any does."""
    usable = [one for one in ranked if _is_credible(one, promised=promised)]
    best = max(usable, key=lambda one: one.gain, default=None)
    if best is not None and best.gain >= _ENOUGH:
        return best
    lists = [one for one in usable if one.unanswered_gain >= _ENOUGH * 2]
    return max(lists, key=lambda one: one.unanswered_gain, default=None)


def _is_credible(one: Candidate, *, promised: bool) -> bool:
    kind = one.style[0]
    if kind in {"question", "label", "summary", "term", "pair"} or one.style[1:2] in {("q",), ("lone",)}:
        return True
    titled = [mark for mark in one.marks if not wording.is_boilerplate(mark.title)]
    share = one.asking_share
    if kind == "line" and len(titled) < _LINES and not promised:
        return False
    needed = _SHARE / 2 if titled and titled[0].form else _SHARE
    if share < needed and not promised:
        return False
    if len(titled) == 1 and not promised:
        return titled[0].evidence >= _SURE and kind == "heading" and "?" in titled[0].title.replace("？", "?")
    return share > 0 or promised


def _main_marks(
    main: Candidate,
    blocks: Sequence[Block],
    counts: Sequence[int],
    *,
    promised: bool,
) -> list[Mark]:
    """Leave out section headings and boilerplate that share the style of questions."""
    kept = []
    share = styles.strong_share(main.marks)
    ends = [mark.index for mark in main.marks[1:]] + [len(blocks)]
    for mark, end in zip(main.marks, ends, strict=True):
        has_answer = bool(mark.body.strip()) or counts[end] > counts[mark.index + 1]
        if wording.is_boilerplate(mark.title) or (mark.title and is_section_like(mark, share, has_answer=has_answer)):
            continue
        if main.is_heading and not mark.form and share >= _SHARE and not mark.is_strong:
            if _is_intro(blocks, mark, end, promised=promised):
                continue
        kept.append(mark)
    return kept


def is_section_like(mark: Mark, share: float, *, has_answer: bool) -> bool:
    """Whether a mark that does not ask stands among questions that do."""
    if mark.is_strong or share < 0.3:  # noqa: PLR2004 -- topics are the questions here
        return False
    if not has_answer:
        return True
    is_title = mark.style[0] in {"heading", "summary", "term"}
    return not is_title and share >= 0.7 and not mark.form  # noqa: PLR2004


_SPEAKS_OF_PARTS = re.compile(
    r"(?i)questions?\b|\bsection\b|\bpart\b|\bchapter\b|\bcovers?\b|below|following|"
    "问题|本节|本章|部分|以下|如下|面试题|[:：]$"
)


def _is_intro(
    blocks: Sequence[Block], mark: Mark, end: int, *, promised: bool
) -> bool:
    """Whether a short title has one short paragraph below: a section's first words."""
    if len(mark.title.split()) > 4 or len(mark.title) > 40:  # noqa: PLR2004
        return False
    below = [block for block in blocks[mark.index + 1 : end] if block.kind in _CONTENT]
    if len(below) != 1 or below[0].kind != "paragraph" or len(below[0].text) > 160:  # noqa: PLR2004
        return False
    return not promised or bool(_SPEAKS_OF_PARTS.search(below[0].text))


def _companions(
    main: Candidate,
    ranked: Sequence[Candidate],
    chosen: Mapping[int, Mark],
    blocks: Sequence[Block],
    counts: Sequence[int],
) -> dict[int, Mark]:
    """Return marks of kindred styles: headings of another level, or without number."""
    more: dict[int, Mark] = {}
    level = max((mark.level for mark in chosen.values()), default=7)
    headings = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    next_heading = dict(
        zip(headings, [*headings[1:], len(blocks)], strict=False)
    )
    numbered = {mark.form for mark in chosen.values()} - {""}
    for one in ranked:
        if one is main:
            continue
        if one.style[0] == "label" and main.style[0] == "label":
            more |= {mark.index: mark for mark in one.marks}
        if main.style[0] == "item" and one.style[:2] == main.style[:2]:
            if one.style[2] == main.style[2]:
                more |= {m.index: m for m in one.marks if m.evidence >= _SURE}
        if not one.is_heading or not main.is_heading:
            continue
        for mark in one.marks:
            end = next_heading[mark.index]
            direct = counts[end] > counts[mark.index + 1]
            if _belongs(mark, level, numbered, is_direct=direct):
                more[mark.index] = mark
    return more


def _belongs(mark: Mark, level: int, numbered: set[str], *, is_direct: bool) -> bool:
    if wording.is_boilerplate(mark.title):
        return False
    if mark.level == level:
        return mark.is_strong
    if mark.level < level:
        return mark.evidence >= _SURE and is_direct
    return mark.form in numbered and mark.evidence >= _SURE and mark.level == level + 1


def _section_level(
    blocks: Sequence[Block], chosen: Mapping[int, Mark], skipped: Mapping[int, str]
) -> int:
    """Return the deepest level of headings that stand right before questions."""
    level = 0
    current = 0
    for index, block in enumerate(blocks):
        if index in chosen:
            if chosen[index].style[0] != "heading":
                level = max(level, current)
            current = 0
        elif block.kind == "heading":
            current = block.level
        elif index not in skipped and block.kind not in {"rule", "open", "comment"}:
            current = 0
    return level or 2


def _uncovered(
    document: Document,
    pattern: Pattern,
    found: Sequence[Mark],
    skipped: Mapping[int, str],
    counts: Sequence[int],
    main: Candidate,
) -> dict[int, Mark]:
    """Return marks of another style in parts that the chosen marks leave alone."""
    spans, _ = walk(document, pattern, skipped, None)
    covered: dict[int, int] = {}
    for number, span in enumerate(spans):
        for index in span.indices:
            covered[index] = number
    free = [
        mark
        for mark in found
        if mark.index not in pattern.marks
        and mark.index not in covered
        and mark.style[0] != "line"
    ]
    best = _best_of(free, document.blocks, counts)
    if best:
        return best
    return _swallowed(found, pattern, covered, len(spans), document.blocks, counts)


def _best_of(
    free: Sequence[Mark], blocks: Sequence[Block], counts: Sequence[int]
) -> dict[int, Mark]:
    for one in styles.candidates(free, blocks, counts, promised=False):
        strong = [mark for mark in one.marks if mark.evidence >= _SURE]
        enough = _ENOUGH if one.style[0] == "label" else _ENOUGH * 2
        if one.gain >= enough and len(strong) >= 0.7 * len(one.marks):
            return {mark.index: mark for mark in strong}
    return {}


def _swallowed(
    found: Sequence[Mark],
    pattern: Pattern,
    covered: Mapping[int, int],
    span_count: int,
    blocks: Sequence[Block],
    counts: Sequence[int],
) -> dict[int, Mark]:
    """Return the marks of a second style that took over inside one long answer."""
    inside: dict[tuple[str, ...], dict[int, list[Mark]]] = {}
    for mark in found:
        number = covered.get(mark.index)
        if number is None or mark.evidence < _SURE or mark.index in pattern.marks:
            continue
        if mark.style[0] in {"line", "quote"} or mark.style[:2] == ("item", "bullet"):
            continue
        inside.setdefault(mark.style, {}).setdefault(number, []).append(mark)
    for style, by_span in sorted(inside.items()):
        biggest = max(by_span.values(), key=len)
        is_rare = len(by_span) <= max(1, span_count // 4)
        answered = _answered(biggest, blocks, counts)
        if is_rare and len(biggest) >= _LINES and sum(answered) >= 0.7 * len(biggest):
            return {mark.index: mark for group in by_span.values() for mark in group}
        if style[0] == "label" and len(biggest) > 1:
            return {mark.index: mark for group in by_span.values() for mark in group}
    return {}


def _answered(
    ordered: Sequence[Mark], blocks: Sequence[Block], counts: Sequence[int]
) -> list[bool]:
    ends = [mark.index for mark in ordered[1:]] + [len(blocks)]
    return [
        bool(mark.body.strip()) or counts[end] > counts[mark.index + 1]
        for mark, end in zip(ordered, ends, strict=True)
    ]


def walk(
    document: Document,
    pattern: Pattern,
    skipped: Mapping[int, str],
    title_place: int | None,
) -> tuple[list[Span], list[LeftOut]]:
    """Go through a document once and share its blocks out among the questions."""
    walker = _Walker(document, pattern, skipped, title_place)
    if -1 in pattern.marks:
        walker.begin(pattern.marks[-1], Block("paragraph", "", 1))
    for index, block in enumerate(document.blocks):
        walker.step(index, block)
    return walker.spans, walker.left_out


class _Walker:
    """Where the walk through a document stands: sections above, question at hand."""

    def __init__(
        self,
        document: Document,
        pattern: Pattern,
        skipped: Mapping[int, str],
        title_place: int | None,
    ) -> None:
        self.document = document
        self.pattern = pattern
        self.skipped = skipped
        self.title_place = title_place
        self.spans: list[Span] = []
        self.left_out: list[LeftOut] = []
        self.sections: list[tuple[int, str]] = []
        self.current: Span | None = None
        self.depth = 0
        self.last_mark = max(pattern.marks, default=-1)

    def step(self, index: int, block: Block) -> None:
        mark = self.pattern.marks.get(index)
        if mark is not None:
            self.begin(mark, block)
        elif index in self.skipped:
            self.leave(block, self.skipped[index])
        elif index == self.title_place:
            self.current = None
            self.leave(block, "title of the document")
        elif block.kind == "section":
            self.current = None
            self.sections = [(block.level, block.content)]
        elif self.is_section(index, block):
            self.begin_section(block)
        elif self.is_end(block, index):
            self.current = None
            self.leave(block, "after the questions")
        elif self.current is not None:
            self.current.indices.append(index)
        else:
            self.leave(block, "belongs to no question")
        if block.kind == "close" and self.current is not None:
            self.close_details(block)

    def begin(self, mark: Mark, block: Block) -> None:
        if mark.style[0] == "heading":
            self.sections = [one for one in self.sections if one[0] < mark.level]
        path = tuple(title for _, title in self.sections)
        self.current = Span(mark, block.line, path, [])
        self.spans.append(self.current)
        self.depth = 1 if mark.style[0] == "summary" else 0

    def close_details(self, block: Block) -> None:
        """End the answer of a summary with its details, that of a term with its list."""
        if block.marker == "dl":
            if self.current is not None and self.current.mark.style[0] == "term":
                self.current = None
            return
        if self.current is not None and self.current.mark.style[0] == "summary":
            self.depth -= 1
            if self.depth <= 0:
                self.current = None

    def is_section(self, index: int, block: Block) -> bool:
        if block.kind == "open" and self.current is not None:
            following = index + 1
            if following in self.pattern.marks:
                self.current = None
            else:
                self.depth += 1
        if block.kind == "heading":
            return self.is_section_heading(index, block)
        return self.is_title_line(index, block)

    def is_section_heading(self, index: int, block: Block) -> bool:
        title = wording.plain(block.content)
        says_answer = marking.is_answer_word(title) or label.has_answer_label(title)
        if self.current is None:
            return not says_answer
        mark = self.current.mark
        if says_answer:
            return False
        if mark.style[0] != "heading":
            return block.level <= self.pattern.section_level
        if block.level == mark.level and mark.form and not wording.is_boilerplate(title):
            # Questions carry numbers here: a heading without one is a part of an answer
            # when text follows it, and a section when a question does.
            return label.take_label(title).form != "" or self.leads_on(index)
        return block.level <= mark.level

    def leads_on(self, index: int) -> bool:
        """Whether nothing but other headings stands between a heading and a question."""
        blocks = self.document.blocks
        for place in range(index + 1, len(blocks)):
            if place in self.pattern.marks:
                return True
            if place not in self.skipped and blocks[place].kind not in {"rule", "open"}:
                return blocks[place].kind == "heading"
        return True

    def is_title_line(self, index: int, block: Block) -> bool:
        """Whether a short line right before a question names a part of the document."""
        following = index + 1
        while following in self.skipped or self.is_rule(following):
            following += 1
        mark = self.pattern.marks.get(following)
        if mark is None or block.kind not in {"paragraph", "item"} or "\n" in block.text:
            return False
        text = wording.plain(block.text)
        if len(text) > 40 or len(text.split()) > 8 or re.search(r"[.。;；,，、?？!！]$", text):  # noqa: PLR2004
            return False
        if wording.is_placeholder(text) or wording.is_noise(text):
            return False
        if self.current is not None and not self.current.indices and not self.current.mark.body:
            return False
        if not self.spans and not self.left_out:
            return False  # the first line of a text is its title
        is_bold = text != block.text.strip() and block.text.strip().startswith(("**", "__", "<b", "<strong"))
        if block.kind == "item":
            return block.marker[:1] in "一二三四五六七八九十" and mark.form != "一"
        is_last_line = self.document.is_prose and block.is_apart and not text.endswith((":", "："))
        return (is_bold or is_last_line) and not re.search(r"\d$", text) and mark.style[0] != "heading"

    def is_rule(self, index: int) -> bool:
        blocks = self.document.blocks
        return index < len(blocks) and blocks[index].kind in {"rule", "open", "html"}

    def begin_section(self, block: Block) -> None:
        level = block.level if block.kind == "heading" else 7
        title = wording.plain(block.content or block.text).rstrip(":： ")
        self.sections = [one for one in self.sections if one[0] < level]
        if title and not wording.is_boilerplate(title):
            self.sections.append((level, title))
        self.current = None
        self.leave(block, "heading of a section")

    def is_end(self, block: Block, index: int) -> bool:
        """Whether a piece in or behind the last answer speaks to the reader instead."""
        if self.current is None or block.kind not in {"paragraph", "item", "html", "quote"}:
            return False
        if index < self.last_mark and not wording.is_boilerplate(block.content):
            return False
        if self.document.is_prose or block.kind == "paragraph":
            bare = wording.plain(block.content).rstrip(":：")
            is_heading = wording.is_boilerplate(bare) and len(bare) > 1 and block.is_apart
            is_bold = block.text.startswith("**")
            if is_heading and (is_bold or self.document.is_prose) and index > self.last_mark:
                return True
        return index > self.last_mark and wording.is_tail(block.content)

    def leave(self, block: Block, reason: str) -> None:
        if block.kind not in {"open", "close", "definition", "rule"}:
            self.left_out.append(LeftOut(block.line, block.text, reason))


def _title_place(document: Document) -> int | None:
    """Return the place of the heading that is the document's title."""
    headings = [
        (index, block.level)
        for index, block in enumerate(document.blocks)
        if block.kind == "heading"
    ]
    if not headings:
        return None
    first, level = headings[0]
    if level == 1 and sum(1 for _, other in headings if other == 1) == 1:
        return first
    return None


def _single_question(
    document: Document, name: str, title_place: int | None, skipped: Mapping[int, str]
) -> Mark | None:
    """Return the question of a document that is one question as a whole."""
    blocks = document.blocks
    if not any(i not in skipped and b.kind in _CONTENT for i, b in enumerate(blocks)):
        return None
    stem = re.sub(r"^\d+[\s._-]*", "", name.rpartition(".")[0] or name)
    names = [document.title, re.sub(r"[-_]+", " ", stem)]
    if title_place is not None:
        title = wording.plain(blocks[title_place].content)
        if wording.interrogation(title) >= _SURE and _is_short(blocks, title):
            return Mark(title_place, ("whole",), title, 1.0, level=1)
        return None
    for title in names:
        if wording.interrogation(title) >= _SURE and _is_short(blocks, title):
            return Mark(-1, ("whole",), title, 1.0)
    return None


def _is_short(blocks: Sequence[Block], title: str) -> bool:
    """Whether a document answers its title and is no article in many parts."""
    parts = sum(1 for block in blocks if block.kind == "heading" and block.level == 2)
    return parts <= 2 or bool(re.search(r"[?？]", title))  # noqa: PLR2004


def _repeated(spans: Iterable[Span]) -> set[str]:
    seen: dict[str, int] = {}
    for span in spans:
        key = _key(span.mark.title)
        seen[key] = seen.get(key, 0) + 1
    return {key for key, number in seen.items() if number > 1}


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).casefold()


def by_sections(document: Document) -> Recognition:
    """Return an item for each heading with text below it, for documents without Q&A."""
    blocks = document.blocks
    skipped = contents.skipped(blocks)
    title_place = _title_place(document)
    counts = _content_counts(blocks, skipped)
    headings = [
        index
        for index, block in enumerate(blocks)
        if block.kind == "heading" and index != title_place and index not in skipped
    ]
    chosen: dict[int, Mark] = {}
    for index, end in zip(headings, [*headings[1:], len(blocks)], strict=False):
        title = label.take_label(wording.plain(blocks[index].content)).title
        if counts[end] > counts[index + 1] and title:
            chosen[index] = Mark(index, ("heading", "section"), title, 1.0, level=blocks[index].level)
    pattern = Pattern(chosen, 6)
    spans, left_out = walk(document, pattern, skipped, title_place)
    items = [make_item(span, document, {}, is_repeated=False) for span in spans]
    title = wording.plain(blocks[title_place].content) if title_place is not None else ""
    return Recognition(tuple(items), tuple(left_out), document.title or title, document.remarks)
