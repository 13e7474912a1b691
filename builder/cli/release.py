"""``decks release``: make the next version."""

from __future__ import annotations

import functools
from pathlib import Path

import click

from builder.cli.options import found_project, project_option
from builder.cli.results import echo_packages, say, short_path


@click.command()
@click.argument("level")
@click.option("--no-plan", is_flag=True, help="Do not try the update on the engine.")
@click.option(
    "--allow-notetype-change",
    is_flag=True,
    help="Release although a released note type has other fields or templates.",
)
@click.option(
    "--restamp",
    multiple=True,
    metavar="all|ID|notetype:KEY",
    help="Also bring learners what only looks other than before. Repeatable.",
)
@click.option(
    "--retire",
    type=click.IntRange(min=0),
    metavar="N",
    help="Agree that exactly N notes are retired, where they are a large part.",
)
@project_option
def release(  # noqa: PLR0913 -- one for each option
    level: str,
    restamp: tuple[str, ...],
    retire: int | None,
    project: Path | None,
    *,
    no_plan: bool,
    allow_notetype_change: bool,
) -> None:
    """Make the next version: stamp, write changelog and notes, build all packages.

    LEVEL is major, minor, patch or a version. Nothing is written when there is an error
    or when the Anki engine finds that the update would break a promise.

    \b
    Examples:
      decks release minor
      decks release 1.0.0
      decks release patch --restamp all
    """
    from builder import pipeline
    from builder import release as releasing
    from builder.cli.console import print_lines
    from builder.plan import broken_promises
    from builder.reports import findings

    folder = found_project(project)
    options = pipeline.Options(allow_notetype_change=allow_notetype_change)
    judge = functools.partial(
        broken_promises, folder, allow_notetype_change=allow_notetype_change
    )
    made = releasing.release(
        folder,
        level,
        options,
        judge=None if no_plan else judge,
        restamp=restamp,
        retire=retire,
        say=say,
    )
    print_lines(findings.lines(made.report.diagnostics, folder), stderr=True)
    for promise in made.broken:
        click.echo(promise, err=True)
    if not made.is_done:
        click.echo("nothing was released", err=True)
        raise SystemExit(1)
    for key, features in made.brought:
        click.echo(
            f"the note type `{key}` goes out too: notes of this release need its {features}",
            err=True,
        )
    for remark in findings.remarks(made.report):
        click.echo(remark, err=True)
    echo_packages(made.report)
    if made.notes is not None:
        click.echo(short_path(made.notes))
    files = " ".join(made.files)
    click.echo(
        f"\nThen, with the card files and media of this version:\n"
        f"  git add {files}\n  git commit -m 'Release {made.version}'\n"
        f"  git tag -a v{made.version} -m 'Release {made.version}'\n"
        "  git push --follow-tags"
    )
