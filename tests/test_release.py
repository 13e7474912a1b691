"""Promise: a release is made whole or not at all, and tells learners all they need."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import anki_engine
import learner as learning
import pytest
from anki.collection import Collection
from anki_engine import ImportLog
from conftest import DECK, MakeProject, decks, snapshot, write_files

from builder import pipeline
from builder import release as releasing
from builder.base.diagnostic import BuilderError
from builder.pipeline import Options
from builder.release import ReleaseReport
from builder.versions import locktext

T = 1_700_000_000
DAY = 24 * 60 * 60


def note(name: str, *more: str) -> str:
    return f"  - {{id: {', '.join((name, f'front: front of {name}', 'back: b', *more))}}}\n"


def cards_of(*notes: str, deck: str = "A") -> str:
    return f"deck: {deck}\nnotes:\n" + "".join(notes)


def released(
    folder: Path, level: str = "minor", now: int = T, retire: int | None = None
) -> ReleaseReport:
    made = releasing.release(folder, level, Options(now=now), judge=None, retire=retire)
    assert made.is_done, made.report.diagnostics
    return made


def notes_of(made: ReleaseReport) -> str:
    assert made.notes is not None
    return made.notes.read_text(encoding="utf-8")


def write_cards(folder: Path, *notes: str, deck: str = "A") -> None:
    write_files(folder, {"cards/cards.yaml": cards_of(*notes, deck=deck)})


# Versions

LEVELS = [
    pytest.param("patch", "1.2.4", id="patch"),
    pytest.param("minor", "1.3.0", id="minor"),
    pytest.param("major", "2.0.0", id="major"),
    pytest.param("1.10.0", "1.10.0", id="a version"),
]


@pytest.mark.parametrize(("level", "version"), LEVELS)
def test_level(level: str, version: str, make_project: MakeProject) -> None:
    folder = make_project(cards_of(note("a")))
    released(folder, "1.2.3")

    made = released(folder, level, T + 1)

    assert made.version == version
    assert f"version: {version}\n" in (folder / "cards/deck.yaml").read_text()


@pytest.mark.parametrize(
    ("level", "version"),
    [("patch", "1.0.1"), ("minor", "1.1.0"), ("major", "2.0.0"), ("1.0.0", "1.0.0")],
)
def test_first_release(level: str, version: str, make_project: MakeProject) -> None:
    made = released(
        make_project(cards_of(note("a"), note("b", "reversed: true"))), level
    )

    assert made.version == version
    assert "First release: 2 notes, 3 cards." in notes_of(made)


@pytest.mark.parametrize(
    ("language", "install"),
    [
        pytest.param(
            "en",
            "# Test 1.0.0\n\nFirst release: 1 note, 1 card.\n\n## How to install\n\n"
            "- Open `test-1.0.0.apkg` with Anki (*File → Import*), or tap it on a phone "
            "(AnkiDroid, AnkiMobile). Leave the options as they are.\n"
            "- Import later versions in the same way, over this one: your reviews "
            "stay.\n",
            id="English",
        ),
        pytest.param(
            "zh-CN",
            "# Test 1.0.0\n\n首次发布：1 条笔记，1 张卡片。\n\n## 怎样安装\n\n"
            "- 用 Anki 打开 `test-1.0.0.apkg`（“文件 → 导入”），在手机上直接点开"
            "（AnkiDroid、AnkiMobile）。选项保持原样。\n"
            "- 以后的版本照样导入，覆盖这一版：复习进度不变。\n",
            id="Chinese",
        ),
    ],
)
def test_the_first_page_says_how_to_install(
    language: str, install: str, make_project: MakeProject
) -> None:
    deck = DECK + f"language: {language}\n"
    cards = cards_of(note("a"))
    folder = make_project({"cards/cards.yaml": cards, "cards/deck.yaml": deck})

    made = released(folder, "1.0.0")

    assert install == notes_of(made)


REFUSALS = [
    pytest.param("1.1.0", "1.1.0 is not newer than the last release, 1.1.0", id="same"),
    pytest.param(
        "1.0.9", "1.0.9 is not newer than the last release, 1.1.0", id="older"
    ),
    pytest.param(
        "big",
        "`big` is no level and no version: write major, minor, patch or three numbers, "
        "such as 1.0.0",
        id="no level",
    ),
    pytest.param(
        "1.2",
        "`1.2` is no level and no version: write major, minor, patch or three numbers, "
        "such as 1.0.0",
        id="two numbers",
    ),
]


@pytest.mark.parametrize(("level", "message"), REFUSALS)
def test_refused_version(level: str, message: str, make_project: MakeProject) -> None:
    folder = make_project(cards_of(note("a")))
    released(folder, "1.1.0")
    before = snapshot(folder)

    with pytest.raises(BuilderError, match=re.escape(message)):
        releasing.release(folder, level, Options(now=T + 1), judge=None)

    assert snapshot(folder) == before
    result = decks("release", level, "--no-plan", folder=folder)
    assert (result.code, result.stderr) == (1, f"decks: {message}\n")


def test_refused_on_errors(make_project: MakeProject) -> None:
    folder = make_project(cards_of(note("a"), "  - {id: b, front: x}\n"))
    before = snapshot(folder)

    result = decks("release", "minor", "--no-plan", folder=folder)

    assert result.code == 1
    assert "nothing was released" in result.stderr
    assert snapshot(folder) == before


def test_a_broken_promise_stops_it(make_project: MakeProject) -> None:
    folder = make_project(cards_of(note("a")))
    released(folder)
    write_cards(folder, note("a", "tags: [x]"))
    before = snapshot(folder)
    seen: list[tuple[bool, bool]] = []

    def judge(old: Path, new: Path, _: object) -> list[str]:
        seen.append((old.is_file(), new.is_file()))
        return ["a promise"]

    made = releasing.release(folder, "minor", Options(now=T + 1), judge=judge)

    assert seen == [(True, True)]
    assert (made.is_done, made.broken) == (False, ("a promise",))
    assert snapshot(folder) == before


def test_without_the_last_package_nobody_can_judge(make_project: MakeProject) -> None:
    folder = make_project(cards_of(note("a")))
    released(folder)
    (folder / "dist/released/test-1.1.0.apkg").unlink()

    with pytest.raises(BuilderError, match="or release with --no-plan"):
        releasing.release(folder, "minor", Options(now=T + 1), judge=lambda *_: [])


# What it writes


def test_files(make_project: MakeProject) -> None:
    folder = make_project(
        {
            "cards/deck.yaml": DECK + "packages:\n  - {slug: test-x, tags: [x]}\n",
            "cards/cards.yaml": cards_of(
                note("a", "tags: [x]"), "  - {front: no id yet, back: b}\n"
            ),
        }
    )

    made = released(folder, "1.0.0")
    result = decks("release", "minor", "--no-plan", folder=folder)

    assert made.files == (
        "cards/cards.yaml",
        "cards/deck.yaml",
        "cards/CHANGELOG.md",
        "cards/deck.lock",
    )
    assert sorted(path for path in snapshot(folder) if path.startswith("dist")) == [
        "dist/released/test-1.0.0.apkg",
        "dist/released/test-1.1.0.apkg",
        "dist/test-1.0.0.apkg",
        "dist/test-1.0.0.md",
        "dist/test-1.1.0.apkg",
        "dist/test-1.1.0.md",
        "dist/test-x-1.0.0.apkg",
        "dist/test-x-1.1.0.apkg",
    ]
    assert "git add cards/deck.yaml cards/CHANGELOG.md cards/deck.lock" in result.stdout
    assert "git tag -a v1.1.0" in result.stdout
    assert [
        (folder / f"dist/{where}test-1.0.0.apkg").read_bytes()
        for where in ("", "released/")
    ] == [(folder / "dist/test-1.0.0.apkg").read_bytes()] * 2


DECK_FILES = [
    pytest.param(DECK, id="plain"),
    pytest.param(
        "# 1.0.0 is the version\nname: '1.0.0'\nkey: test-key\n"
        "version:   '1.0.0'   # was 1.0.0\nslug: test\n",
        id="quotes, comments and decoys",
    ),
    pytest.param(DECK.replace("\n", "\r\n"), id="CRLF"),
    pytest.param("\ufeff" + DECK, id="byte order mark"),
    pytest.param(DECK.rstrip("\n"), id="no newline at the end"),
    pytest.param(
        "{name: T, slug: test, key: test-key, version: 1.0.0}\n", id="one line"
    ),
    pytest.param(
        'name: T\nslug: test\ndescription: "a\u0085b\u2028c"\nversion: 1.0.0\nkey: test-key\n',
        id="separators before it",
    ),
]


@pytest.mark.parametrize("text", DECK_FILES)
def test_only_the_version_changes(text: str, make_project: MakeProject) -> None:
    folder = make_project(
        {"cards/deck.yaml": text, "cards/a.yaml": cards_of(note("a"))}
    )

    released(folder, "9.8.7")

    after = (folder / "cards/deck.yaml").read_bytes().decode()
    place = re.search(r"version: *'?(?=1\.0\.0)", text)
    assert place
    assert after == text[: place.end()] + "9.8.7" + text[place.end() + 5 :]


HEAD = "name: T\nslug: test\nkey: test-key\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "{key: abc1.0.0def, name: T 1.0.0, slug: test, version: 1.0.0}\n",
            "{key: abc1.0.0def, name: T 1.0.0, slug: test, version: 9.8.7}\n",
            id="other values that hold it",
        ),
        pytest.param(
            f'{HEAD}version: "1.\\x30.0"\n', f'{HEAD}version: "9.8.7"\n', id="an escape"
        ),
        pytest.param(
            f"{HEAD}version: !!str 1.0.0\n", f"{HEAD}version: 9.8.7\n", id="a tag"
        ),
        pytest.param(
            f"{HEAD}? version\n: 1.0.0\n", f"{HEAD}? version\n: 9.8.7\n", id="? and :"
        ),
    ],
)
def test_the_version_is_found_where_it_stands(
    make_project: MakeProject, before: str, after: str
) -> None:
    folder = make_project(
        {"cards/deck.yaml": before, "cards/a.yaml": cards_of(note("a"))}
    )

    released(folder, "9.8.7")

    assert (folder / "cards/deck.yaml").read_text() == after


@pytest.mark.parametrize(
    "version",
    [
        pytest.param("version: >-\n  1.0.0\n", id="folded"),
        pytest.param("version: |-\n  1.0.0\n", id="block"),
        pytest.param("author: &v 1.0.0\nversion: *v\n", id="an alias"),
    ],
)
def test_a_version_that_cannot_be_raised(
    make_project: MakeProject, version: str
) -> None:
    folder = make_project(
        {"cards/deck.yaml": HEAD + version, "cards/a.yaml": cards_of(note("a"))}
    )
    before = snapshot(folder)

    result = decks("release", "9.8.7", "--no-plan", folder=folder)

    assert (result.code, result.stderr) == (
        1,
        "decks: cards/deck.yaml: the version cannot be raised where it stands: write it "
        "on a line of its own, such as `version: 9.8.7`\n",
    )
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    "level", ["01.00.00", "１.０.０", "1.0", "1.0.0-x", "1.0.1234567890"]
)
def test_a_version_that_deck_yaml_would_refuse(
    make_project: MakeProject, level: str
) -> None:
    folder = make_project(cards_of(note("a")))

    result = decks("release", level, "--no-plan", folder=folder)

    assert (result.code, "is no level and no version" in result.stderr) == (1, True)


def test_a_changelog_of_windows_stays_one(make_project: MakeProject) -> None:
    older = "\ufeff# Test\r\n\r\nWords of the author.\r\n".encode()
    folder = make_project(
        {"cards/a.yaml": cards_of(note("a")), "cards/CHANGELOG.md": older}
    )

    released(folder)

    after = (folder / "cards/CHANGELOG.md").read_bytes()
    assert after.startswith(older)
    assert after.count(b"\n") == after.count(b"\r\n") > older.count(b"\n")


def test_a_changelog_in_latin_1(make_project: MakeProject) -> None:
    folder = make_project(
        {
            "cards/a.yaml": cards_of(note("a")),
            "cards/CHANGELOG.md": "# Größer\n".encode("latin-1"),
        }
    )
    before = snapshot(folder)

    result = decks("release", "minor", "--no-plan", folder=folder)

    assert (result.code, result.stderr) == (
        1,
        "decks: cards/CHANGELOG.md:1:5: error: not UTF-8 (byte 0xF6): save the file as "
        "UTF-8  [encoding]\n",
    )
    assert snapshot(folder) == before


# Many notes that are not there


@pytest.fixture
def lessened(make_project: MakeProject) -> Path:
    """A deck of 40 released notes, of which 12 are gone."""
    folder = make_project(cards_of(*(note(f"n{number:02}") for number in range(40))))
    released(folder)
    write_cards(folder, *(note(f"n{number:02}") for number in range(28)))
    return folder


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(
            (),
            "the release would retire 12 of 40 notes that learners have: `n28`, `n29`, "
            "`n30` and 9 more; put their card files back, or say `--retire 12`",
            id="unasked",
        ),
        pytest.param(
            ("--retire", "11"),
            "--retire 11: the release would retire 12 notes",
            id="another number",
        ),
    ],
)
def test_many_notes_are_not_retired_unasked(
    lessened: Path, options: tuple[str, ...], message: str
) -> None:
    before = snapshot(lessened)

    result = decks("release", "minor", "--no-plan", *options, folder=lessened)

    assert (result.code, result.stderr) == (1, f"decks: {message}\n")
    assert snapshot(lessened) == before


def test_as_many_as_were_agreed_to_are_retired(lessened: Path) -> None:
    result = decks("release", "minor", "--no-plan", "--retire", "12", folder=lessened)

    assert result.code == 0
    assert (lessened / "dist/test-1.2.0-retired.apkg").exists()


@pytest.mark.parametrize(("number", "is_asked"), [(9, True), (10, False)])
def test_more_than_a_tenth_is_asked_for(
    number: int, is_asked: bool, make_project: MakeProject
) -> None:
    names = [f"n{one}" for one in range(number)]
    folder = make_project(cards_of(*map(note, names)))
    released(folder)
    write_cards(folder, *map(note, names[1:]))

    result = decks("release", "minor", "--no-plan", folder=folder)

    assert result.code == int(is_asked), result.stderr
    assert ("say `--retire 1`" in result.stderr) == is_asked


def test_a_build_afterwards_changes_nothing(make_project: MakeProject) -> None:
    folder = make_project(cards_of(note("a"), note("b")))
    released(folder)
    write_cards(folder, note("a", "tags: [x]"))
    released(folder, now=T + DAY, retire=1)
    before = snapshot(folder)

    assert decks("build", "--locked", folder=folder).code == 0
    assert decks("build", folder=folder).code == 0

    assert snapshot(folder) == before


def test_anki_shows_version_and_date(make_project: MakeProject, tmp_path: Path) -> None:
    folder = make_project(cards_of(note("a")))
    made = released(folder)

    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, made.report.packages[0].path)
        descriptions = learning.state(col).descriptions

    assert descriptions == {"Test": "Version 1.1.0 · 2023-11-14"}


# Changelog and release notes


def changed_deck(
    make_project: MakeProject, language: str
) -> tuple[Path, ReleaseReport]:
    """A release with something of everything."""
    deck = DECK + f"language: {language}\n"
    folder = make_project(
        {
            "cards/deck.yaml": deck,
            "cards/cards.yaml": cards_of(
                note("same"), note("changed"), note("moved"), note("gone")
            ),
        }
    )
    released(folder, "1.0.0")
    write_cards(
        folder,
        note("same"),
        note("changed", "tags: [x]"),
        note("moved", "deck: B"),
        note("added"),
    )
    return folder, released(folder, now=T + DAY, retire=1)


SECTIONS = {
    "en": """\
