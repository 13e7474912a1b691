"""Promise: where the author says what a table or a document holds, nothing is guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import DECK, MakeProject, decks, snapshot, write_files
from packed import xlsx_of

WORDS = [
    ["Spanish", "English", "Example", "Picture", "Audio", "Topic"],
    ["el perro", "the dog", "El perro ladra.", "perro.png", "[sound:p.mp3]", "animal"],
    ["la casa", "the house", "", "", "c.mp3", "home, house"],
]
MAP = "Spanish=front,English=back,Audio=front,Picture=back,Example=extra,Topic=tag"
MEDIA = {"perro.png": b"png", "p.mp3": b"p", "c.mp3": b"c"}
CARDS = """\
deck: words
notes:
  - id: el-perro
    front: |
      el perro

      ![](words/p.mp3)
    back: |
      the dog

      ![](words/perro.png)
    extra: El perro ladra.
    tags: [animal]
    source: FILE:2

  - id: la-casa
    front: |
      la casa

      ![](words/c.mp3)
    back: the house
    tags: [home, house]
    source: FILE:3
"""
VOCAB = {
    "cards/notetypes/Vocab/notetype.yaml": "fields: [Word, Meaning, Note]\ntemplates: [A]\n",
    "cards/notetypes/Vocab/A.front.html": "{{Word}}\n",
    "cards/notetypes/Vocab/A.back.html": "{{Meaning}} {{Note}}\n",
    "cards/notetypes/Vocab/style.css": ".card {}\n",
}


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project({"cards/deck.yaml": DECK, **MEDIA, **VOCAB})


def separated(mark: str) -> str:
    return "\n".join(mark.join(row) for row in WORDS) + "\n"


def as_markdown() -> str:
    rows = [" | ".join(row) for row in WORDS]
    return "\n".join(
        [f"| {rows[0]} |", "|---" * 6 + "|", *(f"| {r} |" for r in rows[1:])]
    )


def as_html() -> str:
    rows = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) for row in WORDS]
    return f"<p>My words</p><table>{''.join(rows)}</table>"


def as_records() -> str:
    return json.dumps([dict(zip(WORDS[0], row, strict=True)) for row in WORDS[1:]])


def cards(folder: Path) -> str:
    return (folder / "cards/words.yaml").read_text("utf-8")


TABLES = [
    pytest.param("words.csv", separated(",").replace("home, house", '"home, house"')),
    pytest.param("words.csv", separated(";")),
    pytest.param("words.tsv", separated("\t")),
    pytest.param("words.txt", separated("\t")),
    pytest.param("words.csv", "My words;;;;;\n;;;;;\n" + separated(";")),
    pytest.param("words.csv", separated(";").replace("Spanish", " SPANISH ")),
    pytest.param("words.xlsx", xlsx_of({"Sheet": WORDS})),
    pytest.param("words.xlsx", xlsx_of({"Notes": [["x"], ["y"]], "Sheet": WORDS})),
    pytest.param("words.json", as_records()),
    pytest.param("words.jsonl", as_records()[1:-1].replace("}, {", "}\n{")),
    pytest.param(
        "words.json", json.dumps({"list": {"words": json.loads(as_records())}})
    ),
    pytest.param("words.md", "# Words\n\nMine.\n\n" + as_markdown()),
    pytest.param("words.html", as_html()),
]


@pytest.mark.parametrize(("name", "content"), TABLES)
def test_columns_become_what_their_author_says(
    project: Path, name: str, content: str | bytes
) -> None:
    write_files(project, {name: content})

    result = decks("import", name, "--map", MAP, folder=project)
    before = snapshot(project)
    again = decks("import", folder=project)

    told = [line.split("source: ")[0] for line in cards(project).splitlines()]
    assert told == [line.split("source: ")[0] for line in CARDS.splitlines()]
    assert (result.code, "2 unchanged" in again.stderr) == (0, True)
    assert snapshot(project) == before
    assert decks("check", folder=project).code == 0


def test_rows_without_names_are_counted(project: Path) -> None:
    write_files(project, {"words.csv": "perro,dog\ncasa,house\n"})

    decks("import", "words.csv", "--map", "1=back,2=front", folder=project)

    assert "front: dog\n    back: perro\n" in cards(project)
    assert "front: house\n    back: casa\n" in cards(project)


def test_lists_of_records_are_tags_and_texts(project: Path) -> None:
    record = {"q": {"text": "What?"}, "a": ["x", "y"], "t": ["one", "two"]}
    write_files(project, {"words.json": json.dumps([record])})

    decks("import", "words.json", "--map", "q=front,a=back,t=tag", folder=project)

    assert (
        "    front: What?\n    back: |\n      x\n\n      y\n    tags: [one, two]\n"
    ) in cards(project)


def test_what_stands_beside_a_chosen_table_is_told(project: Path) -> None:
    text = f"# Words\n\nMine.\n\n{as_markdown()}\n\n| Spanish |\n|---|\n| x |\n"
    write_files(project, {"words.md": text})

    result = decks("import", "words.md", "--map", MAP, folder=project)

    for line, what in ((1, "# Words"), (3, "Mine."), (10, "| Spanish |")):
        told = f"words.md:{line}: beside the table that was chosen: {what}"
        assert told in result.stderr


def test_a_document_without_such_a_table_is_read_as_it_is(project: Path) -> None:
    write_files(project, {"words.md": "## What is A?\nOne.\n## What is B?\nTwo.\n"})

    result = decks("import", "words.md", "--map", "S=front,E=back", folder=project)

    assert result.code == 0
    assert (
        "words.md:1: no table in it has the columns of --map: read as if there were no "
        "such option\n"
    ) in result.stderr
    assert cards(project).count("front: ") == 2


def test_a_comma_in_the_name_of_a_column(project: Path) -> None:
    write_files(project, {"words.tsv": "Word, bare\tMeaning=sense\nperro\tdog\n"})

    options = "Word, bare=front,Meaning=sense=back"
    decks("import", "words.tsv", "--map", options, folder=project)

    assert "front: perro\n    back: dog\n" in cards(project)


def test_what_is_not_chosen_is_told(project: Path) -> None:
    write_files(project, {"words.csv": separated(";")})

    result = decks("import", "words.csv", "--map", "Spanish=front,English=back",
                   folder=project)  # fmt: skip

    for name in ("Example", "Picture", "Audio", "Topic"):
        assert (
            f"words.csv:1: column that becomes nothing (--map {name}=extra, say, takes "
            f"it): {name}\n"
        ) in result.stderr


def test_rows_without_a_front_are_left_out(project: Path) -> None:
    write_files(project, {"words.csv": "S,E\n,dog\n\ncasa,\n"})

    result = decks("import", "words.csv", "--map", "S=front,E=back", folder=project)

    assert "words.csv:2: nothing in `S`: dog\n" in result.stderr
    assert "words.csv:4: draft: casa\n" in result.stderr


def test_ids_decks_hints_and_options(project: Path) -> None:
    text = (
        "no;Q;a;b;right;why;clue;where\n"
        "q-one;Two and two?;3;4;B;It adds up.;even;Maths::Sums\n"
        "q-two;Sky?;blue;green;blue;;;Air\n"
    )
    write_files(project, {"words.csv": text})

    decks("import", "words.csv", "--into", "words.yaml", "--map",
          "no=id,Q=front,a=choices,b=choices,right=back,why=extra,clue=hint,where=deck",
          folder=project)  # fmt: skip

    assert "  - id: q-one\n    front: Two and two?\n" in cards(project)
    assert "    answer: 4\n    hint: even\n    extra: It adds up.\n" in cards(project)
    assert "    answer: blue\n" in cards(project)
    assert "deck: Maths::Sums\n" in cards(project)


def test_nothing_of_a_cell_does_anything(project: Path) -> None:
    text = 'S,E\n"<script>x()</script>perro","{{Front}} <b onclick=x()>dog</b>"\n'
    write_files(project, {"words.csv": text})

    decks("import", "words.csv", "--type", "Vocab", "--map", "S=Word,E=Meaning",
          folder=project)  # fmt: skip

    assert "script" not in cards(project)
    assert "onclick" not in cards(project)
    assert decks("check", folder=project).code == 0


# An own note type


def test_columns_go_by_the_names_of_fields(project: Path) -> None:
    text = "word,MEANING,Tags,Colour\nperro,dog,food fruit,red\ncasa,,home,blue\n"
    write_files(project, {"words.csv": text})

    result = decks("import", "words.csv", "--type", "Vocab", folder=project)
    before = snapshot(project)
    again = decks("import", folder=project)

    assert cards(project) == (
        "deck: words\nnotes:\n"
        "  - id: perro\n    type: Vocab\n    fields:\n      Word: perro\n"
        "      Meaning: dog\n    tags: [food, fruit]\n    source: words.csv:2\n\n"
        "  - id: casa\n    type: Vocab\n    fields:\n      Word: casa\n"
        "    tags: [home]\n    source: words.csv:3\n"
    )
    assert "column that becomes nothing" in result.stderr
    assert "2 unchanged" in again.stderr
    assert snapshot(project) == before
    assert decks("check", folder=project).code == 0


def test_notes_of_an_own_type_are_updated_and_kept(project: Path) -> None:
    text = "Word,Meaning\nperro,dog\ncasa,house\ngato,cat\n"
    write_files(project, {"words.csv": text})
    decks("import", "words.csv", "--type", "Vocab", folder=project)
    card = project / "cards/words.yaml"
    card.write_text(cards(project).replace("Meaning: cat", "Meaning: a cat"))
    changed = text.replace("house", "a house").replace(",cat", ",kitten")
    write_files(project, {"words.csv": changed})

    result = decks("import", folder=project)

    assert "1 updated from the source, 1 unchanged, 1 edited by you" in result.stderr
    assert "    here:   fields: - Word: gato\n    here:   - Meaning: a cat\n" in (
        result.stderr
    )
    assert "Meaning: a house\n" in cards(project)
    assert "Meaning: a cat\n" in cards(project)


def test_notes_of_an_own_type_come_once_when_the_lock_is_lost(project: Path) -> None:
    write_files(project, {"words.csv": "Word,Meaning\nperro,dog\ncasa,house\n"})
    decks("import", "words.csv", "--type", "Vocab", folder=project)
    before = snapshot(project)
    (project / "cards/import.lock").unlink()

    result = decks("import", folder=project)

    assert "2 unchanged" in result.stderr
    assert snapshot(project) == before


def test_deletions_of_an_own_cloze_type_stay(project: Path) -> None:
    write_files(
        project,
        {
            "cards/notetypes/Gap/notetype.yaml": (
                "fields: [Text, More]\ntemplates: [Cloze]\ncloze: true\n"
            ),
            "cards/notetypes/Gap/Cloze.front.html": "{{cloze:Text}}\n",
            "cards/notetypes/Gap/Cloze.back.html": "{{cloze:Text}} {{More}}\n",
            "words.csv": "Text,More\nThe {{c1::dog}} barks,why\n",
        },
    )

    decks("import", "words.csv", "--type", "Gap", folder=project)

    assert 'Text: "The {{c1::dog}} barks"' in cards(project).replace("'", '"') or (
        "Text: The {{c1::dog}} barks" in cards(project)
    )
    assert "1 card: no findings" in decks("check", folder=project).output


def test_a_list_of_words_becomes_vocabulary(project: Path) -> None:
    write_files(project, {"words.csv": separated(";")})

    decks("import", "words.csv", "--type", "vocabulary", "--map",
          "Spanish=word,English=meaning,Audio=sound,Topic=tag", folder=project)  # fmt: skip
    again = decks("import", folder=project)

    assert (
        "  - id: el-perro\n    word: el perro\n    meaning: the dog\n"
        "    example: El perro ladra.\n    picture: words/perro.png\n"
        "    sound: words/p.mp3\n    tags: [animal]\n"
    ) in cards(project)
    assert "2 unchanged" in again.stderr
    assert decks("check", folder=project).code == 0


# Kinds of notes

QUESTIONS = """\
## What is the capital of France?
Paris
## The capital of Spain is ____.
Madrid
## What are the seasons?
- spring: warm
- winter: cold
## Which is a colour?
A. dog
B. red

