"""What speaks for a style of marking questions, and how much: all in one record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers by which the style of a document is chosen.

    They are measured: each stands where the samples come out right. A mark gains what
    its evidence is above ``neutral``; a style gains what its answered marks gain.
    """

    neutral: float = 0.35
    """A list item or a heading that may be anything speaks neither for nor against."""
    against: float = 0.8
    """A mark below neutral takes a little less than one above it gives."""
    explicit: float = 3.0
    """Who writes `Question 3` means it: such a style outweighs any other."""
    enough: float = 0.6
    """What one question with its answer gains, nearly: less explains no document."""
    enough_alone: float = 1.2
    """Without answers, or beside the style that was chosen, it takes two."""
    many_more: float = 3.0
    """A list without answers must gain so many times more than what has some."""

    numbered: float = 0.6
    """What numbers that count up make of titles, however these are worded."""
    numbered_when_promised: float = 0.8
    """The same where the document calls itself a list of questions."""
    numbered_in_text: float = 0.5
    """Plain lines that count up are mostly steps: half of that."""
    titled: float = 0.45
    """What a title is where the document promises questions, whatever it says."""

    few: float = 0.2
    """So many must ask surely, or a whole list is one of topics; so much of a document
    that promises questions must be questions when these have no answers."""
    quarter: float = 0.25
    """So many must ask where numbers or labels mark them; so much of a document must be
    questions when these have no answers."""
    some: float = 0.3
    """From so many on, those that do not ask are told apart from those that do."""
    minority: float = 0.4
    """Up to so many entries of a list of questions may be worded as topics."""
    half: float = 0.5
    """So many must ask where nothing else marks a question."""
    most: float = 0.6
    """So many of the headings must ask where these end with question marks."""
    mostly: float = 0.7
    """So many of the headings must ask: an article has headings that ask as well."""
    nearly_all: float = 0.8
    """Of these, one that does not ask is an exception, and no other style."""
    run: int = 3
    """So many make a habit; two may be chance."""


WEIGHTS = Weights()
