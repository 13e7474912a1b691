"""A line that may offer an option: by a box, a letter, a number or a bullet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from builder.sources.language import answerwords, lettering
from builder.sources.readers.block import Block

OptionForm = Literal["box", "letter", "bare", "number", "bullet", "line"]
FORMS: tuple[OptionForm, ...] = ("box", "letter", "bare", "number", "bullet")
"""The forms of options, the surest first; a mere line is one where a word says so."""
SURE_FORMS: frozenset[OptionForm] = frozenset({"box", "letter"})
"""Lines of these offer options, whatever stands behind them."""

_BULLET = r"(?:[-*+•]\s+)?(?P<star>\\?\*(?=[^\s*]))?(?P<bold>\*\*|__)?"
_MARK = r"(?:\*\*|__)?(?:[)）\]】]\s?[.．、:：]?|[.．、:：]|\\[.)])(?:\*\*|__)?"
_LETTERED = re.compile(
    rf"{_BULLET}(?:(?i:{answerwords.OPTION_WORDS.alternatives})\s*)?"
    rf"[(（\[【]?(?P<name>{lettering.LETTER}){_MARK}\s*(?P<text>\S.*)$"
)
_BARE = re.compile(
    rf"{_BULLET}(?P<name>{lettering.CAPITAL})(?:\*\*|__)?[ \t\u3000]+(?P<text>\S.*)$"
)
_COUNTED = re.compile(
    rf"{_BULLET}(?:(?i:{answerwords.OPTION_WORDS.alternatives})\s+(?=\d))?"
    rf"(?:[(（\[【]?(?P<name>\d{{1,2}}){_MARK}|(?P<sign>{lettering.CIRCLED}))"
    r"\s*(?P<text>\S.*)$"
)
_LISTED = re.compile(r"[-*+•]\s+(?P<text>\S.*)$")
_BOX = re.compile(
    r"(?:[-*+•]\s+)?(?:[\[［](?P<state>[ xX√✓✔*])[\]］]|\((?P<round>[ xX*])\)(?!\s*[=-]>)"
    r"|(?P<sign>[☐☑☒🔘⚪🔲🔳])\ufe0f?)\s*(?P<text>.*)$"
)
_PATTERNS = {
    "letter": _LETTERED,
    "bare": _BARE,
    "number": _COUNTED,
    "bullet": _LISTED,
}
_BREAK = re.compile(r"(?i)\s*<br\s*/?>\s*")
_CHOSEN = frozenset("xX√✓✔*☑☒🔘")
_TICK = re.compile(r"\s*[✓✔✅√☑]\ufe0f?\s*$")


@dataclass(frozen=True, slots=True)
class OptionLine:
    """An option as a line writes it; ``name`` is the letter or the number it has.

    With a colon behind its letter, it may be a room or a person as well.
    """

    form: OptionForm
    name: str
    text: str
    is_right: bool = False
    has_colon: bool = False


def readings(block: Block) -> tuple[OptionLine, ...]:
    """Return how a block may be read as an option, the surest reading first."""
    return _readings(block.text) if block.kind in {"paragraph", "item"} else ()


@lru_cache(maxsize=4_096)
def _readings(text: str) -> tuple[OptionLine, ...]:
    first, _, more = text.partition("\n")
    found = (_read(form, first.strip()) for form in FORMS)
    return tuple(_whole(line, more) for line in found if line is not None)


def is_lettered(text: str) -> bool:
    """Whether a line begins with a box, or a letter with a mark behind it."""
    return any(_read(form, text) is not None for form in SURE_FORMS)


def is_box(text: str) -> bool:
    """Whether a line begins with a box to tick."""
    return _read("box", text) is not None


def _read(form: OptionForm, text: str) -> OptionLine | None:
    if form == "box":
        return _box(text)
    match = _PATTERNS[form].match(text)
    if match is None:
        return None
    found = match.groupdict()
    name = lettering.normal(found.get("name") or found.get("sign") or "")
    has_colon = bool(re.search(r"[:：][\s*_]*$", text[: match.start("text")]))
    has_word = bool(re.match(r"\W*\w{2}", text)) and form == "letter"
    return OptionLine(
        form,
        name,
        _unwrapped(match["text"], found),
        is_right=bool(found.get("star")),
        has_colon=has_colon and not has_word,
    )


def _unwrapped(text: str, found: Mapping[str, str | None]) -> str:
    """Return the text of an option whose letter stands in its emphasis too."""
    text = text.rstrip()
    if found.get("star"):
        return text.removesuffix("*").removesuffix("\\")
    bold = found.get("bold")
    if bold and text.endswith(bold) and text.count(bold) == 1:
        return f"{bold}{text}"
    return text


def _box(text: str) -> OptionLine | None:
    match = _BOX.match(text)
    if match is None:
        return None
    inner = _LETTERED.match(match["text"])
    is_named = inner is not None and lettering.normal(inner["name"]) == inner["name"]
    name, rest = "", match["text"]
    if inner is not None and is_named:
        name, rest = inner["name"], inner["text"]
    sign = match["state"] or match["round"] or match["sign"]
    return OptionLine("box", name, rest, sign in _CHOSEN)


def _whole(line: OptionLine, more: str) -> OptionLine:
    """Return an option with the lines that go on behind its first, without its tick."""
    text = " ".join([line.text.strip(), *(row.strip() for row in more.split("\n"))])
    text = _BREAK.sub(" ", text).strip()
    bold = "**" if text.startswith("**") and text.count("**") == 2 else ""
    bare = text.removeprefix(bold).removesuffix(bold)
    marked = _TICK.search(bare) or answerwords.RIGHT_MARKS.pattern.search(bare)
    if marked is None:
        bare = text
        marked = answerwords.RIGHT_MARKS.pattern.search(re.sub(r"\*\*$", "", text))
    if marked is None or not marked.start():
        return replace(line, text=text.strip())
    told = bare[: marked.start()].strip()
    told = told.removesuffix("**") if told.count("**") % 2 else told
    return replace(line, text=told.strip(), is_right=True)
