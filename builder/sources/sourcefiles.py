"""The files an import reads: found, sized, and given to the reader of their format."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.base.diagnostic import BuilderError, did_you_mean
from builder.sources import readers
from builder.sources.items import Item, LeftOut
from builder.sources.normalise import clean_item, slug
from builder.sources.pictures import Collected, PictureSource, collect
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.columns import promises
from builder.sources.recognition.explanation import UNEXPLAINED, Explanation
from builder.sources.recognition.recognise import by_sections, recognise

MAXIMUM_SIZE = 32 * 1024 * 1024
# What people keep questions in that is no text, and what to do with it.
_SAVE_AS: Mapping[str, str] = {
    ".doc": "save it as .docx",
    ".odt": "save it as .docx",
    ".rtf": "save it as .docx",
    ".pages": "export it as .docx",
    ".pdf": "save its text as .txt or .docx",
    ".epub": "save its pages as .html",
    ".ppt": "save its text as .txt",
    ".pptx": "save its text as .txt",
    ".xls": "save the sheet as .csv",
    ".xlsx": "save the sheet as .csv",
    ".ods": "save the sheet as .csv",
    ".numbers": "export the sheet as .csv",
    ".apkg": "export the notes from Anki as plain text (.txt)",
    ".colpkg": "export the notes from Anki as plain text (.txt)",
}
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "dist", "build", "vendor"})
_SKIPPED_NAMES = frozenset(
    {
        "license",
        "licence",
        "contributing",
        "code_of_conduct",
        "changelog",
        "security",
        "pull_request_template",
        "issue_template",
        "package",
        "package-lock",
        "tsconfig",
        "requirements",
    }
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import; ``name`` is its path below what was named on the command line."""

    path: Path
    name: str
    root: Path


@dataclass(frozen=True, slots=True)
class SourceItems:
    """What one source holds; ``refusal`` says why it holds no items."""

    source: SourceFile
    title: str
    items: tuple[Item, ...]
    tags: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[tuple[int, str], ...] = ()
    refusal: str = ""
    explanation: Explanation = UNEXPLAINED


def find_sources(paths: Sequence[Path]) -> list[SourceFile]:
    """Return the files to read: those named, and those in folders that can be read."""
    found: list[SourceFile] = []
    for path in paths:
        if path.is_dir():
            found += _in_folder(path)
        else:
            found.append(SourceFile(path, path.name, path.parent))
    if not found:
        raise BuilderError(
            f"nothing to import in {', '.join(str(path) for path in paths)}: "
            f"{_known_formats()} can be read"
        )
    return found


def _in_folder(folder: Path) -> list[SourceFile]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name.lower() not in _SKIPPED_FOLDERS
        )
        for name in sorted(names):
            path = Path(parent, name)
            if path.suffix.lower() not in readers.READERS or name.startswith("."):
                continue
            if path.stem.lower() in _SKIPPED_NAMES:
                continue
            relative = path.relative_to(folder).as_posix()
            found.append(SourceFile(path, relative, folder))
    return found


def read_items(
    source: SourceFile,
    *,
    format_name: str,
    is_by_sections: bool,
    collected: Collected | None,
) -> SourceItems:
    """Read one source and find its items.

    Raises:
        BuilderError: The file cannot be read at all.
    """
    try:
        document = _document(source, format_name)
    except ReaderError as error:
        return SourceItems(source, "", (), (), (), refusal=str(error))
    if document.is_guess and not promises(source.path.stem):
        return _refused(source, document)
    recognition = recognise(document, source.path.name)
    if is_by_sections and not recognition.items:
        recognition = by_sections(document)
    items = [clean_item(item, is_prose=document.is_prose) for item in recognition.items]
    remarks = list(recognition.remarks)
    if collected is not None:
        items = _with_pictures(items, source, document, collected, remarks)
    refusal = "" if items else _refusal(document)
    return SourceItems(
        source,
        recognition.title,
        tuple(items),
        document.tags,
        _in_order(document.left_out, recognition.left_out),
        tuple(sorted(remarks)),
        refusal,
        recognition.explanation.with_left_out(document.left_out),
    )


def _refused(source: SourceFile, document: Document) -> SourceItems:
    """Return that a file of names and descriptions is none of questions."""
    everything = [
        LeftOut(block.line, block.text, "no questions found")
        for block in document.blocks
    ]
    left_out = _in_order(document.left_out, everything)
    refusal = (
        "no questions found: its names may hold anything "
        "(call them `question` and `answer`, or the file after its questions)"
        if document.blocks
        else _refusal(document)
    )
    return SourceItems(
        source,
        "",
        (),
        (),
        left_out,
        refusal=refusal,
        explanation=UNEXPLAINED.with_left_out(left_out),
    )


def _in_order(*found: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    return tuple(
        sorted((one for part in found for one in part), key=lambda one: one.line)
    )


def _document(source: SourceFile, format_name: str) -> Document:
    suffix = source.path.suffix.lower()
    if not format_name and suffix in _SAVE_AS:
        raise BuilderError(
            f"{source.name}: `{suffix}` cannot be read: {_SAVE_AS[suffix]} first"
        )
    name = format_name or readers.READERS.get(suffix, "")
    if not name:
        raise BuilderError(
            f"{source.name}: no reader for `{source.path.suffix or source.path.name}`"
            f"{did_you_mean(source.path.suffix, readers.READERS)}: say which with "
            f"--format, one of {', '.join(readers.FORMATS)}"
        )
    try:
        if source.path.stat().st_size > MAXIMUM_SIZE:
            raise ReaderError(
                f"larger than {MAXIMUM_SIZE // 2**20} MiB: split the file"
            )
        content = source.path.read_bytes()
    except OSError as error:
        raise BuilderError(f"cannot read {source.path}: {error.strerror}") from error
    return readers.read(content, name)


def _with_pictures(
    items: Sequence[Item],
    source: SourceFile,
    document: Document,
    collected: Collected,
    remarks: list[tuple[int, str]],
) -> list[Item]:
    place = PictureSource(
        source.path.parent, source.root, _media_folder(source), dict(document.images)
    )
    before = len(collected.problems)
    result = [collect(item, place, collected) for item in items]
    remarks += collected.problems[before:]
    return result


def _media_folder(source: SourceFile) -> str:
    return slug(Path(source.name).stem.replace("_", " "))


def _refusal(document: Document) -> str:
    has_text = any(block.kind not in {"comment", "rule"} for block in document.blocks)
    if not has_text and not document.left_out:
        return "the file is empty"
    return (
        "no questions found: no heading, number, bold line or label marks them in a way "
        "that holds for the document (use --sections to make a note of each section)"
    )


def _known_formats() -> str:
    return ", ".join(sorted(readers.READERS))
