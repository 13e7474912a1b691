"""``decks new``: make a project."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.results import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the deck in Anki. Default: from the folder.")
@click.option(
    "--language", default="en", show_default=True, help="Language of the cards."
)
@click.option(
    "--ci",
    type=click.Choice(["github"]),
    help="Add a workflow that publishes the deck's website.",
)
def new(folder: Path, name: str | None, language: str, ci: str | None) -> None:
    """Make a new deck project that builds.

    \b
    Examples:
      decks new my-deck
      decks new spanish --name Spanish --language es
      decks new my-deck --ci github
    """
    from builder.starter import default_name, make_project

    deck_name = default_name(folder) if name is None else name
    made = make_project(folder, name=deck_name, language=language, ci=ci or "", say=say)
    for path in made:
        click.echo(path)
    click.echo(f"\nNext: cd {folder} && decks build", err=True)
