"""What becomes of made notes when a source, its topics or the tool change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import MakeProject, decks, snapshot
from samples import samples

from builder.importing import ImportOptions, preview
from builder.sources.makers import phrases

LIST = """\
# Knot questions

## Which knots are there?

- bowline: a loop that never slips under load
- hitch: a knot that ties a rope to a post
- bend: a knot that joins two ropes of one size

## How does a hitch hold?

It holds by the friction of its turns.
"""
MORE = LIST.replace("- hitch", "- noose: a loop that draws tight by itself\n- hitch")


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project({})
    (folder / "knots.md").write_text(LIST, encoding="utf-8")
    return folder


def card_text(project: Path) -> str:
    return (project / "cards/knots.yaml").read_text(encoding="utf-8")


def test_a_list_that_grows_keeps_ids_and_numbers(project: Path) -> None:
    decks("import", "knots.md", folder=project)
    before = card_text(project)
    (project / "knots.md").write_text(MORE, encoding="utf-8")

    result = decks("import", folder=project)

    ids = re.compile(r"- id: (.+)")
    assert "2 updated from the source, 1 unchanged" in result.stderr
    assert ids.findall(before) == ids.findall(card_text(project))
    assert re.findall(r"\{\{c\d::\w+", before) == [
        one
        for one in re.findall(r"\{\{c\d::\w+", card_text(project))
        if "noose" not in one
    ]
    assert "{{c4::noose}}" in card_text(project)


def test_an_unchanged_question_gets_no_offer(project: Path) -> None:
    decks("import", "knots.md", "--make", "none", folder=project)
    before = snapshot(project / "cards")
    again = decks("import", "knots.md", "--make", "all", folder=project)
    first = card_text(project)
    anew = decks("import", "--remake", folder=project)

    assert "2 unchanged" in again.stderr
    assert first.encode() == before["knots.yaml"]
    assert "1 new, 2 unchanged" in anew.stderr


def test_a_deleted_note_does_not_come_back(project: Path) -> None:
    decks("import", "knots.md", folder=project)
    text = card_text(project)
    cut = re.sub(r"\n  - id: \S+-terms\n(?:    .*\n|\n(?=      ))*", "\n", text)
    (project / "cards/knots.yaml").write_text(cut, encoding="utf-8")

    for arguments in ((), ("--remake",)):
        result = decks("import", *arguments, folder=project)

        assert "1 removed by you, not brought back" in result.stderr
        assert "terms" not in card_text(project)


def test_topics_are_the_author_s(project: Path) -> None:
    topics = project / "cards/topics.yaml"
    topics.write_text("knots: [knots]\nhitch: [hitch]\n", encoding="utf-8")
    decks("import", "knots.md", folder=project)
    first = card_text(project)
    topics.write_text("knots: [knots]\nrope::hitch: [hitch]\n", encoding="utf-8")

    result = decks("import", folder=project)
    again = decks("import", folder=project)

    assert first.count("tags: [knots]") == 2
    assert "tags: [hitch]" in first
    assert "1 updated from the source, 2 unchanged" in result.stderr
    assert card_text(project) == first.replace("[hitch]", "[rope::hitch]")
    assert "3 unchanged" in again.stderr


def test_the_first_import_proposes_topics(project: Path) -> None:
    text = "# Questions\n" + "".join(
        f"\n## What is the {part} of a {thing}?\n\nIt is there.\n"
        for thing in ("mast", "hull")
        for part in ("top", "foot", "colour", "price", "age")
    )
    (project / "ships.md").write_text(text, encoding="utf-8")
    dry = decks("import", "ships.md", "--dry-run", folder=project)
    was_there = (project / "cards/topics.yaml").exists()
    decks("import", "ships.md", folder=project)

    written = (project / "cards/topics.yaml").read_text(encoding="utf-8")
    assert "topics proposed for cards/topics.yaml:" in dry.stderr
    assert not was_there
    assert "\nmast: [mast]\n" in written
    assert "\nhull: [hull]\n" in written


def test_a_poor_question_gets_its_section(project: Path) -> None:
    text = (
        "# Questions\n\n## Rust\n\n### What are the advantages?\n\nNone.\n\n"
        "### Why is rust red?\n\nIron.\n"
    )
    (project / "rust.md").write_text(text, encoding="utf-8")
    decks("import", "rust.md", folder=project)
    cards = "".join(
        path.read_text(encoding="utf-8") for path in (project / "cards").rglob("*.yaml")
    )

    assert '"Rust: What are the advantages?"' in cards
    assert "front: Why is rust red?" in cards
    assert "2 unchanged" in decks("import", folder=project).stderr


def test_subdecks_by_topic(project: Path) -> None:
    topics = "rope::hitch: [hitch]\nrope::knots: [knots]\n"
    (project / "cards/topics.yaml").write_text(topics, encoding="utf-8")
    text = (
        LIST + "\n## What is a hitch for?\n\nPosts.\n\n## Who ties knots?\n\nSailors.\n"
    )
    (project / "knots.md").write_text(text, encoding="utf-8")
    decks("import", "knots.md", "--deck-by", "topic", folder=project)

    heads = [
        path.read_text(encoding="utf-8").split("\n")[0]
        for path in sorted((project / "cards/knots").glob("*.yaml"))
    ]
    assert [head.strip('"').partition("::")[2] for head in heads] == [
        "rope::hitch",
        "rope::knots",
    ]


_PIECES = sorted(
    {
        piece.strip()
        for row in phrases.PHRASES.values()
        for text in row.values()
        for piece in text.split("{}")
        if piece.strip()
    },
    key=len,
    reverse=True,
)
_MARKS = re.compile(r"\{\{c\d+::|```sh|\d+\. ")


def test_nothing_is_invented(tmp_path: Path) -> None:
    """Every character of a made note stands in its item or in a table of phrases."""
    invented = []
    for sample in samples():
        folder = tmp_path / sample.path.stem
        folder.mkdir()
        [source] = preview([sample.write(folder)], ImportOptions()).sources
        for one in source.items:
            item = one.item
            known = "\n".join((item.question, item.answer, *item.section, *item.tags))
            for note in one.notes:
                if note.id != one.id:
                    invented += _invented(note.fields, known)

    assert invented == []


def _invented(fields: object, known: str) -> list[str]:
    assert isinstance(fields, dict)
    texts = [
        text
        for key, value in fields.items()
        if key not in {"typed", "reversed"}
        for text in ([value] if isinstance(value, str) else value)
    ]
    return [text for text in texts if any(word not in known for word in _words(text))]


def _words(text: str) -> list[str]:
    """Return the words of a text without markup and without the tool's own phrases."""
    bare = _MARKS.sub(" ", text)
    for piece in _PIECES:
        bare = bare.replace(piece, " ")
    return re.findall(r"[^\W_]+", bare)