Answer: B
## Why?
"""


@pytest.mark.parametrize("kind", ["reversed", "typed"])
def test_questions_become_reversed_or_typed(project: Path, kind: str) -> None:
    write_files(project, {"words.md": QUESTIONS})

    result = decks(
        "import", "words.md", "--kind", kind, "--make", "none", folder=project
    )
    again = decks("import", folder=project)

    assert cards(project).count(f"    {kind}: true\n") == 3
    assert "choices:" in cards(project)
    assert f"words.md:8: 1 question with options cannot be {kind}\n" in result.stderr
    assert "5 unchanged" in again.stderr


def test_questions_become_cloze_notes(project: Path) -> None:
    write_files(
        project, {"words.md": f"{QUESTIONS}## A {{{{c1::cat}}}} purrs\nSoftly.\n"}
    )

    result = decks("import", "words.md", "--kind", "cloze", "--make", "none",
                   "--question-style", "heading-2", folder=project)  # fmt: skip
    again = decks("import", folder=project)

    for shown in (
        "What is the capital of France?\n\n      {{c1::Paris}}\n",
        "The capital of Spain is {{c1::Madrid}}.",
        "cloze: A {{c1::cat}} purrs\n    extra: Softly.\n",
    ):
        assert shown in cards(project), shown
    assert (
        "words.md:5: 1 question with no text that a deletion could hide cannot be cloze\n"
    ) in result.stderr
    assert "6 unchanged" in again.stderr
    assert decks("check", folder=project).code == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "The ==dog== ==barks==,At night",
            "The {{c1::dog}} {{c2::barks}}\n    extra: At",
        ),
        (
            "The {{c2::dog::pet}} barks,",
            "cloze: The {{c2::dog::pet}} barks\n    source",
        ),
        ("It is ___ here,cold", "cloze: It is {{c1::cold}} here\n"),
        ("日本の首都は（　）です,東京", "cloze: 日本の首都は{{c1::東京}}です\n"),
        ("std::vector?,a::b", "back: a::b\n"),
    ],
    ids=["short form", "Anki's", "a blank", "brackets", "colons"],
)
def test_rows_become_cloze_notes(project: Path, text: str, shown: str) -> None:
    write_files(project, {"words.csv": f"Text,More\n{text}\n"})

    options = ("--map", "Text=front,More=back", "--kind", "cloze")
    decks("import", "words.csv", *options, folder=project)

    assert shown in cards(project).replace('"', "")
    assert decks("check", folder=project).code == 0


# How questions are marked

MIXED = """\
# Notes on tools

