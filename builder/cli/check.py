"""``decks check``: find every mistake."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.options import found_project, json_option, project_option
from builder.cli.results import echo_json


@click.command(short_help="Find every mistake; write nothing.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@json_option
@project_option
def check(
    paths: tuple[Path, ...], project: Path | None, *, strict: bool, as_json: bool
) -> None:
    """Find everything that build would refuse or warn of; write nothing.

    With PATH, show only what is found in these files and folders.

    \b
    Examples:
      decks check
      decks check cards/docker --strict
      decks check --json
    """
    from builder import pipeline
    from builder.cli.console import console, print_lines, track
    from builder.reports import findings

    folder = found_project(project or (paths[0].parent if paths else None))
    whole = pipeline.check(folder, track=track)
    report = findings.within(whole, folder, paths) if paths else whole
    if as_json:
        echo_json(findings.values(report))
    else:
        print_lines(console(), findings.lines(report.diagnostics, folder))
        click.echo(findings.summary(report, whole), err=True)
    if report.errors or (strict and report.warnings):
        raise SystemExit(1)
