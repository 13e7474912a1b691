"""What small steps of an import make of a text: the files of data/pieces.

Each is a list of texts with what comes of them; ``pytest --update`` writes what does,
to be read before it is committed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from places import DATA

from builder.reports.explanation import named
from builder.sources.language.asking import read
from builder.sources.language.boilerplate import is_noise
from builder.sources.language.farewells import is_farewell
from builder.sources.language.headings import (
    heads_links,
    is_boilerplate,
    is_contents,
    names_group,
)
from builder.sources.language.placeholders import is_placeholder
from builder.sources.language.plain import plain, without_number
from builder.sources.language.remarks import judgement, taken_off
from builder.sources.readers import markdown
from builder.sources.recognition.answer import tidy
from builder.sources.recognition.answerkey import find_keys, spelt_out
from builder.sources.recognition.choices import split
from builder.sources.recognition.label import (
    has_answer_label,
    take_label,
    without_answer_label,
)
from builder.sources.recognition.linebreaks import repair
from builder.sources.recognition.marks import find_marks
from builder.sources.recognition.notcontent import skipped
from builder.sources.recognition.recognise import recognise
from builder.sources.recognition.title import split_title

FILES = sorted((DATA / "pieces").glob("*.yaml"))


def _answer(text: str) -> str:
    return without_answer_label(text) if has_answer_label(text) else "no label"


def _asking(text: str) -> str:
    reading = read(text)
    return ", ".join((reading.wording or "asks nothing", *reading.doubts))


def _choices(text: str) -> str:
    question = split("", markdown.read(text).blocks)
    if question is None:
        return "no choice"
    right = ", ".join(question.options[index] for index in question.right)
    return f"{' / '.join(question.options)} -> {right or '?'}"


def _heading(text: str) -> str:
    names = {
        "part": is_boilerplate,
        "contents": is_contents,
        "group": names_group,
        "links": heads_links,
        "farewell": lambda one: is_farewell(one, is_answered=False),
        "placeholder": is_placeholder,
    }
    return ", ".join(name for name, holds in names.items() if holds(text)) or "text"


def _items(text: str) -> str:
    found = recognise(markdown.read(text))
    shown = [f"{one.question!r}: {one.answer!r}" for one in found.items]
    shown += [
        f"({one.reason}: {one.text!r})"
        for one in found.left_out
        if one.reason != "title of the document" and found.items
    ]
    return "\n".join(shown) or "refused"


def _key(text: str) -> str:
    said = [
        f"{entry.name}: {spelt_out(entry.text)}"
        for key in find_keys(markdown.read(text).blocks)
        for entry in key.entries
    ]
    return ", ".join(said) or "no key"


def _label(text: str) -> str:
    label = take_label(text)
    return f"{label.form or '-'} {label.number or '-'} | {label.title}"


def _marks(text: str) -> str:
    return "\n".join(
        f"{named(mark.style)}: {mark.title} ({mark.evidence:.2f} {mark.reason})"
        for mark in find_marks(markdown.read(text).blocks)
    )


def _remarks(text: str) -> str:
    title, remarks = taken_off(text)
    return " | ".join((title, *remarks))


def _skipped(text: str) -> str:
    blocks = markdown.read(text).blocks
    found = skipped(blocks)
    return "\n".join(f"{found[at]}: {blocks[at].text}" for at in found) or "nothing"


def _styles(text: str) -> str:
    found = recognise(markdown.read(text))
    why = found.explanation
    shown = [
        f"{named(one.style)}, {one.marks}: {one.score:.3f}" if one else "none"
        for one in (why.chosen, why.runner_up)
    ]
    return " > ".join(shown)


def _title(text: str) -> str:
    title, body, is_bold = split_title(text)
    return f"{'bold ' if is_bold else ''}[{title}] {body}".strip()


STEPS: Mapping[str, Callable[[str], str]] = {
    "answers": _answer,
    "asking": _asking,
    "choices": _choices,
    "headings": _heading,
    "items": _items,
    "keys": _key,
    "labels": _label,
    "linebreaks": lambda text: repair(text, is_prose=False),
    "linebreaks-of-prose": lambda text: repair(text, is_prose=True),
    "marks": _marks,
    "noise": lambda text: "noise" if is_noise(text) else "text",
    "numbers": without_number,
    "plain": plain,
    "remarks": _remarks,
    "skipped": _skipped,
    "styles": _styles,
    "tidy": tidy,
    "titles": _title,
    "verdicts": lambda text: " | ".join(judgement(text)),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A text and what a step makes of it."""

    text: str
    gives: str


def pieces(path: Path) -> list[Piece]:
    """Return the pieces of a file."""
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Piece(row["text"], row["gives"]) for row in rows]


def wrong(name: str, rows: Sequence[Piece]) -> list[str]:
    """Return the pieces of a step of which something else comes."""
    return [
        f"{one.text!r} gives {found!r}, not {one.gives!r}"
        for one in rows
        if (found := STEPS[name](one.text)) != one.gives
    ]


def update(path: Path) -> None:
    """Write what comes of the texts of a file."""
    rows = [
        {"text": one.text, "gives": STEPS[path.stem](one.text)} for one in pieces(path)
    ]
    written = (
        yaml.dump([row], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=999)
        for row in rows
    )
    path.write_text("".join(written), encoding="utf-8")


class _Dumper(yaml.SafeDumper):
    """Writes several lines as a block, where YAML can hold them as they are."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    is_block = "\n" in text and not re.search(r"\A[\s]|[ \t](?:\n|\Z)|\t", text)
    style = "|" if is_block else '"' if re.search(r"[\n\t]", text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
