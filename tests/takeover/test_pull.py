"""Promise: what an author edits in Anki comes home, and nothing else happens."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import anki_engine
import pytest
from anki.collection import Collection
from conftest import MakeProject, decks, snapshot
from takeover.originals import genanki_package
from takeover.phone import KINDS, add, exported, note_with, phone, retype

CARDS = """\
# Checked with the book, 2026
tags: [k8s]
notes:
  # the first thing they ask
  - id: policy            # keep this id
    front: Pod 的**重起**策略有哪几种?
    back: |
      - **Always** allways restart,
        whatever it said
      - `Never`

      See ![](pod.svg) & the book.
    tags: [高频, old]     # from the list
  - {id: quick, front: "Teh quick", back: 'it''s fine'}

  - id: capital
    cloze: The {{c1::capitol}} of ==France== is a city
    extra: >
      folded text
      goes here
  - id: options
    front: Which?
    choices: [One optin, Two]
    answer: One optin
  - id: gone
    front: Gone soon
    back: x
  # the end
"""

Edit = Callable[[Collection], None]


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project({"cards/cards.yaml": CARDS, "media/pod.svg": "<svg/>"})
    built(folder)
    return folder


def built(folder: Path) -> Path:
    result = decks("build", "--out", folder / "dist/now.apkg", folder=folder)
    assert result.code == 0, result.output
    return folder / "dist/now.apkg"


def edited_in_anki(folder: Path, *edits: Edit, kind: str = "latest") -> Path:
    with phone(folder.parent / "phone", folder / "dist/now.apkg") as col:
        for edit in edits:
            edit(col)
        return exported(col, folder.parent, kind)


def typo(words: str, new: str) -> Edit:
    return lambda col: retype(col, words, new)


THREE_TYPOS = (typo("重起", "重启"), typo("allways", "always"), typo("Teh", "The"))
MENDED = (
    CARDS.replace("重起", "重启").replace("allways", "always").replace("Teh", "The")
)


@pytest.mark.parametrize("kind", KINDS)
def test_three_typos_come_home_and_nothing_else(kind: str, project: Path) -> None:
    source = edited_in_anki(project, *THREE_TYPOS, kind=kind)

    result = decks("pull", source, folder=project)

    assert result.code == 0, result.output
    assert (project / "cards/cards.yaml").read_text(encoding="utf-8") == MENDED
    assert result.stdout.splitlines() == [
        "cards/cards.yaml:6: policy front: Pod 的重[-起-]{+启+}策略有哪几种?",
        "cards/cards.yaml:7: policy back: Always [-allways-]{+always+} restart, ⏎ "
        "whatever it said ⏎ Never ⏎ S…",
        "cards/cards.yaml:14: quick front: [-Teh-]{+The+} quick",
    ]
    assert "5 notes compared: 3 edits in 2 notes" in result.stderr


def test_the_next_build_updates_whom_the_edit_is_for(
    project: Path, tmp_path: Path
) -> None:
    first = (project / "dist/now.apkg").read_bytes()
    (tmp_path / "first.apkg").write_bytes(first)
    decks("pull", edited_in_anki(project, *THREE_TYPOS), folder=project)

    new = built(project)

    with phone(tmp_path / "learner", tmp_path / "first.apkg") as col:
        log = anki_engine.import_package(col, new)
    assert (log.new, log.updated, log.conflicting) == (0, 2, 0)
    with phone(tmp_path / "phone") as col:
        log = anki_engine.import_package(col, new)
    assert (log.new, log.updated, log.conflicting) == (0, 2, 0)
    assert (
        "nothing new" in decks("pull", edited_in_anki(project), folder=project).stderr
    )


def _folded(col: Collection) -> None:
    note = note_with(col, "folded")
    note.fields = [value.replace("folded text", "many words") for value in note.fields]
    col.update_note(note)


def _as_on_android(col: Collection) -> None:
    """Save a note as AnkiDroid does, which writes all line ends as breaks."""
    note = note_with(col, "重起")
    note.fields = [value.replace("\n", "<br>") for value in note.fields]
    col.update_note(note)


def _tags(words: str, tags: str) -> Edit:
    def edit(col: Collection) -> None:
        note = note_with(col, words)
        note.tags = tags.split()
        col.update_note(note)

    return edit


ONE_EDIT = [
    pytest.param(
        [typo("capitol", "capital")],
        [("c1::capitol", "c1::capital")],
        id="in a deletion",
    ),
    pytest.param(
        [typo("France", "Spain")],
        [("==France==", "==Spain==")],
        id="in a short deletion",
    ),
    pytest.param(
        [_folded],
        [("      folded text\n", "      many words\n")],
        id="in folded text",
    ),
    pytest.param(
        [typo("optin", "option")],
        [
            ("[One optin, Two]", '["One option", Two]'),
            ("answer: One optin", 'answer: "One option"'),
        ],
        id="in an option that is the answer",
    ),
    pytest.param(
        [typo("it's fine", "it's <i>fine</i>, isn't it")],
        [("'it''s fine'", "'it''s <i>fine</i>, isn''t it'")],
        id="quotes stay",
    ),
    pytest.param([_as_on_android], [], id="AnkiDroid's line ends are no edit"),
    pytest.param(
        [_as_on_android, typo("allways", "always")],
        [("allways", "always")],
        id="AnkiDroid's line ends beside an edit",
    ),
    pytest.param([_tags("Teh", "k8s leech marked")], [], id="tags of Anki's own"),
    pytest.param(
        [_tags("重起", "K8S 高频 new::tag")],
        [("tags: [高频, old]", "tags: [高频, new::tag]")],
        id="a tag more and one less",
    ),
    pytest.param(
        [_tags("Teh", "k8s fresh")],
        [("'it''s fine'}", "'it''s fine', tags: [fresh]}")],
        id="the first tag of a note in braces",
    ),
    pytest.param(
        [_tags("France", "k8s fresh")],
        [("      goes here\n", "      goes here\n    tags: [fresh]\n")],
        id="the first tag of a note",
    ),
    pytest.param(
        [lambda col: retype(col, "Gone soon", "Here to <b>stay</b>")],
        [("Gone soon", "Here to <b>stay</b>")],
        id="a tag of Anki's editor",
    ),
    pytest.param(
        [typo("<strong>Always</strong>", "Always")],
        [("**Always** allways", "Always allways")],
        id="no longer bold",
    ),
]


@pytest.mark.parametrize(("edits", "changes"), ONE_EDIT)
def test_an_edit_changes_what_it_is(
    edits: list[Edit], changes: list[tuple[str, str]], project: Path
) -> None:
    expected = CARDS
    for old, new in changes:
        assert old in expected
        expected = expected.replace(old, new)

    result = decks("pull", edited_in_anki(project, *edits), folder=project)

    assert result.code == 0, result.output
    assert expected == (project / "cards/cards.yaml").read_text(encoding="utf-8")


def _write(folder: Path, old: str, new: str) -> None:
    path = folder / "cards/cards.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_the_author_wrote_since_is_not_taken_back(project: Path) -> None:
    source = edited_in_anki(project, typo("allways", "always"))
    _write(project, "Teh quick", "A quicker one")
    built(project)
    expected = (project / "cards/cards.yaml").read_text(encoding="utf-8")

    result = decks("pull", source, folder=project)

    now = (project / "cards/cards.yaml").read_text(encoding="utf-8")
    assert expected.replace("allways", "always") == now
    assert "1 note in Anki not as your next build" in result.stderr


def test_edits_of_both_sides_in_one_note(project: Path) -> None:
    source = edited_in_anki(project, typo("重起", "重启"))
    _write(project, "`Never`", "`Never`, at all")

    decks("pull", source, folder=project)

    text = (project / "cards/cards.yaml").read_text(encoding="utf-8")
    assert "重启" in text
    assert "`Never`, at all" in text


def test_a_pull_after_a_pull_needs_no_build_between(project: Path) -> None:
    decks("pull", edited_in_anki(project, typo("allways", "alway")), folder=project)
    again = edited_in_anki(project, typo("alway ", "always "))

    result = decks("pull", again, folder=project)

    assert "1 edit in 1 note" in result.stderr
    assert "always restart" in (project / "cards/cards.yaml").read_text(
        encoding="utf-8"
    )


CONFLICT = """\
both edited, yours stays: cards/cards.yaml:14: quick front
  yours:   The quickest
  theirs:  The quick
