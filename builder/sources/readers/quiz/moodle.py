"""Moodle's own format of questions, as XML.

https://docs.moodle.org/en/Moodle_XML_format
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from builder.sources.items import Item, LeftOut
from builder.sources.readers import deletions, markup, xmltree
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.quiz import gift
from builder.sources.readers.quiz.question import (
    QuizOption,
    QuizQuestion,
    item_of,
    ordered,
    pairs_of,
)

_FORMS: Mapping[str, str] = {
    "html": "html",
    "markdown": "markdown",
    "plain_text": "plain",
    "moodle_auto_format": "moodle",
}
_FILE = re.compile(r"@@PLUGINFILE@@/(?P<name>[^\s\"'<>()?#]+)(?:\?[^\s\"'<>()]*)?")
_GAP = re.compile(
    r"\{\d{0,3}:(?P<kind>[A-Z_]{2,20}):(?P<answers>(?:[^{}\\]|\\.){1,4000})\}"
)
_NUMBERED_GAP = re.compile(r"\[\[(?P<number>\d{1,3})\]\]")
_SYSTEM = re.compile(r"(?i)system:|course:")


def is_quiz(root: Element) -> bool:
    """Whether XML is an export of Moodle's questions."""
    return xmltree.local(root) == "quiz" and xmltree.child(root, "question") is not None


def document_of(root: Element) -> Document:
    """Return the questions of an export.

    Raises:
        ReaderError: It has none.
    """
    reader = _Reader()
    items = list(reader.items(root))
    if not items:
        raise ReaderError("no questions in it")
    return Document(
        items=tuple(items),
        left_out=tuple(reader.left),
        images=tuple(sorted(reader.images.items())),
    )


@dataclass(slots=True)
class _Reader:
    """Goes through the questions, each below the category before it."""

    section: tuple[str, ...] = ()
    images: dict[str, bytes] = field(default_factory=dict)
    left: list[LeftOut] = field(default_factory=list)

    def items(self, root: Element) -> Iterator[Item]:
        for number, one in enumerate(xmltree.children(root, "question"), start=1):
            kind = xmltree.attribute(one, "type").lower()
            if kind == "category":
                path = xmltree.text_of(xmltree.child(one, "category"))
                self.section = gift.path_of(path.strip())
                continue
            texts = _Texts(number, self.images)
            shown = texts.of(xmltree.child(one, "questiontext"))
            write = _KINDS.get(kind)
            if kind == "description" or not shown:
                name = xmltree.text_of(xmltree.child(one, "name")).strip()
                self.left.append(LeftOut(number, shown or name, "asks nothing"))
            elif write is None:
                reason = f"a question of the kind `{kind}`"
                self.left.append(LeftOut(number, shown, reason))
            else:
                told = write(one, texts, shown)
                yield item_of(_with_rest(told, one, texts, self.section))


@dataclass(frozen=True, slots=True)
class _Texts:
    """Writes the texts of a question; their files are kept by its number."""

    number: int
    images: dict[str, bytes]

    def of(self, element: Element | None) -> str:
        """Return a text as Markdown."""
        if element is None:
            return ""
        inner = xmltree.child(element, "text")
        raw = xmltree.text_of(element if inner is None else inner)
        form = _FORMS.get(xmltree.attribute(element, "format"), "moodle")
        for one in xmltree.children(element, "file"):
            self._keep(one)
        return markup.rich_text(_FILE.sub(self._address, raw), form)

    def _keep(self, file: Element) -> None:
        name = xmltree.attribute(file, "name")
        try:
            content = base64.b64decode(file.text or "", validate=False)
        except (binascii.Error, ValueError):
            return
        if name and content:
            self.images[f"{self.number}/{name}"] = content

    def _address(self, match: re.Match[str]) -> str:
        return f"{self.number}/{unquote(match['name'])}".replace(" ", "%20")


def _with_rest(
    question: QuizQuestion, one: Element, texts: _Texts, section: tuple[str, ...]
) -> QuizQuestion:
    """Return a question with what all kinds of them have."""
    feedback = [question.explanation, texts.of(xmltree.child(one, "generalfeedback"))]
    hints = [texts.of(hint) for hint in xmltree.children(one, "hint")]
    tags = [
        xmltree.text_of(tag).strip()
        for part in xmltree.children(one, "tags")
        for tag in xmltree.children(part, "tag")
    ]
    return QuizQuestion(
        question.text,
        question.line,
        question.options,
        question.answers,
        "\n\n".join(dict.fromkeys(text for text in feedback if text)),
        "\n\n".join(hint for hint in hints if hint),
        section,
        [tag for tag in tags if tag and not _SYSTEM.match(tag)],
        xmltree.text_of(xmltree.child(one, "idnumber")).strip(),
    )


