"""Notes of an existing deck as our own kinds: basic, cloze and choice.

Another kind is another note type, which Anki brings to no learner who has the note: it is
for those who ask for it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from builder.anki.notetype import NoteType
from builder.cards.cardwriter import NoteValue
from builder.sources.decks.keptnote import Converted, KeptNote

CONVERSIONS = ("basic", "cloze", "choice")
"""The kinds that notes can be converted to."""

_OPTION = re.compile(r"(?i)(?:option|choice|answer|q|选项)?[ _-]*([a-h]|[1-9])")
_ANSWER = re.compile(r"(?i)(?:correct|right|solution|答案|正确)\w*|answers?|key")
_EXTRA = re.compile(r"(?i)(?:back )?extra|explanation|comments?|解析|说明")
_LETTERED = re.compile(r"\s*\(?([A-H])[.)、:：]\s*(.+?)\s*")
_LINE = re.compile(r"<br\s*/?>|</?div>|\n")
_FLAGS = re.compile(r"[01](?:\s+[01])+")
_FEWEST = 2


def converted(
    note: KeptNote, note_type: NoteType, kinds: Collection[str]
) -> KeptNote | None:
    """Return a note as one of our kinds, if it is one of those asked for."""
    for kind, read in (("choice", _choice), ("cloze", _cloze), ("basic", _basic)):
        if kind not in kinds:
            continue
        found = read(note, note_type)
        if found is not None:
            return replace(note, converted=found, is_html=False)
    return None


def _texts(note: KeptNote) -> dict[str, str]:
    """Return the filled fields as Markdown; HTML can stand in it."""
    return {name: text for name, text in note.texts.items() if text.strip()}


def _cloze(note: KeptNote, note_type: NoteType) -> Converted | None:
    texts = _texts(note)
    if (
        not note_type.is_cloze
        or note_type.is_occlusion
        or len(note_type.cloze_fields) != 1
    ):
        return None
    main = next(iter(note_type.cloze_fields))
    extra = [name for name in texts if name != main]
    if main not in texts or len(extra) > 1:
        return None
    shown = {"Text": main} | ({"Extra": extra[0]} if extra else {})
    keys = {"cloze": texts[main]} | ({"extra": texts[extra[0]]} if extra else {})
    return Converted("cloze", keys, shown)


def _basic(note: KeptNote, note_type: NoteType) -> Converted | None:
    """Take a question and its answer, one way or both ways."""
    texts = _texts(note)
    names = list(texts)
    if note_type.is_cloze or not _FEWEST <= len(names) <= _FEWEST + 1:
        return None
    front, back = names[:2]
    asked = [set(_fields_of(one.front, note_type)) for one in note_type.templates]
    if asked not in ([{front}], [{front}, {back}]):
        return None
    if names[2:] and not _EXTRA.fullmatch(names[2]):
        return None
    keys: dict[str, NoteValue] = {"front": texts[front], "back": texts[back]}
    shown = {"Front": front, "Back": back}
    if asked[1:]:
        keys["reversed"] = "true"
    if names[2:]:
        keys["extra"] = texts[names[2]]
        shown["Extra"] = names[2]
    return Converted("basic", keys, shown)


def _fields_of(side: str, note_type: NoteType) -> Iterator[str]:
    for name in note_type.fields:
        if re.search(rf"\{{\{{(?:[^{{}}]*:)?{re.escape(name)}\}}\}}", side):
            yield name


def _choice(note: KeptNote, note_type: NoteType) -> Converted | None:
    """Take a question with options: in fields of their own, or in lines of the question."""
    if note_type.is_cloze:
        return None
    return _in_fields(note) or _in_lines(note)


def _in_fields(note: KeptNote) -> Converted | None:
    texts = _texts(note)
    options = {
        match[1].upper(): text
        for name, text in texts.items()
        if (match := _OPTION.fullmatch(name.strip()))
    }
    told = [name for name in texts if _ANSWER.fullmatch(name.strip())]
    question = next(iter(texts), "")
    if len(options) < _FEWEST or len(told) != 1 or _OPTION.fullmatch(question.strip()):
        return None
    right = _right(texts[told[0]], options)
    if not right:
        return None
    extra = [text for name, text in texts.items() if _EXTRA.fullmatch(name.strip())]
    return _options(texts[question], list(options.values()), right, extra, question)


def _right(answer: str, options: Mapping[str, str]) -> list[str]:
    """Return the right options: by letters, by numbers, by flags or by their text."""
    plain = html.unescape(re.sub(r"<[^>]*>", " ", answer)).strip()
    names = list(options)
    if _FLAGS.fullmatch(plain):
        flags = plain.split()
        return [
            options[name]
            for name, flag in zip(names, flags, strict=False)
            if flag == "1"
        ]
    marks = [mark.upper() for mark in re.findall(r"[A-Za-z0-9]", plain)]
    if marks and len(marks) == len(re.sub(r"[\s,;/&、，]|and", "", plain)):
        if all(mark in options for mark in marks):
            return [options[mark] for mark in marks]
        letters = dict(zip("ABCDEFGH", names, strict=False))
        if all(mark in letters for mark in marks):
            return [options[letters[mark]] for mark in marks]
    return [text for text in options.values() if text.strip() == answer.strip()]


def _in_lines(note: KeptNote) -> Converted | None:
    texts = _texts(note)
    if len(texts) != _FEWEST:
        return None
    front, back = texts.values()
    lines = [line for line in _LINE.split(front) if line.strip()]
    found = [_LETTERED.fullmatch(line) for line in lines]
    first = next((at for at, match in enumerate(found) if match), 0)
    letters = [match for match in found[first:] if match]
    if first == 0 or len(letters) < _FEWEST or len(letters) != len(lines) - first:
        return None
    options = {match[1]: match[2] for match in letters}
    answer, *reason = [line for line in _LINE.split(back) if line.strip()]
    lettered = _LETTERED.fullmatch(answer)
    right = _right(lettered[1] if lettered else answer, options)
    if not right:
        return None
    question = "\n".join(lines[:first])
    return _options(question, list(options.values()), right, ["\n".join(reason)], "")


def _options(
    question: str, options: list[str], right: list[str], extra: list[str], field: str
) -> Converted | None:
    if len({option.strip() for option in options}) != len(options):
        return None
    keys: dict[str, NoteValue] = {
        "front": question,
        "choices": options,
        "answer": right,
    }
    if extra and extra[0].strip():
        keys["extra"] = extra[0]
    return Converted("choice", keys, {"Front": field} if field else {})