`decks pull` asks again; `--theirs` or `--ours` decides for all of them
"""


def test_where_both_edited_ours_stays_until_it_is_decided(project: Path) -> None:
    source = edited_in_anki(project, typo("Teh", "The"))
    _write(project, "Teh quick", "The quickest")
    before = (project / "cards/cards.yaml").read_bytes()

    for _ in range(2):
        result = decks("pull", source, folder=project)
        assert CONFLICT in result.stderr
        assert before == (project / "cards/cards.yaml").read_bytes()
    told = json.loads(decks("pull", source, "--json", folder=project).stdout)
    decided = decks("pull", source, "--ours", folder=project)
    after = decks("pull", source, folder=project)

    assert [(one["ours"], one["theirs"]) for one in told["conflicts"]] == [
        ("The quickest", "The quick")
    ]
    assert "both edited, you chose yours" in decided.stderr
    assert "conflict" not in after.stderr
    assert before == (project / "cards/cards.yaml").read_bytes()


def test_where_both_edited_theirs_can_be_taken(project: Path) -> None:
    source = edited_in_anki(project, typo("Teh", "The"))
    _write(project, "Teh quick", "The quickest")

    decks("pull", source, "--theirs", folder=project)

    assert 'front: "The quick"' in (project / "cards/cards.yaml").read_text("utf-8")


def test_where_both_made_the_same_edit_nothing_is_told(project: Path) -> None:
    source = edited_in_anki(project, typo("Teh", "The"))
    _write(project, "Teh quick", "The quick")

    result = decks("pull", source, folder=project)

    assert "nothing new" in result.stderr


def _paste(col: Collection) -> None:
    Path(col.media.dir(), "paste-1.png").write_bytes(b"a picture")
    note = note_with(col, "Gone soon")
    note.fields[1] = 'x<br><img src="paste-1.png">'
    col.update_note(note)


def test_a_pasted_picture_comes_into_media(project: Path) -> None:
    source = edited_in_anki(project, _paste)

    result = decks("pull", source, folder=project)

    text = (project / "cards/cards.yaml").read_text(encoding="utf-8")
    assert result.code == 0, result.output
    assert 'back: x<br><img src="paste-1.png">' in text
    assert (project / "media/paste-1.png").read_bytes() == b"a picture"
    assert "into media/: paste-1.png" in result.stderr
    assert "nothing new" in decks("pull", source, folder=project).stderr


def test_notes_made_in_anki_become_notes(project: Path) -> None:
    guids = []

    def make(col: Collection) -> None:
        basic = note_with(col, "Teh").note_type()
        assert basic is not None
        guids.append(
            add(
                col,
                basic["name"],
                "Test::cards",
                "Brand new &amp; odd",
                "*yes*",
                tags="k8s a",
            )
        )
        guids.append(add(col, "Basic", "Test::Other", "Of Anki's type", "<div>b</div>"))
        add(col, "Basic", "Private", "none of yours", "b")

    source = edited_in_anki(project, make)
    result = decks("pull", source, folder=project)
    again = decks("pull", source, folder=project)
    new = built(project)

    assert result.code == 0, result.output
    assert "2 new" in result.stderr
    assert "1 note in other decks left alone" in result.stderr
    assert "nothing new" in again.stderr
    text = (project / "cards/cards.yaml").read_text("utf-8")
    assert text.startswith(CARDS.rstrip())
    assert "    front: Brand new & odd\n" in text
    assert "    tags: [a, k8s]\n" in text
    with phone(project.parent / "phone") as col:
        log = anki_engine.import_package(col, new)
        guid_list = col.db.list("select guid from notes")
    assert log.new == 0
    assert len(guid_list) == len(set(guid_list))
    with phone(project.parent / "learner", new) as col:
        assert set(guids) <= set(col.db.list("select guid from notes"))


def test_a_note_deleted_in_anki_is_told_and_goes_when_asked(project: Path) -> None:
    source = edited_in_anki(
        project, lambda col: col.remove_notes([note_with(col, "Gone soon").id])
    )

    told = decks("pull", source, folder=project)
    kept = (project / "cards/cards.yaml").read_text(encoding="utf-8")
    gone = decks("pull", source, "--delete", folder=project)

    assert (
        "deleted in Anki, stays here: cards/cards.yaml:25: gone: Gone soon"
        in told.stderr
    )
    assert kept == CARDS
    assert gone.stdout == "cards/cards.yaml:25: gone: deleted Gone soon\n"
    entry = "  - id: gone\n    front: Gone soon\n    back: x\n"
    assert CARDS.replace(entry, "") == (project / "cards/cards.yaml").read_text("utf-8")


def test_a_note_that_anki_never_had_is_not_deleted(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = edited_in_anki(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(time.time()) + 60))
    _write(
        project, "  # the end", "  - {id: newer, front: Newer, back: x}\n  # the end"
    )
    built(project)

    result = decks("pull", source, "--delete", folder=project)

    assert "deleted" not in result.output
    assert "Newer" in (project / "cards/cards.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["latest", "text"])
def test_an_import_of_a_newer_export_is_a_pull(kind: str, project: Path) -> None:
    source = edited_in_anki(project, *THREE_TYPOS, kind=kind)

    result = decks("import", source, folder=project)

    assert result.code == 0, result.output
    assert (project / "cards/cards.yaml").read_text(encoding="utf-8") == MENDED


def test_a_dry_run_writes_nothing(project: Path) -> None:
    source = edited_in_anki(project, *THREE_TYPOS)
    before = snapshot(project)

    result = decks("pull", source, "--dry-run", folder=project)

    assert "3 edits in 2 notes" in result.stderr
    assert "nothing was written" in result.stderr
    assert before == snapshot(project)


def test_edits_in_a_deck_that_was_taken_over(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    package = genanki_package(tmp_path / "original")
    assert decks("import", package, folder=folder).code == 0
    files = {path: text for path, text in snapshot(folder).items() if ".yaml" in path}
    with phone(tmp_path / "phone", package) as col:
        retype(col, "Country 1 &", "Land 1 &")
        retype(col, "Plain words 2", "Plain <b>words</b> 2")
        retype(
            col, "首都}} {{c2::out {{c3::in}}}} 0", "首府}} {{c2::out {{c3::in}}}} 0"
        )
        source = exported(col, tmp_path)

    result = decks("pull", source, folder=folder)
    new = built(folder)

    assert result.code == 0, result.output
    assert "3 edits in 3 notes" in result.stderr
    changed = [
        path
        for path, text in snapshot(folder).items()
        if path in files and files[path] != text
    ]
    assert changed == [
        "cards/Geo/Asia/中国.yaml",
        "cards/Geo/Europe.yaml",
        "cards/Geo.yaml",
    ]
    with phone(tmp_path / "learner", package) as col:
        log = anki_engine.import_package(col, new)
    assert (log.new, log.updated, log.conflicting) == (0, 3, 0)


@pytest.mark.parametrize("command", ["pull", "import"])
def test_edits_of_a_colleague_in_crowdanki(command: str, project: Path) -> None:
    decks("export", "--format", "crowdanki", "--out", "crowd", folder=project)
    file = project / "crowd/crowd.json"
    text = file.read_text(encoding="utf-8")
    for old, new in (("重起", "重启"), ("allways", "always"), ("Teh", "The")):
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")

    result = decks(command, "crowd", folder=project)

    assert result.code == 0, result.output
    assert (project / "cards/cards.yaml").read_text(encoding="utf-8") == MENDED
    assert "5 notes compared: 3 edits in 2 notes" in result.stderr