## Monitoring

### Nagios
Watches hosts.

**Why is it old?**
It is from 1999.

### Prometheus
Scrapes targets.

1. First it finds them
   1. by files
2. Then it reads them

- Grafana
  - shows graphs
- Loki
  - keeps logs
"""


@pytest.mark.parametrize(
    ("style", "questions"),
    [
        ("heading-3", ["Nagios", "Prometheus"]),
        ("heading-2", ["Monitoring"]),
        ("heading", ["Notes on tools", "Monitoring", "Nagios", "Prometheus"]),
        ("bold", ["Why is it old?"]),
        ("number", ["First it finds them", "Then it reads them"]),
        ("bullet", ["Grafana", "Loki"]),
    ],
)
def test_questions_are_marked_as_their_author_says(
    project: Path, style: str, questions: list[str]
) -> None:
    write_files(project, {"tools.md": MIXED})

    result = decks("import", "tools.md", "--question-style", style, "--dry-run",
                   "--json", folder=project)  # fmt: skip

    found = [json.loads(line)["question"] for line in result.stdout.splitlines()]
    assert found == questions


# The guess is told


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        pytest.param(
            "a.csv",
            "Frage,Antwort,Thema\nWas ist A?,Eins,x\nWas ist B?,Zwei,y\n",
            "guessed --map Frage=front,Antwort=back,Thema=tag\n",
            id="names",
        ),
        pytest.param(
            "a.csv",
            "Was ist A?,Eins\nWas ist B?,Zwei\n",
            "guessed --map 1=front,2=back\n",
            id="no names",
        ),
        pytest.param(
            "a.json",
            '[{"question": "What?", "answer": "This"}]',
            "guessed --map question=front,answer=back\n",
            id="records",
        ),
        pytest.param(
            "a.md",
            "## What is A?\nOne.\n## What is B?\nTwo.\n- Why three?\n",
            "guessed --question-style heading-2; the next best is bullet\n",
            id="headings",
        ),
        pytest.param(
            "a.txt",
            "Q: What is A?\nA: One.\n\nQ: What is B?\nA: Two.\n",
            "guessed --question-style label\n",
            id="labels",
        ),
        pytest.param(
            "a.txt",
            "perro\tdog\ncasa\thouse\n",
            "guessed --format csv, --map 1=front,2=back\n",
            id="a table",
        ),
        pytest.param(
            "a.txt",
            "Two and two?\nA. 3\nB. 4\nANSWER: B\n",
            "guessed --format aiken\n",
            id="a quiz",
        ),
    ],
)
def test_the_report_tells_the_guess(
    project: Path, name: str, text: str, told: str
) -> None:
    write_files(project, {name: text})

    dry = decks("import", name, "--dry-run", folder=project)
    real = decks("import", name, folder=project)

    assert told in dry.stderr
    assert told in real.stderr


def test_a_guess_that_is_said_again_gives_the_same(project: Path) -> None:
    text = "Frage,Antwort,Thema\nWas ist A?,Eins,x\nWas ist B?,Zwei,y\n"
    write_files(project, {"words.csv": text})
    decks("import", "words.csv", folder=project)
    before = cards(project)

    result = decks("import", "words.csv", "--map", "Frage=front,Antwort=back,Thema=tag",
                   folder=project)  # fmt: skip

    assert "2 unchanged" in result.stderr
    assert "guessed" not in result.stderr
    assert cards(project) == before


def test_explain_tells_why(project: Path) -> None:
    write_files(project, {"a.csv": "Frage,Antwort\nWas ist A?,Eins\nWas ist B?,Zwei\n"})

    result = decks("import", "a.csv", "--explain", folder=project)

    assert "  column `Frage` is `front` (by its name)\n" in result.stdout
    assert "  column `Antwort` is `back` (by its name)\n" in result.stdout
