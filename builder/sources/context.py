"""What a question is about, put in front of one that does not say it."""

from __future__ import annotations

import re

from builder.cards.barequestion import is_without_context
from builder.sources.items import Item
from builder.sources.language.plain import plain
from builder.sources.titles import section_name

_WIDE = re.compile(r"[\u3400-\u9fff]")


def question_in_context(item: Item, topics: tuple[str, ...]) -> str:
    """Return a question that can be asked by itself: below its section or its topic."""
    if not is_without_context(plain(item.question)):
        return item.question
    about = section_name(item.section[-1]) if item.section else ""
    about = about or (topics[0].rpartition("::")[2] if topics else "")
    if not about or about.casefold() in item.question.casefold():
        return item.question
    colon = "：" if _WIDE.search(item.question) else ": "
    return f"{about}{colon}{item.question}"
