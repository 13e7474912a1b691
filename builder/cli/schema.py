"""``decks schema``: print the JSON Schema of the files that an author writes."""

from __future__ import annotations

import click


@click.command()
@click.argument("of", type=click.Choice(["cards", "sources"]), default="cards")
def schema(of: str) -> None:
    """Print the JSON Schema of card files, or of sources.yaml, for editors.

    \b
    Examples:
      decks schema > cards/card.schema.json
      decks schema sources > cards/sources.schema.json
    """
    from builder.cards.jsonschema import json_schema, sources_schema

    click.echo(json_schema() if of == "cards" else sources_schema(), nl=False)
