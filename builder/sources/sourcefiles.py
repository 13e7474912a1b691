"""The files an import reads: found, opened, and given to the reader of their format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.base.code import Code
from builder.base.diagnostic import BuilderError, did_you_mean
from builder.base.filenames import printable
from builder.base.folders import files_below
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.sources import readers
from builder.sources.readers.block import Document, ReaderError

# What people keep questions in that is no text, and what to do with it.
_SAVE_AS: Mapping[str, str] = {
    ".doc": "save it as .docx",
    ".rtf": "save it as .docx",
    ".pages": "export it as .docx",
    ".pdf": "save its text as .txt or .docx",
    ".epub": "save its pages as .html",
    ".ppt": "save its text as .txt",
    ".pptx": "save its text as .txt",
    ".numbers": "export the sheet as .csv",
    ".apkg": "export the notes from Anki as plain text (.txt)",
    ".colpkg": "export the notes from Anki as plain text (.txt)",
}
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
    """A file to import; ``name`` is its path below what was named on the command line."""

    path: Path
    name: str
    root: Path


def find_files(paths: Sequence[Path]) -> list[ImportFile]:
    """Return the files to read: those named, and those in folders that can be read.

    Raises:
        BuilderError: There are none, or a folder cannot be looked into.
    """
    found: list[ImportFile] = []
    for path in paths:
        if path.is_dir():
            found += _in_folder(path)
        else:
            found.append(ImportFile(path, printable(path.name), path.parent))
    if not found:
        raise BuilderError(
            f"nothing to import in {', '.join(str(path) for path in paths)}: "
            f"{', '.join(sorted(readers.READERS))} can be read"
        )
    return found


def _in_folder(folder: Path) -> Iterator[ImportFile]:
    paths, unlisted = files_below(folder, str(folder), _is_entered)
    if unlisted:
        raise BuilderError("\n".join(str(finding) for finding in unlisted))
    for path in paths:
        if _is_source(path):
            name = path.relative_to(folder).as_posix()
            yield ImportFile(path, printable(name), folder)


def _is_entered(folder: Path) -> bool:
    name = folder.name
    return not name.startswith(".") and name.lower() not in _SKIPPED_FOLDERS


def _is_source(path: Path) -> bool:
    return (
        path.suffix.lower() in readers.READERS
        and not path.name.startswith(".")
        and path.stem.lower() not in _SKIPPED_NAMES
    )


def read_document(file: ImportFile, format_name: str = "") -> Document:
    """Open a file and read it in the format of that name, or of its suffix.

    Raises:
        BuilderError: No reader knows the format, or the file cannot be opened.
        ReaderError: The reader refuses what is in the file.
    """
    name = format_name or _format_name(file)
    try:
        content = read_file(file.path, FileKind.SOURCE)
    except UnusableFileError as error:
        if error.code == Code.FILE_SIZE:
            raise ReaderError(str(error)) from error
        raise BuilderError(f"{printable(str(file.path))}: {error}") from error
    return readers.read(content, name)


def _format_name(file: ImportFile) -> str:
    suffix = file.path.suffix.lower()
    if suffix in _SAVE_AS:
        raise BuilderError(
            f"{file.name}: `{suffix}` cannot be read: {_SAVE_AS[suffix]} first"
        )
    if suffix not in readers.READERS:
        raise BuilderError(
            f"{file.name}: no reader for `{file.path.suffix or file.path.name}`"
            f"{did_you_mean(file.path.suffix, readers.READERS)}: say which with "
            f"--format, one of {', '.join(readers.FORMATS)}"
        )
    return readers.READERS[suffix]
