"""The website of a deck, written into a folder or as one page."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder import pipeline
from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError, Diagnostic
from builder.base.ordinaryfile import FileKind, read_file
from builder.cards.project import Selection
from builder.livedeck import LiveDeck, LookedAtDeck
from builder.pipeline import Options
from builder.preview.datafiles import (
    chunk_script,
    chunks_of,
    data_address,
    index_script,
    media_script,
)
from builder.preview.pages import MANIFEST, has_math, single_page
from builder.preview.projectdeck import shown_project
from builder.preview.showndeck import Download, ShownDeck
from builder.preview.sitefiles import SiteFiles

_OWN_FOLDERS = ("assets", "data", "media", "packages")


@dataclass(frozen=True, slots=True)
class WrittenSite:
    """What was written where; with errors in the deck, nothing.

    ``size`` is of all files but media and packages, in bytes.
    """

    path: Path
    errors: tuple[Diagnostic, ...]
    notes: int = 0
    size: int = 0


def write_site(
    folder: Path,
    target: Path,
    *,
    cache: Path | None = None,
    is_single: bool = False,
    for_author: bool = False,
) -> WrittenSite:
    """Write the website of a project; ``target`` is a folder, or the file of one page.

    With ``for_author`` drafts, findings and what changed are shown, too.

    Raises:
        BuilderError: The target is something else, or cannot be written.
    """
    deck = LiveDeck(folder, cache).look()
    checked = pipeline.check(folder, Options(cache=cache))
    if checked.errors:
        return WrittenSite(target, tuple(checked.errors))
    packages = _packages(folder, deck)
    if is_single:
        packages = packages[:1]  # parts of it would make one page large
    shown = shown_project(
        deck,
        findings=checked.diagnostics,
        downloads=[one for one, _ in packages],
        for_author=for_author,
    )
    contents = {one.name: content for one, content in packages}
    if is_single:
        return _write_page(shown, contents, target)
    return _write_folder(shown, contents, target)


def _packages(folder: Path, deck: LookedAtDeck) -> list[tuple[Download, bytes]]:
    """Build the packages that visitors may take along."""
    project = deck.project
    found = []
    with tempfile.TemporaryDirectory(prefix="decks-") as name:
        for one in (Selection(project.slug), *project.packages):
            report = pipeline.draft(folder, Path(name), Options(selection=one))
            for built in report.packages:
                download = Download(
                    built.path.name, built.size, built.counts.notes, built.counts.cards
                )
                content = read_file(built.path, FileKind.PACKAGE)
                found.append((download, content))
    return found


def _write_page(
    deck: ShownDeck, packages: Mapping[str, bytes], target: Path
) -> WrittenSite:
    media = [
        media_script(name, content)
        for name in sorted(deck.media_names)
        if (content := deck.media(name)) is not None
    ]
    texts = (value for note in deck.notes for value in note.fields.values())
    chunks = enumerate(chunks_of(deck))
    page = single_page(
        deck,
        [*media, *(chunk_script(at, one) for at, one in chunks), index_script(deck)],
        files={name: data_address(name, one) for name, one in packages.items()},
        has_math=has_math(texts),
    ).encode()
    with PendingFiles() as files:
        files.write(target, page)
        files.commit()
    return WrittenSite(target, (), len(deck.notes), len(page))


def _write_folder(
    deck: ShownDeck, packages: Mapping[str, bytes], target: Path
) -> WrittenSite:
    _refuse_foreign(target)
    site = SiteFiles(deck, packages)
    size = 0
    written: set[Path] = set()
    with PendingFiles() as files:
        for path in site:
            content = site.content(path)
            if content is None:
                raise BuilderError(f"{path} changed while the site was written")
            files.write(target / path, content)
            written.add(target / path)
            if not path.startswith(("media/", "packages/")):
                size += len(content)
        files.commit()
    _forget_others(target, written)
    return WrittenSite(target, (), len(deck.notes), size)


def _refuse_foreign(target: Path) -> None:
    """Refuse a folder that holds something else: files in it would be deleted."""
    if target.is_file():
        raise BuilderError(f"{target} is a file: name a folder, or say --single")
    is_used = target.is_dir() and any(target.iterdir())
    if is_used and not (target / MANIFEST).is_file():
        raise BuilderError(
            f"{target} holds other files: name a new folder, or one with a site in it"
        )


def _forget_others(target: Path, written: set[Path]) -> None:
    """Delete what an earlier site had and this one has not."""
    for folder in _OWN_FOLDERS:
        for path in (target / folder).glob("*"):
            if path.is_file() and path not in written:
                path.unlink()
