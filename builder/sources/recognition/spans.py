"""A document gone through once: its blocks shared out among its questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.sources.items import LeftOut
from builder.sources.language import answerwords
from builder.sources.language.answerwords import is_answer_word
from builder.sources.language.boilerplate import is_noise
from builder.sources.language.documents import promises_questions
from builder.sources.language.farewells import is_farewell
from builder.sources.language.headings import SUMMARIES, is_boilerplate, names_group
from builder.sources.language.placeholders import is_placeholder
from builder.sources.language.plain import plain
from builder.sources.readers.block import Block, Document
from builder.sources.recognition import label
from builder.sources.recognition.itemise import Span
from builder.sources.recognition.marks import Marking
from builder.sources.recognition.nesting import inner_headings
from builder.sources.recognition.style import NO_LEVEL
from builder.sources.recognition.styles import WeighedStyle

# What stands behind the last rule is a footer up to this length.
_SHORT_FOOTER = 500
# A line that names a part of a document has so many characters and words.
_LONGEST_NAME = 40
_MOST_WORDS = 8
_BOLD_WHOLE = re.compile(
    r"(?P<mark>\*\*|__)(?:(?!(?P=mark)).)+(?P=mark)\W*|<(?:b|strong)\b.*</(?:b|strong)>\W*"
)
_HOLLOW = frozenset({"rule", "html", "comment", "open", "close"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a document marks its questions: the marks, and the headings around them.

    Headings up to ``section_level`` are sections where marks are no headings. ``main``
    is the style that was chosen first, ``runners_up`` the others, the best first; it
    ``is_doubtful`` where many headings of its style do not ask.
    """

    marks: Mapping[int, Marking] = field(default_factory=dict)
    section_level: int = 0
    main: WeighedStyle | None = None
    runners_up: tuple[WeighedStyle, ...] = ()
    is_doubtful: bool = False


def walk(
    document: Document,
    pattern: Pattern,
    skipped: Mapping[int, str],
    title_index: int | None,
) -> tuple[list[Span], list[LeftOut]]:
    """Go through a document once and share its blocks out among the questions."""
    walker = _Walker(document, pattern, skipped, title_index)
    if -1 in pattern.marks:
        walker.begin(pattern.marks[-1], Block("paragraph", "", 1))
    for index, block in enumerate(document.blocks):
        walker.step(index, block)
    walker.cut_footer()
    return walker.spans, walker.left_out


