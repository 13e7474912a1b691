"""``decks pull``: edits made in Anki come home."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.options import found_project, json_option, project_option
from builder.cli.results import echo_json, say

if TYPE_CHECKING:
    from builder.merging import Choice, Decisions, Missing, Pulled
    from builder.pull import PullReport

_CHOICES: dict[str, Choice] = {"m": "ours", "t": "theirs", "l": "later"}


@click.command()
@click.argument("source", required=False, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--theirs", is_flag=True, help="Where both sides edited, take the text of Anki."
)
@click.option(
    "--ours", is_flag=True, help="Where both sides edited, keep the project's for good."
)
@click.option(
    "--delete", is_flag=True, help="Take out the notes that were deleted in Anki."
)
@click.option(
    "--connect",
    default="",
    metavar="URL",
    help="Where AnkiConnect listens. Default: http://127.0.0.1:8765.",
)
@click.option("--dry-run", is_flag=True, help="Show what would come, write nothing.")
@json_option
@project_option
def pull(  # noqa: PLR0913 -- one for each option
    source: Path | None,
    connect: str,
    project: Path | None,
    *,
    theirs: bool,
    ours: bool,
    delete: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring edits made in Anki into the card files.

    SOURCE is an export of the deck (.apkg, .colpkg, .txt, a folder of CrowdAnki) or,
    with Anki closed, its collection.anki2. Without it the running Anki is asked, over
    the add-on AnkiConnect.

    \b
    Examples:
      decks pull                           from the running Anki
      decks pull ~/Downloads/geo.apkg
      decks pull --dry-run
    """
    if theirs and ours:
        raise click.UsageError("--theirs and --ours: choose one")
    if source is not None and connect:
        raise click.UsageError("--connect is for a running Anki: leave SOURCE away")
    from builder import pulling

    folder = found_project(project)
    decided = decisions(
        theirs=theirs, ours=ours, delete=delete, asks=not dry_run and not as_json
    )
    if source is not None:
        report = pulling.pull_from_file(
            folder, source, decisions=decided, is_preview=dry_run, say=say
        )
    else:
        report = pulling.pull_from_anki(
            folder, connect, decisions=decided, is_preview=dry_run, say=say
        )
    tell_pull(report, is_preview=dry_run, as_json=as_json)


def tell_pull(report: PullReport, *, is_preview: bool, as_json: bool) -> None:
    """Print what came home and what stays."""
    from builder.cli.console import print_lines
    from builder.reports import pull as reports

    if as_json:
        echo_json(reports.values(report))
    else:
        print_lines(reports.result_lines(report))
    print_lines(reports.talk_lines(report, is_preview=is_preview), stderr=True)


def decisions(*, theirs: bool, ours: bool, delete: bool, asks: bool) -> Decisions:
    """Return who decides: the options, else the person at the terminal, else nobody."""
    from builder.merging import Decisions

    asks = asks and sys.stdin.isatty() and sys.stderr.isatty()
    told: Choice = "theirs" if theirs else "ours" if ours else "later"
    return Decisions(
        choose=_asked if asks and told == "later" else lambda _: told,
        is_to_go=_is_to_go if asks and not delete else lambda _: delete,
    )


def _asked(one: Pulled) -> Choice:
    from builder.versions.worddiff import readable

    click.echo(
        f"\n{one.place.path}:{one.place.line}: {one.note_id} {one.what}: both edited",
        err=True,
    )
    click.echo(f"  yours:   {readable(one.ours)}", err=True)
    click.echo(f"  theirs:  {readable(one.theirs)}", err=True)
    typed = click.prompt(
        "  [m]ine, [t]heirs, [l]ater",
        type=click.Choice(list(_CHOICES)),
        show_choices=False,
        default="l",
        err=True,
    )
    return _CHOICES[typed]


def _is_to_go(one: Missing) -> bool:
    return click.confirm(
        f"\n{one.place.path}:{one.place.line}: {one.note_id}: {one.title}\n"
        "  deleted in Anki: delete it here too?",
        default=False,
        err=True,
    )
