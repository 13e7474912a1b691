"""``decks build``: write the packages."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.options import (
    chosen_part,
    found_project,
    json_option,
    package_target,
    project_option,
)
from builder.cli.results import echo_json, echo_packages, say


@click.command()
@click.option("--tag", "tags", multiple=True, help="Only notes with this tag or below.")
@click.option("--not-tag", "without", multiple=True, help="No notes with this tag.")
@click.option("--name", help="File name of the part that --tag and --not-tag choose.")
@click.option(
    "--out",
    type=click.Path(),
    callback=package_target,
    help="Folder, or .apkg file, to write to. Default: dist/.",
)
@click.option(
    "--locked", is_flag=True, help="Refuse when ids or cards/deck.lock would change."
)
@click.option(
    "--allow-notetype-change",
    is_flag=True,
    help="Build although a released note type has other fields or templates.",
)
@click.option(
    "--update-file",
    is_flag=True,
    help="Also write Anki text files that leave learners' tags and fields alone.",
)
@click.option(
    "--recover-lock",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Make a lost cards/deck.lock again from a package that this project built.",
)
@json_option
@project_option
def build(  # noqa: PLR0913, PLR0917 -- one for each option
    tags: tuple[str, ...],
    without: tuple[str, ...],
    name: str | None,
    out: Path | None,
    recover_lock: Path | None,
    project: Path | None,
    *,
    locked: bool,
    allow_notetype_change: bool,
    update_file: bool,
    as_json: bool,
) -> None:
    """Write the packages: the whole deck and those of deck.yaml.

    With --tag or --not-tag, one package with just these notes.

    \b
    Examples:
      decks build
      decks build --tag k8s::pod --not-tag draft --name pods
      decks build --out ~/Desktop/my-deck.apkg
      decks build --locked --json          in continuous integration
    """
    from builder import pipeline
    from builder.cli.console import print_lines, track
    from builder.reports import findings

    folder = found_project(project)
    selection = chosen_part(folder, tags, without, name)
    options = pipeline.Options(
        selection=selection,
        out=out,
        is_locked=locked,
        allow_notetype_change=allow_notetype_change,
        with_update_file=update_file,
        recover_lock=recover_lock,
    )
    report = pipeline.build(folder, options, track=track, say=say)
    if as_json:
        echo_json(findings.values(report))
    else:
        print_lines(findings.lines(report.diagnostics, folder), stderr=True)
        echo_packages(report)
        for remark in findings.remarks(report):
            click.echo(remark, err=True)
    if report.errors:
        raise SystemExit(1)
