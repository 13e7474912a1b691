"""Typed reading of what YAML holds: past here nothing is untyped."""

from __future__ import annotations

from collections.abc import Collection

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, did_you_mean
from builder.base.phrases import first_line
from builder.cards import names
from builder.cards.yamladvice import tells_of_comment
from builder.cards.yamltree import Items, Node, Table, Text


class TreeReader:
    """Typed reading of a YAML tree; what is wrong is collected in ``diagnostics``."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def report(self, location: Location, code: Code, message: str) -> None:
        """Add an error."""
        self.diagnostics.append(Diagnostic(location, code, message))

    def warn(self, location: Location, code: Code, message: str) -> None:
        """Add a warning."""
        self.diagnostics.append(Diagnostic(location, code, message, "warning"))

    def wrong_type(self, node: Node, what: str, wanted: str) -> None:
        """Report a node of the wrong shape."""
        found = {Text: "text", Items: "a list", Table: "a mapping"}[type(node)]
        self.report(node.location, Code.TYPE, f"{what} is {found}, it must be {wanted}")

    def only(self, table: Table, known: Collection[str]) -> None:
        """Report keys that are not known."""
        for name, key in table.keys.items():
            if name not in known:
                suggestion = did_you_mean(name, known)
                message = f"unknown key `{first_line(name)}`{suggestion}"
                self.report(key.location, Code.UNKNOWN_KEY, message)

    def text(self, table: Table, key: str) -> Text | None:
        """Return the text of a key, or nothing when it is absent."""
        node = table.values.get(key)
        if node is None or isinstance(node, Text):
            return node
        if isinstance(node, Table) and node.is_broken:
            return None  # `{{c1::…}}` without quotes, already reported
        self.wrong_type(node, f"`{key}`", "text")
        return None

    def card_text(self, table: Table, key: str) -> Text | None:
        """Return a text that a card shows: all of it must arrive."""
        text = self.text(table, key)
        self._check_comment(text)
        return text

    def card_texts(self, table: Table, key: str, *, or_one: bool = False) -> list[Text]:
        """Return the texts of a list that a card shows."""
        found = self.texts(table, key, or_one=or_one)
        for text in found:
            self._check_comment(text)
        return found

    def _check_comment(self, text: Text | None) -> None:
        """Report text of a card that YAML takes for a comment."""
        if text is None or not text.comment:
            return
        comment = text.comment.lstrip()
        end = text.at(len(text.value))
        blanks = len(text.comment) - len(comment)
        place = Location(end.path, end.line, end.column + blanks)
        self.report(place, Code.YAML, tells_of_comment(first_line(comment)))

    def flag(self, table: Table, key: str) -> bool:
        """Return whether a key says ``true``."""
        text = self.text(table, key)
        if text is None:
            return False
        if text.value not in {"true", "false"}:
            message = f"`{key}` is `{first_line(text.value)}`, it must be true or false"
            self.report(text.location, Code.TYPE, message)
        return text.value == "true"

    def items(self, table: Table, key: str) -> tuple[Node, ...]:
        """Return what a list holds, or nothing when the key is absent."""
        node = table.values.get(key)
        if node is None:
            return ()
        if not isinstance(node, Items):
            wanted = (
                f"a list, such as [{first_line(node.value)}]"
                if (isinstance(node, Text) and node.value)
                else "a list"
            )
            self.wrong_type(node, f"`{key}`", wanted)
            return ()
        return node.values

    def texts(self, table: Table, key: str, *, or_one: bool = False) -> list[Text]:
        """Return the texts of a list; with ``or_one`` a single text is a list too."""
        node = table.values.get(key)
        if or_one and isinstance(node, Text):
            return [node]
        texts = []
        for value in self.items(table, key):
            if isinstance(value, Text):
                texts.append(value)
            else:
                self.wrong_type(value, f"an entry of `{key}`", "text")
        return texts

    def tags(self, table: Table, key: str = "tags") -> tuple[str, ...]:
        """Return tags, checked for what Anki cannot hold."""
        tags = []
        for text in self.texts(table, key):
            tag = names.composed(text.value)
            problem = names.tag_problem(tag)
            if problem:
                self.report(text.location, Code.TAG, problem)
            tags.append(tag)
        return tuple(tags)

    def fields(self, table: Table) -> dict[str, Text]:
        """Return the fields of an own note type."""
        node = table.values.get("fields")
        if node is None:
            return {}
        if not isinstance(node, Table):
            self.wrong_type(node, "`fields`", "a mapping from field to text")
            return {}
        return {
            name: text
            for name in node.values
            if (text := self.card_text(node, name)) is not None
        }

    def deck(self, name: str, place: Location, root: str = "") -> str:
        """Return the full name of a deck below ``root``, checked for its form.

        ``::Name`` is no deck below it, but ``Name`` itself.
        """
        name = names.composed(name)
        if root and name.startswith("::"):
            name, root = name.removeprefix("::"), ""
        problem = names.deck_problem(name, root)
        if problem:
            self.report(place, Code.DECK_NAME, problem)
        return f"{root}::{name}" if root else name
