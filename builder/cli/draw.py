"""``decks draw``: make pictures of the diagrams in card files."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.options import found_project, project_option
from builder.cli.results import say, short_path


@click.command(short_help="Draw the diagrams of card files.")
@project_option
def draw(project: Path | None) -> None:
    """Draw every ```mermaid block of the card files that has no picture yet.

    It is drawn by `mmdc`, which must be installed. Commit the pictures: a build never
    draws, so that it gives the same bytes everywhere.

    \b
    Examples:
      decks draw
      decks draw && decks build
    """
    from builder import drawing

    drawn = drawing.draw(found_project(project), say=say)
    for path in drawn:
        click.echo(short_path(path))
    if not drawn:
        click.echo("nothing to draw", err=True)
