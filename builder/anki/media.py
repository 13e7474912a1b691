"""Pictures and sound: what lies in media/ and what it is called in a package.

https://docs.ankiweb.net/media.html
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from builder.base.code import Code
from builder.base.diagnostic import (
    BuilderError,
    Diagnostic,
    Location,
    Problem,
    did_you_mean,
)
from builder.base.filenames import printable, unreadable_name
from builder.base.folders import files_below
from builder.base.ordinaryfile import (
    FileKind,
    UnusableFileError,
    open_file,
    read_file,
)
from builder.cards.project import MEDIA_FOLDER

# Anki strips these from a file's name and cuts names to 120 bytes (media/files.rs);
# `#`, `%` and brackets mean something else in an address or in ``url(…)``.
_FORBIDDEN = re.compile(r'[\[\]<>:"/?*^\\|\s\x00-\x1f\x7f#%()\']+')
_MAXIMUM_STEM_BYTES = 80

_MARK_LENGTH = 8
_STATIC = ("_", "latex-")

# Text, whose line ends git changes on Windows: they are no part of the content.
_TEXT_SUFFIXES = frozenset(
    {".svg", ".css", ".js", ".html", ".htm", ".json", ".xml", ".txt", ".vtt", ".srt"}
)

# A suggestion is a search through all names: a moment each in a large folder.
_MOST_SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of media/.

    ``reference`` is its path below media/, ``name`` what it is called in the package:
    the stem with a hash of the content, so that new content is a new file for Anki.
    ``content_hash`` is the SHA-256 of what is packaged. With ``is_kept`` it came with a
    deck that has it under its own name, and is packaged as it is.
    """

    path: Path
    reference: str
    name: str
    size: int
    content_hash: str
    is_kept: bool = False

    @property
    def content_mark(self) -> str:
        """The beginning of the hash, as it stands in the name."""
        return self.content_hash[:_MARK_LENGTH]


@dataclass(frozen=True, slots=True)
class MediaLibrary:
    """All files of media/, by path below it and by bare name.

    ``suggestions`` are those made so far, for names that are missing.
    """

    files: Mapping[str, MediaFile]
    by_name: Mapping[str, Sequence[MediaFile]]
    suggestions: dict[str, str] = field(default_factory=dict, compare=False)

    def find(self, reference: str) -> MediaFile | Problem:
        """Return the file that a reference in a card stands for, or what is wrong."""
        problem = _unusable(reference)
        if problem:
            return problem
        wanted = unicodedata.normalize("NFC", reference).removeprefix("./")
        if wanted in self.files:
            return self.files[wanted]
        namesakes = self.by_name.get(wanted, ())
        if len(namesakes) == 1:
            return namesakes[0]
        if namesakes:
            paths = " or ".join(f"`{file.reference}`" for file in namesakes)
            message = f"several files are called `{wanted}`: write {paths}"
            return Problem(0, Code.MEDIA_AMBIGUOUS, message)
        message = (
            f"no media file `{wanted}` in {MEDIA_FOLDER}/{self._suggestion(wanted)}"
        )
        return Problem(0, Code.MEDIA_MISSING, message)

    @property
    def static(self) -> dict[str, MediaFile]:
        """The files of decks taken over that Anki brings though no card shows them.

        A script of a template may load any of them (media/files.rs of ankitects/anki).
        """
        return {
            file.name: file
            for file in self.files.values()
            if file.is_kept and file.name.startswith(_STATIC)
        }

    def _suggestion(self, wanted: str) -> str:
        """Name a file of the same name elsewhere, or one that is spelt much the same.

        In a folder that was renamed every file is missing: the first few must do.
        """
        namesakes = self.by_name.get(PurePosixPath(wanted).name, ())
        if len(namesakes) == 1:
            return f" (did you mean `{namesakes[0].reference}`?)"
        if wanted not in self.suggestions:
            if len(self.suggestions) == _MOST_SUGGESTIONS:
                return ""
            known = {*self.files, *self.by_name}
            self.suggestions[wanted] = did_you_mean(wanted, known)
        return self.suggestions[wanted]


def is_embedded(reference: str) -> bool:
    """Whether a reference carries its content itself."""
    return reference.lower().startswith("data:")


def _unusable(reference: str) -> Problem | None:
    if not reference.strip():
        return Problem(0, Code.MEDIA_MISSING, "the picture has no file name")
    if re.match(r"(?i)(https?|ftp):|//", reference):
        message = (
            f"`{reference}` is remote: a learner offline would see nothing; download it "
            f"into {MEDIA_FOLDER}/"
        )
        return Problem(0, Code.MEDIA_REMOTE, message)
    is_absolute = reference.startswith("/") or re.match(r"[A-Za-z]:|file:", reference)
    if is_absolute or ".." in re.split(r"[/\\]", reference):
        message = f"`{reference}` is outside of {MEDIA_FOLDER}/: move the file there"
        return Problem(0, Code.MEDIA_OUTSIDE, message)
    return None


def _never(reference: str) -> bool:  # noqa: ARG001 -- of no file
    return False


