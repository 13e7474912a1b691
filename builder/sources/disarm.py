"""The last look at what an import writes: what would do something on a card is text.

What comes before it makes a source pretty, this makes sure; and what a card has not as
its source had it is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from builder.base.phrases import shortened
from builder.cards.cardwriter import CardNote
from builder.sources import safetex
from builder.sources.inertness import Fault, faults, is_unsafe
from builder.sources.items import Item
from builder.sources.safehtml import as_code, clean, outside_code, programs
from builder.text.markdown import as_written, render
from builder.text.visible import shows_nothing

_MARK = re.compile(
    r"(?P<before>\\*)(?P<one>\[(?:/?(?i:latex)\]|/?\$\$?\]|sound:|anki:|\[type:))"
)
_PICTURE = re.compile(r"!\[((?:[^\[\]]|\[[^\[\]]{0,99}\]){0,300})\]\(")
_SHOWN = 120


def inert_item(item: Item, pictures: Collection[str] | None = None) -> Item:
    """Return an item whose texts do nothing on a card but being read.

    ``pictures`` are the references into media/ that it may show.
    """
    question = _seen(item.question, pictures)
    return replace(
        item,
        question=question,
        answer=_seen(item.answer, pictures),
        explanation=inert_text(item.explanation, pictures),
        extra=inert_text(item.extra, pictures),
        hint=inert_text(item.hint, pictures),
        form="" if _is_broken(item.form, question) else item.form,
        choices=tuple(_seen(choice, pictures) for choice in item.choices),
        fields=item.with_fields(lambda text: inert_text(text, pictures)),
    )


def _is_broken(form: str, text: str) -> bool:
    """Whether the gaps of a text do not lie in it as its Markdown does."""
    return form == "cloze" and bool(faults(text, mode="deletions"))


def _seen(text: str, pictures: Collection[str] | None) -> str:
    """Return an inert text that shows something, as code if need be."""
    inert = inert_text(text, pictures)
    return as_code(text) if _is_blank(inert) else inert


def inert_notes(item: Item, notes: Iterable[CardNote]) -> Iterator[CardNote]:
    """Yield the notes of such an item that do nothing either.

    A fence that one of its texts opens may be closed by another that is put behind it.
    """
    texts = frozenset(_texts(item))
    for note in notes:
        joined = {
            key: value
            for key, value in note.fields.items()
            if isinstance(value, str) and value not in texts
        }
        if note.kind != "cloze":
            inert = {key: inert_text(value) for key, value in joined.items()}
            yield replace(note, fields={**note.fields, **inert})
        elif not any(faults(value, mode="deletions") for value in joined.values()):
            yield note


def inert_text(text: str, pictures: Collection[str] | None = None) -> str:
    """Return a text that does nothing on a card; at worst it is shown as code."""
    mends = dict(_MENDS)
    while True:
        text = outside_code(text, _without_marks)
        found = sorted(faults(text, pictures))
        if not found:
            return text
        if not mends.keys() >= set(found):
            return as_code(text)
        for fault in found:
            text = mends.pop(fault)(text)


def _without_marks(text: str) -> str:
    """Return a text whose TeX is tame and whose marks of Anki are to be read."""
    return _MARK.sub(_escaped, safetex.without_commands(text))


def _escaped(mark: re.Match[str]) -> str:
    is_live = len(mark["before"]) % 2 == 0
    return f"{mark['before']}\\{mark['one']}" if is_live else mark[0]


def _as_if_no_code(text: str) -> str:
    return clean(clean(text, has_code=False))


def _without_pictures(text: str) -> str:
    def shown(part: str) -> str:
        return _PICTURE.sub(r"!\\[\1\\](", part).replace("![", "!\\[")

    return outside_code(text, shown)


def _without_commands(text: str) -> str:
    return outside_code(text, safetex.without_backslashes)


# What helps where a text is not read as it was meant.
_MENDS: Mapping[Fault, Callable[[str], str]] = {
    "address": _as_if_no_code,
    "markup": _as_if_no_code,
    "picture": _without_pictures,
    "tex": _without_commands,
}


# Nothing that hides words has begun yet.
_BEGINS_WITH_WORDS = re.compile(r"[^<\[&\w]*\w")


def _is_blank(text: str) -> bool:
    """Whether a text that is there shows nothing on its card."""
    if _BEGINS_WITH_WORDS.match(text) or not text.strip():
        return False
    return shows_nothing(render(text, find_media=as_written).html)


def told(source: Item, cleaned: Item, card: Item) -> Iterator[tuple[int, str]]:
    """Yield what of an item is not on its card as its source had it."""
    seen, left = "\n\n".join(_texts(source)), "\n\n".join(_texts(card))
    for find, words in _TOLD.items():
        for one in Counter(find(seen)) - Counter(find(left)):
            yield source.line, f"`{shortened(one, _SHOWN)}` {words}"
    for before, after in zip(_texts(cleaned), _texts(card), strict=True):
        if _CODE.fullmatch(after) and not _CODE.fullmatch(before):
            start = shortened(" ".join(before.split()), _SHOWN)
            yield source.line, f"`{start}` is shown as code: it could do something"


def _texts(item: Item) -> tuple[str, ...]:
    beside = (item.explanation, item.extra, item.hint)
    fields = (text for _, text in item.fields)
    return (item.question, item.answer, *beside, *item.choices, *fields)


_CODE = re.compile(r"(`+)[ \n].*[ \n]\1", re.DOTALL)
_HANDLER = re.compile(r"(?i)(?<=[\s/\"'])on[a-z]{3,}(?=\s{0,9}=[^<>]{0,500}>)")
_ADDRESS = re.compile(
    r"(?i)(?:\]\(\s*<?|\]:\s*<?|\bhref\s*=\s*[\"']?|<)(?!data:image)"
    r"(?P<one>[a-z][a-z0-9+.-]*:[^\s<>\"'()]*(?:\([^\s()]*\))?)"
)


def _addresses(text: str) -> list[str]:
    return [one for one in _ADDRESS.findall(text) if is_unsafe(one)]


def _marks(text: str) -> list[str]:
    live = (one["one"] for one in _MARK.finditer(text) if len(one["before"]) % 2 == 0)
    # Sounds are looked for beside the source, which tells of those that are missing.
    return [one for one in live if one != "[sound:"]


_TOLD: Mapping[Callable[[str], list[str]], str] = {
    programs: "is left out: cards run and load nothing of a source",
    _HANDLER.findall: "is left out: cards run nothing of a source",
    _addresses: "is no link on the card: it leads to no page",
    safetex.commands: "is left out: TeX of a source only shows formulas",
    _marks: "is shown as text: Anki would play, typeset or ask it",
}
