"""GIFT, the text format of Moodle's quizzes.

https://docs.moodle.org/en/GIFT_format
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.sources.items import Item, LeftOut
from builder.sources.readers import markup
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.quiz.question import (
    BLANK,
    QuizOption,
    QuizQuestion,
    item_of,
    pairs_of,
)

_CATEGORY = re.compile(r"\$CATEGORY:\s*(?P<path>.*)")
_TITLE = re.compile(r"::(?P<title>(?:[^\\:]|\\.|:(?!:))*)::")
_FORMAT = re.compile(r"\[(?P<form>html|markdown|plain|moodle)\]", re.IGNORECASE)
_BLOCK = re.compile(r"(?<!\\)\{(?P<answers>(?:[^\\{}]|\\.)*)\}", re.DOTALL)
_PART = re.compile(r"(?<!\\)(?P<sign>[=~])")
_FEEDBACK = re.compile(r"(?<!\\)#")
_GENERAL = re.compile(r"(?<!\\)####")
_WEIGHT = re.compile(r"\s*%(?P<weight>-?\d{1,3}(?:\.\d{1,5})?)%")
_TRUTH = re.compile(r"(?i)(?P<truth>t|true|f|false)\s*(?=#|$)")
_ESCAPE = re.compile(r"\\(?P<one>[~=#{}:\\n])")
_ANSWERS = re.compile(r"(?<!\\)\{[^{}]*?(?:(?<!\\)[=~][^{}]+|T|F|TRUE|FALSE|#[^{}]+)\}")
_TAGS = re.compile(r"\[(?:tag|id):(?P<name>[^\[\]]+)\]")
_FEWEST = 2
_MOSTLY = 0.6


def is_written(text: str) -> bool:
    """Whether a plain text is a quiz in GIFT."""
    if not _ANSWERS.search(text):
        return False
    if re.search(r"(?m)^\$CATEGORY:|^::[^:\n]+::", text):
        return True
    paragraphs = [one for one in re.split(r"\n[ \t]*\n", text) if one.strip()]
    found = sum(bool(_ANSWERS.search(one)) for one in paragraphs)
    return found >= _FEWEST and found >= len(paragraphs) * _MOSTLY


def read(text: str) -> Document:
    """Read a quiz.

    Raises:
        ReaderError: It has no questions.
    """
    items: list[Item] = []
    left: list[LeftOut] = []
    section: tuple[str, ...] = ()
    for line, paragraph in _paragraphs(text):
        category = _CATEGORY.match(paragraph)
        if category is not None:
            section = path_of(category["path"])
            continue
        question = _question(paragraph, line, section)
        if question is None:
            left.append(LeftOut(line, paragraph, "a text without a question"))
        else:
            items.append(item_of(question))
    if not items:
        raise ReaderError("no question with answers in braces: not GIFT")
    return Document(items=tuple(items), left_out=tuple(left))


def path_of(category: str) -> tuple[str, ...]:
    """Return a category of Moodle as a path, without the places that Moodle names."""
    parts = [part.strip() for part in re.split(r"(?<!/)/(?!/)", category)]
    kept = [
        re.sub(r"^Default for ", "", part.replace("//", "/"))
        for part in parts
        if part and part != "top" and not re.fullmatch(r"\$\w+\$", part)
    ]
    return tuple(kept)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Go through the questions; a blank line within braces ends none."""
    rows: list[str] = []
    first = depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith("//"):
            continue
        is_category = line.startswith("$CATEGORY:")
        if rows and ((not line.strip() and depth <= 0) or is_category):
            yield first, "\n".join(rows)
            rows, depth = [], 0
        if line.strip():
            first = first if rows else number
            rows.append(line.rstrip())
            depth += len(re.findall(r"(?<!\\)\{", line))
            depth -= len(re.findall(r"(?<!\\)\}", line))
        if is_category:
            yield first, rows.pop()
            depth = 0
    if rows:
        yield first, "\n".join(rows)


