"""``decks check``: find every mistake."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.options import found_project, json_option, project_option, usable_path
from builder.cli.results import echo_json


@click.command(short_help="Find every mistake; write nothing.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "github", "gitlab", "sarif", "junit"]),
    default="text",
    help="How to tell it: for people, or for a program.",
)
@json_option
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    callback=usable_path,
    help="Leave out the warnings that FILE knows.",
    metavar="FILE",
)
@click.option(
    "--write-baseline",
    is_flag=True,
    help="Write the warnings of today into the file of --baseline.",
)
@click.option(
    "--explain",
    metavar="RULE",
    help="Tell what a rule finds, and why; with an example of each.",
)
@project_option
def check(  # noqa: PLR0913 -- each is an option of the command
    paths: tuple[Path, ...],
    project: Path | None,
    format_name: str,
    baseline: Path | None,
    explain: str | None,
    *,
    strict: bool,
    as_json: bool,
    write_baseline: bool,
) -> None:
    """Find everything that build would refuse or warn of, and poor cards; write nothing.

    With PATH, show only what is found in these files and folders.

    \b
    Examples:
      decks check
      decks check cards/docker --strict
      decks check --format sarif > findings.sarif
      decks check --explain yes-no
    """
    if explain is not None:
        _explain(explain)
        return
    if write_baseline and baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE")
    from builder import pipeline
    from builder.base.diagnostic import BuilderError
    from builder.checkbaseline import known_warnings, write_warnings
    from builder.cli.console import print_lines, track
    from builder.reports import findings
    from builder.reports.checkformats import CHECK_FORMATS

    folder = found_project(project or (paths[0].parent if paths else None))
    whole = pipeline.check(folder, track=track)
    if baseline is not None and write_baseline:
        if whole.errors:
            raise BuilderError(f"{findings.summary(whole)}: mend the errors first")
        write_warnings(baseline, whole.warnings)
        click.echo(f"{baseline}: knows {findings.summary(whole)}", err=True)
        return
    if baseline is not None:
        whole = findings.without(whole, known_warnings(baseline))
    report = findings.within(whole, folder, paths) if paths else whole
    if as_json or format_name == "json":
        echo_json(findings.values(report))
    elif format_name in CHECK_FORMATS:
        click.echo(CHECK_FORMATS[format_name](report.diagnostics), nl=False)
    else:
        print_lines(findings.lines(report.diagnostics, folder))
        print_lines(findings.numbers_by_code(report.diagnostics))
        click.echo(findings.summary(report, whole), err=True)
    if report.errors or (strict and report.warnings):
        raise SystemExit(1)


def _explain(name: str) -> None:
    """Tell of a rule."""
    from builder.base.diagnostic import BuilderError
    from builder.check.switches import unknown_rule
    from builder.reports.rulepage import explained

    problem = unknown_rule(name)
    if problem:
        raise BuilderError(problem)
    click.echo(explained(name))
