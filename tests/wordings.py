"""The tables of wording, row by row, and what their own examples say of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from builder.sources import language, recognition
from builder.sources.language import answerwords, questionwords
from builder.sources.language.languages import LANGUAGES
from builder.sources.language.wording import Wording, Wordings


def tables() -> dict[str, Wordings]:
    """Return every table by the name of its module and its own."""
    found: dict[int, tuple[str, Wordings]] = {}
    for package in (language, recognition):
        for module in pkgutil.iter_modules(package.__path__):
            loaded = importlib.import_module(f"{package.__name__}.{module.name}")
            for name, value in vars(loaded).items():
                if isinstance(value, Wordings):
                    found.setdefault(id(value), (f"{module.name}.{name}", value))
    return dict(found.values())


def rows() -> Iterator[tuple[str, Wordings, Wording]]:
    """Go through the rows of all tables."""
    for name, table in tables().items():
        for row in table.rows:
            yield f"{name}: {row.name}", table, row


def wrong_examples(table: Wordings, row: Wording) -> list[str]:
    """Return the examples that a row does not decide, and those it should not match."""
    undecided = [one for one in row.yes if table.decided_by(one) is not row]
    return undecided + [one for one in row.no if table.matches(row, one)]


def unlabelled() -> list[str]:
    """Return the examples of languages whose labels are not known as such."""
    return [
        example
        for one in LANGUAGES
        for example, labels in zip(
            one.examples,
            (questionwords.QUESTION_LABELS, answerwords.ANSWER_LABELS),
            strict=True,
        )
        if example and not labels.holds(example)
    ]


def all_wrong() -> list[str]:
    """Return everything that the examples of all tables find wrong."""
    return [
        f"{name}: {one}"
        for name, table, row in rows()
        for one in wrong_examples(table, row)
    ] + unlabelled()
