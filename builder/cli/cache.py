"""``decks cache``: what is kept so that commands need not do the same again."""

from __future__ import annotations

import click


@click.group()
def cache() -> None:
    """Look after what is kept to make commands faster.

    \b
    Example:
      decks cache clear
    """


@cache.command()
def clear() -> None:
    """Delete all of it: the next command does everything anew.

    \b
    Example:
      decks cache clear
    """
    from builder.base import cachefolder

    cachefolder.clear()
    click.echo(f"cleared {cachefolder.cache_folder()}", err=True)
