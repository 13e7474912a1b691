"""``decks export``: the notes for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.options import found_project, project_option, usable_path

if TYPE_CHECKING:
    from builder.exporting import ExportFormat


@click.command()
@click.option(
    "--format",
    "export_format",
    type=click.Choice(["crowdanki", "text", "csv", "tsv"]),
    required=True,
    help="A folder of CrowdAnki, the text that Anki exports, or a table to edit.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    callback=usable_path,
    help="Where to write. Default: dist/SLUG-crowdanki/, or dist/SLUG.txt, .csv or .tsv.",
)
@project_option
def export(export_format: ExportFormat, out: Path | None, project: Path | None) -> None:
    """Write the notes as other tools read them; the project stays as it is.

    \b
    Examples:
      decks export --format crowdanki
      decks export --format text --out notes.txt
      decks export --format csv            edit it, then: decks import dist/SLUG.csv
    """
    from builder import exporting
    from builder.cli.console import print_lines
    from builder.cli.results import short_path
    from builder.reports import findings

    folder = found_project(project)
    result = exporting.export(folder, export_format, out)
    if result.target is None:
        print_lines(findings.lines(result.report.diagnostics, folder), stderr=True)
        raise SystemExit(1)
    notes = result.report.counts.notes
    click.echo(f"{short_path(result.target)}  {notes:,} notes, {result.media:,} media")
