"""The notes of a project out of it, for other tools: CrowdAnki, Anki, a spreadsheet."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from builder import pipeline
from builder.anki.crowdankifolder import crowdanki_json
from builder.anki.media import packaged_content
from builder.anki.notestext import FIRST_WORD, notes_text
from builder.base.atomicfiles import PendingFiles
from builder.base.diagnostic import BuilderError
from builder.base.ordinaryfile import FileKind, UnusableFileError, open_file
from builder.cards.noterows import table_of
from builder.cards.project import Project, Selection
from builder.packages import package_contents
from builder.pipeline import Report
from builder.tables import is_own_table

_DELIMITERS: Mapping[str, str] = {"csv": ",", "tsv": "\t"}

ExportFormat = Literal["crowdanki", "text", "csv", "tsv"]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was exported, and where to; nothing when the project has errors."""

    report: Report
    target: Path | None = None
    media: int = 0


def export(
    folder: Path, export_format: ExportFormat, out: Path | None = None
) -> ExportReport:
    """Write all notes as other tools read them; the project stays as it is.

    Without ``out``, into dist/: a folder ``SLUG-crowdanki``, or the file ``SLUG.txt``.

    Raises:
        BuilderError: There is something else at ``out``, or it cannot be written.
    """
    report, compiled = pipeline.compile_project(folder, pipeline.Options())
    if compiled is None:
        return ExportReport(report)
    project = compiled.project
    if export_format in _DELIMITERS:
        return ExportReport(report, _write_table(project, export_format, out))
    with PendingFiles() as files:
        if export_format == "text":
            target = out or project.output / f"{project.slug}.txt"
            _refuse_what_is_no_export(target)
            files.write(target, notes_text(compiled.notes).encode())
            files.commit()
            return ExportReport(report, target)
        target = out or project.output / f"{project.slug}-crowdanki"
        _refuse_what_is_there(target)
        contents = package_contents(compiled, Selection(project.slug))
        text = crowdanki_json(
            compiled.notes,
            key=project.key,
            root=project.name,
            description=project.description,
            media=contents.media,
            descriptions=project.deck_descriptions,
        )
        files.write(target / f"{target.name}.json", text.encode())
        for name, file in contents.media.items():
            files.write(target / "media" / name, packaged_content(file))
        files.commit()
    return ExportReport(report, target, len(contents.media))


def _write_table(project: Project, export_format: str, out: Path | None) -> Path:
    """Write the notes as their author wrote them, a row each."""
    target = out or project.output / f"{project.slug}.{export_format}"
    if target.exists() and not is_own_table(target):
        raise BuilderError(
            f"{target} is there and is no export: name another with `--out`"
        )
    notes = pipeline.survey(project.folder).notes
    told = [note for note in notes if note.id]
    text = table_of(told, delimiter=_DELIMITERS[export_format])
    with PendingFiles() as files:
        # With its mark Excel reads a file as UTF-8.
        files.write(target, codecs.BOM_UTF8 + text.encode())
        files.commit()
    return target


def _refuse_what_is_no_export(target: Path) -> None:
    """Refuse to write over a file that is no text of Anki."""
    try:
        with open_file(target, FileKind.EXPORT) as stream:
            first = stream.read(len(FIRST_WORD))
    except UnusableFileError as error:
        if error.is_missing:
            return
        raise BuilderError(f"{target}: {error}") from error
    if first != FIRST_WORD.encode():
        raise BuilderError(
            f"{target} is there and is no export: name another with `--out`"
        )


def _refuse_what_is_there(target: Path) -> None:
    """Refuse a folder that holds something else than an earlier export."""
    if not target.exists():
        return
    is_ours = (target / f"{target.name}.json").is_file()
    if not target.is_dir() or (any(target.iterdir()) and not is_ours):
        raise BuilderError(
            f"{target} is there and is no export: name another with `--out`"
        )
