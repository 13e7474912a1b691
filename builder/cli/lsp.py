"""``decks lsp``: the language server."""

from __future__ import annotations

import click


@click.command(short_help="The language server, for editors.")
def lsp() -> None:
    """Speak the Language Server Protocol over standard input and output.

    An editor starts it by itself: docs/editors.md has the settings. It needs
    `pip install anki-deck-builder[lsp]`.

    \b
    Example:
      decks lsp
    """
    from builder.base.diagnostic import BuilderError

    try:
        from builder.editor.server import serve
    except ImportError as error:
        message = (
            "the language server needs pygls: `pip install anki-deck-builder[lsp]`"
        )
        raise BuilderError(message) from error
    serve()
