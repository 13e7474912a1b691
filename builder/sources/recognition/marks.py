"""Where a question could stand: one candidate for each block that looks like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.sources.language import asking, questionwords
from builder.sources.language.answerwords import is_answer_word
from builder.sources.language.asking import is_imperative
from builder.sources.language.askingon import asking_length
from builder.sources.language.boilerplate import is_noise
from builder.sources.language.codewords import CODE_LINES
from builder.sources.language.confidence import (
    ASKING,
    BACKED,
    CERTAIN,
    DEMANDED,
    EVIDENT,
    HALF,
    NAMED,
    NONE,
    SURE,
)
from builder.sources.language.headings import is_boilerplate, names_group
from builder.sources.language.plain import masked_bold, masked_code, plain
from builder.sources.readers import lines
from builder.sources.readers.block import Block
from builder.sources.recognition import choices, confirmation, label
from builder.sources.recognition.optionline import is_lettered
from builder.sources.recognition.style import NO_LEVEL, MarkingStyle
from builder.sources.recognition.title import joined, split_answer, split_title

_LONE_NUMBER = re.compile(r"\W*\d{1,3}\W*")
_PAIR = re.compile(
    r"(?P<title>[^\s:：].*?)(?:(?P<mark>\s*:{2,3}\s*|\s*(?:-{3}|——)\s*(?=\w)"
    r"|\s+(?:=>|->|→|[-–—|])\s+|\t+\s*|\s*[:：]\s*(?=[^\s/]))|(?<=[?？])\s*)"
    r"(?P<body>\S.*)$"
)
_COUNTED_WORD = re.compile(
    r"[^\W\d_]{1,14}\s?[#№]?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\s*[:：]\s*"
    r"(?P<title>\S.*)$"
)
# What heads an entry of a list of changes.
_DATE = re.compile(r"\W*(?:\d{4}([-./])\d{1,2}\1\d{1,2}|v?\d+\.\d+(?:\.\d+)+)\W*")
_LINK_ONLY = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])+\]\([^#()\s][^()\s]*\)[\W_]*")
_LONGEST_LINE = 200
# A line up to this length may stand right above other lines and be a title.
_SHORT_LINE = 60
# A line that asks inside a paragraph: a longer one is a sentence of its text.
_LONGEST_INSIDE = 100
# Deeper than this nobody nests on purpose.
_DEEPEST = 12
# From here on a line is indented on purpose.
_INDENTED = 4


@dataclass(frozen=True, slots=True)
class Marking:
    """A block that may be a question.

    ``evidence`` says how surely it is one, read by itself, and ``reason`` why; ``body``
    is what stands in the same block behind the title; ``form`` and ``number`` are those
    of its label, ``remark`` is what the label says besides: how difficult, how many
    points. ``has_options`` tells that there is something to choose from below it.
    """

    index: int
    style: MarkingStyle
    title: str
    evidence: float
    reason: str = ""
    form: str = ""
    number: int | None = None
    body: str = ""
    level: int = NO_LEVEL
    remark: str = ""
    has_options: bool = False

    @property
    def is_strong(self) -> bool:
        """Whether the wording alone makes it a question."""
        return self.evidence >= ASKING


def find_marks(blocks: Sequence[Block]) -> list[Marking]:
    """Return the candidates of a document in their order."""
    marks: list[Marking] = []
    options = choices.option_rows(blocks)
    for index, block in enumerate(blocks):
        if index in options:
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        last = marks[-1] if marks else None
        is_next = last is not None and _is_next(blocks, last.index, index)
        is_pulled = is_next and last is not None and not last.title
        is_second = is_next and last is not None and last.is_strong
        is_second = is_second and block.kind == "paragraph"
        mark = None if is_pulled else _counted_word(index, blocks)
        if mark is None and not is_pulled:
            mark = _mark(index, block, following)
        if mark is None and not is_pulled and not is_second:
            mark = _stem(index, block, blocks)
        if mark is not None:
            is_free = not (is_second and mark.style.kind == "line")
            marks.append(_confirmed(mark, block, blocks) if is_free else mark)
        pair = _pair(index, block)
        if pair is not None and (_is_free(mark) or _is_sure(pair)):
            marks.append(pair)
    return marks


def _is_next(blocks: Sequence[Block], before: int, index: int) -> bool:
    """Whether a block is the first with text behind another."""
    return all(
        block.kind in {"rule", "comment", "html"}
        for block in blocks[before + 1 : index]
    )


def _counted_word(index: int, blocks: Sequence[Block]) -> Marking | None:
    """A line with any word and its number before a colon, and its answer behind it.

    ``Scenario 1: …``, ``案例二：…``: the words may change from question to question.
    """
    block = blocks[index]
    if block.kind not in {"paragraph", "heading"} or label.has_answer_label(block.text):
        return None
    match = _COUNTED_WORD.match(plain(block.content))
    if match is None or not confirmation.says_answer(blocks, index + 1):
        return None
    number = label.written_number(match["number"])
    style = MarkingStyle("label", is_bold=block.text.startswith("**"))
    reason = "a word and a number, and what follows says answer"
    return Marking(index, style, match["title"], CERTAIN, reason, "q", number)


def _is_free(mark: Marking | None) -> bool:
    """Whether a line may be a pair as well: its title is no question with an answer."""
    return mark is None or not (mark.body and mark.is_strong)


def _is_sure(pair: Marking) -> bool:
    """Whether a mark that no sentence has, such as ``::``, splits a line."""
    return pair.style.form in {"::", "---"}


def _stem(index: int, block: Block, blocks: Sequence[Block]) -> Marking | None:
    """A plain line that only the options below it make a question."""
    if block.kind != "paragraph" or not confirmation.offers_options(blocks, index + 1):
        return None
    if label.has_answer_label(block.text) or is_lettered(block.text):
        return None
    found = label.take_label(plain(block.text))
    if not found.title:
        return None
    return Marking(
        index,
        MarkingStyle("line"),
        found.title,
        BACKED,
        "options stand below it",
        found.form,
        found.number,
        has_options=True,
    )


def _confirmed(mark: Marking, block: Block, blocks: Sequence[Block]) -> Marking:
    """Return a mark with the evidence that what stands behind it adds."""
    if mark.style.kind == "line" and confirmation.offers_options(
        blocks, mark.index + 1
    ):
        mark = replace(mark, has_options=True)
    if mark.evidence >= BACKED or not mark.title or mark.body:
        return mark
    is_apart = mark.style.kind != "line" or block.is_apart
    if mark.has_options or confirmation.offers_options(blocks, mark.index + 1):
        return replace(mark, evidence=BACKED, reason="options stand below it")
    if (
        is_apart
        and not is_boilerplate(mark.title)
        and confirmation.says_answer(blocks, mark.index + 1)
    ):
        return replace(mark, evidence=BACKED, reason="what follows says answer")
    return mark


def _pair(index: int, block: Block) -> Marking | None:
    """A question and its answer on one line: ``question - answer``."""
    is_line = block.kind in {"paragraph", "item"} and "\n" not in block.text
    if not is_line or block.indent >= _INDENTED:
        return None
    match = _PAIR.match(masked_bold(block.content))
    if match is None or len(match["title"]) > _LONGEST_LINE:
        return None
    head, body = (block.content[slice(*match.span(part))] for part in ("title", "body"))
    if not match["mark"]:
        more = asking_length(body, head)
        head, body = f"{head} {body[:more]}".strip(), body[more:]
    title = label.take_label(plain(head)).title
    mark = (match["mark"] or "?").strip().replace(":::", "::") or "\t"
    if (
        not title
        or not re.search(r"[^\W_]", body)
        or questionwords.LONE_LABELS.holds(plain(head))
        or re.search(r"\]\([^()]*$", head)
        or is_boilerplate(title)
        or _DATE.fullmatch(title)
        or label.has_answer_label(block.content)
    ):
        return None
    reading = asking.read(title)
    return Marking(
        index,
        MarkingStyle("pair", form=mark),
        title,
        reading.confidence,
        reading.wording,
        body=body,
    )


def _mark(index: int, block: Block, following: Block | None) -> Marking | None:
    if block.kind == "question":
        style = MarkingStyle("question")
        return Marking(index, style, block.content, CERTAIN, "its format says so")
    if block.kind == "heading":
        return _heading(index, block)
    if block.kind in {"summary", "term"}:
        return _named(index, block)
    if block.kind == "item":
        return _item(index, block, following)
    if block.kind == "quote":
        return _quote(index, block)
    if block.kind == "paragraph":
        return _paragraph(index, block, following)
    return None


def _heading(index: int, block: Block) -> Marking | None:
    text = plain(block.content)
    lone = questionwords.LONE_LABELS.pattern.match(text)
    if lone is not None and re.search(r"\d|[一二三四五六七八九十]", text):
        return Marking(
            index,
            MarkingStyle("heading", form="lone"),
            "",
            EVIDENT,
            "it counts a question",
            "q",
            level=block.level,
            remark=lone["remark"] or "",
        )
    if _LONE_NUMBER.fullmatch(text):
        style = MarkingStyle("heading", form="number")
        return Marking(index, style, "", DEMANDED, "it counts", "1", level=block.level)
    if label.has_answer_label(block.content) or is_answer_word(text):
        return None
    found = label.take_label(text)
    form, number = found.form, found.number
    if block.marker and not form:
        form, number = label.marker_form(block.marker)
    if not found.title:
        return None
    reading = asking.read(found.title)
    evidence, reason = reading.confidence, reading.wording
    if form == "q":
        style = MarkingStyle("heading", form="q")
        if evidence < EVIDENT:
            evidence, reason = EVIDENT, "a label"
    elif is_boilerplate(found.title) or names_group(found.title):
        return None
    else:
        style = MarkingStyle("heading", block.level, "n" if form else "")
    return Marking(
        index, style, found.title, evidence, reason, form, number, level=block.level
    )


def _named(index: int, block: Block) -> Marking | None:
    """A summary or a term of a definition list."""
    text = plain(block.content)
    if not text or is_answer_word(text):
        return None
    found = label.take_label(text)
    reading = asking.read(found.title)
    evidence, reason = reading.confidence, reading.wording
    if evidence < NAMED:
        evidence, reason = NAMED, f"a {block.kind}"
    style = MarkingStyle("summary" if block.kind == "summary" else "term")
    return Marking(
        index, style, found.title, evidence, reason, found.form, found.number
    )


def _item(index: int, block: Block, following: Block | None) -> Marking | None:
    form, number = label.marker_form(block.marker)
    content = block.content
    box = lines.CHECKBOX.match(block.text)
    if box is not None:
        content = content[content.index(box["text"]) :]
        if not content.startswith(("**", "__")) or lines.OPTION.match(content):
            return None
    if not content or label.has_answer_label(content) or _is_option(content):
        return None
    if _LINK_ONLY.fullmatch(content) and _is_entry(block, following):
        return None
    title, body, is_bold = split_title(content)
    found = label.take_label(title)
    depth = min(block.indent, _DEEPEST)
    if found.form == "q":
        title, body = split_answer(found.title, body)
        style = MarkingStyle("label", depth=0 if form else depth, is_bold=is_bold)
        return Marking(index, style, title, CERTAIN, "a label", "q", found.number, body)
    if questionwords.LONE_LABELS.holds(title) and re.search(r"\d", title):
        style = MarkingStyle("item", form="lone", depth=depth)
        reason = "it counts a question"
        return Marking(index, style, "", EVIDENT, reason, "q", found.number, body)
    if form:
        found = label.Label("", None, title)  # it has its number: 502 is no second one
    elif found.form:
        form, number = found.form, found.number
    if not found.title:
        return None
    title, body = split_answer(found.title, body)
    reading = asking.read(title)
    evidence, reason = reading.confidence, reading.wording
    if is_boilerplate(title) or CODE_LINES.holds(title) or _DATE.fullmatch(title):
        evidence, reason = NONE, ""
    style = MarkingStyle("item", form=form or "bullet", depth=depth, is_bold=is_bold)
    return Marking(index, style, title, evidence, reason, form, number, body)


def _is_option(content: str) -> bool:
    """Whether a line is an option to choose, and no label such as ``Q.`` before one."""
    is_option = is_lettered(content)
    return is_option and not questionwords.QUESTION_LABELS.holds(content)


def _is_entry(block: Block, following: Block | None) -> bool:
    """Whether a list item has nothing below it, as in a list of links."""
    if following is None or following.kind == "heading":
        return True
    return following.kind == "item" and following.indent <= block.indent


def _quote(index: int, block: Block) -> Marking | None:
    title, body, _ = split_title(block.content)
    found = label.take_label(title)
    if not found.title or label.has_answer_label(block.content):
        return None
    reading = asking.read(found.title)
    evidence, reason = reading.confidence, reading.wording
    if found.form == "q":
        evidence, reason = CERTAIN, "a label"
    style = MarkingStyle("quote", form="q" if found.form == "q" else "")
    return Marking(
        index, style, found.title, evidence, reason, found.form, found.number, body
    )


def _paragraph(index: int, block: Block, following: Block | None) -> Marking | None:
    if label.has_answer_label(block.text) or lines.CHECKBOX.match(block.text):
        return None
    if _is_option(block.text):
        return None
    title, body, is_bold = split_title(block.text)
    if re.match(r"\?{1,2}\n", body):  # the separator of spaced-repetition notes
        style = MarkingStyle("label", form="?")
        reason = "a line of question marks parts it from its answer"
        body = body.lstrip("?").strip()
        return Marking(index, style, title, CERTAIN, reason, body=body)
    if questionwords.LONE_LABELS.holds(title) and re.search(
        r"\d|[:：]|[一二三四五六七八九十]|^\W*问", title
    ):
        style = MarkingStyle("label", form="lone", is_bold=is_bold)
        return Marking(index, style, "", EVIDENT, "a label alone", "q", body=body)
    found = label.take_label(title)
    if found.form == "q" and found.title:
        return _labelled(index, found, body, following, is_bold=is_bold)
    if not found.title or is_noise(block.text):
        return None
    reading = asking.read(found.title)
    evidence, reason = reading.confidence, reading.wording
    if is_boilerplate(found.title):
        evidence, reason = NONE, ""
    mark = Marking(
        index,
        MarkingStyle("line"),
        found.title,
        evidence,
        reason,
        found.form,
        found.number,
        body,
    )
    if is_bold:
        return replace(mark, style=MarkingStyle("bold", form="n" if found.form else ""))
    if found.form and not body and len(title) < _LONGEST_LINE:
        depth = min(block.indent, _DEEPEST)
        return replace(mark, style=MarkingStyle("item", form=found.form, depth=depth))
    return _line(replace(mark, form="", number=None), block, following)


def _labelled(
    index: int,
    found: label.Label,
    body: str,
    following: Block | None,
    *,
    is_bold: bool,
) -> Marking:
    title, body = split_answer(found.title, body)
    if body and following is not None and _answers(following, body):
        title, body = joined([title, *body.split("\n")]), ""
    style = MarkingStyle("label", is_bold=is_bold)
    return Marking(index, style, title, CERTAIN, "a label", "q", found.number, body)


def _answers(following: Block, body: str) -> bool:
    """Whether the answer begins in the next block, so that a body is still question."""
    return label.has_answer_label(following.text) and not label.has_answer_label(body)


def _line(mark: Marking, block: Block, following: Block | None) -> Marking | None:
    """A plain line that stands alone, or that a question mark ends."""
    title, evidence = mark.title, mark.evidence
    if len(title) > _LONGEST_LINE or CODE_LINES.holds(title):
        return None
    next_is_apart = following is None or following.is_apart
    is_short = len(title) < _SHORT_LINE and not re.search(
        r"[。.;；,，、!！:：]$", title
    )
    is_alone = block.is_apart and not mark.body and (next_is_apart or is_short)
    asks = bool(re.search(r"[?？]\W*$", masked_code(title)))
    leads = following is not None and block.is_apart and following.kind == "item"
    asks = asks or (leads and evidence >= DEMANDED and len(title) < _SHORT_LINE)
    if not next_is_apart and not asks and evidence < SURE:
        return None  # a topic right above other lines may be a row of a table
    if not is_alone and not (asks and (block.is_apart or len(title) < _LONGEST_INSIDE)):
        return None
    if not asks and re.search(r"[.!！]$", title) and not is_imperative(title):
        evidence *= HALF
    is_indented = block.indent >= _INDENTED
    style = MarkingStyle("line", form="in" if is_indented else "")
    return replace(mark, style=style, evidence=evidence)
