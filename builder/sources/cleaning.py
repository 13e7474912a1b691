"""Items made fit for a card: remarks are tags, text is repaired, HTML is safe."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from builder.sources import safehtml
from builder.sources.items import Item
from builder.sources.language import remarks
from builder.sources.readers.encoding import printable
from builder.sources.recognition.linebreaks import repair
from builder.sources.titles import tag_name


def clean_item(item: Item, *, is_prose: bool) -> Item:
    """Return an item whose texts a card can show and whose tags Anki can hold."""
    question, told = _question(printable(item.question.strip()))
    answer = _text(item.answer, is_prose=is_prose)
    return replace(
        item,
        question=question,
        answer=answer if _has_content(answer) else "",
        tags=_tags((*item.tags, *told)),
        choices=tuple(_line(printable(choice)) for choice in item.choices),
        explanation=_text(item.explanation, is_prose=is_prose),
        extra=_text(item.extra, is_prose=is_prose),
        hint=_text(item.hint, is_prose=is_prose),
        fields=item.with_fields(lambda text: _text(text, is_prose=is_prose)),
    )


def _question(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a question without the remarks of its first line, and these."""
    title, _, stem = text.partition("\n")
    title, told = remarks.taken_off(title)
    found = tuple(one for one in told if remarks.is_tag(one))
    title = _line(title.strip())
    return f"{title}\n{safehtml.clean(stem)}".strip() if stem else title, found


def _line(text: str) -> str:
    """Return a question or an option that a card can show: never blank."""
    text = safehtml.clean(text)
    text = text.strip() if "```" in text else re.sub(r"\s+", " ", text).strip()
    seen = "`" in text or re.sub(r"[*_`#>\[\]()!~\s-]|<[^<>]*>|&\w+;", "", text)
    return text if seen else "?"


def _text(text: str, *, is_prose: bool) -> str:
    """Return a text with its line breaks repaired and without blank lines around it."""
    text = safehtml.clean(repair(printable(text), is_prose=is_prose))
    text = re.sub(r"\n{3,}", "\n\n", text)
    return re.sub(r"\A(?:[ \t]*\n)+", "", text).rstrip()


def _has_content(text: str) -> bool:
    return bool(re.search(r"\w|!\[|[^\s\w*_`>#|\-]", text))


def _tags(texts: Iterable[str]) -> tuple[str, ...]:
    tags = (tag_name(text) for text in texts)
    return tuple(dict.fromkeys(tag for tag in tags if tag))
