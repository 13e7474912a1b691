"""What says which options are right: a line behind them, or letters in their question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.sources.language import answerwords, lettering, questionwords
from builder.sources.language.answerwords import is_answer_word
from builder.sources.language.plain import as_written, plain
from builder.sources.readers.block import Block
from builder.sources.recognition import label
from builder.sources.recognition.offers import OptionRun
from builder.sources.recognition.optionline import readings
from builder.sources.recognition.rightoption import Named, named, places_of

_ASIDE = frozenset({"open", "close", "comment", "html", "rule"})
_MINE = re.compile(r"^我的答案\s*[:：]?\s*\S*?\s*(?=正确答案)")
_IN_STEM = re.compile(
    rf"\s*[(（\[【]\s*(?P<names>[A-HＡ-Ｈ]{{1,6}}|(?:{lettering.CAPITAL})"
    rf"(?:\s*[,，、/&]\s*(?:{lettering.CAPITAL})){{0,5}})\s*[)）\]】]"
)
_SMALL_AT_END = re.compile(
    r"(?<=[?？])\s*[(（\[]\s*(?P<names>[a-h](?:\s*,\s*[a-h]){0,5})\s*[)）\]]\s*\Z"
)
_BOLD_NAME = re.compile(
    rf"\A\s*(\*\*|__)[(（]?(?P<name>{lettering.LETTER}|\d{{1,2}})[.:：)）]?\1[.:：)）]?\s*(?=\w)"
)
_ENDS = re.compile(r"[?？.。:：!！]\s*\Z")
# A key stands so many rows behind the options, at most.
_REACH = 8


@dataclass(frozen=True, slots=True)
class KeyBehind:
    """The options that a row names, and the rows without it."""

    named: Named
    rest: list[Block]


@dataclass(frozen=True, slots=True)
class KeyInStem:
    """The options that a question names itself, and the question without them."""

    named: Named
    title: str
    stem: tuple[Block, ...]


def key_behind(rest: Sequence[Block], offer: OptionRun) -> KeyBehind | None:
    """Find the row that names the right options; what it says besides is kept."""
    is_headed = False
    for index, block in enumerate(rest[:_REACH]):
        if block.kind in _ASIDE or questionwords.FACTS.holds(block.text):
            continue
        listed = _listed(rest[index:], offer) if is_headed else None
        if listed is not None:
            return KeyBehind(listed[0], _without(rest, index, listed[1], None))
        said = _said(block, offer)
        if said is None and is_headed and not _is_discussed(rest[index:]):
            said = named(plain(_text(block)), offer, is_labelled=False)
        if said is not None:
            return KeyBehind(said, _without(rest, index, 1, said))
        if _is_answer_heading(block):
            is_headed = True
        elif block.kind not in {"summary", "heading"}:
            return _later(rest, index, offer) if offer.is_lettered else None
    return None


# A letter in a fence of its own.
_FENCED = 12


def _text(block: Block) -> str:
    """Return the text of a row; a bold letter at its head ends there."""
    has_marker = block.kind in {"heading", "item", "summary", "quote"}
    has_marker = has_marker or (block.kind == "code" and len(block.content) <= _FENCED)
    text = block.content if has_marker else block.text
    return _BOLD_NAME.sub(r"\g<name>. ", text)


def _said(block: Block, offer: OptionRun) -> Named | None:
    """Return what a row names behind a word that says answer."""
    bare = _MINE.sub("", plain(_text(block)))
    match = answerwords.CHOICE_KEYS.pattern.match(bare)
    if match is not None:
        found = named(bare[match.end() :], offer, is_labelled=True)
        if found is not None:
            return found
    if not label.has_answer_label(bare):
        return None
    return named(label.without_answer_label(bare), offer, is_labelled=True)


def _is_answer_heading(block: Block) -> bool:
    text = plain(_text(block))
    return answerwords.CHOICE_HEADINGS.holds(text) or is_answer_word(text)


def _is_discussed(rows: Sequence[Block]) -> bool:
    """Whether one option after the other is spoken of: ``A. No. B. Yes.``."""
    names = [
        line.name
        for block in rows[:2]
        for line in list(readings(block))[:1]
        if line.form == "letter"
    ]
    return len(set(names)) > 1


def _listed(rows: Sequence[Block], offer: OptionRun) -> tuple[Named, int] | None:
    """Return the options that an answer writes again, a row each, and how many rows."""
    found: list[int] = []
    for block in rows:
        places = next(
            (
                place
                for line in readings(block)
                if (place := _again(line.text, line.name, offer)) is not None
            ),
            None,
        )
        if places is None:
            break
        found.append(places)
    if not found or len(found) >= len(offer.texts):
        return None
    return Named(tuple(sorted(set(found)))), len(found)


def _again(text: str, name: str, offer: OptionRun) -> int | None:
    """Return the option that a line writes again, with its name if it has one."""
    places = places_of(text, offer.texts)
    if places is None or len(places) > 1:
        return None
    own = offer.names[places[0]]
    return places[0] if not name or not own or name == own else None


def _later(rest: Sequence[Block], start: int, offer: OptionRun) -> KeyBehind | None:
    """Return the only labelled key behind a text that explains it beforehand."""
    found = [
        (index, said)
        for index, block in enumerate(rest)
        if index > start
        and block.kind in {"paragraph", "item", "heading"}
        and (said := _said(block, offer)) is not None
        and not said.rest
    ]
    if len(found) != 1:
        return None
    index, said = found[0]
    return KeyBehind(said, _without(rest, index, 1, said))


def _without(
    rest: Sequence[Block], index: int, count: int, said: Named | None
) -> list[Block]:
    """Return the rows without the key, but with what it says besides."""
    kept = [one for one in rest[:index] if not _is_answer_heading(one)]
    if said is not None and said.rest:
        told = as_written(_text(rest[index]), said.rest)
        kept.append(replace(rest[index], kind="paragraph", text=told, content=told))
    return [*kept, *rest[index + count :]]


def key_in_stem(
    title: str, stem: Sequence[Block], offer: OptionRun
) -> KeyInStem | None:
    """Take the letters out of a question: ``首都是（B）。``, ``Which? (A, C)``."""
    cut = _cut(title, offer)
    if cut is not None:
        return KeyInStem(cut[0], cut[1], tuple(stem))
    for index, block in enumerate(stem):
        cut = _cut(block.text, offer) if block.kind == "paragraph" else None
        if cut is not None:
            left = replace(block, text=cut[1], content=cut[1])
            kept = [*stem[:index], *([left] if cut[1] else []), *stem[index + 1 :]]
            return KeyInStem(cut[0], title, tuple(kept))
    return None


def _is_short_form(letters: str, before: str) -> bool:
    """Whether letters in brackets shorten the words before them: ``Delivery (CD)``."""
    is_joined = len(letters) > 1 and letters.isascii() and letters.isalpha()
    return is_joined and bool(re.search(r"[^\W\d_\u3040-\uffff]\s*\Z", before))


def _cut(text: str, offer: OptionRun) -> tuple[Named, str] | None:
    """Return what brackets in a text name, and the text with a gap in their place."""
    match = _IN_STEM.search(text) or _SMALL_AT_END.search(text)
    if match is not None and _IN_STEM.search(text, match.end()):
        return None  # it speaks of options
    said = named(match["names"], offer, is_labelled=False) if match else None
    if match is None or said is None or not said.places:
        return None
    before, behind = text[: match.start()], text[match.end() :]
    if _is_short_form(match["names"], before):
        return None
    is_end = not before or (_ENDS.search(before) and not behind.strip())
    gap = "" if is_end else "（\u3000）"
    return said, f"{before}{gap}{behind}".strip()
