"""``cards/sources.yaml`` of a project: read before an import, brought up to date by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.base.atomicfiles import Edit
from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.base.textfiles import byte_order_mark, decode
from builder.cards.importoptions import written_options
from builder.cards.project import CARDS_FOLDER, SOURCES_FILE
from builder.cards.sources import ListedSource, read_sources
from builder.cards.sourcewriter import Written, can_say, with_sources

_NAME = f"{CARDS_FOLDER}/{SOURCES_FILE}"


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources of the project in a folder; ``content`` is None without a file."""

    folder: Path
    sources: tuple[ListedSource, ...] = ()
    content: bytes | None = None
    text: str = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return _NAME

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.folder / _NAME

    def edit(
        self, wanted: Sequence[ListedSource], fruitful: Collection[int]
    ) -> Edit | None:
        """Return what becomes of the file; only ``fruitful`` sources change or come.

        One whose path is no text cannot stand there.

        Raises:
            BuilderError: The file takes no more sources.
        """
        known = len(self.sources)
        changed = {
            at: _written(one)
            for at, one in enumerate(wanted[:known])
            if at in fruitful and one.options != self.sources[at].options
        }
        added = [
            _written(one)
            for at, one in enumerate(wanted[known:], start=known)
            if at in fruitful and can_say(one.path)
        ]
        if not changed and not added:
            return None
        text = with_sources(self.text.replace("\r\n", "\n"), self.name, changed, added)
        text = text.replace("\n", "\r\n") if "\r\n" in self.text else text
        mark = byte_order_mark(self.content or b"")
        return Edit(self.content, mark + text.encode())


def read_source_list(folder: Path) -> SourceList:
    """Read the sources of the project in a folder: none when there is no list.

    Raises:
        BuilderError: It cannot be read, or has mistakes.
    """
    try:
        content = read_file(folder / _NAME, FileKind.SOURCES)
    except UnusableFileError as error:
        if error.is_missing:
            return SourceList(folder)
        raise BuilderError(f"{_NAME}: {error}") from error
    text, problems = decode(content, _NAME)
    if not problems:
        sources, problems = read_sources(text, _NAME)
    if problems:
        raise BuilderError("\n".join(str(one) for one in sorted(problems)))
    return SourceList(folder, tuple(sources), content, text)


def _written(source: ListedSource) -> Written:
    named = {"path": source.path, "name": source.name}
    said = {key: value for key, value in named.items() if value}
    return said | written_options(source.options)
