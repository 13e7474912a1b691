"""``decks schema``: print the JSON Schema of card files."""

from __future__ import annotations

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of card files, for editors.

    \b
    Example:
      decks schema > cards/card.schema.json
    """
    from builder.cards.jsonschema import json_schema

    click.echo(json_schema(), nl=False)
