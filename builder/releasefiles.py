"""The files that a release changes for authors to commit: deck.yaml and the changelog."""

from __future__ import annotations

from builder.base.atomicfiles import Edit
from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.base.textfiles import byte_order_mark, decode
from builder.cards.project import CARDS_FOLDER, CHANGELOG_FILE, DECK_FILE, Project
from builder.cards.yamltree.written import with_word
from builder.versions.releasenotes import ReleaseNotes, changelog_section, with_section

_CHANGELOG = f"{CARDS_FOLDER}/{CHANGELOG_FILE}"


def deck_file_edit(project: Project) -> Edit:
    """Return deck.yaml with the project's version; every other byte stays.

    Raises:
        BuilderError: The version stands where no other can be written.
    """
    mark = byte_order_mark(project.content)
    text = project.content.removeprefix(mark).decode()
    changed = with_word(text, "version", project.version)
    if changed is None:
        raise BuilderError(
            f"{CARDS_FOLDER}/{DECK_FILE}: the version cannot be raised where it stands: "
            f"write it on a line of its own, such as `version: {project.version}`"
        )
    return Edit(project.content, mark + changed.encode())


def read_changelog(project: Project) -> bytes | None:
    """Return what the changelog holds; nothing where there is none.

    Raises:
        BuilderError: It cannot be read, or is not in UTF-8.
    """
    try:
        content = read_file(project.folder / _CHANGELOG, FileKind.CHANGELOG)
    except UnusableFileError as error:
        if error.is_missing:
            return None
        raise BuilderError(f"{_CHANGELOG}: {error}") from error
    _, problems = decode(content, _CHANGELOG)
    if problems:
        raise BuilderError(str(problems[0]))
    return content


def changelog_text(content: bytes | None) -> str:
    """Return what the changelog says, with the line ends of Unix."""
    return (content or b"").decode("utf-8-sig").replace("\r\n", "\n")


def changelog_edit(content: bytes | None, texts: ReleaseNotes) -> Edit:
    """Return the changelog with the section of a release; the rest stays."""
    before = content or b""
    section = changelog_section(texts)
    after = with_section(changelog_text(content), section, texts.name)
    line_end = "\r\n" if b"\r\n" in before else "\n"
    mark = byte_order_mark(before)
    return Edit(content, mark + after.replace("\n", line_end).encode())
