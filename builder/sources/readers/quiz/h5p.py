"""H5P: question sets, flash cards and what else asks in interactive content.

https://h5p.org/documentation/developers/h5p-specification
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from builder.sources.items import Item
from builder.sources.readers import deletions, markup
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.quiz.question import QuizOption, QuizQuestion, item_of
from builder.sources.readers.zipped import Archive

_MAXIMUM_DEPTH = 60
_GAP = re.compile(r"\*(?P<gap>[^*\n:/]+)(?:/[^*\n:]*)?(?::(?P<hint>[^*\n]*))?\*")
_NUMBERED = re.compile(r"^(?:\d+[.)]\s*)")
Params = Mapping[str, Any]


def is_package(archive: Archive) -> bool:
    """Whether a zip file is H5P."""
    return "h5p.json" in archive and "content/content.json" in archive


def read_bytes(content: bytes) -> Document:
    """Read a package.

    Raises:
        ReaderError: It is none, damaged, or asks nothing.
    """
    return document_of(Archive(content, "an H5P package (.h5p)"))


def document_of(archive: Archive) -> Document:
    """Return the questions of a package.

    Raises:
        ReaderError: It is damaged, or asks nothing.
    """
    if not is_package(archive):
        raise ReaderError("not an H5P package (.h5p): no content in it")
    about, content = (
        _values(archive, "h5p.json"),
        _values(archive, "content/content.json"),
    )
    reader = _Reader()
    library = _text(about.get("mainLibrary"))
    items = list(reader.items(library, content, 0))
    if not items:
        raise ReaderError(f"nothing in it asks: `{library}` is not read as questions")
    images = [
        (name, archive.read(f"content/{name}"))
        for name in sorted(reader.pictures)
        if f"content/{name}" in archive
    ]
    title = _text(about.get("title")).strip()
    return Document(items=tuple(items), title=title, images=tuple(images))


def _values(archive: Archive, name: str) -> Params:
    try:
        found = json.loads(archive.read(name).decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise ReaderError(f"{name} is damaged: {error}") from error
    return found if isinstance(found, dict) else {}


@dataclass(slots=True)
class _Reader:
    """Goes through content in content; ``pictures`` are those that questions show."""

    number: int = 0
    pictures: set[str] = field(default_factory=set)

    def items(self, library: str, params: Params, depth: int) -> Iterator[Item]:
        """Return the questions of one content, and of those in it."""
        kind = library.split(" ", maxsplit=1)[0].removeprefix("H5P.").lower()
        write = _KINDS.get(kind)
        if write is not None:
            for question in write(params):
                self.number += 1
                yield item_of(self.with_picture(question, params))
        elif depth < _MAXIMUM_DEPTH:
            yield from self.inner(params, depth + 1)

    def inner(self, value: Any, depth: int) -> Iterator[Item]:
        if depth > _MAXIMUM_DEPTH:
            return
        if isinstance(value, list):
            for one in value:
                yield from self.inner(one, depth + 1)
        elif isinstance(value, dict):
            library, params = value.get("library"), value.get("params")
            if isinstance(library, str) and isinstance(params, dict):
                yield from self.items(library, params, depth + 1)
            else:
                for one in value.values():
                    yield from self.inner(one, depth + 1)

    def with_picture(self, question: _Asked, params: Params) -> QuizQuestion:
        """Return a question with the picture that stands above it."""
        path = question.picture or _path(params.get("media"))
        text = question.text
        if PurePosixPath(path).suffix and not path.startswith(("http:", "https:")):
            self.pictures.add(path)
            text = f"{text}\n\n![](<{path}>)" if path not in text else text
        return QuizQuestion(
            text,
            self.number,
            question.options,
            question.answers,
            question.explanation,
            question.hint,
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as one kind of content tells it."""

    text: str
    options: Sequence[QuizOption] = ()
    answers: Sequence[str] = ()
    explanation: str = ""
    hint: str = ""
    picture: str = ""


def _choice(params: Params) -> Iterator[_Asked]:
    options = []
    for one in _records(params.get("answers")):
        told = one.get("tipsAndFeedback")
        feedback = told.get("chosenFeedback") if isinstance(told, dict) else ""
        options.append(
            QuizOption(
                _shown(one.get("text")), one.get("correct") is True, _shown(feedback)
            )
        )
    yield _Asked(_shown(params.get("question")), options)


def _judged(params: Params) -> Iterator[_Asked]:
    is_true = _text(params.get("correct")).lower() == "true" or (
        params.get("correct") is True
    )
    labels = params.get("l10n")
    said = labels if isinstance(labels, dict) else {}
    names = (
        _text(said.get("trueText")) or "True",
        _text(said.get("falseText")) or "False",
    )
    options = [QuizOption(names[0], is_true), QuizOption(names[1], not is_true)]
    yield _Asked(_shown(params.get("question")), options)


