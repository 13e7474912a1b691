"""Decks as code: YAML card files in, versioned Anki packages out.

``builder.build(project)`` and ``builder.check(project)`` do what the commands
``decks build`` and ``decks check`` do and return a report record;
``builder.plan.plan(project)`` is ``decks plan``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder.pipeline import build, check

__version__ = "0.1.0"
__all__ = ["__version__", "build", "check"]


def __getattr__(name: str) -> Any:
    """Load the pipeline when it is first asked for: ``--version`` need not wait."""
    if name in {"build", "check"}:
        from builder import pipeline  # noqa: PLC0415 -- see above

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