def _question(
    paragraph: str, line: int, section: tuple[str, ...]
) -> QuizQuestion | None:
    title = _TITLE.match(paragraph.strip())
    rest = paragraph.strip()[title.end() :] if title else paragraph.strip()
    tags = [
        match["name"].strip()
        for match in _TAGS.finditer(rest)
        if match[0].startswith("[tag:")
    ]
    rest = _TAGS.sub("", rest).strip()
    form = _FORMAT.match(rest)
    rest = rest[form.end() :] if form else rest
    block = _BLOCK.search(rest)
    if block is None:
        return None
    writer = _Writer((form["form"] if form else "moodle").lower())
    before, after = rest[: block.start()].strip(), rest[block.end() :].strip()
    text = f"{before} {_GAP} {after}" if after else before
    shown = writer.text(text).replace(_GAP, BLANK)
    answers, _, general = _split(block["answers"], _GENERAL)
    found = _answers(answers.strip(), writer)
    named = writer.text(title["title"]) if title else ""
    return QuizQuestion(
        shown or named,
        line,
        found.options,
        found.answers,
        writer.text(general),
        section=section,
        tags=tags,
    )


# Stands where a word is missing, while the text around it is read.
_GAP = "\ue012"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the texts of a question, which are all of one form."""

    form: str

    def text(self, raw: str) -> str:
        own = _FORMAT.match(raw.strip())
        form = own["form"].lower() if own else self.form
        bare = raw.strip()[own.end() :] if own else raw.strip()
        return markup.rich_text(_ESCAPE.sub(_unescaped, bare), form)


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match["one"] == "n" else match["one"]


@dataclass(frozen=True, slots=True)
class _Answers:
    options: Sequence[QuizOption] = ()
    answers: Sequence[str] = ()


def _answers(raw: str, writer: _Writer) -> _Answers:
    """Return what stands within the braces of a question."""
    truth = _TRUTH.match(raw)
    if truth is not None:
        is_true = truth["truth"].lower().startswith("t")
        feedback = [writer.text(one) for one in _FEEDBACK.split(raw)[1:]]
        said = feedback[-1] if len(feedback) > 1 else ""
        return _Answers(
            [
                QuizOption("True", is_true, said if is_true else ""),
                QuizOption("False", not is_true, "" if is_true else said),
            ]
        )
    if raw.startswith("#"):
        return _Answers(answers=_numbers(raw[1:]))
    # A single answer needs no sign before it.
    parts = list(_parts(raw)) or ([("=", raw)] if raw.strip() else [])
    if any(sign == "~" for sign, _ in parts):
        return _Answers([_option(sign, part, writer) for sign, part in parts])
    pairs = [re.split(r"\s*->\s*", _split(part, _FEEDBACK)[0]) for _, part in parts]
    if pairs and all(len(pair) == 2 for pair in pairs):
        told = pairs_of([(writer.text(one), writer.text(two)) for one, two in pairs])
        return _Answers(answers=[told])
    options = [_option(sign, part, writer) for sign, part in parts]
    return _Answers(answers=[one.text for one in options if one.is_right])


def _parts(raw: str) -> Iterator[tuple[str, str]]:
    """Go through the answers with the signs before them."""
    signs = list(_PART.finditer(raw))
    ends = [*(sign.start() for sign in signs[1:]), len(raw)]
    for sign, end in zip(signs, ends, strict=False):
        yield sign["sign"], raw[sign.end() : end]


def _option(sign: str, part: str, writer: _Writer) -> QuizOption:
    text, _, feedback = _split(part, _FEEDBACK)
    weight = _WEIGHT.match(text)
    is_right = sign == "=" if weight is None else float(weight["weight"]) > 0
    bare = text[weight.end() :] if weight else text
    return QuizOption(writer.text(bare), is_right, writer.text(feedback))


def _numbers(raw: str) -> list[str]:
    """Return the numbers that are right, with how far they may be off."""
    parts = [part for sign, part in _parts(raw) if sign == "="] or [raw]
    found = []
    for part in parts:
        text = _WEIGHT.sub("", _split(part, _FEEDBACK)[0]).strip()
        low, dots, high = text.partition("..")
        value, colon, around = text.partition(":")
        if dots:
            found.append(f"{low.strip()} to {high.strip()}")
        elif colon and around.strip(" 0."):
            found.append(f"{value.strip()} ± {around.strip()}")
        else:
            found.append(value.strip())
    return found


def _split(text: str, mark: re.Pattern[str]) -> tuple[str, str, str]:
    match = mark.search(text)
    if match is None:
        return text, "", ""
    return text[: match.start()], match[0], text[match.end() :]
