"""The files of a deck that was taken over: card files, media, the lock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from builder.base.atomicfiles import Edit, PendingFiles
from builder.cards.exacttext import exact_scalar
from builder.cards.names import composed
from builder.cards.project import (
    CARDS_FOLDER,
    DECK_FILE,
    Project,
)
from builder.lockfile import lock_path
from builder.revisions import kept_package
from builder.sources.decks.mediaplaces import PlacedMedia
from builder.sources.decks.original import OriginalDeck
from builder.starter import project_files
from builder.takeoverplace import FIRST_VERSION, TakeoverPlace
from builder.versions.lock import Lock


def write_project(
    files: PendingFiles,
    place: TakeoverPlace,
    texts: Mapping[str, str],
    media: PlacedMedia,
    lock: Lock,
) -> list[str]:
    """Write the texts by path, and what else a project has; the lock is last."""
    folder = place.project.folder
    edits = {path: Edit(None, text.encode()) for path, text in texts.items()}
    if place.is_new:
        for path, content in project_files().items():
            if not (folder / path).exists():
                edits[path] = Edit(None, content)
        edits[f"{CARDS_FOLDER}/{DECK_FILE}"] = Edit(None, place.project.content)
    elif media.files:
        edits[f"{CARDS_FOLDER}/{DECK_FILE}"] = _with_kept_media(place, media)
    for path, edit in sorted(edits.items()):
        files.edit(folder / path, edit)
    # The lock knows the notes: it comes last.
    files.edit(lock_path(place.project), place.lock_file.becoming(lock))
    return sorted(edits)


def _with_kept_media(place: TakeoverPlace, media: PlacedMedia) -> Edit:
    """Say in deck.yaml that the files of one more folder keep their names."""
    before = place.project.content
    folder = next(iter(media.files.values())).reference.split("/")[0]
    row, newline = (
        f"  {exact_scalar(folder, '')}: kept",
        "\r\n" if b"\r\n" in before else "\n",
    )
    lines = before.decode().splitlines()
    if "" in place.project.kept_media:
        return Edit(before, before)
    head = [n for n, line in enumerate(lines) if line.startswith("media-names:")]
    if head:
        lines.insert(head[0] + 1, row)
    else:
        lines += ["media-names:", row]
    return Edit(before, (newline.join(lines) + newline).encode())


def write_media(files: PendingFiles, deck: OriginalDeck, media: PlacedMedia) -> None:
    """Write the media, each folder with a word to git to leave their bytes alone."""
    folders = set()
    for name, chunks in deck.contents():
        file = media.files.get(composed(name))
        if file is None:
            continue
        folders.add(file.path.parent)
        with files.open(file.path) as stream:
            for chunk in chunks:
                stream.write(chunk)
    for folder in folders:
        # Git would change the line ends of those that are text.
        files.write(folder / ".gitattributes", b"* -text\n")


def write_original(files: PendingFiles, path: Path, project: Project) -> str:
    """Keep the package that learners have, for `plan` and the next release."""
    target = kept_package(project, FIRST_VERSION)
    with path.open("rb") as source, files.open(target) as stream:
        for chunk in _chunks(source):
            stream.write(chunk)
    return target.relative_to(project.folder).as_posix()


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(2**20):
        yield chunk
