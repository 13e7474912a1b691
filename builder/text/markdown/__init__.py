"""Markdown to a field's HTML: the only folder that knows markdown-it.

CommonMark with tables, strikethrough and dollar math, the cloze deletions of Anki and
the short form ``==…==``; pictures and sound are looked up as they are met.
https://docs.ankiweb.net/editing.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from builder.base.diagnostic import Problem
from builder.text import cloze
from builder.text.drawings import LANGUAGE
from builder.text.highlight import with_inert_attributes
from builder.text.markdown.deletionchecks import check_deletions, check_levels
from builder.text.markdown.fieldtext import (
    ClozeMode,
    FieldText,
    FindMedia,
    NumberDeletions,
)
from builder.text.markdown.plaintext import plain_html

__all__ = [
    "ClozeMode",
    "FindMedia",
    "NumberDeletions",
    "Rendered",
    "as_written",
    "diagrams_in",
    "number_in_order",
    "render",
]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A field as it goes into the package.

    ``deletions`` maps the numbers given to ``==…==`` deletions to their texts.
    """

    html: str
    problems: tuple[Problem, ...] = ()
    deletions: Mapping[int, str] = field(default_factory=dict)


def number_in_order(texts: Sequence[str], taken: frozenset[int]) -> list[int]:
    """Number short-form deletions from 1 on, in order, leaving out what is taken."""
    free = (n for n in range(1, len(texts) + len(taken) + 1) if n not in taken)
    return [next(free) for _ in texts]


def render(  # noqa: PLR0913 -- what a field may say or not is its note type's to tell
    text: str,
    *,
    find_media: FindMedia,
    mode: ClozeMode = "off",
    number_deletions: NumberDeletions = number_in_order,
    has_latex: bool = False,
    has_readings: bool = True,
) -> Rendered:
    """Return the HTML of one field.

    A text of one paragraph gets no ``<p>`` around it. ``has_latex`` says that LaTeX was
    asked for, ``has_readings`` that no template reads ``漢字[かんじ]`` itself.
    """
    source = FieldText(
        text, find_media, mode, has_latex=has_latex, has_readings=has_readings
    )
    plain = plain_html(source, number_deletions)
    if plain is None:
        from builder.text.markdown.marked import marked_html

        source = source.anew()
        plain = marked_html(source, number_deletions)
    result, numbered = plain
    result = with_inert_attributes(result)
    if mode == "deletions":
        check_deletions(source, result)
        result = cloze.for_every_engine(result)
        check_levels(source, result)
    return Rendered(result.strip("\n"), tuple(source.problems), numbered)


def diagrams_in(text: str) -> list[str]:
    """Return what the fences of a text describe that ``decks draw`` can draw."""
    if LANGUAGE not in text.lower():
        return []
    from builder.text.markdown.marked import fenced_diagrams

    return fenced_diagrams(FieldText(text, as_written))


def as_written(reference: str, *, is_unseen: bool = False) -> str:
    """Return a reference as it is: for text that no package is made of."""
    return reference
