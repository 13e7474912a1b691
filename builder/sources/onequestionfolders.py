"""Folders that hold one question a file: all files of one shape are, when some are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from builder.base.diagnostic import BuilderError
from builder.sources.language.documents import (
    MANUAL,
    may_promise_questions,
    promises_questions,
)
from builder.sources.readers.block import Document, ReaderError
from builder.sources.recognition.recognise import Recognition, as_one, recognise
from builder.sources.sourcefiles import ImportFile, read_document

# So many files make a habit, and so many of them tell what the others are.
_FEWEST = 3
_SAMPLE = 9
# So much of them must be one question each, fewer where they are a series.
_HALF = 0.5
_FEW = 0.2
_NEARLY_ALL = 0.8
# What is longer is an article.
_LONGEST = 8_000
# They stand in a folder of questions and are none.
_ASIDE = frozenset({"readme", "index", "_index", "summary", "contents", "toc", "目录"})

_Shape = tuple[Path, str, str]


def with_question_folders(files: Sequence[ImportFile]) -> list[ImportFile]:
    """Return files, and of each in which folder it is one question as its siblings."""
    shapes = _shapes(files)
    trees: defaultdict[_Shape, dict[ImportFile, _Shape]] = defaultdict(dict)
    for file, shape in zip(files, shapes, strict=True):
        if file.stem.casefold() not in _ASIDE:
            trees[file.root, ".", PurePosixPath(file.name).suffix][file] = shape
    folders: dict[ImportFile, str] = {}
    for tree, members in trees.items():
        for shape in _ones(tree, members):
            folders |= dict.fromkeys(_alike(shape, members), _folder(shape))
    return [replace(file, question_folder=folders.get(file, "")) for file in files]


def _ones(tree: _Shape, members: Mapping[ImportFile, _Shape]) -> list[_Shape]:
    """Return the shapes of the files that are one question each: all, or some folders."""
    shapes = list(dict.fromkeys(members.values()))
    if _are_ones(tree, list(members)):
        return shapes
    return [shape for shape in shapes if _are_ones(shape, _alike(shape, members))]


def _alike(shape: _Shape, members: Mapping[ImportFile, _Shape]) -> list[ImportFile]:
    return [file for file, its in members.items() if its == shape]


def _folder(shape: _Shape) -> str:
    """Return the name of the folder that holds the files of a shape."""
    root, folder, _ = shape
    return root.resolve().name if folder == "." else folder


def _shapes(files: Iterable[ImportFile]) -> list[_Shape]:
    """Return the folder of each file and what its name has in common with others.

    Files that are called the same have a folder each, and share the one above.
    """
    paths = [(file.root, PurePosixPath(file.name)) for file in files]
    called = Counter(
        (root, path.parent.parent, path.name)
        for root, path in paths
        if path.parent.name
    )
    return [
        (root, path.parent.parent.as_posix(), path.name)
        if called[root, path.parent.parent, path.name] > 1
        else (root, path.parent.as_posix(), path.suffix.lower())
        for root, path in paths
    ]


def _are_ones(shape: _Shape, files: Sequence[ImportFile]) -> bool:
    """Whether files of one shape hold a question each, as a sample of them tells."""
    if len(files) < _FEWEST:
        return False
    step = -(-len(files) // _SAMPLE)
    found = [one for file in files[::step] if (one := _read(file)) is not None]
    fitting = sum(is_one or may_be for is_one, may_be in found)
    if fitting < _NEARLY_ALL * len(found) or not found:
        return False
    names = (shape[0].resolve().name, shape[1])
    if promises_questions(*names):
        return True
    single = sum(is_one for is_one, _ in found) / len(found)
    is_series = may_promise_questions(*names) or _are_counted(files)
    return single >= (_FEW if is_series else _HALF)


def _are_counted(files: Sequence[ImportFile]) -> bool:
    """Whether files are numbered, or called the same in a folder each."""
    names = [file.stem for file in files]
    return len(set(names)) == 1 or all(re.match(r"\d", name) for name in names)


def _read(file: ImportFile) -> tuple[bool, bool] | None:
    """Return whether a file is one question, and whether it may be; none unread."""
    try:
        document = read_document(file)
    except (BuilderError, ReaderError):
        return None
    if document.items:
        return False, False
    recognition = recognise(document, file.file_name)
    is_one = recognition.is_one and not MANUAL.holds(recognition.title)
    return is_one, _may_be_one(document, recognition)


def _may_be_one(document: Document, recognition: Recognition) -> bool:
    """Whether a document could be one question: a title with a text, and no article."""
    length = sum(len(block.text) for block in document.blocks)
    is_short = length < _LONGEST and len(recognition.items) < _FEWEST
    whole = as_one(document) if is_short else None
    return whole is not None and not MANUAL.holds(whole.items[0].question)
