"""``decks build``: write the packages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.options import (
    cache_options,
    chosen_part,
    found_project,
    json_option,
    package_target,
    project_option,
    watch_option,
)
from builder.cli.remembering import cache_of, cache_told, watch
from builder.cli.results import json_text, package_lines, say

if TYPE_CHECKING:
    from builder.pipeline import Report
    from builder.reports.replay import Replay
    from builder.reports.words import Said


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
@watch_option
@cache_options
@project_option
@click.pass_obj
def build(  # noqa: PLR0913, PLR0917 -- one for each option
    replay: Replay | None,
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
    stays: bool,
    verbose: bool,
) -> None:
    """Write the packages: the whole deck and those of deck.yaml.

    With --tag or --not-tag, one package with just these notes.

    \b
    Examples:
      decks build
      decks build --tag k8s::pod --not-tag draft --name pods
      decks build --out ~/Desktop/my-deck.apkg
      decks build --locked --json          in continuous integration
      decks build --watch
    """
    from builder import pipeline
    from builder.cli.console import tell, track

    folder = found_project(project)
    selection = chosen_part(folder, tags, without, name)
    options = pipeline.Options(
        selection=selection,
        out=out,
        is_locked=locked,
        allow_notetype_change=allow_notetype_change,
        with_update_file=update_file,
        recover_lock=recover_lock,
        cache=cache_of(replay),
    )

    def once() -> None:
        if recover_lock is None:
            watch(replay, folder, project)
        report = pipeline.build(folder, options, track=track, say=say)
        said = [*cache_told(verbose=verbose), *_said(report, folder, as_json=as_json)]
        tell(said)
        code = 1 if report.errors else 0
        if replay is not None and not report.update_files and not stays:
            replay.keep(said, code, {one.path: one.sha256 for one in report.packages})
        raise SystemExit(code)

    if not stays:
        once()
    from builder.cli.staying import stay

    stay(folder, once)


def _said(report: Report, folder: Path, *, as_json: bool) -> Iterator[Said]:
    from builder.reports import findings
    from builder.reports.words import Said, lines_said

    if as_json:
        yield Said(text=json_text(findings.values(report)))
        return
    yield from lines_said(findings.lines(report.diagnostics, folder), is_talk=True)
    for line in package_lines(report):
        yield Said(text=f"{line}\n")
    for remark in findings.remarks(report):
        yield Said(text=f"{remark}\n", is_talk=True)
