"""Where a question could stand: one candidate for each block that looks like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.sources.language import questionwords
from builder.sources.language.answerwords import is_answer_word
from builder.sources.language.asking import interrogation, is_imperative
from builder.sources.language.boilerplate import is_noise
from builder.sources.language.codewords import CODE
from builder.sources.language.headings import is_boilerplate, names_group
from builder.sources.language.plain import plain
from builder.sources.readers import lines
from builder.sources.readers.block import Block
from builder.sources.recognition import confirmation, label
from builder.sources.recognition.title import joined, split_answer, split_title

_LONE_NUMBER = re.compile(r"\W*\d{1,3}\W*")
_PAIR = re.compile(
    r"(?P<title>[^\s:：].*?)(?:(?P<mark>\s*:{2,3}\s*|\s*-{3}\s*(?=\w)|\s+(?:=>|->|→|[-–—|])\s+|\t+\s*|\s*[:：]\s*(?=[^\s/]))|(?<=[?？])(?P<none>\s*))(?P<body>\S.*)$"
)
_LINK_ONLY = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])+\]\([^#()\s][^()\s]*\)[\W_]*")
_CONFIRMED = 0.95
Style = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A block that may be a question.

    ``evidence`` says how surely it is one, read by itself; ``body`` is what stands in
    the same block behind the title; ``form`` and ``number`` are those of its label,
    ``remark`` is what the label says besides: how difficult, how many points.
    """

    index: int
    style: Style
    title: str
    evidence: float
    form: str = ""
    number: int | None = None
    body: str = ""
    level: int = 7
    remark: str = ""

    @property
    def is_strong(self) -> bool:
        """Whether the wording alone makes it a question."""
        return self.evidence >= 0.6


def find_marks(blocks: Sequence[Block]) -> list[Mark]:
    """Return the candidates of a document in their order."""
    marks: list[Mark] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        is_pulled = (
            bool(marks)
            and not marks[-1].title
            and _is_next(blocks, marks[-1].index, index)
        )
        mark = None if is_pulled else _mark(index, block, following)
        is_second = (
            block.kind == "paragraph"
            and bool(marks)
            and marks[-1].is_strong
            and _is_next(blocks, marks[-1].index, index)
        )
        if mark is None and not is_pulled and not is_second:
            mark = _stem(index, block, blocks)
        if mark is not None:
            is_free = not (is_second and mark.style[0] == "line")
            marks.append(_confirmed(mark, block, blocks) if is_free else mark)
        pair = _pair(index, block)
        if pair is not None and (mark is None or not mark.body or _is_sure(pair)):
            marks.append(pair)
    return marks


def _is_sure(pair: Mark) -> bool:
    """Whether a mark that no sentence has, such as ``::``, splits a line."""
    return pair.style[1] in {"::", "---"}


def _stem(index: int, block: Block, blocks: Sequence[Block]) -> Mark | None:
    """A plain line that only the options below it make a question."""
    if block.kind != "paragraph" or not confirmation.offers_options(blocks, index + 1):
        return None
    if label.has_answer_label(block.text) or lines.OPTION.match(block.text):
        return None
    found = label.take_label(plain(block.text))
    if not found.title or lines.CHECKBOX.match(block.text):
        return None
    return Mark(index, ("line",), found.title, _CONFIRMED, found.form, found.number)


def _confirmed(mark: Mark, block: Block, blocks: Sequence[Block]) -> Mark:
    """Return a mark with the evidence that what stands behind it adds."""
    if mark.evidence >= _CONFIRMED or not mark.title or mark.body:
        return mark
    is_apart = mark.style[0] != "line" or block.is_apart
    if confirmation.offers_options(blocks, mark.index + 1) or (
        is_apart
        and not is_boilerplate(mark.title)
        and confirmation.says_answer(blocks, mark.index + 1)
    ):
        return replace(mark, evidence=_CONFIRMED)
    return mark


