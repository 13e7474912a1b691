"""What one source holds: its questions, cleaned, and what is left out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from builder.anki.fieldrenderer import MAXIMUM_FIELD
from builder.cards.importoptions import NOTHING_ASKED, ImportOptions
from builder.sources import disarm
from builder.sources.archivefiles import PackedPictures
from builder.sources.cleaning import clean_item
from builder.sources.decisions import Inquiry, inquiry_of
from builder.sources.importlock import Decided
from builder.sources.items import Item, LeftOut
from builder.sources.kinds import with_kind
from builder.sources.language.asking import asks
from builder.sources.language.documents import speaks_of_cards
from builder.sources.pictures import Collected, PictureSource, collect
from builder.sources.readers.block import ColumnUse, Document, ReaderError
from builder.sources.readers.chosencolumns import ChosenColumns, UnknownColumnError
from builder.sources.readers.columns import promises
from builder.sources.readers.wrapped import unwrapped
from builder.sources.recognition import notcontent
from builder.sources.recognition.chosenstyle import styles_told
from builder.sources.recognition.explanation import UNEXPLAINED, Explanation, stated
from builder.sources.recognition.recognise import (
    Recognition,
    as_one,
    by_sections,
    by_style,
    recognise,
)
from builder.sources.slug import slug
from builder.sources.sourcefiles import ImportFile, read_document

# Longer ones are hashes and the like, which nobody would choose for an id.
_LONGEST_KEY = 32
# So many parts of one question may look like questions themselves.
_MOST_INSIDE = 2
_EMPTY = "the file is empty"
_NOTHING = (
    "no questions found: no heading, number, bold line or label marks them in a way "
    "that holds for the document (use --sections to make a note of each section)"
)
_STATED = "its format says what is a question: --question-style changes nothing"
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
    columns: tuple[ColumnUse, ...] = ()
    inquiry: Inquiry | None = None
    read_as: str = ""


def read_items(
    source: ImportFile,
    options: ImportOptions,
    chosen: ChosenColumns | None,
    pictures: Collected | None,
    known: Iterable[Decided] = (),
) -> SourceItems:
    """Read one source and find its items; ``pictures`` takes those that they show.

    ``known`` is what the author decided of its doubtful ones.

    Raises:
        BuilderError: The file cannot be read at all, or has no column that was chosen.
    """
    try:
        document = read_document(source, options.format_name, chosen)
    except UnknownColumnError as error:
        if not source.is_alone and not error.is_found_in_part:
            return SourceItems(source, refusal=str(error))
        name = "columns" if options.columns else "note_type"
        raise options.refusal(name, f"{source.name}: {error}", error.column) from error
    except ReaderError as error:
        return SourceItems(source, refusal=str(error))
    if document.is_guess and not (
        promises(source.stem) or speaks_of_cards(source.stem)
    ):
        return _refused(source, document)
    recognition = _once(_that_fits(_recognition(document, source, options)))
    inquiry = inquiry_of(source.name, recognition.items, recognition.remarks, known)
    kept, dropped = inquiry.outcome()
    of_kind, told = with_kind(kept, options.kind)
    items = [
        _with_key(clean_item(item, is_prose=document.is_prose), source)
        for item in of_kind
    ]
    remarks = [*recognition.remarks, *told]
    if options.question_style and document.items:
        remarks.append((1, _STATED))
    if pictures is not None:
        before = len(pictures.problems)
        place = _picture_source(source, document)
        items = [collect(item, place, pictures) for item in items]
        remarks += pictures.problems[before:]
    shown = None if pictures is None else pictures.files.keys()
    inert = [disarm.inert_item(item, shown) for item in items]
    for one in zip(of_kind, items, inert, strict=True):
        remarks += disarm.told(*one)
    return SourceItems(
        source,
        recognition.title,
        tuple(inert),
        document.tags,
        _in_order(document.left_out, recognition.left_out, dropped),
        tuple(sorted(set(remarks))),
        "" if recognition.items else _refusal(document, options),
        recognition.explanation.with_left_out(document.left_out),
        document.columns,
        inquiry,
        document.read_as,
    )


def _that_fits(recognition: Recognition) -> Recognition:
    """Return a recognition without the items that no field of a card can hold.

    What makes a text safe may make it longer.
    """
    fits = [
        max(map(len, _long_texts(item))) < MAXIMUM_FIELD // 2
        for item in recognition.items
    ]
    too_long = [
        LeftOut(item.line, item.question, "longer than any card could show")
        for item, is_kept in zip(recognition.items, fits, strict=True)
        if not is_kept
    ]
    return replace(
        recognition,
        items=tuple(compress(recognition.items, fits)),
        left_out=(*recognition.left_out, *too_long),
    )


def _once(recognition: Recognition) -> Recognition:
    """Return a recognition without what it says a second time, word for word."""
    seen: set[Item] = set()
    kept: list[Item] = []
    twice: list[LeftOut] = []
    for item in recognition.items:
        bare = replace(item, line=0, section=(), tags=(), key="", deck="", doubt="")
        if bare in seen and not item.is_draft:
            twice.append(LeftOut(item.line, item.question, "a card says it already"))
        else:
            kept.append(item)
        seen.add(bare)
    return replace(
        recognition,
        items=tuple(kept),
        left_out=(*recognition.left_out, *twice),
        explanation=recognition.explanation.with_dropped(twice),
    )


def _long_texts(item: Item) -> Iterator[str]:
    yield from (item.question, item.answer, item.extra)
    yield from (text for _, text in item.fields)


def _recognition(
    document: Document,
    source: ImportFile,
    options: ImportOptions,
    *,
    may_be_wrapped: bool = True,
) -> Recognition:
    """Return the items that a format names, or else those that are recognised.

    What stands in a fence is looked into once: it may be read as a fence again.
    """
    if document.items:
        return Recognition(
            document.items,
            (),
            document.title,
            document.remarks,
            stated(document.items),
        )
    style = options.question_style
    recognition = (
        by_style(document, style) if style else recognise(document, source.file_name)
    )
    if not style and source.question_folder and len(recognition.items) <= _MOST_INSIDE:
        recognition = as_one(document) or recognition
    is_looked_into = may_be_wrapped and not recognition.items
    inner = unwrapped(document) if is_looked_into else None
    if inner is not None:
        alone = replace(options, is_by_sections=False)
        found = _recognition(inner, source, alone, may_be_wrapped=False)
        recognition = found if _asks(found) else recognition
    if options.is_by_sections and not recognition.items:
        return by_sections(document)
    return recognition


def _asks(recognition: Recognition) -> bool:
    """Whether what a fence holds is questions: the keys of a settings file are pairs."""
    chosen = recognition.explanation.chosen
    if chosen is None or chosen.style.kind != "pair":
        return bool(recognition.items)
    return sum(asks(item.question) for item in recognition.items) * 2 >= chosen.marks


def _refused(source: ImportFile, document: Document) -> SourceItems:
    """Return that a file of names and descriptions is none of questions."""
    everything = [
        LeftOut(item.line, f"{item.question}\n{item.answer}", "no questions found")
        for item in document.items
    ]
    refusal = _NAMELESS if document.items else _refusal(document, NOTHING_ASKED)
    left_out = _in_order(document.left_out, everything)
    return SourceItems(
        source,
        left_out=left_out,
        refusal=refusal,
        explanation=UNEXPLAINED.with_left_out(left_out),
    )


def _with_key(item: Item, source: ImportFile) -> Item:
    """Return an item whose key can be the id of a note; a number needs the file's name."""
    key = re.sub(r"[^\w.-]+", "-", item.key.strip()).strip("-_.")
    if key.isdecimal():
        key = f"{slug(source.stem)}-{key}"
    return replace(item, key=key if len(key) <= _LONGEST_KEY else "")


def _in_order(*found: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    return tuple(
        sorted((one for part in found for one in part), key=lambda one: one.line)
    )


def _picture_source(source: ImportFile, document: Document) -> PictureSource:
    folder = slug(source.stem.replace("_", " "))
    own = dict(document.images)
    if source.archive is None:
        return PictureSource(source.path.parent, source.root, folder, own)
    packed = PackedPictures(source.archive, source.member, own)
    return PictureSource(None, None, folder, packed)


def _refusal(document: Document, options: ImportOptions) -> str:
    if options.question_style and document.blocks:
        told = styles_told(document.blocks, notcontent.skipped(document.blocks))
        return f"no question is marked as `{options.question_style}`: {told}"
    has_text = any(block.kind not in {"comment", "rule"} for block in document.blocks)
    return _NOTHING if has_text or document.left_out else _EMPTY
