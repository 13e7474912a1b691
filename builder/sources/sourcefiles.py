"""The files an import reads: found, opened, and given to the reader of their format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from builder.base.code import Code
from builder.base.diagnostic import BuilderError, did_you_mean
from builder.base.filenames import printable
from builder.base.folders import files_below
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.sources import archivefiles, readers
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.chosencolumns import ChosenColumns
from builder.sources.readers.zipped import Archive

# What people keep questions in that is not read, and what to do with it.
_SAVE_AS: Mapping[str, str] = {
    ".doc": "save it as .docx",
    ".rtf": "save it as .docx",
    ".pages": "export it as .docx",
    ".ppt": "save its text as .txt, or print it as .pdf",
    ".pptx": "save its text as .txt, or print it as .pdf",
    ".numbers": "export the sheet as .csv",
    ".mobi": "convert it to .epub",
    ".azw3": "convert it to .epub",
    ".apkg": "export the notes from Anki as plain text (.txt)",
    ".colpkg": "export the notes from Anki as plain text (.txt)",
}
_ZIP = ".zip"
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "dist", "build", "vendor"})
_SKIPPED_NAMES = frozenset(
    {
        "license",
        "licence",
        "contributing",
        "code_of_conduct",
        "changelog",
        "security",
        "pull_request_template",
        "issue_template",
        "package",
        "package-lock",
        "tsconfig",
        "requirements",
    }
)


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file to import; ``name`` is its path below what was named on the command line.

    One that stands in a zip file is the ``member`` of an ``archive``; ``format_name`` is
    what an archive is as a whole. One that ``is_alone`` was named itself. Where each file
    of a folder is one question, ``question_folder`` is the name of that folder.
    """

    path: Path
    name: str
    root: Path
    archive: Archive | None = None
    member: str = ""
    format_name: str = ""
    is_alone: bool = False
    question_folder: str = ""

    @property
    def file_name(self) -> str:
        """Its name without the folders that it stands in."""
        return PurePosixPath(self.name).name

    @property
    def stem(self) -> str:
        """Its name without folders and suffix."""
        return PurePosixPath(self.name).stem


def find_files(paths: Sequence[Path]) -> list[ImportFile]:
    """Return the files to read: those named, and those in folders that can be read.

    Raises:
        BuilderError: There are none, or a folder cannot be looked into.
    """
    found = [file for path in paths for file in files_at(path)]
    if not found:
        refuse_nothing(paths)
    return found


def refuse_nothing(paths: Sequence[Path]) -> None:
    """Refuse folders in which nothing can be read.

    Raises:
        BuilderError: Always.
    """
    raise BuilderError(
        f"nothing to import in {', '.join(str(path) for path in paths)}: "
        f"{_readable()} can be read"
    )


def files_at(path: Path, name: str = "") -> Iterator[ImportFile]:
    """Yield the files that stand at a path; ``name`` is what the whole is called.

    Raises:
        BuilderError: A folder or a zip file cannot be looked into.
    """
    if path.is_dir():
        yield from _in_folder(path, name)
        return
    file = ImportFile(path, name or printable(path.name), path.parent, is_alone=True)
    if path.suffix.lower() == _ZIP:
        yield from _in_archive(file)
    else:
        yield file


def _in_folder(folder: Path, called: str) -> Iterator[ImportFile]:
    paths, unlisted = files_below(folder, str(folder), _is_entered)
    if unlisted:
        raise BuilderError("\n".join(str(finding) for finding in unlisted))
    for path in paths:
        name = printable(path.relative_to(folder).as_posix())
        file = ImportFile(path, f"{called}/{name}" if called else name, folder)
        if _is_source(path):
            yield file
        elif path.suffix.lower() == _ZIP and not path.name.startswith("."):
            yield from _in_archive(file)


def _in_archive(file: ImportFile) -> Iterator[ImportFile]:
    """Return the files of a zip file, or that itself when it is a package."""
    try:
        archive = Archive(_content(file), "a zip file")
        whole = archivefiles.package_format(archive)
        members = [] if whole else archivefiles.sources_in(archive)
    except ReaderError as error:
        raise BuilderError(f"{file.name}: {error}") from error
    if whole:
        yield replace(file, format_name=whole)
    folder = PurePosixPath(file.name).with_suffix("")
    for member in members:
        if PurePosixPath(member).stem.lower() not in _SKIPPED_NAMES:
            name = printable((folder / member).as_posix())
            yield replace(
                file, name=name, archive=archive, member=member, is_alone=False
            )


def _is_entered(folder: Path) -> bool:
    name = folder.name
    return not name.startswith(".") and name.lower() not in _SKIPPED_FOLDERS


def _is_source(path: Path) -> bool:
    return (
        path.suffix.lower() in readers.READERS
        and not path.name.startswith(".")
        and path.stem.lower() not in _SKIPPED_NAMES
    )


def read_document(
    file: ImportFile, format_name: str = "", chosen: ChosenColumns | None = None
) -> Document:
    """Open a file and read it in the format of that name, or of its suffix.

    Where the author has ``chosen`` columns, its tables are read by these.

    Raises:
        BuilderError: No reader knows the format, or the file cannot be opened.
        ReaderError: The reader refuses what is in the file.
    """
    name = format_name or file.format_name or _format_name(file)
    archive = file.archive
    content = _content(file) if archive is None else archive.read(file.member)
    if chosen is None:
        return readers.read(content, name)
    return readers.read_chosen(content, name, chosen)


def _content(file: ImportFile) -> bytes:
    try:
        return read_file(file.path, FileKind.SOURCE)
    except UnusableFileError as error:
        if error.code == Code.FILE_SIZE:
            raise ReaderError(str(error)) from error
        raise BuilderError(f"{printable(str(file.path))}: {error}") from error


def _readable() -> str:
    return ", ".join(sorted({*readers.READERS, _ZIP}))


def _format_name(file: ImportFile) -> str:
    suffix = PurePosixPath(file.name).suffix.lower()
    if suffix in _SAVE_AS:
        raise BuilderError(
            f"{file.name}: `{suffix}` cannot be read: {_SAVE_AS[suffix]} first"
        )
    if suffix not in readers.READERS:
        raise BuilderError(
            f"{file.name}: no reader for `{suffix or file.file_name}`"
            f"{did_you_mean(suffix, readers.READERS)}: {_readable()} can be read; say "
            f"with --format which it is, one of {', '.join(readers.FORMATS)}"
        )
    return readers.READERS[suffix]