def _is_next(blocks: Sequence[Block], before: int, index: int) -> bool:
    """Whether a block is the first with text behind another."""
    return all(
        block.kind in {"rule", "comment", "html"}
        for block in blocks[before + 1 : index]
    )


def _pair(index: int, block: Block) -> Mark | None:
    """A question and its answer on one line: ``question - answer``."""
    if (
        block.kind not in {"paragraph", "item"}
        or "\n" in block.text
        or block.indent > 3
    ):
        return None
    match = _PAIR.match(block.content)
    if match is None or len(match["title"]) > 200:
        return None
    title = label.take_label(plain(match["title"])).title
    mark = (match["mark"] or "?").strip().replace(":::", "::") or "\t"
    if (
        not title
        or not re.search(r"[^\W_]", match["body"])
        or re.search(r"\]\([^()]*$", match["title"])
        or is_boilerplate(title)
        or label.has_answer_label(block.content)
    ):
        return None
    return Mark(index, ("pair", mark), title, interrogation(title), body=match["body"])


def _mark(index: int, block: Block, following: Block | None) -> Mark | None:
    if block.kind == "question":
        return Mark(index, ("question",), block.content, 1.0)
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


def _heading(index: int, block: Block) -> Mark | None:
    text = plain(block.content)
    lone = questionwords.LONE_LABELS.pattern.match(text)
    if lone is not None and re.search(r"\d|[一二三四五六七八九十]", text):
        style: Style = ("heading", "lone")
        remark = lone["remark"] or ""
        return Mark(index, style, "", 0.9, "q", level=block.level, remark=remark)
    if _LONE_NUMBER.fullmatch(text):
        return Mark(index, ("heading", "number"), "", 0.7, "1", level=block.level)
    if label.has_answer_label(block.content) or is_answer_word(text):
        return None
    found = label.take_label(text)
    form, number = found.form, found.number
    if block.marker and not form:
        form, number = label.marker_form(block.marker)
    if not found.title:
        return None
    kind = "q" if form == "q" else ("n" if form else "")
    style = ("heading", "q") if kind == "q" else ("heading", str(block.level), kind)
    evidence = max(interrogation(found.title), 0.9 if kind == "q" else 0.0)
    if kind != "q" and (is_boilerplate(found.title) or names_group(found.title)):
        return None
    return Mark(index, style, found.title, evidence, form, number, level=block.level)


def _named(index: int, block: Block) -> Mark | None:
    """A summary or a term of a definition list."""
    text = plain(block.content)
    if not text or is_answer_word(text):
        return None
    found = label.take_label(text)
    evidence = max(interrogation(found.title), 0.55)
    return Mark(index, (block.kind,), found.title, evidence, found.form, found.number)


def _item(index: int, block: Block, following: Block | None) -> Mark | None:
    form, number = label.marker_form(block.marker)
    content = block.content
    box = lines.CHECKBOX.match(block.text)
    if box is not None:
        content = content[content.index(box["text"]) :]
        if not content.startswith(("**", "__")) or lines.OPTION.match(content):
            return None
    if not content or label.has_answer_label(content):
        return None
    if lines.OPTION.match(content) and not questionwords.LABELS.pattern.match(content):
        return None
    if _LINK_ONLY.fullmatch(content) and _is_entry(block, following):
        return None
    title, body, is_bold = split_title(content)
    found = label.take_label(title)
    depth = str(min(block.indent, 12))
    if found.form == "q":
        style: Style = (
            "label",
            "bold" if is_bold else "",
            depth if form == "" else "0",
        )
        title, body = split_answer(found.title, body)
        return Mark(index, style, title, 1.0, "q", found.number, body)
    if questionwords.LONE_LABELS.holds(title) and re.search(r"\d", title):
        return Mark(index, ("item", "lone", depth), "", 0.9, "q", found.number, body)
    if form:
        found = label.Label("", None, title)  # it has its number: 502 is no second one
    elif found.form:
        form, number = found.form, found.number
    if not found.title:
        return None
    title, body = split_answer(found.title, body)
    style = ("item", form or "bullet", depth, "bold" if is_bold else "")
    evidence = interrogation(title)
    if is_boilerplate(title) or CODE.holds(title):
        evidence = 0.0
    return Mark(index, style, title, evidence, form, number, body)


