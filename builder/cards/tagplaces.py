"""Where tags and decks stand in the files of a project."""

from __future__ import annotations

from collections.abc import Iterator

from builder.cards.project import CARDS_FOLDER, DECK_FILE, TOPICS_FILE
from builder.cards.yamltree import Items, Node, Table, Text, parse

DECK_PATH = f"{CARDS_FOLDER}/{DECK_FILE}"
TOPICS_PATH = f"{CARDS_FOLDER}/{TOPICS_FILE}"


def written_tags(text: str, path: str) -> Iterator[Text]:
    """Yield the tags of a card file, of deck.yaml or of topics.yaml in their order."""
    tree, _ = parse(text, path)
    if path == TOPICS_PATH and isinstance(tree, Table):
        yield from tree.keys.values()
        return
    for table in _tables(tree, "packages" if path == DECK_PATH else "notes"):
        yield from _texts(table.values.get("tags"))
        yield from _texts(table.values.get("without"))


def written_decks(text: str, path: str) -> Iterator[Text]:
    """Yield the decks that a card file names, in their order."""
    tree, _ = parse(text, path)
    for table in _tables(tree, "notes"):
        deck = table.values.get("deck")
        if isinstance(deck, Text):
            yield deck


def _tables(tree: Node | None, key: str) -> Iterator[Table]:
    """Yield a file's own mapping, and the entries of its list."""
    if not isinstance(tree, Table):
        return
    yield tree
    entries = tree.values.get(key)
    for entry in entries.values if isinstance(entries, Items) else ():
        if isinstance(entry, Table):
            yield entry


def _texts(node: Node | None) -> Iterator[Text]:
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        yield from (one for one in node.values if isinstance(one, Text))