def _first_is_right(params: Params) -> Iterator[_Asked]:
    for one in _records(params.get("choices")):
        texts = [_shown(text) for text in _list(one.get("answers"))]
        options = [QuizOption(text, place == 0) for place, text in enumerate(texts)]
        yield _Asked(_shown(one.get("question")), options)


def _statements(params: Params) -> Iterator[_Asked]:
    intro = _shown(params.get("intro"))
    for one in _records(params.get("summaries")):
        texts = [_shown(text) for text in _list(one.get("summary"))]
        options = [QuizOption(text, place == 0) for place, text in enumerate(texts)]
        yield _Asked(intro, options, hint=_shown(one.get("tip")))


def _blanks(params: Params) -> Iterator[_Asked]:
    task = _shown(params.get("text"))
    for text in _list(params.get("questions")):
        yield _gapped(task, _shown(text, is_gapped=True))


def _dragged(params: Params) -> Iterator[_Asked]:
    task = _shown(params.get("taskDescription"))
    raw = _text(params.get("textField"))
    for row in raw.split("\n"):
        if _GAP.search(row):
            yield _gapped(task, _shown(row, is_gapped=True))


def _gapped(task: str, text: str) -> _Asked:
    gapped = deletions.with_deletions(text, _GAP)
    return _Asked(gapped, explanation="" if task == text else task)


def _cards(params: Params) -> Iterator[_Asked]:
    task = _shown(params.get("description"))
    for one in _records(params.get("cards")):
        tip = one.get("tip")
        text = _shown(one.get("text"))
        yield _Asked(
            text or task,
            answers=[_shown(one.get("answer"))],
            hint=_shown(tip) if isinstance(tip, str) else "",
            picture=_path(one.get("image")),
        )


def _dialogs(params: Params) -> Iterator[_Asked]:
    for one in _records(params.get("dialogs")):
        tips = one.get("tips")
        hint = tips.get("front") if isinstance(tips, dict) else ""
        yield _Asked(
            _shown(one.get("text")),
            answers=[_shown(one.get("answer"))],
            hint=_shown(hint),
            picture=_path(one.get("image")),
        )


def _panels(params: Params) -> Iterator[_Asked]:
    for one in _records(params.get("panels")):
        content = one.get("content")
        inner = content.get("params") if isinstance(content, dict) else None
        text = inner.get("text") if isinstance(inner, dict) else ""
        yield _Asked(_shown(one.get("title")), answers=[_shown(text)])


def _essay(params: Params) -> Iterator[_Asked]:
    solution = params.get("solution")
    sample = solution.get("sample") if isinstance(solution, dict) else ""
    yield _Asked(_shown(params.get("taskDescription")), answers=[_shown(sample)])


def _image_choice(params: Params) -> Iterator[_Asked]:
    question = _shown(params.get("question"))
    right: list[str] = []
    wrong: list[str] = []
    for one in _records(params.get("options")):
        media = one.get("media")
        inner = media.get("params") if isinstance(media, dict) else None
        text = _text(inner.get("alt")) if isinstance(inner, dict) else ""
        (right if one.get("correct") is True else wrong).append(text)
    options = [QuizOption(one, is_right=True) for one in right]
    yield _Asked(question, [*options, *(QuizOption(one) for one in wrong)])


_KINDS: Mapping[str, Callable[[Params], Iterator[_Asked]]] = {
    "multichoice": _choice,
    "truefalse": _judged,
    "singlechoiceset": _first_is_right,
    "summary": _statements,
    "blanks": _blanks,
    "dragtext": _dragged,
    "markthewords": _dragged,
    "flashcards": _cards,
    "dialogcards": _dialogs,
    "accordion": _panels,
    "essay": _essay,
    "multimediachoice": _image_choice,
}


def _shown(value: Any, *, is_gapped: bool = False) -> str:
    """Return a text as Markdown; the stars of gaps are not escaped."""
    text = markup.rich_text(_text(value), "html")
    return text.replace("\\*", "*") if is_gapped else text


def _path(value: Any) -> str:
    """Return the path of a picture, however deep its content holds it."""
    for _ in range(6):
        if not isinstance(value, dict):
            return ""
        path = value.get("path")
        if isinstance(path, str):
            return path
        value = next(
            (value[key] for key in ("type", "params", "file") if key in value), None
        )
    return ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[str]:
    found = value if isinstance(value, list) else []
    return [one for one in found if isinstance(one, str)]


def _records(value: Any) -> list[Params]:
    found = value if isinstance(value, list) else []
    return [one for one in found if isinstance(one, dict)]