def read_media(
    folder: Path, keeps_name: Callable[[str], bool] = _never
) -> tuple[MediaLibrary, list[Diagnostic]]:
    """Look at every file below ``folder``; hidden ones are left alone.

    ``keeps_name`` tells of a path below it whether the file is packaged under its name.
    """
    files: dict[str, MediaFile] = {}
    by_name: dict[str, list[MediaFile]] = {}
    folded: dict[str, str] = {}
    root = Path(os.path.realpath(folder))
    below, diagnostics = files_below(folder, MEDIA_FOLDER, _is_seen)
    above = len(os.path.join(folder, ""))  # noqa: PTH118 -- a path object a file takes long
    paths = {str(path)[above:].replace(os.sep, "/"): path for path in below}
    for written, path in sorted(paths.items()):
        if not _is_seen(path):
            continue
        reference = unicodedata.normalize("NFC", printable(written))
        if printable(written) != written:
            diagnostics.append(unreadable_name(f"{MEDIA_FOLDER}/{reference}"))
            continue
        place = Location(f"{MEDIA_FOLDER}/{reference}")
        if path.is_symlink() and path.is_dir():
            message = "not read: a link to a folder; put the folder itself here"
            diagnostics.append(Diagnostic(place, Code.FILE_NAME, message, "warning"))
            continue
        twin = folded.setdefault(reference.casefold(), reference)
        if reference in files:
            message = (
                "two files of this name, written with composed and with decomposed "
                "letters: delete one, Anki and macOS mix them"
            )
            diagnostics.append(Diagnostic(place, Code.MEDIA_CASE, message))
            continue
        if twin != reference:
            message = f"differs from `{twin}` only in case: Windows and macOS mix them"
            diagnostics.append(Diagnostic(place, Code.MEDIA_CASE, message))
            continue
        found = _look_at(path, reference, root, is_kept=keeps_name(reference))
        if isinstance(found, Problem):
            diagnostics.append(found.at(place))
            continue
        files[reference] = found
        by_name.setdefault(reference.rpartition("/")[2], []).append(found)
    return MediaLibrary(files, by_name), diagnostics


def _is_seen(path: Path) -> bool:
    return not path.name.startswith(".")


def _look_at(
    path: Path, reference: str, root: Path, *, is_kept: bool
) -> MediaFile | Problem:
    # Not ``Path.resolve``: before Python 3.13 it raises on a link to itself.
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
        message = f"a link out of {MEDIA_FOLDER}/: put the file itself here"
        return Problem(0, Code.MEDIA_OUTSIDE, message)
    try:
        content_hash, size = _hash_and_size(
            path, is_text=_is_text(path) and not is_kept
        )
    except UnusableFileError as error:
        is_large = error.code == Code.FILE_SIZE
        return Problem(0, Code.MEDIA_SIZE if is_large else error.code, str(error))
    except OSError as error:
        return Problem(0, Code.UNREADABLE, f"cannot be read: {error.strerror}")
    if not size:
        return Problem(0, Code.MEDIA_EMPTY, "the file is empty")
    name = reference.rpartition("/")[2]
    if not is_kept:
        name = _packaged_name(reference, content_hash)
    return MediaFile(path, reference, name, size, content_hash, is_kept=is_kept)


def new_media_file(
    folder: Path, reference: str, content: bytes, *, is_kept: bool
) -> MediaFile:
    """Return the file that ``content`` will be once it is written into media/."""
    is_text = _is_text(Path(reference)) and not is_kept
    packaged = content.replace(b"\r\n", b"\n") if is_text else content
    content_hash = hashlib.sha256(packaged).hexdigest()
    name = PurePosixPath(reference).name
    if not is_kept:
        name = _packaged_name(reference, content_hash)
    return MediaFile(
        folder / reference,
        reference,
        name,
        len(packaged),
        content_hash,
        is_kept=is_kept,
    )


def packaged_content(file: MediaFile) -> bytes:
    """Return what goes into a package: of text, with the line ends of Unix.

    Raises:
        BuilderError: The file is no longer what it was when its name was made.
    """
    try:
        is_text = _is_text(file.path) and not file.is_kept
        content = _content(file.path, is_text=is_text)
    except UnusableFileError as error:
        raise BuilderError(f"{MEDIA_FOLDER}/{file.reference}: {error}") from error
    if hashlib.sha256(content).hexdigest() != file.content_hash:
        raise BuilderError(
            f"{MEDIA_FOLDER}/{file.reference} changed while it was being packed: build "
            "again"
        )
    return content


def _content(path: Path, *, is_text: bool) -> bytes:
    content = read_file(path, FileKind.MEDIA)
    return content.replace(b"\r\n", b"\n") if is_text else content


def _hash_and_size(path: Path, *, is_text: bool) -> tuple[str, int]:
    if is_text:
        content = _content(path, is_text=True)
        return hashlib.sha256(content).hexdigest(), len(content)
    with open_file(path, FileKind.MEDIA) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), stream.tell()


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in _TEXT_SUFFIXES


def _packaged_name(reference: str, content_hash: str) -> str:
    name = PurePosixPath(reference)
    stem = _FORBIDDEN.sub("-", name.stem).strip("-. ") or "media"
    while len(stem.encode()) > _MAXIMUM_STEM_BYTES:
        stem = stem[:-1]
    suffix = _FORBIDDEN.sub("", name.suffix).lower()
    return f"{stem}-{content_hash[:_MARK_LENGTH]}{suffix}"
