"""``decks diff``: show what is different between packages."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.options import (
    chosen_part,
    found_project,
    json_option,
    project_option,
    usable_path,
)
from builder.cli.results import echo_json


@click.command()
@click.argument("old", type=click.Path(path_type=Path), callback=usable_path)
@click.argument(
    "new", type=click.Path(path_type=Path), required=False, callback=usable_path
)
@click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when there are any.")
@click.option("--tag", "tags", multiple=True, help="Of a project, notes with this tag.")
@click.option("--not-tag", "without", multiple=True, help="And none with this tag.")
@json_option
@project_option
def diff(  # noqa: PLR0913 -- one for each option
    old: Path,
    new: Path | None,
    tags: tuple[str, ...],
    without: tuple[str, ...],
    project: Path | None,
    *,
    as_json: bool,
    as_markdown: bool,
    exit_code: bool,
) -> None:
    """Show the differences between two packages, word by word.

    OLD and NEW are .apkg files of any tool, folders of a project for what a build would
    write now, or git revisions for what it wrote then. Default for NEW: the project you
    are in.

    \b
    Examples:
      decks diff dist/my-deck-1.0.0.apkg
      decks diff v1.0.0
      decks diff old.apkg new.apkg --markdown
      decks diff dist/pods-1.0.0.apkg . --tag k8s::pod --exit-code
    """
    from builder import comparison
    from builder.cli.console import print_lines
    from builder.pipeline import Options
    from builder.reports.diff import markdown, text, values

    if as_json and as_markdown:
        raise click.UsageError("--json and --markdown: choose one")
    if new is not None and project is not None:
        raise click.UsageError("NEW and --project: choose one")
    new = new or found_project(project)
    folder = next((path for path in (new, old) if path.is_dir()), None)
    if folder is None and (tags or without):
        raise click.UsageError("--tag and --not-tag choose notes of a project")
    selection = (
        chosen_part(found_project(folder), tags, without, None) if folder else None
    )
    home = project or next((path for path in (new, old) if path.is_dir()), None)
    found = comparison.compare(old, new, Options(selection=selection), home=home)
    if as_json:
        echo_json(values.comparison_values(old, new, found))
    elif as_markdown:
        click.echo(markdown.markdown(found.diff), nl=False)
    else:
        print_lines(text.lines(found.diff))
    if exit_code and not found.diff.is_empty:
        raise SystemExit(1)
