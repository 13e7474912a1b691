"""``decks import``: questions and answers become card files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import click

from builder.cli.options import found_project, project_option
from builder.cli.results import say


@click.command("import")
@click.argument(
    "sources", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
@click.option("--into", type=click.Path(path_type=Path), help="Card file to write to.")
@click.option("--deck", default="", help="Deck below the root deck.")
@click.option("--tag", "tags", multiple=True, help="A tag for every note.")
@click.option(
    "--cloze",
    type=click.Choice(["terms", "none"]),
    default="terms",
    show_default=True,
    help="Make cloze notes of lists of terms.",
)
@click.option("--format", "format_name", default="", help="Read the sources as this.")
@click.option("--sections", is_flag=True, help="Without questions, a note a section.")
@click.option("--dry-run", is_flag=True, help="Show what is found, write nothing.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write the report to a file."
)
@click.option(
    "--explain",
    is_flag=True,
    help="Say why each line was taken for what; write nothing.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object per item.")
@project_option
def import_(  # noqa: PLR0913, PLR0917 -- one for each option
    sources: tuple[Path, ...],
    into: Path | None,
    deck: str,
    tags: tuple[str, ...],
    cloze: Literal["terms", "none"],
    format_name: str,
    report: Path | None,
    project: Path | None,
    *,
    sections: bool,
    dry_run: bool,
    explain: bool,
    as_json: bool,
) -> None:
    """Turn questions and answers of any source into card files.

    Markdown, HTML, plain text, CSV, JSON and Word documents; a folder stands for the
    files in it. Importing again updates the notes you have not edited.

    \b
    Examples:
      decks import interview.md
      decks import faq.html --deck FAQ --tag faq
      decks import questions/ --dry-run
      decks import notes.txt --dry-run --json
      decks import notes.txt --explain
    """
    from builder import importing
    from builder.reportfile import refuse_report_path, write_report
    from builder.reports import explanation
    from builder.reports.imports import text, values

    options = importing.ImportOptions(into, deck, tags, cloze, format_name, sections)
    is_preview = dry_run or explain
    if is_preview:
        if report is not None:
            refuse_report_path(report)
        result = importing.preview(sources, options)
    else:
        file = importing.ReportFile(report, text.whole_text) if report else None
        folder = found_project(project)
        result = importing.import_sources(
            folder, sources, options, report_file=file, say=say
        )
    if explain:
        click.echo(explanation.text(result), nl=False)
    elif as_json:
        for item in values.values(result):
            click.echo(json.dumps(item, ensure_ascii=False))
    else:
        for path in result.files:
            click.echo(path)
    if is_preview and report is not None:
        write_report(report, text.whole_text(result, is_preview=True))
    click.echo(text.text(result, is_preview=is_preview), err=True, nl=False)
    if not result.items:
        raise SystemExit(1)
