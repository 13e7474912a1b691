"""Bad input that a text file cannot hold: encodings, links, sizes, whole commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import MakeProject, decks, snapshot, write_files

from builder.anki.media import read_media
from builder.base.diagnostic import Problem
from builder.pipeline import survey

GOOD = "notes:\n  - {id: a, front: 镜像, back: b}\n"


def checked(folder: Path) -> str:
    """The findings of a project that must be refused and left as it is."""
    before = snapshot(folder)

    result = decks("check", folder=folder)

    assert result.code == 1
    assert decks("build", folder=folder).code == 1
    assert snapshot(folder) == before
    return result.stdout


def test_place_in_a_file_with_byte_order_mark_and_crlf(
    make_project: MakeProject,
) -> None:
    text = "\ufeffnotes:\r\n  - id: a\r\n    front: q\r\n    bak: b\r\n"
    folder = make_project({"cards/a.yaml": text.encode()})

    assert "cards/a.yaml:4:5: error: unknown key `bak` (did you mean `back`?)" in (
        checked(folder)
    )


def test_control_character(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": "notes:\n  - {id: a, front: \x07}\n"})

    assert checked(folder).startswith(
        "cards/a.yaml:2:20: error: a control character (U+0007) cannot stand in YAML"
    )


def test_deep_indentation(make_project: MakeProject) -> None:
    text = "".join(f"{' ' * depth}a:\n" for depth in range(2_000))
    folder = make_project({"cards/a.yaml": text})

    assert "error: nested more than 100 deep  [yaml]" in checked(folder)


def test_20_000_nested_keys(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": "? " * 20_000})

    assert "error: nested more than 100 deep  [yaml]" in checked(folder)


def test_deep_lock(make_project: MakeProject) -> None:
    lock = f'{{"note":{"[" * 100_000}{"]" * 100_000}}}'
    folder = make_project({"cards/a.yaml": GOOD, "cards/deck.lock": lock})

    assert checked(folder).startswith("cards/deck.lock:1:1: error: ")


def test_lone_surrogate_in_lock(make_project: MakeProject) -> None:
    line = (
        '{"note":"b","guid":"\\ud800","nid":1,"mod":1,"hash":"x","type":"basic",'
        '"deck":"Test","since":"1.0.0"}'
    )
    folder = make_project({"cards/a.yaml": GOOD, "cards/deck.lock": line})

    assert checked(folder).startswith("cards/deck.lock:1:1: error: damaged: restore")


@pytest.mark.parametrize("epoch", ["99999999999999999999", "9" * 5000])
def test_epoch_that_no_clock_has(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    result = decks("build", folder=folder)

    assert (result.code, result.stderr) == (
        1,
        f"decks: SOURCE_DATE_EPOCH is `{epoch}`, after the year 9999: write the seconds "
        "since 1970\n",
    )


def test_field_of_20_megabytes(make_project: MakeProject) -> None:
    text = f"notes:\n  - id: a\n    front: q\n    back: {'x' * 20_000_000}\n"
    folder = make_project({"cards/a.yaml": text})

    assert checked(folder).splitlines()[0] == (
        "cards/a.yaml:4:11: error: 20,000,000 characters in one field: a field holds at "
        "most 1,000,000  [field-size]"
    )


def test_file_of_70_megabytes(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": b"#" * 70_000_000})

    assert checked(folder) == (
        "cards/a.yaml: error: larger than 64 MiB: split the file  [file-size]\n"
    )


def test_oversized_media(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD, "media/film.mp4": b""})
    with (folder / "media/film.mp4").open("wb") as stream:
        stream.truncate(101 * 1024 * 1024)

    result = decks("check", folder=folder)

    assert (result.code, result.stdout) == (
        1,
        "media/film.mp4: error: 101 MiB: AnkiWeb takes at most 100 MiB a file  "
        "[media-size]\n",
    )


def test_empty_media(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD, "media/a.png": b""})

    assert checked(folder) == "media/a.png: error: the file is empty  [media-empty]\n"


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_link_out_of_media(make_project: MakeProject, tmp_path: Path) -> None:
    write_files(tmp_path, {"secret.png": b"secret"})
    folder = make_project({"cards/a.yaml": GOOD, "media/here.png": b"here"})
    (folder / "media/out.png").symlink_to(tmp_path / "secret.png")
    (folder / "media/in.png").symlink_to(folder / "media/here.png")

    assert checked(folder) == (
        "media/out.png: error: a link out of media/: put the file itself here  "
        "[media-outside]\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_unreadable_card_file(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    (folder / "cards/b.yaml").symlink_to(folder / "nowhere.yaml")

    assert checked(folder) == (
        "cards/b.yaml: error: cannot be read: No such file or directory  [unreadable]\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_link_to_itself(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD, "media/a.png": b"x"})
    (folder / "media/loop.png").symlink_to("loop.png")
    (folder / "cards/loop.yaml").symlink_to("loop.yaml")

    assert checked(folder) == (
        "cards/loop.yaml: error: cannot be read: Too many levels of symbolic links  "
        "[unreadable]\n"
        "media/loop.png: error: cannot be read: Too many levels of symbolic links  "
        "[unreadable]\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="needs names of any bytes")
def test_file_names_that_are_not_utf_8(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD, "media/a.png": b"x"})
    for name in (b"media/\xff.png", b"cards/\xfe.yaml"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"x")
    Path(os.fsdecode(os.fsencode(folder) + b"/cards/notetypes/\xfd")).mkdir(
        parents=True
    )

    assert checked(folder) == (
        "cards/\\xfe.yaml: error: the name `\\xfe.yaml` is not UTF-8: rename the file  "
        "[file-name]\n"
        "cards/notetypes/\\xfd: error: the name `\\xfd` is not UTF-8: rename the file  "
        "[file-name]\n"
        "media/\\xff.png: error: the name `\\xff.png` is not UTF-8: rename the file  "
        "[file-name]\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="needs pipes")
def test_pipes_are_not_read(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD, "media/a.png": b"x"})
    os.mkfifo(folder / "media/pipe.png")
    os.mkfifo(folder / "cards/pipe.yaml")

    assert checked(folder) == (
        "cards/pipe.yaml: error: a pipe or a device: put an ordinary file here  "
        "[unreadable]\n"
        "media/pipe.png: error: a pipe or a device: put an ordinary file here  "
        "[unreadable]\n"
    )


@pytest.mark.parametrize("name", ["b.yml", "B.YAML", "b.Yml"])
def test_other_endings_are_not_read_and_said_so(
    make_project: MakeProject, name: str
) -> None:
    folder = make_project({"cards/a.yaml": GOOD, f"cards/{name}": "not: [read"})

    result = decks("check", folder=folder)

    assert (result.code, result.stdout) == (
        0,
        f"cards/{name}: warning: not read: card files end in `.yaml`  [file-name]\n",
    )


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_linked_folder_is_not_read_and_said_so(
    make_project: MakeProject, tmp_path: Path
) -> None:
    write_files(tmp_path, {"elsewhere/b.yaml": "not: [read"})
    folder = make_project({"cards/a.yaml": GOOD})
    (folder / "cards/more").symlink_to(tmp_path / "elsewhere")

    result = decks("check", folder=folder)

    assert (result.code, result.stdout) == (
        0,
        "cards/more: warning: not read: a link to a folder; put the folder itself here  "
        "[file-name]\n",
    )


def test_brackets_in_a_path_are_no_markup(make_project: MakeProject) -> None:
    note = "notes:\n  - {front: q, back: b}\n"
    folder = make_project({"cards/[/x].yaml": note, "cards/a[red].yaml": note})

    result = decks("build", folder=folder)

    assert result.code == 0
    assert "wrote ids into cards/[/x].yaml, cards/a[red].yaml: commit them\n" in (
        result.stderr
    )


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments", [["build", "--json"], ["check"], ["diff", "."], ["schema"]]
)
def test_output_that_nobody_takes(
    make_project: MakeProject, arguments: list[str]
) -> None:
    folder = make_project({"cards/a.yaml": GOOD, "media/unused.png": b"x"})
    with Path("/dev/full").open("w") as full:
        finished = subprocess.run(
            [sys.executable, "-m", "builder", *arguments],
            check=False, cwd=folder, stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    assert (finished.returncode, finished.stderr) == (
        1,
        "decks: cannot print: No space left on device\n",
    )


def test_renamed_media_folder(make_project: MakeProject) -> None:
    """Every picture is missing: the first few get a suggestion, and it is quick."""
    notes = "".join(
        f"  - {{id: n{n}, front: q{n}, back: '![](old/picture-{n:04}.png)'}}\n"
        for n in range(600)
    )
    pictures = {f"media/new/picture-{n:04}.png": b"%d" % n for n in range(600)}
    folder = make_project({"cards/a.yaml": f"notes:\n{notes}", **pictures})

    began = time.process_time()
    lines = [line for line in checked(folder).splitlines() if "error:" in line]

    assert len(lines) == 600
    assert lines[599].endswith(
        "no media file `old/picture-0599.png` in media/ (did you mean "
        "`new/picture-0599.png`?)  [media-missing]"
    )
    assert time.process_time() - began < 10


def test_many_missing_media(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"picture-{number}.png").write_bytes(b"%d" % number)
    library, _ = read_media(tmp_path)

    found = [library.find(f"pictures-{number}.png") for number in range(30)]

    suggested = [
        one for one in found if isinstance(one, Problem) and "did you" in one.message
    ]
    assert found[:20] == suggested
    assert found[0] == library.find("pictures-0.png")


def test_findings_elsewhere_are_counted(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": GOOD, "cards/b.yaml": "notes: []\n"})

    here = decks("check", "cards/a.yaml", folder=folder)
    there = decks("check", "cards/b.yaml", folder=folder)
    values = json.loads(decks("check", "cards/a.yaml", "--json", folder=folder).stdout)

    assert (here.code, here.output) == (0, "no findings here; 1 error elsewhere\n")
    assert (there.code, there.stderr) == (1, "1 error\n")
    assert values["ok"] is True


WARNINGS = {
    "cards/a.yaml": (
        "notes:\n"
        "  - id: a\n    front: same\n    back: |\n      one\n      two\n    typed: true\n"
        "  - id: b\n    front: same\n    back: '{{c1::x}}'\n"
        "  - id: c\n    cloze: '{{c1::}} and {{c2::x}}'\n"
        "  - id: d\n    front: code\n    back: |\n      ```pyhton\n      x\n      ```\n"
    ),
    "media/unused.png": b"x",
}


def test_warnings(make_project: MakeProject) -> None:
    folder = make_project(WARNINGS)

    result = decks("check", folder=folder)

    headlines = [line for line in result.stdout.splitlines() if "warning:" in line]
    assert headlines == [
        "cards/a.yaml:4:11: warning: a typed answer of several lines: a learner can "
        "type only one  [typed-lines]",
        "cards/a.yaml:8:5: warning: the same question as the note at cards/a.yaml:2:5  "
        "[same-question]",
        "cards/a.yaml:10:12: warning: `{{c1::` makes no deletion in `back`: a cloze "
        "note is written with `cloze:`  [cloze-stray]",
        "cards/a.yaml:12:13: warning: an empty deletion: the learner would have nothing "
        "to remember  [cloze-empty]",
        "cards/a.yaml:16:10: warning: no colours for the language `pyhton` (did you "
        "mean `python`?)  [language]",
        "media/unused.png: warning: no card uses this file: it is left out  "
        "[media-unused]",
    ]
    assert result.code == 0
    assert decks("build", folder=folder).code == 0
    assert decks("check", "--strict", folder=folder).code == 1


@pytest.mark.parametrize(
    ("answer", "warnings"),
    [
        pytest.param(
            "1",
            [
                "cards/a.yaml:5:13: warning: the answer `1` is taken for the choice with "
                "this text, not for the choice number 1: write `'1'`, or `3` if that is "
                "meant  [choices]"
            ],
            id="bare",
        ),
        pytest.param("'1'", [], id="in quotes"),
        pytest.param("'2'", [], id="the other, in quotes"),
    ],
)
def test_number_that_is_also_a_choice(
    make_project: MakeProject, answer: str, warnings: list[str]
) -> None:
    cards = "notes:\n  - id: a\n    front: q\n    choices: ['3', '1', '2']\n"
    folder = make_project({"cards/a.yaml": f"{cards}    answer: {answer}\n"})

    result = decks("check", folder=folder)

    headlines = [line for line in result.stdout.splitlines() if "warning:" in line]
    assert headlines == warnings
    assert result.code == 0


def test_two_forms_of_one_letter_are_one_name(make_project: MakeProject) -> None:
    """Anki keeps names in NFC; a Mac gives the names of files in NFD."""
    note = "notes:\n  - {{id: {0}, front: {0}, back: b, tags: [{1}], deck: {1}}}\n"
    folder = make_project(
        {
            "cards/a.yaml": note.format("a", "café"),
            "cards/b.yaml": note.format("b", "cafe\u0301"),
            "cards/café.yaml": "notes:\n  - {id: c, front: c, back: b, tags: [x]}\n",
            "cards/deck.yaml": (
                "name: Cafe\u0301\nslug: test\nversion: 1.0.0\nkey: k\n"
                "packages: [{slug: one, tags: [cafe\u0301]}]\n"
            ),
        }
    )
    (folder / "cards/café.yaml").rename(folder / "cards/cafe\u0301.yaml")

    assert decks("build", "--tag", "cafe\u0301", folder=folder).code == 0
    notes = survey(folder).notes
    assert {note.deck for note in notes} == {"Café::café"}
    assert {note.tags for note in notes} == {("café",), ("x",)}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["frobnicate"], 2, "No such command 'frobnicate'", id="command"),
        pytest.param(["build", "--tga", "x"], 2, "No such option", id="option"),
        pytest.param(["build", "--name", "x"], 2, "choose it with --tag", id="name"),
        pytest.param(
            ["build", "--tag", "t", "--name", "a/b"], 2, "use letters", id="slug"
        ),
        pytest.param(
            ["build", "--tag", "docker"], 1,
            "decks: no note is left by `--tag docker`\n", id="tag without notes",
        ),
        pytest.param(
            ["build", "--tag", "dokcer"], 1,
            "decks: no note is left by `--tag dokcer`\n", id="tag misspelt",
        ),
        pytest.param(
            ["build", "--tag", "t", "--name", "Test"], 2,
            "--name Test: a package of deck.yaml is called so, choose another",
            id="name of the deck",
        ),
        pytest.param(
            ["build", "--out", ""], 2,
            "--out is empty: name a folder or an .apkg file", id="out is empty",
        ),
        pytest.param(
            ["build", "--out", "cards/a.yaml"], 2,
            "--out cards/a.yaml is a file: name a folder, or a file that ends in `.apkg`",
            id="out is another file",
        ),
        pytest.param(
            ["build", "--out", "x" * 300 + ".apkg"], 2, "File name too long",
            id="out is too long",
        ),
        pytest.param(
            ["build", "--out", "x" * 300], 2, "File name too long",
            id="out folder is too long",
        ),
        pytest.param(["diff", "x" * 300], 2, "File name too long", id="diff too long"),
        pytest.param(
            ["diff", ".", "x" * 300], 2, "File name too long", id="new of diff too long"
        ),
        pytest.param(["plan", "x" * 300], 2, "File name too long", id="plan too long"),
        pytest.param(
            ["new", "d", "--name", '"q" x'], 1,
            'the deck `"q" x` has a space around `::` or a `"`: Anki changes those',
            id="new with a quote",
        ),
        pytest.param(["new", "x" * 300], 1, "File name too long", id="new too long"),
        pytest.param(
            ["new", "d", "--name", "A\nB"], 1,
            "the deck name `A\\nB` has a control character: write one line",
            id="new with a line break",
        ),
        pytest.param(
            ["new", "d", "--name", "A::"], 1,
            "the deck `A::` has an empty part", id="new with an empty part",
        ),
        pytest.param(
            ["new", "d", "--language", "chinese!"], 1,
            "`chinese!` is not a language: write a tag such as `en` or `zh-CN`",
            id="new language",
        ),
        pytest.param(["check", "nowhere"], 2, "does not exist", id="path"),
        pytest.param(["new", "cards"], 1, "is not an empty folder", id="new"),
        pytest.param(["build", "--project", "media"], 2, "does not exist", id="project"),
    ],
)  # fmt: skip
def test_wrong_usage(
    make_project: MakeProject, arguments: list[str], code: int, message: str
) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    before = snapshot(folder)

    result = decks(*arguments, folder=folder)

    assert result.code == code
    assert message in result.stderr
    assert snapshot(folder) == before


def test_no_project_here(tmp_path: Path) -> None:
    result = decks("build", folder=tmp_path)

    assert (result.code, result.stderr) == (
        1,
        f"decks: no deck project here: no cards/deck.yaml in {tmp_path} or above it "
        "(make a project with `decks new DIR`)\n",
    )


def test_one_file_for_several_packages(make_project: MakeProject) -> None:
    folder = make_project(
        {
            "cards/deck.yaml": (
                "name: T\nslug: t\nversion: 1.0.0\nkey: k\npackages:\n"
                "  - {slug: t-x, tags: [x]}\n"
            ),
            "cards/a.yaml": "notes:\n  - {id: a, front: q, back: b, tags: [x]}\n",
        }
    )

    result = decks("build", "--out", "all.apkg", folder=folder)

    assert result.code == 1
    assert "all.apkg is one file, but 2 packages are to be built" in result.stderr
