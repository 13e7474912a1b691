"""``cards/topics.yaml``: which words stand for which topic, and what a text is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.base.phrases import first_line
from builder.cards import yamltree
from builder.cards.cardwriter import flow
from builder.cards.getters import TreeReader
from builder.cards.names import is_below, tag_problem
from builder.cards.yamltree import Table

_HEAD = """\
# Topics of this deck: an imported note gets every tag whose words stand in its question
# (a tag below another takes its place), or else the one its answer speaks of most.
# Edit it as you like; `decks import` reads it again. `a::b` is a topic below `a`.
"""
_FORM = "topics.yaml is a mapping of tags to their words, such as `k8s::pod: [pod]`"


@dataclass(frozen=True)
class Topics:
    """Tags with their words, in the author's order."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, question: str, answer: str) -> tuple[str, ...]:
        """Return the tags of a question: by its own words, or else by its answer's."""
        found = [
            tag for tag, pattern in self._patterns.items() if pattern.search(question)
        ]
        if found:
            return tuple(
                tag
                for tag in found
                if not any(other != tag and is_below(other, tag) for other in found)
            )
        told = answer.casefold()
        counts = {
            tag: len(pattern.findall(answer))
            for tag, pattern in self._patterns.items()
            if any(word in told for word in self._folded[tag])
        }
        most = max(counts, key=counts.__getitem__, default="")
        return (most,) if most and counts[most] else ()

    @cached_property
    def _folded(self) -> dict[str, tuple[str, ...]]:
        return {
            tag: tuple(map(str.casefold, words)) for tag, words in self.words.items()
        }

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {
            tag: re.compile("|".join(map(_whole_word, words)), re.IGNORECASE)
            for tag, words in self.words.items()
            if words
        }


NO_TOPICS = Topics()


def _whole_word(word: str) -> str:
    """Return a pattern for a word; of Latin letters it stands by itself, or in plural."""
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", word) else ""
    after = r"(?:e?s)?(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", word) else ""
    return f"{before}{re.escape(word)}{after}"


def read_topics(text: str, path: str) -> tuple[Topics, list[Diagnostic]]:
    """Turn the text of topics.yaml into topics, as far as it can be read."""
    tree, found = yamltree.parse(text, path)
    if tree is None:
        return NO_TOPICS, found
    reader = TreeReader()
    if not isinstance(tree, Table):
        reader.report(Location(path, 1, 1), Code.TOPIC, _FORM)
        return NO_TOPICS, [*found, *reader.diagnostics]
    topics = Topics(dict(_entries(reader, tree)))
    return topics, [*found, *reader.diagnostics]


def _entries(reader: TreeReader, tree: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    for tag, node in tree.values.items():
        problem = tag_problem(tag)
        if problem:
            place = tree.keys[tag].location if tag in tree.keys else node.location
            reader.report(
                place, Code.TOPIC, f"`{first_line(tag)}` is no tag: {problem}"
            )
            continue
        words = reader.texts(tree, tag, or_one=True)
        for word in words:
            if not word.value.strip():
                message = f"a word of `{tag}` is empty: write what stands for the topic"
                reader.report(word.location, Code.TOPIC, message)
        kept = (word.value.strip() for word in words)
        yield tag, tuple(word for word in kept if word)


def written(topics: Topics) -> str:
    """Return the text of topics.yaml."""
    rows = [f"{_key(tag)}: [{_listed(words)}]" for tag, words in topics.words.items()]
    return _HEAD + "".join(f"{row}\n" for row in rows)


def _key(tag: str) -> str:
    return flow(tag)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(map(flow, words))
