"""A question as a row or a record tells it, and the item or the blocks it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.sources.items import Item, LeftOut, NoteForm
from builder.sources.language.placeholders import is_placeholder
from builder.sources.readers import options as listed
from builder.sources.readers.block import Block
from builder.sources.readers.options import Option
from builder.sources.readers.rightoptions import (
    LETTERS,
    UNKNOWN,
    Counting,
    Offer,
    Right,
    counting_of,
    right_of,
)

_NUMBERED = re.compile(
    r"(?:q(?:uestion)?\s*)?\d{1,4}\s*[.)、:：]\s*(?=\D)", re.IGNORECASE
)
_PICTURE = re.compile(
    r"(?i)[^<>\n]+\.(?:png|jpe?g|gif|svg|webp|bmp)(?:\?\S*)?|https?://\S+"
)
_SOUND = re.compile(r"(?i)[^<>\[\]\n]+\.(?:mp3|ogg|oga|opus|wav|m4a|flac|aac)")
_TOLD_SOUND = re.compile(r"\[sound:[^\[\]\n]+\]")
_MANY = 3
_UNTOLD = (
    "the right options are numbers, which may be counted from 0 or from 1, and nothing "
    "in the file tells which: left as drafts"
)
_ASSUMED = "the right options are numbers: read as counted from {first}, check one"
_MISSING = "the right option is called `{name}`, and none has it: left as a draft"
_CONFLICT = "two columns name different options as right: left as a draft"


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A question with its values by role (see ``names``), and what is in no role.

    ``is_counted`` tells that its answers are numbers of options, ``first`` from which
    number its source would count them where nothing else tells (or ``UNKNOWN``), which
    ``is_first_told`` makes sure of.
    ``is_final`` tells that its answers are no placeholders, also one that reads
    ``None``. ``tags`` are told apart already. For the rest see ``Item``.
    """

    values: Mapping[str, Sequence[str]]
    line: int
    options: Sequence[Option] = ()
    leftover: Sequence[tuple[str, str]] = ()
    section: tuple[str, ...] = ()
    is_counted: bool = False
    first: int = 0
    is_first_told: bool = False
    is_guess: bool = False
    is_final: bool = False
    form: NoteForm = ""
    key: str = ""
    guid: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()

    def texts(self, role: str) -> list[str]:
        """Return the texts of a role, without those that are blank or said before."""
        stripped = [text.strip() for text in self.values.get(role, ())]
        return list(dict.fromkeys(text for text in stripped if text))

    @property
    def question(self) -> str:
        """The question with the passage, the picture and the sound it asks about."""
        parts = [*self.texts("question"), *self.texts("context")]
        parts += [
            f"![](<{one}>)" if re.search(r"[\s()]", one) else f"![]({one})"
            for one in self.texts("picture")
            if _PICTURE.fullmatch(one)
        ]
        return "\n\n".join([*parts, *self._sounds] if parts else [])

    @property
    def _sounds(self) -> list[str]:
        """The sounds as Anki writes them, but for those that the question holds."""
        told = [
            one if _TOLD_SOUND.search(one) else f"[sound:{one}]"
            for one in self.texts("sound")
            if _SOUND.fullmatch(one) or _TOLD_SOUND.search(one)
        ]
        said = "".join(self.texts("question"))
        return [one for one in told if one not in said]

    @property
    def unread(self) -> list[tuple[str, str]]:
        """What is in no role, and what is called a picture or a sound and is none."""
        pictures = [one for one in self.texts("picture") if not _PICTURE.fullmatch(one)]
        sounds = [
            one
            for one in self.texts("sound")
            if not (_SOUND.fullmatch(one) or _TOLD_SOUND.search(one))
        ]
        return [
            *self.leftover,
            *(("picture", one) for one in pictures),
            *(("sound", one) for one in sounds),
        ]

    @property
    def offer(self) -> Offer:
        """The options with what tells the right ones."""
        return Offer(
            self.options,
            self.texts("answer"),
            self.texts("other"),
            is_counted=self.is_counted,
            first=self.first,
            is_first_told=self.is_first_told,
            reason="\n".join(self.texts("explanation")),
        )


Remark = tuple[int, str]


def items_of(
    entries: Iterable[SourceEntry],
) -> tuple[tuple[Item, ...], tuple[Remark, ...]]:
    """Return the questions of a whole file, and what is doubtful in them."""
    complete, counting = _complete(entries)
    remarks: list[Remark] = []
    items = []
    for entry in complete:
        right = right_of(entry.offer, counting)
        if right.has_conflict:
            remarks.append((entry.line, _CONFLICT))
        if right.is_missing:
            name = ", ".join(entry.texts("answer"))
            remarks.append((entry.line, _MISSING.format(name=name)))
        items.append(_item(entry, right))
    if counting.is_used and not counting.is_told and complete:
        is_untold = counting.first == UNKNOWN
        told = _UNTOLD if is_untold else _ASSUMED.format(first=counting.first)
        remarks.insert(0, (complete[0].line, told))
    return tuple(items), tuple(remarks)


