"""What a program makes of an item, believed only as far as the item says it.

A note that a program proposes has the form of the card schema, passes the gate, and says
nothing that its source does not: what it says besides is listed, and the note waits as a
draft for its author.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from builder.base.hashing import short_hash
from builder.cards.cardwriter import CardNote
from builder.cards.gate import card_faults, stands_in
from builder.cards.note import DRAFT
from builder.sources.items import Item

CONTRACT = 1
"""The version of what a program is told and what it answers."""

Refiner: TypeAlias = Callable[[str], str]
"""A program: from what it is told of an item to what it answers, or to nothing."""

_LISTS = {"choices", "steps", "points"}
_TEXTS = {"front", "back", "cloze", "hint", "extra", "short", "follow_up"}
_FLAGS = {"reversed", "typed"}
_KINDS: Mapping[str, tuple[str, ...]] = {
    "cloze": ("cloze",),
    "steps": ("front", "steps"),
    "spoken": ("front", "points"),
    "choice": ("front", "choices", "answer"),
    "basic": ("front", "back"),
}
_MOST_NOTES = 20
_MARK = re.compile(r"\{\{c\d+::|\}\}|==")
# What can be held against a source: numbers, names in Latin letters, code, quotes.
_CLAIM = re.compile(
    r"`(?P<code>[^`\n]+)`|[“\"「](?P<quote>[^“”\"「」\n]{2,60})[”\"」]"
    r"|(?P<number>\d+(?:[.,]\d+)*)|(?P<name>[A-Za-z][\w.-]*[A-Z0-9_][\w.-]*|[A-Z][a-z]\w+)"
)
_PLAIN_WORD = re.compile(r"[A-Z][a-z]+")


def fingerprint(item: Item, command: str) -> str:
    """Return what an item and the program that was asked for its notes are known by."""
    return short_hash(str(CONTRACT), command, item.question, item.answer)


def told_of(item: Item, notes: Sequence[CardNote]) -> str:
    """Return the JSON object that a program reads."""
    told = {
        "contract": CONTRACT,
        "question": item.question,
        "answer": item.answer,
        "topics": list(item.tags),
        "notes": [dict(note.fields) for note in notes],
    }
    return json.dumps(told, ensure_ascii=False)


def refined_notes(
    item: Item, note_id: str, answer: str, *, source: str
) -> tuple[CardNote, ...]:
    """Return the notes that a program's answer proposes; none when it is not to be used."""
    try:
        values: Any = json.loads(answer)
    except (ValueError, RecursionError):
        return ()
    notes = values.get("notes") if isinstance(values, dict) else None
    if not isinstance(notes, list) or not 0 < len(notes) <= _MOST_NOTES:
        return ()
    found = [_note(one, item, f"{note_id}-refined", source) for one in notes]
    kept = [one for one in found if one is not None]
    return tuple(_numbered(kept))


def _numbered(notes: Sequence[CardNote]) -> Iterator[CardNote]:
    """Yield the notes with ids of what they say, so that one more moves no other."""
    seen: set[str] = set()
    for note in notes:
        text = json.dumps([str(value) for value in note.fields.values()])
        name = f"{note.id}-{short_hash(text)[:8]}"
        if name not in seen:
            seen.add(name)
            yield CardNote(name, note.kind, note.fields, note.tags, note.source)


def _note(value: Any, item: Item, name: str, source: str) -> CardNote | None:
    fields = _fields(value)
    kind = next(
        (kind for kind, keys in _KINDS.items() if all(key in fields for key in keys)),
        "",
    )
    if not kind or any(card_faults(kind, fields)):
        return None
    unsaid = list(dict.fromkeys(ungrounded(fields, item)))
    if not unsaid:
        return CardNote(name, kind, fields, item.tags, source)
    told = "\n".join(f"- {key}: {text}" for key, text in _flat(fields))
    listed = ", ".join(f"`{one}`" for one in unsaid)
    front = fields.get("front") or _MARK.sub("", str(fields.get("cloze", "")))
    draft = {"front": front, "back": "", "extra": f"? {listed}\n\n{told}"}
    return CardNote(name, "basic", draft, (*item.tags, DRAFT), source)


def _fields(value: Any) -> dict[str, str | tuple[str, ...]]:
    """Return the fields of a proposal that has the form of a note; none otherwise."""
    if not isinstance(value, dict):
        return {}
    found: dict[str, str | tuple[str, ...]] = {}
    for key, one in value.items():
        is_list = isinstance(one, list) and all(isinstance(text, str) for text in one)
        if key in _LISTS | {"answer"} and is_list and one:
            found[key] = tuple(text.strip() for text in one)
        elif key in _TEXTS | {"answer"} and isinstance(one, str) and one.strip():
            found[key] = one.strip()
        elif key in _FLAGS and one is True:
            found[key] = "true"
        else:
            return {}
    return found


def _flat(fields: Mapping[str, str | tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for key, value in fields.items():
        for text in (value,) if isinstance(value, str) else value:
            yield key, text


def ungrounded(
    fields: Mapping[str, str | tuple[str, ...]], item: Item
) -> Iterator[str]:
    """Yield the numbers, names, commands and quotes of a note that its item lacks."""
    known = "\n".join((item.question, item.answer, item.extra, *item.choices))
    for key, text in _flat(fields):
        if key in _FLAGS:
            continue
        bare = _MARK.sub("", text)
        for claim in _CLAIM.finditer(bare):
            said = claim["code"] or claim["quote"] or claim[0]
            is_start = (
                claim["name"]
                and _PLAIN_WORD.fullmatch(claim[0])
                and (
                    claim.start() == 0
                    or bare[: claim.start()].rstrip()[-1:] in ".?!。？！:：\n"
                )
            )
            if not is_start and not stands_in(said, known):
                yield said


INSTRUCTIONS = """\
You get one JSON object on standard input and answer with one on standard output.

You get:  {"contract": 1, "question": "…", "answer": "…", "topics": […], "notes": [{…}, …]}
          `notes` are those that the tool would make of the answer by itself.
Answer:   {"notes": [{…}, …]} with at most twenty notes, each in the form of a card file:
          {"front": "…", "back": "…"}, with "reversed": true or "typed": true if you like
          {"cloze": "text with {{c1::a deletion}} and {{c2::another}}"}
          {"front": "…", "steps": ["…", "…"]}         a sequence, step by step
          {"front": "…", "points": ["…", "…"]}        an answer to be said aloud
          {"front": "…", "choices": ["…", "…"], "answer": "…"}
          Any may have "hint" and "extra".

Rules:    one fact a card; the shortest answer that can be graded; a cue that leads to it;
          nothing on the card that gives it away; at most seven deletions a note.
          Say nothing that the question and the answer do not say: each number, name,
          command and quoted term must stand there. What does not makes the note a draft.
          {"notes": []} leaves the item to the tool.
"""
"""What a program has to know."""
