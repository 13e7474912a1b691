"""What stands behind the options of ``decks import``, checked as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click


def one_of(table: str) -> Callable[[click.Context, click.Parameter, str], str]:
    """Return a check that a word stands in a table of ``sourcekeys``."""

    def checked(_context: click.Context, _parameter: click.Parameter, word: str) -> str:
        from builder.cards import sourcekeys
        from builder.cards.importoptions import word_problem

        problem = word_problem(word, getattr(sourcekeys, table)) if word else ""
        if problem:
            raise click.BadParameter(f"it {problem}")
        return word

    return checked


def made_names(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[str, ...]:
    """Return what --make names, parted by commas."""
    from builder.cards.importoptions import word_problem
    from builder.cards.sourcekeys import MADE_BESIDE

    words = (
        tuple(word.strip() for word in value.split(",")) if value is not None else ()
    )
    for word in words:
        problem = word_problem(word, MADE_BESIDE)
        if problem:
            raise click.BadParameter(f"it {problem}")
    return words


def column_targets(
    context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Return what --map says of each column."""
    from builder.cards.importoptions import target_problem

    found = tuple(pair for value in values for pair in _pairs(value))
    columns = [column for column, _ in found]
    for column, target in found:
        if columns.count(column) > 1:
            raise click.BadParameter(f"`{column}` is given twice: keep one of them")
        problem = "" if context.params.get("note_type") else target_problem(target)
        if problem:
            raise click.BadParameter(problem)
    return found


def _pairs(value: str) -> Iterator[tuple[str, str]]:
    """Yield the columns with their targets; a comma may stand in a name."""
    left = ""
    for part in value.split(","):
        left = f"{left},{part}" if left else part
        if "=" not in part:
            continue
        column, _, target = left.rpartition("=")
        if not column.strip() or not target.strip():
            break
        yield column.strip(), target.strip()
        left = ""
    if left.strip():
        shown = left.strip().rstrip("=")
        raise click.BadParameter(f"`{shown}` names no target: write COLUMN=front")


def print_contract(
    context: click.Context,
    _parameter: click.Parameter,
    is_asked: bool,  # noqa: FBT001 -- as click calls it
) -> None:
    """Print what a program of --refine has to know, and end."""
    if is_asked:
        from builder.sources.refining import INSTRUCTIONS

        click.echo(INSTRUCTIONS, nl=False)
        context.exit()
