"""What one source holds: its questions, cleaned, and what is left out of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.sources.cleaning import clean_item
from builder.sources.items import Item, LeftOut
from builder.sources.pictures import Collected, PictureSource, collect
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.columns import promises
from builder.sources.recognition.explanation import UNEXPLAINED, Explanation
from builder.sources.recognition.recognise import by_sections, recognise
from builder.sources.slug import slug
from builder.sources.sourcefiles import ImportFile, read_document

_EMPTY = "the file is empty"
_NOTHING = (
    "no questions found: no heading, number, bold line or label marks them in a way "
    "that holds for the document (use --sections to make a note of each section)"
)
_NAMELESS = (
    "no questions found: its names may hold anything "
    "(call them `question` and `answer`, or the file after its questions)"
)


@dataclass(frozen=True, slots=True)
class SourceItems:
    """What one source holds; ``refusal`` says why it holds no items."""

    source: ImportFile
    title: str = ""
    items: tuple[Item, ...] = ()
    tags: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[tuple[int, str], ...] = ()
    refusal: str = ""
    explanation: Explanation = UNEXPLAINED


def read_items(
    source: ImportFile,
    *,
    format_name: str,
    is_by_sections: bool,
    pictures: Collected | None,
) -> SourceItems:
    """Read one source and find its items; ``pictures`` takes those that they show.

    Raises:
        BuilderError: The file cannot be read at all.
    """
    try:
        document = read_document(source, format_name)
    except ReaderError as error:
        return SourceItems(source, refusal=str(error))
    if document.is_guess and not promises(source.path.stem):
        return _refused(source, document)
    recognition = recognise(document, source.path.name)
    if is_by_sections and not recognition.items:
        recognition = by_sections(document)
    items = [clean_item(item, is_prose=document.is_prose) for item in recognition.items]
    remarks = list(recognition.remarks)
    if pictures is not None:
        before = len(pictures.problems)
        place = _picture_source(source, document)
        items = [collect(item, place, pictures) for item in items]
        remarks += pictures.problems[before:]
    return SourceItems(
        source,
        recognition.title,
        tuple(items),
        document.tags,
        _in_order(document.left_out, recognition.left_out),
        tuple(sorted(remarks)),
        "" if items else _refusal(document),
        recognition.explanation.with_left_out(document.left_out),
    )


def _refused(source: ImportFile, document: Document) -> SourceItems:
    """Return that a file of names and descriptions is none of questions."""
    everything = [
        LeftOut(block.line, block.text, "no questions found")
        for block in document.blocks
    ]
    refusal = _NAMELESS if document.blocks else _refusal(document)
    left_out = _in_order(document.left_out, everything)
    return SourceItems(
        source,
        left_out=left_out,
        refusal=refusal,
        explanation=UNEXPLAINED.with_left_out(left_out),
    )


def _in_order(*found: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    return tuple(
        sorted((one for part in found for one in part), key=lambda one: one.line)
    )


def _picture_source(source: ImportFile, document: Document) -> PictureSource:
    folder = slug(Path(source.name).stem.replace("_", " "))
    return PictureSource(source.path.parent, source.root, folder, dict(document.images))


def _refusal(document: Document) -> str:
    has_text = any(block.kind not in {"comment", "rule"} for block in document.blocks)
    return _NOTHING if has_text or document.left_out else _EMPTY
