"""Items to notes: clean questions, tags, ids and the kinds of note they become."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pypinyin import lazy_pinyin

from builder.cards.cardwriter import CardNote
from builder.cards.names import RESERVED_TAGS
from builder.cards.note import DRAFT
from builder.sources import safehtml
from builder.sources.items import Item
from builder.sources.language import remarks
from builder.sources.language.plain import plain
from builder.sources.makers import terms
from builder.sources.readers.encoding import printable
from builder.sources.recognition.linebreaks import repair

ClozeMode = Literal["terms", "none"]
_MAXIMUM_ID = 60
_QUIET = frozenset("的了呢吗吧啊呀地得是")


@dataclass(frozen=True, slots=True)
class NormalItem:
    """An item ready to be written, and the notes made of it."""

    item: Item
    notes: tuple[CardNote, ...]
    section: tuple[str, ...] = ()


@dataclass(slots=True)
class Names:
    """Ids and spellings that are taken, for a whole import."""

    ids: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)

    def new_id(self, wanted: str) -> str:
        """Return an id nobody has, and take it."""
        note_id, number = wanted, self.numbers.get(wanted, 1)
        while note_id in self.ids:
            number += 1
            note_id = f"{wanted}-{number}"
        self.numbers[wanted] = number
        self.ids.add(note_id)
        return note_id

    def spelt(self, name: str) -> str:
        """Return a tag or deck in the spelling it was first met in."""
        return self.spellings.setdefault(name.casefold(), name)


def clean_item(item: Item, *, is_prose: bool) -> Item:
    """Return an item with remarks as tags, its text repaired and its HTML safe."""
    title, _, stem = printable(item.question.strip()).partition("\n")
    title, found = remarks.taken_off(title)
    title = _visible(safehtml.clean(title.strip()))
    answer = repair(printable(item.answer), is_prose=is_prose)
    explanation = repair(printable(item.explanation), is_prose=is_prose)
    answer = _finished(answer)
    tags = [tag for tag in (tag_name(one) for one in (*item.tags, *found)) if tag]
    return Item(
        question=f"{title}\n{safehtml.clean(stem)}".strip() if stem else title,
        answer="" if not _has_content(answer) else answer,
        line=item.line,
        tags=tuple(dict.fromkeys(tags)),
        section=item.section,
        choices=tuple(
            _visible(safehtml.clean(printable(choice))) for choice in item.choices
        ),
        right=item.right,
        explanation=_finished(explanation),
    )


def _finished(text: str) -> str:
    text = safehtml.clean(text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    return re.sub(r"\A(?:[ \t]*\n)+|\s+\Z", "", text)


def _has_content(text: str) -> bool:
    return bool(re.search(r"\w|!\[|[^\s\w*_`>#|\-]", text))


def _visible(text: str) -> str:
    """Return a question that a card can show: never blank."""
    text = text.strip() if "```" in text else re.sub(r"\s+", " ", text).strip()
    seen = "`" in text or re.sub(r"[*_`#>\[\]()!~\s-]|<[^<>]*>|&\w+;", "", text)
    return text if seen else "?"


def notes_of(
    item: Item,
    names: Names,
    *,
    cloze: ClozeMode,
    source: str,
    note_id: str = "",
) -> tuple[CardNote, ...]:
    """Return the notes that an item becomes.

    A list of terms becomes a cloze note beside the basic note: the basic note asks for
    the whole list, the cloze note for each term by its explanation. Either alone would
    teach half of it.
    """
    first = note_id or names.new_id(slug(item.question))
    names.ids.add(first)
    if item.is_draft:
        fields: dict[str, str | tuple[str, ...]] = {"front": item.question, "back": ""}
        return (CardNote(first, "basic", fields, (*item.tags, DRAFT), source),)
    if item.choices and item.right and _differ(item.choices):
        return (_choice_note(item, first, source),)
    basic = {"front": item.question, "back": _with_options(item)}
    made = [CardNote(first, "basic", basic, item.tags, source)]
    if cloze == "terms" and not item.choices:
        for kind, make in (
            ("terms", terms.cloze_terms),
            ("values", terms.cloze_values),
        ):
            text = make(item.answer)
            if text and "{{" not in item.question and "}}" not in item.question:
                whole = {"cloze": f"{item.question}\n\n{text}"}
                own_id = f"{first}-{kind}"
                names.ids.add(own_id)
                made.append(CardNote(own_id, "cloze", whole, item.tags, source))
                break
    return tuple(made)


def _choice_note(item: Item, note_id: str, source: str) -> CardNote:
    right = tuple(item.choices[place] for place in item.right)
    fields: dict[str, str | tuple[str, ...]] = {
        "front": item.question,
        "choices": item.choices,
        "answer": right[0] if len(right) == 1 else right,
    }
    if item.explanation.strip():
        fields["extra"] = item.explanation
    return CardNote(note_id, "choice", fields, item.tags, source)


def _differ(choices: Sequence[str]) -> bool:
    """Whether the options can stand in a note: none blank, none twice, no number.

    The answer of a choice note may be given by its number, so a text that is a number
    would be taken for one.
    """
    bare = [choice.strip() for choice in choices]
    return len(set(bare)) == len(bare) and all(bare) and len(bare) > 1


def _with_options(item: Item) -> str:
    if not item.choices:
        return item.answer
    options = "\n".join(f"- {choice}" for choice in item.choices)
    return f"{item.answer}\n\n{options}"


def slug(question: str) -> str:
    """Return a readable id: Latin words as they are, Chinese as pinyin."""
    text = re.sub(r"```.*?```|[`*_]", " ", question.partition("\n")[0], flags=re.DOTALL)
    kept = "".join(character for character in text if character not in _QUIET)
    spaced = re.sub(r"([\u4e00-\u9fff]+)", _pinyin, kept)
    words = re.findall(r"[a-z0-9]+", _folded(spaced))
    result = ""
    for word in words:
        longer = f"{result}-{word}" if result else word[:_MAXIMUM_ID]
        if len(longer) > _MAXIMUM_ID:
            break
        result = longer
    return result or "note"


def _pinyin(match: re.Match[str]) -> str:
    return f" {' '.join(lazy_pinyin(match[0], errors='ignore'))} "


def _folded(text: str) -> str:
    plain = unicodedata.normalize(
        "NFKD", text.replace("C++", "cpp").replace("C#", "csharp")
    )
    return "".join(one for one in plain if not unicodedata.combining(one)).lower()


def tag_name(text: str) -> str:
    """Return a text as a tag that Anki can hold, or nothing."""
    text = plain(text).strip(" :：#.。,，;；!！?？*_-")
    parts = [re.sub(r"[\s\"'`“”]+", "-", part).strip("-:") for part in text.split("::")]
    name = "::".join(part.replace(":", "-") for part in parts if part)[:80].strip(":-")
    return "" if not name or name.casefold() in RESERVED_TAGS else name


def section_tags(path: Iterable[str], names: Names) -> tuple[str, ...]:
    """Return the tag of a section, below those of the sections around it."""
    parts = [tag_name(section_name(title)).replace("::", "-") for title in path]
    parts = [part for part in parts if part]
    return (names.spelt("::".join(parts)),) if parts else ()


def section_name(title: str) -> str:
    """Return the title of a section without its number and its mark."""
    bare = re.sub(
        r"^(?:第?\s*[一二三四五六七八九十百\d]{1,4}\s*[章节部篇]\s*[:：、.]?|part\s+\d+\s*[:.\-]?)\s*",
        "",
        title.strip(),
        flags=re.IGNORECASE,
    )
    bare = re.sub(
        r"^(?:[一二三四五六七八九十]{1,3}|\d{1,3}(?:\.\d+)*)\s*[、.．:：)）]\s*|^\d{1,2}\s+(?=\D)",
        "",
        bare,
    )
    bare = re.sub(
        r"\s*[(（][^()（）]*\d+\s*(?:分|points?|marks?)[^()（）]*[)）]\s*$", "", bare
    )
    bare = remarks.without_remarks(bare)
    return bare.strip(" #:：-–—*") or title.strip()


def deck_name(parts: Iterable[str]) -> str:
    """Return a deck's name from the titles of its levels."""
    kept = [
        re.sub(r"\s+", " ", part.replace("::", " ").replace('"', "")).strip()
        for part in parts
    ]
    return "::".join(part[:60].strip() for part in kept if part)
