"""The files that the fields of one note show, play or are made from."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from builder.anki.media import MediaFile, MediaLibrary, is_embedded
from builder.base.code import Code
from builder.base.diagnostic import Problem
from builder.text.played import PLAYED


@dataclass
class FieldMedia:
    """Looks up the references of one note and remembers what it found.

    ``found`` are the files that go into the package, by their names there; ``read``
    those that only the builder needs.
    """

    library: MediaLibrary
    found: dict[str, MediaFile] = field(default_factory=dict)
    read: list[MediaFile] = field(default_factory=list)

    def __call__(self, reference: str, *, is_unseen: bool = False) -> str | Problem:
        """Return the name in the package for a reference in a text."""
        if is_embedded(reference):
            return reference
        file = self.library.find(reference)
        if isinstance(file, Problem):
            return file
        # Anki keeps a file that it sees no use of if its name begins so.
        name = f"_{file.name}" if is_unseen else file.name
        self.found[name] = file
        return name

    def picture(self, reference: str) -> MediaFile | Problem:
        """Return the picture that a key names."""
        return self._shown(reference, is_played=False)

    def sound(self, reference: str) -> MediaFile | Problem:
        """Return the sound that a key names."""
        return self._shown(reference, is_played=True)

    def drawing(self, reference: str) -> MediaFile | Problem:
        """Return a file that is read, and not shown."""
        file = self.library.find(reference)
        if isinstance(file, MediaFile):
            self.read.append(file)
        return file

    def recording(self, name: str) -> MediaFile | Problem | None:
        """Return the sound that is called so, whatever its format; nothing if none is."""
        wanted = (f"{name}{suffix}" for suffix in sorted(PLAYED))
        files = [file for one in wanted for file in self.library.by_name.get(one, ())]
        if len(files) > 1:
            paths = " and ".join(f"`{file.reference}`" for file in files)
            message = f"several recordings are called `{name}`: {paths}; keep one"
            return Problem(0, Code.MEDIA_AMBIGUOUS, message)
        if not files:
            return None
        self.found[files[0].name] = files[0]
        return files[0]

    def _shown(self, reference: str, *, is_played: bool) -> MediaFile | Problem:
        file = self.library.find(reference)
        if isinstance(file, Problem):
            return file
        if (PurePosixPath(file.name).suffix in PLAYED) is not is_played:
            kind = "sound" if is_played else "picture"
            message = f"`{file.reference}` is no {kind}"
            return Problem(0, Code.MEDIA_KIND, message)
        self.found[file.name] = file
        return file


def sound_tag(file: MediaFile) -> str:
    """Return what makes Anki play a sound."""
    return f"[sound:{file.name}]"


def picture_tag(file: MediaFile) -> str:
    """Return a picture as Anki's own editor writes it: its mask editor reads no other."""
    return f'<img src="{html.escape(file.name)}">'
