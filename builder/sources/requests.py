"""Which files an import reads and with which options: those named, or all of the list."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePosixPath

from builder.base.code import Code
from builder.base.diagnostic import BuilderError, Diagnostic
from builder.cards.importoptions import NOTHING_ASKED, ImportOptions
from builder.cards.project import CARDS_FOLDER, MEDIA_FOLDER, OUTPUT_FOLDER
from builder.cards.sources import ListedSource
from builder.sources.readers.chosencolumns import ChosenColumns
from builder.sources.sourcefiles import ImportFile, files_at, find_files, refuse_nothing

# What a project keeps there is not read as a source of it, but where it is named.
_OWN = (CARDS_FOLDER, MEDIA_FOLDER, OUTPUT_FOLDER)


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A file to read with its options, and the place of its source in the list.

    ``was_listed`` tells that the author's list has it already, ``chosen`` what the
    author has the columns of its tables become.
    """

    file: ImportFile
    options: ImportOptions
    source: int = -1
    was_listed: bool = False
    chosen: ChosenColumns | None = None


@dataclass(frozen=True, slots=True)
class Requests:
    """What an import reads, and the list of sources as it will be."""

    all: tuple[ImportRequest, ...]
    sources: tuple[ListedSource, ...] = ()


def requests_outside(paths: Sequence[Path], options: ImportOptions) -> Requests:
    """Return the files named where there is no project."""
    return Requests(tuple(ImportRequest(file, options) for file in find_files(paths)))


def requests_of_all(folder: Path, listed: Sequence[ListedSource]) -> Requests:
    """Return the files of every source in the list of the project in a folder.

    Raises:
        BuilderError: One is not there, or nothing can be read.
    """
    missing = [
        str(Diagnostic(one.place, Code.SOURCE, message))
        for one in listed
        if one.place is not None and (message := _absence(folder, one))
    ]
    if missing:
        raise BuilderError("\n".join(missing))
    found = _requests(folder, listed, range(len(listed)), len(listed))
    if not found:
        refuse_nothing([folder / one.path for one in listed])
    return Requests(tuple(found), tuple(listed))


def requests_of_named(
    folder: Path,
    listed: Sequence[ListedSource],
    paths: Sequence[Path],
    asked: ImportOptions,
) -> Requests:
    """Return the files named on the command line; what is new gets into the list.

    A source of the list has the options that stand there, but for those asked for now.

    Raises:
        BuilderError: Nothing can be read there.
    """
    sources = list(listed)
    wanted: list[int] = []
    inside: list[ImportRequest] = []
    for given in paths:
        path = project_path(folder, given)
        number = _number_of(path, sources)
        if number is None and asked == NOTHING_ASKED:
            found = list(_inside(folder, sources, path))
            inside += found
            if found:
                continue
        if number is None:
            number = len(sources)
            sources.append(_new(folder, sources, path, asked))
        else:
            options = asked.over(sources[number].options)
            sources[number] = replace(sources[number], options=options)
        wanted.append(number)
    found = [*inside, *_requests(folder, sources, wanted, len(listed))]
    if not found:
        refuse_nothing(paths)
    return Requests(tuple(found), tuple(sources))


