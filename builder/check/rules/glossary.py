"""One word for one thing: the words of deck.yaml's glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.cardrule import CardRule
from builder.check.plaintext import without_code
from builder.check.sides import all_texts
from builder.check.subject import Subject


def _find(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    words = {
        text.value.casefold(): word
        for word, others in subject.project.glossary.items()
        for text in others
        if text.value
    }
    if not words:
        return
    pattern = re.compile(
        "|".join(map(_whole_word, sorted(words, key=len, reverse=True))), re.IGNORECASE
    )
    for note in subject.notes:
        for text in all_texts(note):
            if text is note.common.get("source"):
                continue
            shown = without_code(text.value)
            for found in pattern.finditer(shown):
                word = words[found.group().casefold()]
                message = f"`{found.group()}`: this deck says `{word}`"
                yield Diagnostic(
                    text.at(found.start()), Code.GLOSSARY, message, "warning"
                )


def _whole_word(word: str) -> str:
    """Return a pattern; a Latin word stands alone, a Chinese one has no bounds."""
    escaped = re.escape(word)
    return rf"(?<!\w){escaped}(?!\w)" if word.isascii() else escaped


GLOSSARY = CardRule(
    code=Code.GLOSSARY,
    find=_find,
    why="Two words for one thing make a learner look for the difference. The glossary of "
    "deck.yaml says which one the deck uses: `glossary: {token: [ticket]}`.",
    bad="""\
- {front: What does the ticket prove?, back: Who the caller is.}
""",
    good="""\
- {front: What does the token prove?, back: Who the caller is.}
""",
)