def _is_entry(block: Block, following: Block | None) -> bool:
    """Whether a list item has nothing below it, as in a list of links."""
    if following is None or following.kind == "heading":
        return True
    return following.kind == "item" and following.indent <= block.indent


def _quote(index: int, block: Block) -> Mark | None:
    title, body, _ = split_title(block.content)
    found = label.take_label(title)
    if not found.title or label.has_answer_label(block.content):
        return None
    evidence = 1.0 if found.form == "q" else interrogation(found.title)
    style = ("quote", "q") if found.form == "q" else ("quote",)
    return Mark(index, style, found.title, evidence, found.form, found.number, body)


def _paragraph(index: int, block: Block, following: Block | None) -> Mark | None:
    if label.has_answer_label(block.text) or lines.CHECKBOX.match(block.text):
        return None
    if lines.OPTION.match(block.text) and not questionwords.LABELS.pattern.match(
        block.text
    ):
        return None
    title, body, is_bold = split_title(block.text)
    if re.match(r"\?{1,2}\n", body):  # the separator of spaced-repetition notes
        return Mark(index, ("label", "?"), title, 1.0, body=body.lstrip("?").strip())
    if questionwords.LONE_LABELS.holds(title) and re.search(
        r"\d|[:：]|[一二三四五六七八九十]|^\W*问", title
    ):
        style: Style = ("label", "lone", "bold" if is_bold else "")
        return Mark(index, style, "", 0.9, "q", None, body)
    found = label.take_label(title)
    if found.form == "q" and found.title:
        title, body = split_answer(found.title, body)
        if body and following is not None and _answers(following, body):
            title, body = joined([title, *body.split("\n")]), ""
        style = ("label", "bold" if is_bold else "", "0")
        return Mark(index, style, title, 1.0, "q", found.number, body)
    if not found.title or is_noise(block.text):
        return None
    evidence = interrogation(found.title)
    if is_boilerplate(found.title):
        evidence = 0.0
    if is_bold:
        style = ("bold", "n" if found.form else "")
        return Mark(index, style, found.title, evidence, found.form, found.number, body)
    if found.form and not body and len(title) < 200:
        style = ("item", found.form, str(min(block.indent, 12)), "")
        return Mark(index, style, found.title, evidence, found.form, found.number, body)
    return _line(index, block, following, found.title, body, evidence)


def _answers(following: Block, body: str) -> bool:
    """Whether the answer begins in the next block, so that a body is still question."""
    return label.has_answer_label(following.text) and not label.has_answer_label(body)


def _line(
    index: int,
    block: Block,
    following: Block | None,
    title: str,
    body: str,
    evidence: float,
) -> Mark | None:
    """A plain line that stands alone, or that a question mark ends."""
    if len(title) > 200 or CODE.holds(title):
        return None
    next_is_apart = following is None or following.is_apart
    is_short = len(title) < 60 and not re.search(r"[。.;；,，、!！:：]$", title)
    is_alone = block.is_apart and not body and (next_is_apart or is_short)
    asks = bool(re.search(r"[?？]\W*$", title))
    if not next_is_apart and not asks and evidence < 0.85:
        return None  # a topic right above other lines may be a row of a table
    if not is_alone and not (asks and (block.is_apart or len(title) < 100)):
        return None
    if not asks and re.search(r"[.!！]$", title) and not is_imperative(title):
        evidence *= 0.5
    style: Style = ("line", "in") if block.indent > 3 else ("line",)
    return Mark(index, style, title, evidence, body=body)