class _Walker:
    """Where the walk through a document stands: sections above, question at hand."""

    def __init__(
        self,
        document: Document,
        pattern: Pattern,
        skipped: Mapping[int, str],
        title_index: int | None,
    ) -> None:
        self.document = document
        self.pattern = pattern
        self.skipped = skipped
        self.title_index = title_index
        self.spans: list[Span] = []
        self.left_out: list[LeftOut] = []
        self.sections: list[tuple[int, str]] = []
        self.current: Span | None = None
        self.depth = 0
        self.last_mark = max(pattern.marks, default=-1)
        self.following = self._following()
        self.entries = inner_headings(document.blocks)

    def _following(self) -> list[int]:
        """Return, for each block, the index of the next one with text."""
        blocks = self.document.blocks
        following = [len(blocks)] * (len(blocks) + 1)
        for index in range(len(blocks) - 2, -1, -1):
            after = index + 1
            is_passed = blocks[after].kind in {"rule", "open", "html"}
            is_passed = is_passed or after in self.skipped
            if is_passed and after not in self.pattern.marks:
                following[index] = following[after]
            else:
                following[index] = after
        return following

    def step(self, index: int, block: Block) -> None:
        mark = self.pattern.marks.get(index)
        if mark is not None:
            self.begin(mark, block)
        elif index in self.skipped:
            self.leave(block, self.skipped[index])
        elif index == self.title_index:
            self.current = None
            self.leave(block, "title of the document")
        elif block.kind == "section":
            self.current = None
            names = [name for name in block.content.split("::") if name]
            self.sections = list(enumerate(names, start=1))
        elif self.is_section(index, block):
            self.begin_section(block, index)
        elif self.is_end(block, index):
            self.current = None
            self.leave(block, "after the questions")
        elif self.current is not None and self.takes(block):
            self.current.indices.append(index)
        else:
            self.leave(block, "belongs to no question")
        if block.kind == "close" and self.current is not None:
            self.close_details(block)

    def takes(self, block: Block) -> bool:
        """Whether a block can be in the answer at hand: a record's parts are named."""
        is_record = (
            self.current is not None and self.current.mark.style.kind == "question"
        )
        return not is_record or block.kind in {"answer", "choice", "tags"}

    def begin(self, mark: Marking, block: Block) -> None:
        if mark.style.kind == "heading":
            self.sections = [one for one in self.sections if one[0] < mark.level]
        path = tuple(title for _, title in self.sections)
        self.current = Span(mark, block.line, path, [])
        self.spans.append(self.current)
        self.depth = 1 if mark.style.kind == "summary" else 0

    def close_details(self, block: Block) -> None:
        """End the answer of a summary with its details, that of a term with its list."""
        if block.marker == "title":
            return
        if block.marker == "dl":
            if self.current is not None and self.current.mark.style.kind == "term":
                self.current = None
            return
        if self.current is not None and self.current.mark.style.kind == "summary":
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
        if self.current is not None and index in self.entries:
            entry = self.entries[index]
            if self.current.mark.index <= entry:
                return False
        title = plain(block.content)
        says_answer = is_answer_word(title) or label.has_answer_label(title)
        if self.current is None:
            return not says_answer
        if (
            index > self.last_mark
            and self.current.mark.style.kind != "heading"
            and is_boilerplate(title)
            and not (self.current.mark.style.kind == "whole" and SUMMARIES.holds(title))
        ):
            return True
        mark = self.current.mark
        if says_answer:
            return False
        if mark.style.kind != "heading":
            return block.level <= self.pattern.section_level
        if block.level == mark.level and mark.form and not is_boilerplate(title):
            # Questions carry numbers here: a heading without one is a part of an answer
            # when text follows it, and a section when a question does.
            return label.take_label(title).form != "" or self.leads_on(index)
        return block.level <= mark.level

    def leads_on(self, index: int) -> bool:
        """Whether nothing but other headings stands between a heading and a question."""
        blocks = self.document.blocks
        after = self.following[index]
        if after in self.pattern.marks or after >= len(blocks):
            return True
        return blocks[after].kind == "heading"

    def is_title_line(self, index: int, block: Block) -> bool:
        """Whether a short line right before a question names a part of the document."""
        mark = self.pattern.marks.get(self.following[index])
        if (
            mark is None
            or block.kind not in {"paragraph", "item"}
            or "\n" in block.text
        ):
            return False
        text = plain(block.text)
        if names_group(text) and re.match(r"\W*[一二三四五六七八九十]", text):
            return True
        if answerwords.EXAM_PARTS.holds(text):
            return True
        if (
            len(text) > _LONGEST_NAME
            or len(text.split()) > _MOST_WORDS
            or re.search(r"[.。;；,，、?？!！]$", text)
        ):
            return False
        if is_placeholder(text) or is_noise(text):
            return False
        if label.has_answer_label(text):
            return False
        if self.current is not None and not self.has_answer():
            return False
        if not self.spans and not self.left_out:
            return False  # the first line of a text is its title
        is_bold = bool(_BOLD_WHOLE.fullmatch(block.text.strip()))
        if mark.form == "1.1" and re.match(r"\d{1,2}\.?\s+\S", text):
            return True
        if block.kind == "item":
            return block.marker[:1] in "一二三四五六七八九十" and mark.form != "一"
        is_last_line = (
            self.document.is_prose and block.is_apart and not text.endswith((":", "："))
        )
        is_below_rule = index > 0 and self.document.blocks[index - 1].kind == "rule"
        return (
            (is_bold or is_last_line or is_below_rule)
            and not re.search(r"\d$", text)
            and mark.style.kind != "heading"
        )

    def begin_section(self, block: Block, index: int) -> None:
        level = block.level if block.kind == "heading" else NO_LEVEL
        title = plain(block.content or block.text).rstrip(":： ")
        self.sections = [one for one in self.sections if one[0] < level]
        is_container = is_boilerplate(title)
        is_container = is_container and promises_questions(title)
        if title and not is_container:
            self.sections.append((level, title))
        self.current = None
        is_after = index > self.last_mark and bool(self.spans)
        self.leave(block, "after the questions" if is_after else "heading of a section")

    def is_end(self, block: Block, index: int) -> bool:
        """Whether a piece in or behind the last answer speaks to the reader instead."""
        if self.current is None or block.kind not in {
            "paragraph",
            "item",
            "html",
            "quote",
        }:
            return False
        if index < self.last_mark and not is_boilerplate(block.content):
            return False
        if self.document.is_prose or block.kind == "paragraph":
            bare = plain(block.content).rstrip(":：")
            is_heading = is_boilerplate(bare) and len(bare) > 1 and block.is_apart
            is_bold = block.text.startswith("**")
            if (
                is_heading
                and (is_bold or self.document.is_prose)
                and index > self.last_mark
            ):
                return True
        return index > self.last_mark and is_farewell(
            block.content, is_answered=self.has_answer()
        )

    def has_answer(self) -> bool:
        """Whether the question at hand has text below it already."""
        current = self.current
        return current is not None and bool(current.indices or current.mark.body)

    def cut_footer(self) -> None:
        """Leave out what stands behind a rule at the end, where no answer has a rule.

        It is cut when rules part the questions, or when it is short and no code.
        """
        others = self.spans[:-1]
        if not others or any(self.inner_rule(one) for one in others):
            return
        span = self.spans[-1]
        rule = self.inner_rule(span)
        blocks = self.document.blocks
        tail = [blocks[index] for index in span.indices[rule:]] if rule else []
        are_parted = sum(
            blocks[one.indices[-1]].kind == "rule" for one in others if one.indices
        )
        is_short = sum(len(block.text) for block in tail) < _SHORT_FOOTER
        is_plain = all(block.kind != "code" for block in tail)
        if tail and (are_parted * 2 >= len(others) or (is_short and is_plain)):
            del span.indices[rule:]
            for block in tail:
                self.leave(block, "after the questions")

    def inner_rule(self, span: Span) -> int:
        """Return how many blocks stand before the first rule with text below it, or 0."""
        kinds = [self.document.blocks[index].kind for index in span.indices]
        filled = [count for count, kind in enumerate(kinds) if kind not in _HOLLOW]
        for count, kind in enumerate(kinds):
            if kind == "rule" and filled and count < filled[-1]:
                return count
        return 0

    def leave(self, block: Block, reason: str) -> None:
        if block.kind not in {"open", "close", "definition", "rule"}:
            self.left_out.append(LeftOut(block.line, block.text, reason))
