"""What a rule about cards finds in notes, at which lines and columns."""

from __future__ import annotations

import textwrap
from pathlib import Path

from conftest import MakeProject, decks

from builder.base.code import Code

WIDE = '<svg viewBox="0 0 {} 200"><text font-size="16" x="9" y="20">5</text></svg>'
MEDIA = {
    "media/heap.svg": "<svg/>",
    "media/heap.night.svg": "<svg/>",
    "media/wide.svg": WIDE.format(800),
    "media/narrow.svg": WIDE.format(358),
    "media/narrow.night.svg": WIDE.format(358),
    "media/large.png": b"x" * 1_000_001,
    "media/heap.mp3": b"ID3",
}
DECK = "name: Test\nslug: test\nversion: 1.0.0\nkey: test-key\n"


def project_of(make_project: MakeProject, notes: str, deck: str = "") -> Path:
    """Write a project with these notes, which need no ids and no tags."""
    lines = textwrap.indent(textwrap.dedent(notes), "  ")
    return make_project(
        {
            "cards/deck.yaml": DECK + deck,
            "cards/cards.yaml": f"notes:\n{lines}",
            **MEDIA,
        }
    )


def found(
    make_project: MakeProject, code: Code, notes: str, deck: str = ""
) -> list[str]:
    """Return where a rule finds something, as ``line:column``.

    Rules are tried on what can be built alone: with an error nothing is found.
    """
    folder = project_of(make_project, notes, deck)
    result = decks("check", folder=folder)
    assert result.code == 0, result.stdout
    ends = f"[{code}]"
    places = [
        line.split(": ")[0]
        for line in result.stdout.splitlines()
        if line.endswith(ends)
    ]
    return [":".join(place.split(":")[1:]) for place in places]
