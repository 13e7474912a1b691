"""Decks as code: YAML card files in, versioned Anki packages out.

``builder.build(project)``, ``builder.check(project)`` and ``builder.compare(old, new)``
do what the commands ``decks build``, ``decks check`` and ``decks diff`` do and return a
record; ``builder.plan.plan(project)`` is ``decks plan``.

The wings, from the ground up; imports only go down:

    base       places of findings, files written whole, hashes, the clock
    text       a field's text to its HTML
    cards      what an author writes
    anki       what Anki is: note types, media, notes, packages, the engine
    versions   what was shipped, and what learners have
    check      what makes a deck sound
    sources    from a source of any format to notes
    (jobs)     the order of things: pipeline (read it first), release, plan, importing
    reports    what people and programs are told
    editor     what an editor asks: the language server
    cli        the command
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder.comparison import compare
    from builder.pipeline import build, check

__version__ = "0.1.0"
__all__ = ["__version__", "build", "check", "compare"]


def __getattr__(name: str) -> Any:
    """Load the pipeline when it is first asked for: ``--version`` need not wait."""
    if name in {"build", "check"}:
        from builder import pipeline  # noqa: PLC0415 -- see above

        return getattr(pipeline, name)
    if name == "compare":
        from builder import comparison  # noqa: PLC0415 -- see above

        return comparison.compare
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