def _is_right(answer: Element) -> bool:
    try:
        return float(xmltree.attribute(answer, "fraction") or "0") > 0
    except ValueError:
        return False


def _options(one: Element, texts: _Texts) -> list[QuizOption]:
    return [
        QuizOption(
            texts.of(answer),
            _is_right(answer),
            texts.of(xmltree.child(answer, "feedback")),
        )
        for answer in xmltree.children(one, "answer")
    ]


def _choice(one: Element, texts: _Texts, shown: str) -> QuizQuestion:
    return QuizQuestion(shown, texts.number, _options(one, texts))


def _judged(one: Element, texts: _Texts, shown: str) -> QuizQuestion:
    options = [
        QuizOption(option.text.capitalize(), option.is_right, option.feedback)
        for option in _options(one, texts)
    ]
    return QuizQuestion(shown, texts.number, options)


def _typed(one: Element, texts: _Texts, shown: str) -> QuizQuestion:
    options = _options(one, texts)
    said = [option.feedback for option in options if option.is_right]
    return QuizQuestion(
        shown,
        texts.number,
        answers=[option.text for option in options if option.is_right],
        explanation="\n\n".join(dict.fromkeys(text for text in said if text)),
    )


def _number(one: Element, texts: _Texts, shown: str) -> QuizQuestion:
    answers = []
    for answer in xmltree.children(one, "answer"):
        if _is_right(answer):
            value = xmltree.text_of(xmltree.child(answer, "text")).strip()
            around = xmltree.text_of(xmltree.child(answer, "tolerance")).strip()
            is_exact = not around.strip("0.")
            answers.append(value if is_exact else f"{value} ± {around}")
    return QuizQuestion(shown, texts.number, answers=answers)


def _matching(one: Element, texts: _Texts, shown: str) -> QuizQuestion:
    pairs = [
        (texts.of(pair), texts.of(xmltree.child(pair, "answer")))
        for pair in xmltree.children(one, "subquestion")
    ]
    return QuizQuestion(shown, texts.number, answers=[pairs_of(pairs)])


def _essay(one: Element, texts: _Texts, shown: str) -> QuizQuestion:
    sample = texts.of(xmltree.child(one, "graderinfo"))
    return QuizQuestion(shown, texts.number, answers=[sample] if sample else ())


def _ordering(one: Element, texts: _Texts, shown: str) -> QuizQuestion:
    rows = [option.text for option in _options(one, texts)]
    return QuizQuestion(shown, texts.number, answers=[ordered(rows)])


def _gapped(_: Element, texts: _Texts, shown: str) -> QuizQuestion:
    """Return a question whose gaps stand in its text as deletions."""
    count = 0

    def deleted(match: re.Match[str]) -> str:
        nonlocal count
        raw = match["answers"].replace("\\\\", "\\")
        parts = re.findall(r"(?<!\\)(?:^|~)(=|%-?\d+(?:\.\d+)?%)?([^~#]*)", raw)
        right = [
            text.strip()
            for mark, text in parts
            if mark == "="
            or (mark.startswith("%") and not mark.startswith(("%0", "%-")))
        ]
        if not right:
            return match[0]
        count += 1
        is_chosen = match["kind"].startswith(("M", "R"))
        offered = " / ".join(text.strip() for _, text in parts if text.strip())
        answer = right[0].split(":")[0] if match["kind"].startswith("N") else right[0]
        return deletions.marker(count, answer, offered if is_chosen else "")

    return QuizQuestion(_GAP.sub(deleted, shown), texts.number)


def _dragged(one: Element, texts: _Texts, shown: str) -> QuizQuestion:
    """Return a question whose gaps are numbered, the words listed below it."""
    words = [
        texts.of(word) or xmltree.text_of(xmltree.child(word, "text")).strip()
        for word in xmltree.children(one, "dragbox", "selectoption")
    ]
    count = 0

    def deleted(match: re.Match[str]) -> str:
        nonlocal count
        number = int(match["number"])
        if not 0 < number <= len(words):
            return match[0]
        count += 1
        return deletions.marker(count, words[number - 1])

    bare = re.sub(r"\\([\[\]])", r"\1", shown)
    return QuizQuestion(_NUMBERED_GAP.sub(deleted, bare), texts.number)


_KINDS: Mapping[str, Callable[[Element, _Texts, str], QuizQuestion]] = {
    "multichoice": _choice,
    "multichoiceset": _choice,
    "calculatedmulti": _choice,
    "truefalse": _judged,
    "shortanswer": _typed,
    "regexp": _typed,
    "numerical": _number,
    "matching": _matching,
    "ddmatch": _matching,
    "essay": _essay,
    "ordering": _ordering,
    "cloze": _gapped,
    "ddwtos": _dragged,
    "gapselect": _dragged,
}
