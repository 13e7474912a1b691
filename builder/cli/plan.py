"""``decks plan``: look ahead at what a learner will see."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.options import found_project, json_option, project_option, usable_path
from builder.cli.results import echo_json, short_path

# Of what a build finds, what learners with the last release would notice.
_OF_LEARNERS = frozenset({"cloze-moved", "renamed", "was"})


@click.command()
@click.argument(
    "old", required=False, type=click.Path(path_type=Path), callback=usable_path
)
@click.option(
    "--learner-edits",
    is_flag=True,
    help="Edit notes, tags and CSS in between, as learners do.",
)
@click.option(
    "--allow-notetype-change",
    is_flag=True,
    help="Look although a released note type has other fields or templates.",
)
@click.option("--all", "show_all", is_flag=True, help="Show all, not 20 of a kind.")
@json_option
@project_option
def plan(  # noqa: PLR0913 -- one for each option
    old: Path | None,
    project: Path | None,
    *,
    learner_edits: bool,
    allow_notetype_change: bool,
    show_all: bool,
    as_json: bool,
) -> None:
    """Ask the real Anki engine what a learner with OLD will see after an update.

    It imports OLD (an .apkg or a git revision; default: the last release, kept in
    dist/released/ or built from its tag) into a scratch collection, studies every card,
    imports what `decks build` would make now, and compares. The project stays as it is.
    Exit code 1 when a promise to learners would break.

    \b
    Examples:
      decks plan
      decks plan ~/Downloads/my-deck-1.2.0.apkg --learner-edits
      decks plan --json
    """
    from builder import pipeline
    from builder.cli.console import print_lines
    from builder.plan import plan as look_ahead
    from builder.reports import findings, outcome

    folder = found_project(project)
    report = look_ahead(
        folder,
        old,
        with_learner_edits=learner_edits,
        options=pipeline.Options(allow_notetype_change=allow_notetype_change),
    )
    if as_json:
        echo_json(outcome.values(report))
    elif report.outcome is None:
        print_lines(findings.lines(report.diagnostics, folder), stderr=True)
    else:
        warned = [one for one in report.diagnostics if one.code in _OF_LEARNERS]
        print_lines(findings.lines(warned, folder), stderr=True)
        click.echo(f"{short_path(report.old)}, studied, then this project's build")
        print_lines(outcome.lines(report.outcome, show_all=show_all))
    if not report.is_sound:
        raise SystemExit(1)
