"""``cards/topics.yaml`` of a project: read before an import, proposed by the first one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.base.atomicfiles import Edit
from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.base.textfiles import decode
from builder.cards.project import CARDS_FOLDER, TOPICS_FILE
from builder.cards.topics import NO_TOPICS, Topics, read_topics, written
from builder.sources.items import Item
from builder.sources.proposedtopics import proposed_topics

_NAME = f"{CARDS_FOLDER}/{TOPICS_FILE}"


@dataclass(frozen=True)
class TopicList:
    """The topics of a project; ``is_there`` tells that the author has a file of them."""

    topics: Topics = NO_TOPICS
    is_there: bool = False

    def proposed_for(self, items: Sequence[Item]) -> TopicList:
        """Return the author's topics, or else those that the items speak of."""
        return self if self.is_there else TopicList(proposed_topics(items))

    def edit(self) -> tuple[str, Edit] | None:
        """Return the path and the text of a file that the author lacks."""
        if self.is_there or not self.topics.words:
            return None
        return _NAME, Edit(None, written(self.topics).encode())


def read_topic_list(folder: Path) -> TopicList:
    """Read the topics of the project in a folder.

    Raises:
        BuilderError: They cannot be read, or have mistakes.
    """
    try:
        content = read_file(folder / _NAME, FileKind.TOPICS)
    except UnusableFileError as error:
        if error.is_missing:
            return TopicList()
        raise BuilderError(f"{_NAME}: {error}") from error
    text, problems = decode(content, _NAME)
    topics = NO_TOPICS
    if not problems:
        topics, problems = read_topics(text, _NAME)
    if problems:
        raise BuilderError("\n".join(str(one) for one in sorted(problems)))
    return TopicList(topics, is_there=True)
