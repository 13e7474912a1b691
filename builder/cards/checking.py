"""What an author asks of `decks check`: rules on and off, limits, and the glossary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.base.code import Code
from builder.base.phrases import first_line
from builder.cards.getters import TreeReader
from builder.cards.yamltree import Table, Text

_KEYS = ("on", "off", "limits")


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """The rules that are switched ``on`` and ``off``, and the numbers of ``limits``.

    ``limit_names`` are the names of the limits with their places.
    """

    on: tuple[Text, ...] = ()
    off: tuple[Text, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    limit_names: tuple[Text, ...] = ()


def read_check_settings(reader: TreeReader, tree: Table) -> CheckSettings:
    """Return what `check` says in deck.yaml; which rules there are is not known here."""
    node = tree.values.get("check")
    if node is None:
        return CheckSettings()
    if not isinstance(node, Table):
        reader.wrong_type(node, "`check`", "a mapping with `on`, `off` and `limits`")
        return CheckSettings()
    reader.only(node, _KEYS)
    limits = node.values.get("limits")
    if limits is not None and not isinstance(limits, Table):
        reader.wrong_type(limits, "`limits`", "a mapping from a limit to a number")
        limits = None
    return CheckSettings(
        on=tuple(reader.texts(node, "on")),
        off=tuple(reader.texts(node, "off")),
        limits=_limits(reader, limits) if limits else {},
        limit_names=tuple(limits.keys.values()) if limits else (),
    )


def read_glossary(reader: TreeReader, tree: Table) -> Mapping[str, tuple[Text, ...]]:
    """Return the words that the deck uses, each with those it stands for instead."""
    node = tree.values.get("glossary")
    if node is None:
        return {}
    if not isinstance(node, Table):
        reader.wrong_type(node, "`glossary`", "a mapping, such as {token: [令牌]}")
        return {}
    return {word: tuple(reader.texts(node, word, or_one=True)) for word in node.values}


def _limits(reader: TreeReader, table: Table) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for name in table.values:
        text = reader.text(table, name)
        if text is None:
            continue
        number = text.value
        if re.fullmatch(r"[1-9][0-9]{0,5}", number):
            found[name] = int(number)
            continue
        message = (
            f"the limit `{first_line(name)}` is `{first_line(number)}`, it must be a "
            "whole number from 1 to 999999"
        )
        reader.report(text.location, Code.TYPE, message)
    return found
