"""``decks site``: the deck as a website."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.options import found_project, project_option, usable_path


@click.command(short_help="Write the deck's website.")
@click.argument(
    "target",
    metavar="[DIR]",
    required=False,
    type=click.Path(path_type=Path),
    callback=usable_path,
)
@click.option(
    "--single",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=usable_path,
    metavar="FILE",
    help="Write one page that holds everything.",
)
@click.option(
    "--review", is_flag=True, help="Show drafts, findings and what changed, too."
)
@project_option
def site(
    target: Path | None, single: Path | None, project: Path | None, *, review: bool
) -> None:
    """Write the deck's website into DIR: its cards, a search, a study mode, packages.

    It needs no server and no network: open DIR/index.html, or put the folder online.

    \b
    Examples:
      decks site public
      decks site --single deck.html
    """
    from builder.base.cachefolder import cache_folder
    from builder.base.phrases import counted
    from builder.preview.site import write_site

    if (target is None) is (single is None):
        raise click.UsageError("name a folder, or a page with --single FILE")
    written = write_site(
        found_project(project),
        single or target or Path(),
        cache=cache_folder(),
        is_single=single is not None,
        for_author=review,
    )
    for error in written.errors:
        click.echo(error)
    if written.errors:
        found = counted(len(written.errors), "error")
        click.echo(f"{found}: nothing is written", err=True)
        raise SystemExit(1)
    click.echo(written.path)
    size = f"{written.size / 1e6:.1f} MB"
    click.echo(f"{counted(written.notes, 'note')}, {size}", err=True)
