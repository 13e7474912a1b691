"""``decks schema``: print the JSON Schema of the files that an author writes."""

from __future__ import annotations

import click


@click.command()
@click.argument("of", type=click.Choice(["cards", "sources", "deck"]), default="cards")
def schema(of: str) -> None:
    """Print the JSON Schema of card files, sources.yaml or deck.yaml, for editors.

    \b
    Examples:
      decks schema > cards/card.schema.json
      decks schema sources > cards/sources.schema.json
      decks schema deck > cards/deck.schema.json
    """
    from builder.cards.deckschema import deck_schema
    from builder.cards.jsonschema import json_schema, sources_schema

    schemas = {"cards": json_schema, "sources": sources_schema, "deck": deck_schema}
    click.echo(schemas[of](), nl=False)