def blocks_of(entries: Iterable[SourceEntry]) -> Iterator[Block]:
    """Return the blocks of the questions of a table, which is a part of a document."""
    section: tuple[str, ...] = ()
    for item in items_of(entries)[0]:
        if item.section != section:
            section = item.section
            name = "::".join(section)
            yield Block("section", name, item.line, name, 1)
        yield from _blocks(item)


def left_out_of(entries: Iterable[SourceEntry]) -> Iterator[LeftOut]:
    """Return what stands in entries beside the roles of a question."""
    for entry in entries:
        if not entry.question:
            yield from whole_of([entry])
            continue
        for name, text in entry.unread:
            reason = f"`{name}`" if name else "more cells than columns"
            yield LeftOut(entry.line, text, reason)


def whole_of(entries: Iterable[SourceEntry]) -> Iterator[LeftOut]:
    """Return all of entries that are no questions."""
    for entry in entries:
        texts = [text for found in entry.values.values() for text in found]
        texts += [option.text for option in entry.options]
        texts += [text for _, text in entry.unread]
        if any(text.strip() for text in texts):
            yield LeftOut(entry.line, "\n".join(texts), "no question in it")


def _complete(entries: Iterable[SourceEntry]) -> tuple[list[SourceEntry], Counting]:
    """Return entries with their options and without the file's own numbers."""
    complete = [_with_options(entry) for entry in entries if entry.question]
    numbered = [bool(_NUMBERED.match(entry.question)) for entry in complete]
    if len(numbered) >= _MANY and all(numbered):
        complete = [_without_number(entry) for entry in complete]
    return complete, counting_of([entry.offer for entry in complete])


def _without_number(entry: SourceEntry) -> SourceEntry:
    first, *more = entry.texts("question")
    return _with(entry, question=[_NUMBERED.sub("", first, count=1), *more])


def _with(entry: SourceEntry, **values: Sequence[str]) -> SourceEntry:
    return replace(entry, values={**entry.values, **values})


def _with_options(entry: SourceEntry) -> SourceEntry:
    """Return an entry with its options, wherever it names them."""
    options = list(entry.options)
    wrong = entry.texts("wrong")
    answers = entry.texts("answer")
    if not options and wrong:
        texts = dict.fromkeys([*answers, *wrong])
        options = [Option(text, is_right=text in answers) for text in sorted(texts)]
    if not options and answers and all(LETTERS.fullmatch(one) for one in answers):
        stem, options = listed.taken_apart("\n".join(entry.texts("question")))
        if options and stem:
            return replace(_with(entry, question=[stem]), options=options)
        options = []
    if len(options) == 1 and not answers:
        return replace(_with(entry, answer=[options[0].text]), options=())
    return replace(entry, options=listed.without_letters(options))


def _item(entry: SourceEntry, right: Right) -> Item:
    """Return the item of an entry; options of which none is right are in its question."""
    item = Item(
        entry.question,
        "",
        entry.line,
        _tags(entry),
        entry.section,
        hint="\n\n".join(entry.texts("hint")),
        form=entry.form,
        key=entry.key,
        guid=entry.guid,
        deck=entry.deck,
    )
    choices = tuple(option.text.strip() for option in entry.options)
    told = entry.texts("answer") if not right.is_missing else ()
    answers = [one for one in told if one not in right.said]
    others = [one for one in entry.texts("other") if one not in right.said]
    beside = "\n\n".join([*others, *entry.texts("explanation")])
    if right.places or right.has_doubt:
        chosen = [choices[place] for place in sorted(right.places)]
        rest = "\n\n".join(part for part in (*answers, beside) if part)
        whole = "\n\n".join(part for part in (_listed(chosen), rest) if part)
        is_known = bool(right.places)
        return replace(
            item,
            answer=whole if is_known else "",
            choices=choices,
            right=tuple(sorted(right.places)),
            explanation=rest if is_known else "",
            extra="" if is_known else rest,
        )
    if choices:
        offered = "\n".join(f"- {choice}" for choice in choices)
        item = replace(item, question=f"{item.question}\n\n{offered}")
    return _answered(item, _listed(answers), beside, is_final=entry.is_final)


def _answered(item: Item, answer: str, beside: str, *, is_final: bool) -> Item:
    """Return an item with its answer; without one, what explains it answers it."""
    if not is_final and is_placeholder(answer):
        answer = ""
    if item.form == "cloze":
        return replace(item, extra="\n\n".join(one for one in (answer, beside) if one))
    if not answer:
        return replace(item, answer=beside)
    return replace(item, answer=answer, extra=beside)


def _listed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else "\n".join(f"- {one}" for one in texts)


def _tags(entry: SourceEntry) -> tuple[str, ...]:
    told = (
        tag.strip()
        for text in entry.texts("tags")
        for tag in re.split(r"[,;，；|]\s*|\s+(?=\S+::)", text)
    )
    return (*entry.tags, *told)


def _blocks(item: Item) -> Iterator[Block]:
    line = item.line
    yield Block("question", item.question, line, item.question)
    for place, text in enumerate(item.choices):
        yield Block(
            "choice", text, line, text, marker="x" if place in item.right else ""
        )
    answers = [item.explanation] if item.choices else [item.answer, item.extra]
    for text in answers:
        if text:
            yield Block("answer", text, line, text)
    if item.tags:
        yield Block("tags", "\n".join(item.tags), line)
