"""A real client of the protocol talks with `decks lsp` over its pipes."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from conftest import MakeProject
from lsprotocol import types as lsp
from places import ROOT
from pygls.lsp.client import LanguageClient

Answer = TypeVar("Answer")

CARDS = """\
tags: [k8s]
source: interview.md:3
notes:
  - id: pod
    front: Is 𠮷 a Pod?
    back: Yes
    tags: [k8s::pod, k8s::often]
  - id: cloze
    cloze: |
      Kept in {{c1::etcd}} and ==memory==.
    tags:
      - k8s::pod
    deck: Basics
"""
PROJECT: dict[str, str | bytes] = {
    "cards/deck.yaml": "name: Test\nslug: test\nversion: 1.0.0\nkey: test-key\n"
    "packages:\n  - {slug: test-pod, tags: [k8s::pod]}\n",
    "cards/topics.yaml": "k8s::pod: [pod]\nk8s::pod::probe: [probe]\n",
    "cards/cards.yaml": CARDS,
    "cards/sources.yaml": "- path: notes/interview.md\n",
    "notes/interview.md": "# Interview\n\n## What is a Pod?\n\nA group.\n",
    "media/pod.svg": "<svg/>",
}


class Editor:
    """What an editor does, and what it was told of each file."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client, self.folder = client, folder
        self.told: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

        def hear(said: lsp.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(said)

        client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(hear)

    def uri(self, path: str = "cards/cards.yaml") -> str:
        return (self.folder / path).as_uri()

    def at(
        self, line: int, character: int
    ) -> tuple[lsp.TextDocumentIdentifier, lsp.Position]:
        document = lsp.TextDocumentIdentifier(self.uri())
        return document, lsp.Position(line, character)

    def open(self, text: str) -> None:
        item = lsp.TextDocumentItem(self.uri(), "yaml", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def write(self, text: str) -> None:
        document = lsp.VersionedTextDocumentIdentifier(2, self.uri())
        change = [lsp.TextDocumentContentChangeWholeDocument(text)]
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(document, change)
        )

    async def findings(self) -> list[lsp.Diagnostic]:
        while True:
            told = await asyncio.wait_for(self.told.get(), 30)
            if told.uri == self.uri():
                return list(told.diagnostics)


def with_editor(
    folder: Path, work: Callable[[Editor], Awaitable[Answer]], text: str = CARDS
) -> Answer:
    """Start the server, open the cards, and do something."""

    async def session() -> Answer:
        client = LanguageClient("editor", "1")
        await client.start_io(
            sys.executable, "-m", "builder", "lsp", env={**os.environ, "PYTHONPATH": str(ROOT)}
        )  # fmt: skip
        editor = Editor(client, folder)
        await client.initialize_async(
            lsp.InitializeParams(lsp.ClientCapabilities(), root_uri=folder.as_uri())
        )
        client.initialized(lsp.InitializedParams())
        editor.open(text)
        answer = await asyncio.wait_for(work(editor), 60)
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()  # type: ignore[no-untyped-call]
        return answer

    return asyncio.run(session())


def test_findings_follow_what_is_typed(make_project: MakeProject) -> None:
    folder = make_project(PROJECT)

    async def work(editor: Editor) -> list[list[lsp.Diagnostic]]:
        first = await editor.findings()
        editor.write(CARDS.replace("id: cloze", "id: pod").replace("𠮷 a", "𠮷𠮷 a"))
        return [first, await editor.findings()]

    before, after = with_editor(folder, work)

    asked = next(one for one in before if one.code == "yes-no")
    assert (asked.severity, asked.source) == (lsp.DiagnosticSeverity.Warning, "decks")
    assert asked.range.start == lsp.Position(4, 11)
    twice = next(one for one in after if one.code == "duplicate-id")
    assert twice.severity == lsp.DiagnosticSeverity.Error
    assert twice.range.start.line == 7
    assert (folder / "cards/cards.yaml").read_text(encoding="utf-8") == CARDS


def test_a_hover_shows_the_field(make_project: MakeProject) -> None:
    async def work(editor: Editor) -> lsp.Hover | None:
        return await editor.client.text_document_hover_async(
            lsp.HoverParams(*editor.at(9, 20))
        )

    hover = with_editor(make_project(PROJECT), work)

    assert hover is not None
    assert isinstance(hover.contents, lsp.MarkupContent)
    shown = hover.contents.value
    assert "Kept in **[etcd]** and **[memory]**." in shown
    assert "{{c1::etcd}}" in shown


@pytest.mark.parametrize(
    ("line", "typed", "expected"),
    [
        pytest.param(6, "    tags: [k8s", ["k8s", "k8s::often", "k8s::pod"], id="tags"),
        pytest.param(
            11,
            "      - k",
            ["k8s", "k8s::often", "k8s::pod"],
            id="tags below each other",
        ),
        pytest.param(7, "    deck: ", ["Basics"], id="decks"),
        pytest.param(5, "    back: ![x](p", ["pod.svg"], id="media"),
        pytest.param(5, "    was: p", ["cloze", "pod"], id="ids"),
        pytest.param(4, "    front: p", [], id="nothing in a text"),
    ],
)
def test_completion(
    line: int, typed: str, expected: list[str], make_project: MakeProject
) -> None:
    lines = CARDS.split("\n")
    lines.insert(line, typed)

    async def work(editor: Editor) -> list[str]:
        editor.write("\n".join(lines))
        found = await editor.client.text_document_completion_async(
            lsp.CompletionParams(*editor.at(line, len(typed)))
        )
        assert isinstance(found, lsp.CompletionList)
        return [item.label for item in found.items]

    told = with_editor(make_project(PROJECT), work)

    assert expected == told or set(expected) <= set(told)
    assert bool(expected) == bool(told)


def test_the_definition_is_the_line_of_the_source(make_project: MakeProject) -> None:
    folder = make_project(
        {
            **PROJECT,
            "cards/cards.yaml": CARDS,
        }
    )
    text = CARDS.replace(
        "    back: Yes\n", "    back: Yes\n    source: interview.md:3\n"
    )

    async def work(editor: Editor) -> object:
        return await editor.client.text_document_definition_async(
            lsp.DefinitionParams(*editor.at(6, 16))
        )

    found = with_editor(folder, work, text)

    assert isinstance(found, lsp.Location)
    assert found.uri == (folder / "notes/interview.md").resolve().as_uri()
    assert found.range.start.line == 2


def test_a_tag_gets_another_name_everywhere(make_project: MakeProject) -> None:
    folder = make_project(PROJECT)

    async def work(editor: Editor) -> lsp.WorkspaceEdit | None:
        place = editor.at(6, 18)
        may = await editor.client.text_document_prepare_rename_async(
            lsp.PrepareRenameParams(*place)
        )
        assert isinstance(may, lsp.PrepareRenamePlaceholder)
        assert may.placeholder == "k8s::pod"
        return await editor.client.text_document_rename_async(
            lsp.RenameParams(*place, "k8s::group")
        )

    edit = with_editor(folder, work)

    assert edit is not None
    assert edit.changes is not None
    told = {
        Path(uri).name: [
            (one.range.start.line, one.range.start.character) for one in edits
        ]
        for uri, edits in edit.changes.items()
    }
    assert told == {
        "cards.yaml": [(6, 11), (11, 8)],
        "deck.yaml": [(5, 28)],
        "topics.yaml": [(0, 0), (1, 0)],
    }