### Added (1)

- front of added

### Changed (1)

- front of changed

### Moved (1)

- front of moved (now in Test::B)

### Retired (1)

- front of gone
""",
    "zh-CN": """\
### 新增 (1)

- front of added

### 修改 (1)

- front of changed

### 移动 (1)

- front of moved（现在在 Test::B）

### 停用 (1)

- front of gone
""",
}
FIRSTS = {
    "en": "First release: 4 notes, 4 cards.",
    "zh-CN": "首次发布：4 条笔记，4 张卡片。",
}


@pytest.mark.parametrize("language", SECTIONS)
def test_changelog(language: str, make_project: MakeProject) -> None:
    folder, _ = changed_deck(make_project, language)

    assert (folder / "cards/CHANGELOG.md").read_text(encoding="utf-8") == (
        f"# Test\n\n## 1.1.0 (2023-11-15)\n\n{SECTIONS[language]}\n"
        f"## 1.0.0 (2023-11-14)\n\n{FIRSTS[language]}\n"
    )


def test_an_author_may_write_into_the_changelog(make_project: MakeProject) -> None:
    folder = make_project(cards_of(note("a")))
    released(folder, "1.0.0")
    path = folder / "cards/CHANGELOG.md"
    path.write_text(path.read_text() + "\nThanks to everybody.\n", encoding="utf-8")

    released(folder, "1.1.0", T + DAY)

    assert path.read_text() == (
        "# Test\n\n## 1.1.0 (2023-11-15)\n\nNo note changed.\n\n"
        "## 1.0.0 (2023-11-14)\n\nFirst release: 1 note, 1 card.\n\n"
        "Thanks to everybody.\n"
    )


def test_a_renamed_deck_is_renamed_by_learners(
    make_project: MakeProject, tmp_path: Path
) -> None:
    """Done as the page says, no card is left behind."""
    folder = make_project(cards_of(note("a"), note("b")))
    first = released(folder, "1.0.0")
    write_cards(folder, note("a"), note("b"), note("c"), deck="'01 A'")
    made = released(folder, now=T + DAY)

    assert "- Renamed deck: give `Test::A` the name `Test::01 A` in Anki" in notes_of(
        made
    )
    assert searches(made) == []
    with anki_engine.collection(tmp_path / "learner") as col:
        import_all(col, first)
        deck = col.decks.by_name("Test::A")
        assert deck is not None
        col.decks.rename(deck, "Test::01 A")
        import_all(col, made)

        assert anki_engine.deck_names(col) == ["Test", "Test::01 A"]
        assert len(col.find_cards('deck:"Test::01 A"')) == 3


def test_most_of_a_deck_is_renamed_and_the_rest_moved(
    make_project: MakeProject, tmp_path: Path
) -> None:
    folder = make_project(cards_of(note("a"), note("b"), note("c")))
    first = released(folder, "1.0.0")
    write_cards(folder, note("a"), note("b"), note("c", "deck: 02 B"), deck="'01 A'")
    made = released(folder, now=T + DAY)

    [search] = searches(made)
    assert "give `Test::A` the name `Test::01 A` in Anki" in notes_of(made)
    with anki_engine.collection(tmp_path / "learner") as col:
        import_all(col, first)
        deck = col.decks.by_name("Test::A")
        assert deck is not None
        col.decks.rename(deck, "Test::01 A")
        import_all(col, made)

        assert [
            col.get_card(one).note()["Front"] for one in col.find_cards(search)
        ] == ["front of c"]
        assert len(col.find_cards('deck:"Test::01 A"')) == 3


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "How to study"), ("zh-CN", "怎样学习")]
)
def test_advice_for_learners(
    make_project: MakeProject, tmp_path: Path, language: str, heading: str
) -> None:
    study = "study: |\n  **Ten** new cards a day.\n"
    deck = f"{DECK}language: {language}\ndescription: About it.\n{study}"
    folder = make_project(
        {"cards/deck.yaml": deck, "cards/a.yaml": cards_of(note("a"))}
    )
    made = released(folder, "1.0.0")

    assert notes_of(made).endswith(f"## {heading}\n\n**Ten** new cards a day.\n")
    with anki_engine.collection(tmp_path / "learner") as col:
        import_all(col, made)
        root = col.decks.by_name("Test")
        assert root is not None
        assert root["desc"].startswith("About it.\n\n**Ten** new cards a day.\n\n")


def test_names_of_decks_are_no_markup(make_project: MakeProject) -> None:
    folder = make_project(cards_of(note("a"), deck="A"))
    released(folder)
    write_cards(folder, note("a"), deck="'Bar::a&b<c> &lt; *d*'")

    page = notes_of(released(folder, now=T + 10))

    assert r"(now in Test::Bar::a&b\<c\> \&lt; \*d\*)" in page
    assert "the name `Test::Bar::a&b<c> &lt; *d*`" in page


def test_many_changes_are_told_by_deck(make_project: MakeProject) -> None:
    folder = make_project(cards_of(note("a")))
    released(folder)
    write_cards(folder, note("a"), *(note(f"n{number}") for number in range(41)))

    made = released(folder, now=T + 1)

    assert "### Added (41)\n\n- 41 in Test::A\n" in notes_of(made)


def import_all(col: Collection, made: ReleaseReport) -> list[ImportLog]:
    return [
        anki_engine.import_package(col, package.path)
        for package in made.report.packages
    ]


def searches(made: ReleaseReport) -> list[str]:
    """The searches that the release notes tell learners to type."""
    return re.findall(r"`((?:nid|tag):[^`]+)`", notes_of(made))


@pytest.mark.parametrize("language", SECTIONS)
def test_searches_of_the_release_notes_find_the_cards(
    language: str, make_project: MakeProject, tmp_path: Path
) -> None:
    folder, made = changed_deck(make_project, language)
    first = folder / "dist/released/test-1.0.0.apkg"
    by_nid, by_tag = searches(made)
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, first)
        anki_engine.import_package(col, made.report.packages[0].path)
        (moved,) = col.find_cards(by_nid)
        assert col.get_card(moved).note()["Front"] == "front of moved"
        deck = col.decks.by_name("Test::B")
        assert deck is not None
        assert list(col.find_notes(by_tag)) == []

        log = anki_engine.import_package(col, made.report.packages[1].path)

        assert log == ImportLog(0, 1, 0, 0)
        (retired,) = col.find_notes(by_tag)
        assert "1.1.0" in col.get_note(retired)["Front"]
    assert SECTIONS[language] in notes_of(made)
    for package in made.report.packages:
        assert f"`{package.path.name}`" in notes_of(made)


# Retired notes


def test_a_retired_note_and_its_way_back(
    make_project: MakeProject, tmp_path: Path
) -> None:
    """The notice arrives, the tag finds it, and the same note comes back as it was."""
    kinds = {
        "keep": note("keep"),
        "basic": note("basic", "tags: [old]"),
        "both": note("both", "reversed: true"),
        "typed": note("typed", "typed: true"),
        "gaps": "  - {id: gaps, cloze: '{{c2::a}} {{c5::b}}'}\n",
        "choice": "  - {id: choice, front: q, choices: [x, y], answer: x}\n",
        "steps": "  - {id: steps, front: q, steps: [x, y, z]}\n",
        "spoken": "  - {id: spoken, front: q, points: [x, y]}\n",
        "word": "  - {id: w, word: x, meaning: y, typed: true}\n",
        "heard": "  - {id: h, word: z, meaning: y, speak: fr_FR, listening: true}\n",
        "masks": "  - {id: m, image: p.svg, masks: [rect: 1% 1% 9% 9%]}\n",
    }
    folder = make_project(cards_of(*kinds.values()))
    write_files(folder, {"media/p.svg": "<svg/>"})
    first = released(folder, "1.0.0")
    write_cards(folder, kinds["keep"])
    second = released(folder, "1.1.0", T + DAY, retire=len(kinds) - 1)
    write_cards(folder, *kinds.values())
    third = released(folder, "1.2.0", T + 2 * DAY)

    with anki_engine.collection(tmp_path / "learner") as col:
        import_all(col, first)
        learning.learn(col)
        before = learning.state(col)
        assert import_all(col, second) == [
            ImportLog(0, 0, 1, 0),
            ImportLog(0, len(kinds) - 1, 0, 0),
        ]
        retired = learning.state(col)
        found = list(col.find_notes("tag:retired::1.1.0"))
        questions = [
            col.get_card(one).render_output().question_text
            for one in col.db.list("select id from cards")
        ]
        assert import_all(col, third) == [ImportLog(0, len(kinds) - 1, 1, 0)]
        after = learning.state(col)
        is_sound = col.fix_integrity()[1]

    assert len(found) == len(kinds) - 1
    assert {guid: one.cards for guid, one in retired.notes.items()} == {
        guid: one.cards for guid, one in before.notes.items()
    }
    retired_cards = len(questions) - 1
    notice = "was retired in 1.1.0: you can delete it"
    assert sum(notice in _shown(one) for one in questions) == retired_cards
    assert not any("templates/errors.html" in one for one in questions)
    assert after.notes == before.notes
    assert is_sound
    assert len(third.report.packages) == 1
    assert len(third.changes.added if third.changes else ()) == len(kinds) - 1


def _shown(side: str) -> str:
    """A side without what its card hides."""
    return re.sub(r'<div style="display: none">.*?</div>', "", side, flags=re.DOTALL)


def test_a_new_learner_has_no_retired_note(
    make_project: MakeProject, tmp_path: Path
) -> None:
    folder = make_project(cards_of(note("a"), note("b")))
    released(folder, "1.0.0")
    write_cards(folder, note("a"))
    made = released(folder, "1.1.0", T + DAY, retire=1)

    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, made.report.packages[0].path)

        assert col.note_count() == 1
        assert list(col.find_notes("tag:retired")) == []


def test_a_note_is_retired_once(make_project: MakeProject) -> None:
    folder = make_project(cards_of(note("a"), note("b")))
    released(folder, "1.0.0")
    write_cards(folder, note("a"))
    released(folder, "1.1.0", T + DAY, retire=1)

    made = released(folder, "1.2.0", T + 2 * DAY)

    assert "No note changed." in notes_of(made)
    assert "retire" not in notes_of(made)
    assert not (folder / "dist/test-1.2.0-retired.apkg").exists()


# Note types that were released

FIELDS = ["Word", "Meaning", "Extra"]


def own_type(
    *fields: str, templates: tuple[str, ...] = ("Recall",), back: str = "{{Meaning}}"
) -> dict[str, str]:
    files = {
        "cards/notetypes/word/notetype.yaml": json.dumps(
            {"fields": list(fields), "templates": list(templates)}
        )
    }
    for name in templates:
        files[f"cards/notetypes/word/{name}.front.html"] = f"{name} {{{{Word}}}}\n"
        files[f"cards/notetypes/word/{name}.back.html"] = f"{back}\n"
    return files


WORD = "notes:\n  - {id: a, type: word, fields: {Word: w, Meaning: m}}\n"


@pytest.fixture
def word_project(make_project: MakeProject) -> Path:
    folder = make_project({"cards/a.yaml": WORD, **own_type(*FIELDS)})
    released(folder, "1.0.0")
    return folder


REFUSED_SHAPES = [
    pytest.param(
        own_type("Word", "Meaning", "Extra", "A", "B", "C"),
        "the field `C` was added",
        id="reserve used up",
    ),
    pytest.param(
        own_type("Word", "Meaning"), "the field `Extra` was removed", id="removed"
    ),
    pytest.param(
        own_type("Meaning", "Word", "Extra"), "the field `Word` moved", id="reordered"
    ),
    pytest.param(
        own_type("New", "Word", "Meaning", "Extra"),
        "the field `Word` moved",
        id="added first",
    ),
    pytest.param(
        own_type(*FIELDS, templates=("Recall", "More")),
        "the template `More` was added",
        id="template added",
    ),
    pytest.param(
        own_type(*FIELDS, templates=("More", "Recall")),
        "the template `Recall` moved",
        id="templates reordered",
    ),
]


@pytest.mark.parametrize(("shape", "problem"), REFUSED_SHAPES)
def test_refused_shape(shape: dict[str, str], problem: str, word_project: Path) -> None:
    shutil.rmtree(word_project / "cards/notetypes")
    write_files(word_project, shape)
    before = snapshot(word_project)

    result = decks("build", folder=word_project)

    assert result.code == 1
    assert f"cards/notetypes/word/notetype.yaml: error: {problem} in a" in result.output
    assert "or build with --allow-notetype-change" in result.output
    assert snapshot(word_project) == before


def test_a_template_removed(make_project: MakeProject) -> None:
    two = own_type(*FIELDS, templates=("Recall", "More"))
    folder = make_project({"cards/a.yaml": WORD, **two})
    released(folder)
    write_files(folder, own_type(*FIELDS))

    result = decks("check", folder=folder)

    assert "error: the template `More` was removed in a" in result.output


def test_a_note_type_outlives_its_notes(word_project: Path) -> None:
    """Until they are retired: the notice for learners is made from it."""
    note_type = word_project / "cards/notetypes"
    write_files(word_project, {"cards/a.yaml": "notes:\n" + note("other")})
    shutil.move(note_type, word_project / "kept")

    result = decks("build", folder=word_project)

    assert result.code == 1
    assert (
        "cards/notetypes/word/notetype.yaml: error: learners have notes of the note "
        "type `word`: keep its folder until these notes are retired by a release"
    ) in result.output

    shutil.move(word_project / "kept", note_type)
    made = released(word_project, now=T + DAY, retire=1)
    assert [package.counts.notes for package in made.report.packages] == [1, 1]
    shutil.rmtree(note_type)
    assert pipeline.check(word_project).errors == []


GOOD_SHAPES = [
    pytest.param(
        own_type("Word", "Meaning", "Extra", "Example", back="{{Example}}"),
        "Word: w, Meaning: m, Example: e",
        {"Word": "w", "Meaning": "m", "Example": "e"},
        id="one of the reserve",
    ),
    pytest.param(
        own_type("Word", "Meaning", "Extra", "One", "Two"),
        "Word: w, Meaning: m, One: o, Two: t",
        {"Word": "w", "Meaning": "m", "One": "o", "Two": "t"},
        id="all of the reserve",
    ),
    pytest.param(
        own_type("Word", "Sense", "Extra", back="{{Sense}}"),
        "Word: w, Sense: m",
        {"Word": "w", "Sense": "m"},
        id="field renamed",
    ),
    pytest.param(
        own_type(*FIELDS, templates=("Remember",)),
        "Word: w2, Meaning: m",
        {"Word": "w2", "Meaning": "m"},
        id="template renamed",
    ),
]


@pytest.mark.parametrize(("shape", "fields", "expected"), GOOD_SHAPES)
def test_a_shape_that_default_options_update(
    shape: dict[str, str],
    fields: str,
    expected: dict[str, str],
    word_project: Path,
    tmp_path: Path,
) -> None:
    first = word_project / "dist/released/test-1.0.0.apkg"
    shutil.rmtree(word_project / "cards/notetypes")
    other = "  - {id: new, type: word, fields: {Word: n}}\n"
    text = f"notes:\n  - {{id: a, type: word, fields: {{{fields}}}}}\n{other}"
    write_files(word_project, {**shape, "cards/a.yaml": text})
    made = released(word_project, now=T + DAY)

    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, first)
        learning.learn(col)
        before = learning.state(col)
        schema = col.db.scalar("select scm from col")
        log = anki_engine.import_package(col, made.report.packages[0].path)
        after = learning.state(col)
        assert col.db.scalar("select scm from col") == schema, "no full sync"

    assert log == ImportLog(1, log.updated, log.duplicate, 0)
    assert len(after.note_types) == len(before.note_types) == 1
    (guid,) = before.notes
    assert {
        name: text for name, text in after.notes[guid].fields.items() if text
    } == expected
    assert after.notes[guid].cards == before.notes[guid].cards
    assert "Merge note types" not in notes_of(made)


def test_the_reserve_is_used_up_step_by_step(word_project: Path) -> None:
    for number, extra in enumerate((["One"], ["One", "Two"]), start=1):
        write_files(word_project, own_type(*FIELDS, *extra))
        released(word_project, now=T + number)
    write_files(word_project, own_type(*FIELDS, "One", "Two", "Three"))

    result = decks("check", folder=word_project)

    assert "error: the field `Three` was added in a released" in result.output


NEW_SHAPES = [
    pytest.param(
        own_type("Word", "Meaning", "Extra", "A", "B", "C"), 1, id="field added"
    ),
    pytest.param(
        own_type(*FIELDS, templates=("Recall", "More")), 2, id="template added"
    ),
]


@pytest.mark.parametrize(("shape", "cards"), NEW_SHAPES)
def test_an_allowed_change_and_what_to_tick(
    shape: dict[str, str], cards: int, word_project: Path, tmp_path: Path
) -> None:
    first = word_project / "dist/released/test-1.0.0.apkg"
    text = WORD.replace("Meaning: m", "Meaning: better")
    write_files(word_project, {**shape, "cards/a.yaml": text})
    options = Options(now=T + DAY, allow_notetype_change=True)
    made = releasing.release(word_project, "minor", options, judge=None)
    package = made.report.packages[0].path

    assert "tick *Merge note types*, and set *Update notes* and" in notes_of(made)
    for name, tick, log in (
        ("default", anki_engine.import_package, ImportLog(0, 0, 0, 1)),
        ("ticked", anki_engine.import_merging, ImportLog(0, 1, 0, 0)),
    ):
        with anki_engine.collection(tmp_path / name) as col:
            anki_engine.import_package(col, first)
            learning.learn(col)
            before = learning.state(col)
            assert tick(col, package) == log
            after = learning.state(col)
        ((guid, had),) = before.notes.items()
        has = after.notes[guid]
        assert has.fields["Meaning"] == ("better" if log.updated else "m")
        assert has.cards.items() >= had.cards.items()
        assert len(has.cards) == (cards if log.updated else 1)


def test_an_allowed_change_is_the_new_shape(word_project: Path) -> None:
    write_files(word_project, own_type("Word", "Meaning", "Extra", "A", "B", "C"))
    options = Options(now=T + DAY, allow_notetype_change=True)
    releasing.release(word_project, "minor", options, judge=None)

    report = pipeline.check(word_project)

    assert report.errors == []
    text = (word_project / "cards/deck.lock").read_text(encoding="utf-8")
    assert locktext.parse(text, "")[0].note_types["word"].fields[-1] == "C"


def test_later_releases_remember_an_allowed_change(word_project: Path) -> None:
    """Whoever skips the release of the change must be told by the next one."""
    write_files(word_project, own_type("Word", "Meaning", "Extra", "A", "B", "C"))
    options = Options(now=T + DAY, allow_notetype_change=True)
    releasing.release(word_project, "minor", options, judge=None)
    text = WORD.replace("Meaning: m", "Meaning: better")
    write_files(word_project, {"cards/a.yaml": text})

    made = releasing.release(
        word_project, "patch", Options(now=T + 2 * DAY), judge=None
    )

    assert "If you come from a version before 1.1.0: in the import" in notes_of(made)
