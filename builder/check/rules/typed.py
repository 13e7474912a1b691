"""An answer that is typed in can be."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from builder.anki.notetype import NoteType
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.subject import Subject
from builder.text.visible import shows_nothing

_LONGEST = 40
# A command is known by heart as a whole, and its ends and options are asked for.
_LONGEST_COMMAND = 60
_COMMAND = re.compile(r"<code(?: class=\"whole\")?>[^<]*</code>")
_FORMULA = re.compile(r"\\\(|\\\[|\[latex\]|\[\$\$?\]|<anki-mathjax")
_PICTURE = re.compile(r"(?i)<(?:img|video|audio|svg|object|embed|iframe|canvas)\b")
_SOUND = re.compile(r"(?s)\[anki:tts\b[^\]]*\].*?\[/anki:tts\]|\[sound:[^\]]*\]")
_BLOCKS = re.compile(
    r"(?i)<(?:p|ul|ol|dl|table|pre|blockquote|div|h[1-6]|hr|details)\b"
)
_READING = re.compile(r"<rt\b")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_DELETION = re.compile(r"\{\{c[\d,]+::(?P<text>(?:(?!\{\{c|\}\}|::).)*)", re.DOTALL)
# No keyboard has a key for these; where Chinese is written, it has one for the quotes.
_NOT_TYPED = re.compile(
    r"[\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3164\ufb00-\ufb06\ufeff\U0001f000-\U0001faff]"
)
_HARD_TO_TYPE = re.compile(r"[‘’“”–—…−]")


def typed_answers(subject: Subject) -> Iterator[Diagnostic]:
    """What a learner must type is one line of what a keyboard has."""
    notes = {note.id: note for note in subject.notes}
    typed = {key: _typed_fields(one) for key, one in subject.note_types.items()}
    for anki_note in subject.anki_notes:
        note = notes.get(anki_note.id)
        asked = typed[anki_note.note_type.key]
        if note is None or not asked:
            continue
        if note.kind.flags and "typed" not in note.flags:
            continue
        shown = dict(zip(anki_note.note_type.fields, anki_note.fields, strict=True))
        for key, text in note.texts.items():
            name = note.kind.field_of(key)
            if name not in asked:
                continue
            is_cloze = name in anki_note.note_type.cloze_fields
            problem = _problem(shown.get(name, ""), is_cloze=is_cloze)
            if problem:
                code, message = problem
                yield Diagnostic(text.location, code, message, "warning")


def _typed_fields(note_type: NoteType) -> frozenset[str]:
    return frozenset(
        part.field
        for one in note_type.templates
        for part in one.replacements
        if "type" in part.filters
    )


def _problem(field: str, *, is_cloze: bool) -> tuple[Code, str] | None:
    """Return what keeps a learner from typing an answer."""
    if not is_cloze:
        return _answer_problem(field)
    answers = (match["text"] for match in _DELETION.finditer(field))
    return next(filter(None, map(_answer_problem, answers)), None)


def _answer_problem(answer: str) -> tuple[Code, str] | None:
    if "<br" in answer or _BLOCKS.search(answer) or "\n" in answer.strip():
        message = "a typed answer of several lines: a learner can type only one"
        return Code.TYPED_LINES, message
    plain = _SOUND.sub("", _TAG.sub("", answer))
    # The engine takes the entity for a space, and the character for itself.
    typed = html.unescape(plain.replace("&nbsp;", " ")).strip()
    for what, pattern in _UNTYPED.items():
        if pattern.search(answer):
            return Code.TYPED_ANSWER, f"a typed answer {what}"
    if not typed or shows_nothing(plain):
        return Code.TYPED_ANSWER, "a typed answer with nothing to type"
    longest = _LONGEST_COMMAND if _COMMAND.fullmatch(answer) else _LONGEST
    if len(typed) > longest:
        message = (
            f"a typed answer of {len(typed)} characters: nobody types more than "
            f"{longest} without a slip; ask for less, or make it no typed note"
        )
        return Code.TYPED_ANSWER, message
    return _odd_sign(typed)


_UNTYPED = {
    "with a formula: it must be typed as it is written, with its marks; write it as "
    "text, or make it no typed note": _FORMULA,
    "with a picture, which nobody can type: put it into `extra`": _PICTURE,
    "with a reading above it, which would have to be typed too: put it into `extra`": (
        _READING
    ),
}


def _odd_sign(typed: str) -> tuple[Code, str] | None:
    found = _NOT_TYPED.search(typed)
    if not found and not typed.isascii() and not re.search(r"[\u3000-\u9fff]", typed):
        found = _HARD_TO_TYPE.search(typed)
    if found:
        code = f"U+{ord(found.group()):04X}"
        message = (
            f"a typed answer with a character that keyboards lack ({code}): write the "
            "plain one"
        )
        return Code.TYPED_ANSWER, message
    if "  " in typed:
        message = "a typed answer with two spaces in a row, which a card shows as one"
        return Code.TYPED_ANSWER, message
    return None
