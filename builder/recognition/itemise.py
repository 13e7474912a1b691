"""A question with the blocks behind it to an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.items import Item
from builder.readers.block import Block, Document
from builder.recognition import answer, choices, label, wording
from builder.recognition.answerkey import Key
from builder.recognition.marks import Mark, split_title


@dataclass(slots=True)
class Span:
    """A question and the places of the blocks up to the next one, as they are found."""

    mark: Mark
    line: int
    section: tuple[str, ...]
    indices: list[int]


def make_item(
    span: Span, document: Document, key: Key, *, is_repeated: bool
) -> Item:
    """Return the item of a span; ``key`` holds answers that stand at the end.

    ``is_repeated`` tells that other questions have the same title: the code below it
    is then what tells them apart.
    """
    blocks = [document.blocks[index] for index in span.indices]
    named = [block for block in blocks if block.kind in {"answer", "choice", "tags"}]
    if named:
        return _named_item(span, blocks)
    title, body = span.mark.title, span.mark.body
    if not title:
        title, blocks = _pulled_title(blocks)
    question = choices.split(blocks, body=body)
    if question is not None:
        letters = key.letters.get(span.mark.number or 0, "")
        if letters and not question.right:
            question = replace(
                question, right=choices.places(letters, len(question.options))
            )
        return _choice_item(span, title, question, document)
    stem = ""
    if is_repeated:
        count = _stem_length(blocks)
        stem = answer.assemble(blocks[:count])
        blocks = blocks[count:]
    blocks, body = _after_label(blocks, body, span.mark.number)
    text = answer.assemble(blocks, body=body, is_prose=document.is_prose)
    if wording.is_placeholder(text):
        text = ""
    if not text.strip():
        apart = key.answers.get(span.mark.number or 0, ())
        first = apart[0].text if apart else ""
        text = answer.assemble(apart[1:], body=first, is_prose=document.is_prose)
        text = text or key.judgement(span.mark.number)
    return Item(_with_stem(title, stem), text, span.line, section=span.section)


def _named_item(span: Span, blocks: Sequence[Block]) -> Item:
    text = "\n\n".join(block.text for block in blocks if block.kind == "answer")
    options = [block for block in blocks if block.kind == "choice"]
    right = tuple(place for place, block in enumerate(options) if block.marker)
    tags = [
        tag
        for block in blocks
        if block.kind == "tags"
        for tag in block.text.split("\n")
    ]
    mark = "- " if len(right) > 1 else ""
    chosen = "\n".join(f"{mark}{options[place].text}" for place in right)
    whole = "\n\n".join(part for part in (chosen, text) if part)
    return Item(
        span.mark.title,
        "" if wording.is_placeholder(whole) else whole,
        span.line,
        tuple(tags),
        span.section,
        tuple(option.text for option in options),
        right,
        text,
    )


def _pulled_title(blocks: Sequence[Block]) -> tuple[str, list[Block]]:
    """Take the question from the first paragraph below a heading that only counts."""
    for place, block in enumerate(blocks):
        if block.kind not in {"paragraph", "item", "quote", "heading"}:
            continue
        if label.has_answer_label(block.text):
            break
        title, body, _ = split_title(block.content)
        rest = list(blocks[:place]) + list(blocks[place + 1 :])
        if body:
            rest.insert(
                place, replace(block, text=body, content=body, kind="paragraph")
            )
        return label.take_label(title).title, rest
    return "?", list(blocks)


def _choice_item(
    span: Span, title: str, question: choices.Question, document: Document
) -> Item:
    stem = answer.assemble(question.stem)
    explanation = answer.assemble(
        question.rest, body=question.body, is_prose=document.is_prose
    )
    if wording.is_placeholder(explanation):
        explanation = ""
    chosen = [question.options[place] for place in question.right]
    if not chosen and not explanation:
        options = "\n".join(f"- {option}" for option in question.options)
        full = f"{_with_stem(title, stem)}\n\n{options}"
        return Item(full, "", span.line, section=span.section)
    if not chosen:
        options = "\n".join(f"- {option}" for option in question.options)
        return Item(
            f"{_with_stem(title, stem)}\n\n{options}",
            explanation,
            span.line,
            section=span.section,
        )
    shown = chosen[0] if len(chosen) == 1 else "\n".join(f"- {one}" for one in chosen)
    return Item(
        _with_stem(title, stem),
        "\n\n".join(part for part in (shown, explanation) if part),
        span.line,
        section=span.section,
        choices=question.options,
        right=question.right,
        explanation=explanation,
    )


def _with_stem(title: str, stem: str) -> str:
    return f"{title}\n\n{stem}" if stem else title


def _stem_length(blocks: Sequence[Block]) -> int:
    """Return how many blocks belong to a question that is told apart by its code."""
    for place, block in enumerate(blocks):
        if block.kind == "code":
            return place + 1 if place + 1 < len(blocks) else 0
        if block.kind != "comment":
            return 0
    return 0


def _after_label(
    blocks: list[Block], body: str, number: int | None
) -> tuple[list[Block], str]:
    """Split a body that holds the answer's label in its last line."""
    if not body and blocks and number is not None and blocks[0].kind == "paragraph":
        text = re.sub(rf"^A{number}\s+(?=\S)", "", blocks[0].text)
        blocks = [replace(blocks[0], text=text, content=text), *blocks[1:]]
    if body and not label.has_answer_label(body):
        parts = re.split(r"\n(?=\W*(?:A|Answer|答案?)\s*[:：])", body, maxsplit=1)
        if len(parts) == 2 and not parts[0].strip():
            return blocks, parts[1]
    return blocks, body
