"""``decks preview``: the deck in a browser, live."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.options import found_project, project_option, usable_path
from builder.cli.results import say

_MISSING = "the preview is not installed: pip install 'anki-deck-builder[preview]'"
_PORT = 8765


@click.command(
    short_help="Show the deck in a browser, as Anki does, while you edit it."
)
@click.argument(
    "package",
    metavar="[DECK.apkg]",
    required=False,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    callback=usable_path,
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to serve on."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"Port to serve on. Default: {_PORT}, or another that is free.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@project_option
def preview(
    package: Path | None,
    host: str,
    port: int | None,
    project: Path | None,
    *,
    no_browser: bool,
) -> None:
    """Show the deck in a browser, as Anki does: an edit is on the screen at once.

    What `decks check` finds stands beside the card, with its place. With DECK.apkg, show
    a package of any tool.

    \b
    Examples:
      decks preview
      decks preview downloaded.apkg
    """
    from builder.base.cachefolder import cache_folder
    from builder.base.diagnostic import BuilderError

    try:
        from builder.preview import server
    except ImportError as error:
        raise BuilderError(_MISSING) from error
    server.preview(
        package.resolve() if package else found_project(project),
        host=host,
        port=server.free_port(host, _PORT) if port is None else port,
        cache=cache_folder(),
        opens_browser=not no_browser,
        say=say,
    )
