"""How surely wording tells: each number once, with its reason.

They are measured, not reckoned: each stands where the samples of ``tests/data/import``
come out right. What is compared with them is the ``interrogation`` of a line.
"""

from __future__ import annotations

CERTAIN = 1.0
"""It says so itself: a question mark at the end, a label, a summary's own tag."""

BACKED = 0.95
"""What stands behind a line makes it a question: options, or a word that says answer."""

EVIDENT = 0.9
"""A word that statements do not have, or a question mark before the last words."""

SURE = 0.85
"""Opens as a question does; enough for a line whose neighbours do not ask."""

LIKELY = 0.8
"""Asks behind a circumstance: one comma more and it might be a statement."""

PROBABLE = 0.75
"""An order or a comparison: a question in a list of questions, a step elsewhere."""

DEMANDED = 0.7
"""An order that an exam gives, and a tutorial as well."""

TOPIC = 0.65
"""Only names what one is asked about: the principle of a thing, its uses."""

ASKING = 0.6
"""The least with which wording alone makes a line a question."""

NAMED = 0.55
"""A summary or a term: its tag asks for an explanation, its words need not."""

HALF = 0.5
"""Asks, in a sentence so long that it may as well tell."""

FAINT = 0.3
"""An order too short to be sure of, or one that goes on to give an example."""

HARDLY = 0.05
"""A reply, or a line that leads into a list: almost surely no question."""

NONE = 0.0
"""Does not ask."""
