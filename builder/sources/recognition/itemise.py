"""A question with the blocks behind it to an item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.sources.items import Item
from builder.sources.language import answerwords, questionwords, remarks
from builder.sources.language.answerwords import is_answer_word
from builder.sources.language.asking import interrogation
from builder.sources.language.askingon import HOW_TO, asking_length, asks_on
from builder.sources.language.boilerplate import is_badges
from builder.sources.language.choosing import WHICH_OF_THESE
from builder.sources.language.confidence import ASKING
from builder.sources.language.placeholders import is_placeholder
from builder.sources.language.plain import IMAGE, plain
from builder.sources.readers.block import Block, Document
from builder.sources.recognition import answer, choices, label
from builder.sources.recognition.answerkey import spelt_out
from builder.sources.recognition.marks import Marking
from builder.sources.recognition.title import split_title

_OPTION_ONLY = re.compile(r"[A-Ha-h](?:\s*[,、]?\s*[A-Ha-h])*")
_NO_OPTIONS = (
    "the key says `{letter}`, and no options stand below the question: left as a draft"
)
_NO_KEY = "nothing says which of what stands below it is right: left as a draft"
_FEWEST_OPTIONS = 3


@dataclass(slots=True)
class Span:
    """A question and the indexes of the blocks up to the next one, as they are found."""

    mark: Marking
    line: int
    section: tuple[str, ...]
    indices: list[int]


@dataclass(frozen=True, slots=True)
class Habits:
    """What a document does with all of its questions.

    ``answers`` hold those of a key by their question's mark. ``repeated`` are the titles that come
    again: the code below is then what tells them apart. ``says_answer`` tells that
    answers begin with a word for it, so that what stands before is still question;
    ``shows_code`` that most of the code right below a question is what it asks about.
    """

    answers: Mapping[int, tuple[Block, ...]] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()
    says_answer: bool = False
    shows_code: bool = False


def habits(
    spans: Sequence[Span],
    document: Document,
    answers: Mapping[int, tuple[Block, ...]],
) -> Habits:
    """Return the habits of a document."""
    counts = Counter(title_key(span.mark.title) for span in spans)
    says = sum(_opener(_blocks_of(span, document)) is not None for span in spans)
    shown = [span for span in spans if _code_length(_blocks_of(span, document))]
    about = sum(questionwords.ABOUT_CODE.holds(span.mark.title) for span in shown)
    return Habits(
        answers,
        frozenset(title for title, count in counts.items() if count > 1),
        says * 2 >= len(spans),
        len(shown) > _FEW and about * 2 >= len(shown),
    )


def _blocks_of(span: Span, document: Document) -> list[Block]:
    return [document.blocks[index] for index in span.indices]


def title_key(title: str) -> str:
    """Return what makes two titles the same to a reader."""
    return re.sub(r"[\W_]+", "", title).casefold()


@dataclass(frozen=True, slots=True)
class MadeItem:
    """An item, and what is doubtful in it."""

    item: Item
    doubt: str = ""


def make_item(span: Span, document: Document, habit: Habits) -> MadeItem:
    """Return the item of a span."""
    made = _made(span, document, habit)
    doubt = made.doubt or (
        "" if span.mark.evidence >= ASKING else "its words do not ask"
    )
    remark = span.mark.remark
    tags = (*made.item.tags, remark) if remark else made.item.tags
    item = _with_pictures(made.item, span, document)
    return replace(made, item=replace(item, tags=tags, doubt=doubt))


def _with_pictures(item: Item, span: Span, document: Document) -> Item:
    """Return an item whose question shows the pictures of the line that it was read from.

    A title has none: of a picture it keeps the words.
    """
    if span.mark.index < 0:
        return item
    written = document.blocks[span.mark.index].content
    elsewhere = "\n".join((item.question, item.answer, *item.choices))
    lost = [
        one[0]
        for one in IMAGE.finditer(written)
        if one[0] not in elsewhere and not is_badges(one[0])
    ]
    question = "\n\n".join((item.question, *lost))
    return replace(item, question=question)


def _made(span: Span, document: Document, habit: Habits) -> MadeItem:
    blocks = _blocks_of(span, document)
    named = [block for block in blocks if block.kind in {"answer", "choice", "tags"}]
    if named:
        return MadeItem(_named_item(span, blocks))
    title, body = span.mark.title, span.mark.body
    if not title:
        title, blocks = _pulled_title(blocks)
    apart = habit.answers.get(span.mark.index, ())
    question = choices.split(title, [*blocks, *_labelled(apart)], body=body)
    if question is not None:
        item = _choice_item(span, question, document)
        return MadeItem(item, question.doubt)
    stem = ""
    count = len(blocks) if apart else _stem_length(blocks, title, habit)
    if count or (apart and body):
        stem = answer.assemble(blocks[:count], body=body, is_prose=document.is_prose)
        blocks, body = blocks[count:], ""
    blocks = _without_count(blocks, body, span.mark.number)
    text = answer.assemble(blocks, body=body, is_prose=document.is_prose)
    if is_placeholder(text):
        text = ""
    if not text.strip():
        first = spelt_out(apart[0].text) if apart else ""
        if len(apart) == 1 and _OPTION_ONLY.fullmatch(first):
            item = Item(_with_stem(title, stem), "", span.line, section=span.section)
            return MadeItem(item, _NO_OPTIONS.format(letter=first))
        text = answer.assemble(apart[1:], body=first, is_prose=document.is_prose)
    question_text = _with_stem(title, stem)
    if WHICH_OF_THESE.holds(question_text) and _is_one_list(blocks):
        item = Item(
            _with_stem(question_text, text), "", span.line, section=span.section
        )
        return MadeItem(item, _NO_KEY)
    if not text:
        title, text = remarks.judgement(title)
        question_text = _with_stem(title, stem)
    return MadeItem(Item(question_text, text, span.line, section=span.section))


def _is_one_list(blocks: Sequence[Block]) -> bool:
    """Whether all that stands below a question is what there is to choose from."""
    told = [block for block in blocks if block.kind not in {"rule", "noise", "comment"}]
    return len(told) >= _FEWEST_OPTIONS and all(block.kind == "item" for block in told)


def _named_item(span: Span, blocks: Sequence[Block]) -> Item:
    text = "\n\n".join(block.text for block in blocks if block.kind == "answer")
    options = [block for block in blocks if block.kind == "choice"]
    right = tuple(index for index, block in enumerate(options) if block.marker)
    tags = [
        tag
        for block in blocks
        if block.kind == "tags"
        for tag in block.text.split("\n")
    ]
    mark = "- " if len(right) > 1 else ""
    chosen = "\n".join(f"{mark}{options[index].text}" for index in right)
    whole = "\n\n".join(part for part in (chosen, text) if part)
    return Item(
        span.mark.title,
        "" if is_placeholder(whole) else whole,
        span.line,
        tuple(tags),
        span.section,
        tuple(option.text for option in options),
        right,
        text,
    )


def _pulled_title(blocks: Sequence[Block]) -> tuple[str, list[Block]]:
    """Take the question from the first paragraph below a heading that only counts."""
    for index, block in enumerate(blocks):
        if block.kind not in {"paragraph", "item", "quote", "heading"}:
            continue
        if label.has_answer_label(block.text):
            break
        title, body, _ = split_title(block.content)
        rest = list(blocks[:index]) + list(blocks[index + 1 :])
        if body:
            rest.insert(
                index, replace(block, text=body, content=body, kind="paragraph")
            )
        return label.take_label(title).title, rest
    return "?", list(blocks)


def _choice_item(span: Span, question: choices.Question, document: Document) -> Item:
    title = question.title
    stem = answer.assemble(question.stem)
    section = span.section
    if stem and _asks_below(title, stem):
        title, stem, section = stem, "", (*section, title)
    explanation = answer.assemble(question.rest, is_prose=document.is_prose)
    if is_placeholder(explanation):
        explanation = ""
    chosen = [question.options[index] for index in question.right]
    if question.doubt:
        full = _with_stem(title, stem)
        return Item(
            full,
            "",
            span.line,
            section=section,
            choices=question.options,
            extra=explanation,
        )
    if not chosen:
        full = f"{_with_stem(title, stem)}\n\n{question.listed(explanation)}"
        return Item(full, explanation, span.line, section=section)
    shown = chosen[0] if len(chosen) == 1 else "\n".join(f"- {one}" for one in chosen)
    return Item(
        _with_stem(title, stem),
        "\n\n".join(part for part in (shown, explanation) if part),
        span.line,
        section=section,
        choices=question.options,
        right=question.right,
        explanation=explanation,
    )


def _asks_below(title: str, stem: str) -> bool:
    """Whether a heading only names what the paragraph below it asks."""
    return (
        interrogation(title) < ASKING
        and len(title) < _LONGEST_TOPIC
        and not re.search(r"[.。]$", title)
        and "\n" not in stem
        and bool(re.search(r"[?？]\W*$", stem))
    )


def _with_stem(title: str, stem: str) -> str:
    return f"{title}\n\n{stem}" if stem else title


def _labelled(blocks: Sequence[Block]) -> list[Block]:
    """Return an answer of a key as one that stands below its question."""
    if not blocks:
        return []
    text = f"Answer: {blocks[0].text}"
    return [replace(blocks[0], text=text, content=text), *blocks[1:]]


def _stem_length(blocks: Sequence[Block], title: str, habit: Habits) -> int:
    """Return how many blocks still belong to the question."""
    for index, block in enumerate(blocks):
        if block.kind == "close" and block.marker == "title":
            return index
    opener = _opener(blocks) if habit.says_answer else None
    if opener is not None:
        return opener
    asked = _asking_on(blocks, title)
    if asked:
        return asked
    shows_code = habit.shows_code and not HOW_TO.holds(title)
    shows_code = shows_code or questionwords.ABOUT_CODE.holds(title)
    if title_key(title) in habit.repeated or shows_code:
        return _code_length(blocks)
    return 0


_HOLLOW = frozenset({"comment", "html", "open", "close", "rule"})
_FEW = 2
# A longer paragraph that asks leads into an answer.
_LONGEST_REQUEST = 60
_MOST_STEM = 5
_LONGEST_TOPIC = 60
_LONGEST_STEM = 1_500


def _opener(blocks: Sequence[Block]) -> int | None:
    """Return the index of the block that says the answer comes."""
    length = 0
    filled = 0
    for index, block in enumerate(blocks):
        if block.kind in {"comment", "html", "open", "rule"}:
            continue
        bare = plain(block.content)
        says = label.has_answer_label(block.text) or (
            block.kind in {"heading", "summary"} and is_answer_word(bare)
        )
        if says and not answerwords.EXPLAINS.holds(bare):
            return index
        filled += block.kind != "item" or blocks[index - 1].kind != "item"
        length += len(block.text)
        if filled > _MOST_STEM or length > _LONGEST_STEM or block.kind == "summary":
            return None
    return None


def _asking_on(blocks: Sequence[Block], title: str) -> int:
    """Return how many blocks go on asking: requests, or nothing but more questions."""
    if not re.search(r"[?？؟]\W*$", title) and not asks_on(title):
        return 0
    texts = [block for block in blocks if block.kind not in _HOLLOW]
    if texts and all(_only_asks(block) for block in texts):
        return len(blocks)
    for count, block in enumerate(blocks):
        is_short = len(block.text) <= _LONGEST_REQUEST
        if block.kind != "paragraph" or not is_short or not _only_asks(block):
            return count
    return 0


def _only_asks(block: Block) -> bool:
    if block.kind not in {"paragraph", "item"} or label.has_answer_label(block.text):
        return False
    text = " ".join(block.content.split("\n"))
    return asking_length(text) == len(text)


def _code_length(blocks: Sequence[Block]) -> int:
    """Return how many blocks lead up to the code that a question is about."""
    for index, block in enumerate(blocks):
        if block.kind == "code":
            return index + 1 if index + 1 < len(blocks) else 0
        if block.kind != "comment":
            return 0
    return 0


def _without_count(blocks: list[Block], body: str, number: int | None) -> list[Block]:
    """Return an answer without ``A3`` before it, where it is the third."""
    if body or not blocks or number is None or blocks[0].kind != "paragraph":
        return blocks
    text = re.sub(rf"^A{number}\s+(?=\S)", "", blocks[0].text)
    return [replace(blocks[0], text=text, content=text), *blocks[1:]]
