"""The language server: the only module that knows pygls.

https://microsoft.github.io/language-server-protocol/
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urlparse
from urllib.request import url2pathname

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from builder import __version__
from builder.base.diagnostic import BuilderError, Diagnostic, Location
from builder.cards.project import find_project
from builder.editor.completion import names_at
from builder.editor.definition import source_at
from builder.editor.desk import Desk, is_of_cards
from builder.editor.hovering import shown_at
from builder.editor.linespan import LineSpan, characters, lines_of, span_of_finding
from builder.editor.renaming import renamed, tag_at

# Somebody who types is not checked after each letter.
_PAUSE = 0.3
_SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
}


class DeckServer(LanguageServer):
    """Knows the projects whose files are open, and what was told of each of their files."""

    def __init__(self, cache: Path | None) -> None:
        super().__init__("decks", __version__, lsp.TextDocumentSyncKind.Full)
        self.cache = cache
        self.desks: dict[Path, Desk] = {}
        self.told: defaultdict[Path, set[str]] = defaultdict(set)
        self.checks: dict[Path, asyncio.Task[None]] = {}

    def place_of(self, uri: str) -> tuple[Desk, str] | None:
        """Return the project of a file with its path there; nothing for other files."""
        path = _path_of(uri)
        try:
            folder = find_project(path.parent)
        except BuilderError:
            return None
        name = path.resolve().relative_to(folder).as_posix()
        if not is_of_cards(name):
            return None
        return self.desks.setdefault(folder, Desk(folder)), name

    def location_at(
        self, uri: str, position: lsp.Position
    ) -> tuple[Desk, Location] | None:
        """Return the place of a cursor, as card files count."""
        found = self.place_of(uri)
        if found is None:
            return None
        desk, name = found
        lines = lines_of(desk.text_of(name))
        number = position.line
        line = lines[number] if number < len(lines) else ""
        column = characters(line, position.character) + 1
        return desk, Location(name, number + 1, column)

    def check_soon(self, desk: Desk) -> None:
        """Check a project when nobody has typed for a moment."""
        waiting = self.checks.get(desk.folder)
        if waiting is not None and not waiting.done():
            waiting.cancel()
        self.checks[desk.folder] = asyncio.ensure_future(self._checked(desk))

    async def _checked(self, desk: Desk) -> None:
        await asyncio.sleep(_PAUSE)
        try:
            findings = await asyncio.to_thread(desk.findings, self.cache)
        except BuilderError as error:
            said = lsp.ShowMessageParams(lsp.MessageType.Error, str(error))
            self.window_show_message(said)
            return
        by_path: defaultdict[str, list[Diagnostic]] = defaultdict(list)
        for finding in findings:
            by_path[finding.location.path].append(finding)
        for path in sorted({*by_path, *self.told[desk.folder], *desk.open_texts}):
            self._publish(desk, path, by_path[path])
        self.told[desk.folder] = set(by_path)

    def _publish(self, desk: Desk, path: str, findings: list[Diagnostic]) -> None:
        lines = lines_of(desk.text_of(path)) if is_of_cards(path) else []
        told = [
            _diagnostic(span_of_finding(lines, one.location), one) for one in findings
        ]
        uri = (desk.folder / path).as_uri()
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, told))


def serve(cache: Path | None = None) -> None:
    """Speak with an editor over standard input and output until it goes."""
    made_server(cache).start_io()


def made_server(cache: Path | None = None) -> DeckServer:
    """Return the server with all that it can do."""
    server = DeckServer(cache)
    _keep_texts(server)
    _answer_questions(server)
    return server


def _keep_texts(server: DeckServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(what: lsp.DidOpenTextDocumentParams) -> None:
        _take(server, what.text_document.uri, what.text_document.text)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(what: lsp.DidChangeTextDocumentParams) -> None:
        uri = what.text_document.uri
        _take(server, uri, server.workspace.get_text_document(uri).source)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(what: lsp.DidSaveTextDocumentParams) -> None:
        found = server.place_of(what.text_document.uri)
        if found:
            server.check_soon(found[0])

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(what: lsp.DidCloseTextDocumentParams) -> None:
        found = server.place_of(what.text_document.uri)
        if found:
            found[0].close_file(found[1])


def _take(server: DeckServer, uri: str, text: str) -> None:
    found = server.place_of(uri)
    if found:
        desk, name = found
        desk.open_file(name, text)
        server.check_soon(desk)


def _answer_questions(server: DeckServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(where: lsp.HoverParams) -> lsp.Hover | None:
        found = server.location_at(where.text_document.uri, where.position)
        shown = shown_at(*found) if found else ""
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, shown)
        return lsp.Hover(content) if shown else None

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION,
        lsp.CompletionOptions(trigger_characters=["[", " ", ":", "(", "/", ","]),
    )
    def completed(where: lsp.CompletionParams) -> lsp.CompletionList:
        found = server.location_at(where.text_document.uri, where.position)
        names = names_at(*found) if found else []
        items = [lsp.CompletionItem(name) for name in names]
        return lsp.CompletionList(is_incomplete=False, items=items)

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(where: lsp.DefinitionParams) -> lsp.Location | None:
        found = server.location_at(where.text_document.uri, where.position)
        source = source_at(*found) if found else None
        if source is None:
            return None
        path, line = source
        return lsp.Location(path.as_uri(), _range(LineSpan("", line, 0, 0)))

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def may_rename(
        where: lsp.PrepareRenameParams,
    ) -> lsp.PrepareRenamePlaceholder | None:
        found = server.location_at(where.text_document.uri, where.position)
        tag = tag_at(*found) if found else None
        return lsp.PrepareRenamePlaceholder(_range(tag[1]), tag[0]) if tag else None

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(where: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        found = server.location_at(where.text_document.uri, where.position)
        tag = tag_at(*found) if found else None
        if found is None or tag is None:
            return None
        changes: defaultdict[str, list[lsp.TextEdit]] = defaultdict(list)
        try:
            for one in renamed(found[0], tag[0], where.new_name):
                uri = (found[0].folder / one.span.path).as_uri()
                changes[uri].append(lsp.TextEdit(_range(one.span), one.text))
        except BuilderError as error:
            raise JsonRpcInvalidParams(str(error)) from error
        return lsp.WorkspaceEdit(changes=dict(changes))


def _path_of(uri: str) -> Path:
    return Path(url2pathname(unquote(urlparse(uri).path)))


def _range(span: LineSpan) -> lsp.Range:
    return lsp.Range(
        lsp.Position(span.line, span.start), lsp.Position(span.line, span.end)
    )


def _diagnostic(span: LineSpan, finding: Diagnostic) -> lsp.Diagnostic:
    return lsp.Diagnostic(
        range=_range(span),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code.value,
        source="decks",
    )