def project_path(folder: Path, path: Path) -> str:
    """Return the way from the project's folder to a file or a folder.

    Raises:
        BuilderError: There is none.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 -- a link stays a link
    real = absolute.parent.resolve() / absolute.name
    try:
        return Path(os.path.relpath(real, folder)).as_posix()
    except ValueError as error:
        message = f"{path}: on another drive than the project: copy it there"
        raise BuilderError(message) from error


def names_of(folder: Path, sources: Sequence[ListedSource]) -> set[str] | None:
    """Return what notes call all files of a list; None when that cannot be told."""
    found: set[str] = set()
    for one in sources:
        place = folder / one.path
        if place.is_file() and place.suffix.lower() != ".zip":
            found.add(one.called)
        elif place.exists():
            found |= {file.name for file in _files(folder, one)}
        elif place.suffix and place.suffix.lower() != ".zip":
            found.add(one.called)
        else:
            return None
    return found


def _absence(folder: Path, source: ListedSource) -> str:
    place = folder / source.path
    try:
        is_there = place.exists()
    except OSError:
        is_there = False
    if is_there:
        return ""
    return f"`{source.path}` is not there: write its new path, or delete the source"


def _number_of(path: str, sources: Sequence[ListedSource]) -> int | None:
    return next((at for at, one in enumerate(sources) if one.is_at(path)), None)


def _requests(
    folder: Path, sources: Sequence[ListedSource], wanted: Collection[int], known: int
) -> list[ImportRequest]:
    """Return the files of sources; one that has a source of its own has its options."""
    by_path = {posixpath.normpath(one.path): at for at, one in enumerate(sources)}
    queue = list(dict.fromkeys(wanted))
    found: list[ImportRequest] = []
    for number in queue:  # it grows while we go through it
        source = sources[number]
        place = folder / source.path
        for file in _files(folder, source):
            owner = _owner(by_path, _path_of(source, place, file), number)
            if owner != number:
                queue += [] if owner in queue else [owner]
                continue
            found.append(
                ImportRequest(file, source.options, number, was_listed=number < known)
            )
    return found


def _files(folder: Path, source: ListedSource) -> Iterator[ImportFile]:
    """Yield the files of a source, without those that are the project's own."""
    place = Path(os.path.normpath(folder / source.path))
    own = [folder / name for name in _OWN if not place.is_relative_to(folder / name)]
    for file in files_at(folder / source.path, source.name):
        path = Path(os.path.normpath(file.path))
        if not any(path.is_relative_to(one) for one in own):
            yield file


def _path_of(source: ListedSource, place: Path, file: ImportFile) -> str:
    below = file.path.relative_to(place).as_posix()
    return posixpath.normpath(posixpath.join(source.path, below))


def _owner(by_path: Mapping[str, int], path: str, default: int) -> int:
    """Return the source that a file belongs to: the nearest to it."""
    above = (path, *(str(one) for one in PurePosixPath(path).parents))
    return next((by_path[one] for one in above if one in by_path), default)


def _inside(
    folder: Path, sources: Sequence[ListedSource], path: str
) -> Iterator[ImportRequest]:
    """Yield what a folder of the list holds at a path."""
    above = [str(one) for one in PurePosixPath(path).parents]
    number = next(
        (at for one in above if (at := _number_of(one, sources)) is not None), None
    )
    if number is None or (sources[number].is_at(".") and path.startswith("..")):
        return
    for one in _requests(folder, sources, [number], len(sources)):
        own = _path_of(sources[number], folder / sources[number].path, one.file)
        if one.source == number and f"{own}/".startswith(f"{path}/"):
            yield one


def _new(
    folder: Path, sources: Sequence[ListedSource], path: str, asked: ImportOptions
) -> ListedSource:
    """Return a new source, named so that notes of no other are taken for its own."""
    inside = next(_inside(folder, sources, path), None)
    if inside is not None:
        options = asked.over(inside.options)
        whole = sources[inside.source]
        below = PurePosixPath(path).relative_to(posixpath.normpath(whole.path))
        name = f"{whole.name}/{below}" if whole.name else str(below)
        is_told = name == PurePosixPath(path).name and (folder / path).is_file()
        return ListedSource(path, options, "" if is_told else name)
    taken = names_of(folder, sources) or {one.called for one in sources}
    place = folder / path
    for name in _names(path, place.resolve().name, is_folder=place.is_dir()):
        new = ListedSource(path, asked, name)
        requests = _requests(folder, [*sources, new], [len(sources)], 0)
        own = {one.file.name for one in requests if one.source == len(sources)}
        if not taken & own:
            return new
    raise AssertionError  # the names have no end


def _names(path: str, own: str, *, is_folder: bool) -> Iterator[str]:
    """Yield names for a source that is called so, from none to ever longer ones."""
    yield ""
    parts = [part for part in PurePosixPath(path).parts if part != ".."] or [own]
    for length in range(1 if is_folder else 2, len(parts) + 1):
        yield "/".join(parts[-length:])
    file = PurePosixPath(own)
    for number in count(2):
        yield f"{file.stem}-{number}{file.suffix}"
