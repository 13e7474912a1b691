"""A rule about what makes a card good: what it finds, and why, with an example of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.check.subject import Subject

Find: TypeAlias = Callable[[Subject, int], Iterator[Diagnostic]]
"""Yields what is found in a project; the number is the rule's limit."""


@dataclass(frozen=True, slots=True)
class CardRule:
    """A row of the table of rules.

    ``why`` is for the author, ``bad`` and ``good`` are notes of a card file that the
    rule finds and does not find. ``limit`` is the number that it goes by unless
    deck.yaml gives another, ``unit`` what it counts; 0 where there is none. ``is_on``
    says that it counts unless deck.yaml says otherwise, ``is_of_deck`` that it holds
    notes against each other: others see some notes at a time.
    """

    code: Code
    find: Find
    why: str
    bad: str
    good: str
    limit: int = 0
    unit: str = ""
    limit_name: str = ""
    is_on: bool = True
    is_of_deck: bool = False
