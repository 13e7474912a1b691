"""What is different between packages, and what of it Anki brings to a learner.

``pytest tests/test_diff.py --update`` writes the files of tests/data/diff anew.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import anki_engine
import packages
import pytest
from conftest import MakeProject, decks, snapshot
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from packages import PLAIN, TIME, Written
from places import DATA
from rich.console import Console

import builder
from builder.anki.apkg.reader import (
    Package,
    PackageDeck,
    PackageField,
    PackageMedia,
    PackageNote,
    PackageNoteType,
    PackageTemplate,
    read_package,
)
from builder.cli import console
from builder.reports import diff
from builder.versions import packagediff, worddiff

GOLDEN = DATA / "diff"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'

OLD_TYPE = replace(PLAIN, css=".card { color: black; }\n.old { margin: 0; }")
OLD = [
    Written(
        "edited",
        ["Pod 的重启策略有哪几种?", "It is <b>always</b> restarted"],
        type=OLD_TYPE,
    ),
    Written("tagged", ["Which tags?", "these"], ["k8s::pod", "draft"], type=OLD_TYPE),
    Written("moved", ["Where?", "here"], deck="Deck::Here", type=OLD_TYPE),
    Written("gone", ["Retired?", "yes"], type=OLD_TYPE),
    Written("stale", ["Will it arrive?", "yes"], modified=9, type=OLD_TYPE),
    Written("touched", ["Same?", "same"], type=OLD_TYPE),
    Written("same", ["Untouched?", "yes"], type=OLD_TYPE),
    Written(
        "long",
        ["Long", f"<p>{'before ' * 30}</p><p>one &lt; two</p><p>{'after ' * 30}</p>"],
        type=OLD_TYPE,
    ),
]
NEW_TYPE = replace(
    PLAIN,
    css=".card { color: navy; }\n.old { margin: 0; }",
    templates=[("Card 1", "{{Front}}!", "{{Back}}")],
    modified=TIME + 5,
)
NEW = [
    Written(
        "edited",
        ["Pod 的重启规则有哪几类?", "It <b>never</b> is <i>restarted</i>"],
        modified=5,
        type=NEW_TYPE,
    ),
    Written("tagged", ["Which tags?", "these"], ["k8s::pod", "hard"], modified=5, type=NEW_TYPE),
    Written("moved", ["Where?", "here"], deck="Deck::There", type=NEW_TYPE),
    Written("stale", ["Will it arrive?", "no"], modified=9, type=NEW_TYPE),
    Written("touched", ["Same?", "same"], modified=5, type=NEW_TYPE),
    Written("same", ["Untouched?", "yes"], type=NEW_TYPE),
    Written(
        "long",
        ["Long", f"<p>{'before ' * 30}</p><p>one &gt; two</p><p>{'after ' * 30}</p>"],
        modified=5,
        type=NEW_TYPE,
    ),
    Written(
        "added",
        ['<img src="a.svg"> What is *new* \x1b[31m?', "this"],
        modified=5,
        type=NEW_TYPE,
    ),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with `old.apkg` and `new.apkg`."""
    packages.write(tmp_path / "old.apkg", OLD, {"b.svg": SVG, "c.svg": SVG})
    packages.write(tmp_path / "new.apkg", NEW, {"a.svg": SVG, "c.svg": SVG + b"\n"})
    return tmp_path


@pytest.mark.parametrize(
    ("option", "name"),
    [([], "diff.txt"), (["--markdown"], "diff.md"), (["--json"], "diff.json")],
    ids=["text", "markdown", "json"],
)
def test_golden(
    folder: Path, option: Sequence[str], name: str, is_update: bool
) -> None:
    result = decks("diff", "old.apkg", "new.apkg", *option, folder=folder)

    assert (result.code, result.stderr) == (0, "")
    if is_update:
        (GOLDEN / name).write_text(result.stdout, encoding="utf-8")
    assert (GOLDEN / name).read_text(encoding="utf-8") == result.stdout


def test_colours_on_a_terminal(folder: Path) -> None:
    found = compared(folder / "old.apkg", folder / "new.apkg")
    output = Console(
        file=io.StringIO(), force_terminal=True, color_system="standard", soft_wrap=True
    )

    console.print_diff(output, found)

    assert isinstance(output.file, io.StringIO)
    printed = output.file.getvalue()
    assert "有哪几\x1b[9;31m种\x1b[0m\x1b[32m类\x1b[0m?" in printed
    assert "[-" not in printed
    # The control character of a stranger's package does not reach the terminal.
    assert "␛[31m?" in printed


def compared(old: Path, new: Path) -> packagediff.PackageDiff:
    return packagediff.compare(read_package(old), read_package(new))


def test_exit_code(folder: Path) -> None:
    same = decks("diff", "old.apkg", "old.apkg", "--exit-code", folder=folder)
    other = decks("diff", "old.apkg", "new.apkg", "--exit-code", folder=folder)

    assert (same.code, same.stdout) == (0, "no differences\n")
    assert other.code == 1


@pytest.mark.parametrize("legacy", [True, False], ids=["legacy 2", "latest"])
def test_formats_are_no_difference(folder: Path, legacy: bool) -> None:
    (folder / "old.apkg").unlink()
    notes = [note for note in OLD if note.guid != "gone"]
    old = packages.write(folder / "old.apkg", notes)

    again = packages.exported(old, folder, legacy=legacy)

    assert compared(old, again).is_empty
    assert compared(again, old).is_empty


FORMS = {
    "note newer": ({"modified": 5}, {}, "arrives"),
    "note not newer": ({"modified": 0}, {}, "not newer"),
    "note older": ({"modified": -5}, {}, "not newer"),
    "CSS too": ({"modified": 5}, {"css": "x", "modified": TIME + 5}, "arrives"),
    "field added": (
        {"modified": 5, "fields": ["q", "b", "c"]},
        {"fields": ["Front", "Back", "More"], "modified": TIME + 5},
        "another note type",
    ),
    "field renamed": (
        {"modified": 5},
        {"fields": ["Front", "Answer"], "modified": TIME + 5},
        "another note type",
    ),
    "fields swapped": (
        {"modified": 5},
        {"fields": ["Back", "Front"], "modified": TIME + 5},
        "another note type",
    ),
    "card template added": (
        {"modified": 5},
        {
            "templates": [*PLAIN.templates, ("Back", "{{Back}}", "{{Front}}")],
            "modified": TIME + 5,
        },
        "another note type",
    ),
    "another id": (
        {"modified": 5}, {"id": 1_500_000_000_009}, "another note type",
    ),
    "another note type": (
        {"modified": 5}, {"id": 1_500_000_000_009, "name": "Other"}, "another note type",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("note", "note_type", "expected"), FORMS.values(), ids=FORMS)
def test_arrival_is_what_the_engine_does(
    tmp_path: Path,
    note: dict[str, object],
    note_type: dict[str, object],
    expected: packagediff.Arrival,
) -> None:
    before = Written("g", ["q", "a"])
    changes = {"fields": ["q", "b"], "type": replace(PLAIN, **note_type), **note}  # type: ignore[arg-type]
    after = replace(before, **changes)  # type: ignore[arg-type]
    old = packages.write(tmp_path / "old.apkg", [before])
    new = packages.write(tmp_path / "new.apkg", [after])

    (change,) = compared(old, new).changed
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, old)
        log = anki_engine.import_package(col, new)

    assert expected == change.arrival
    assert (log.updated == 1) == (expected == "arrives")


@pytest.mark.parametrize(
    ("name", "modified", "expected"),
    [
        ("a.svg", 5, "arrives"),
        ("a.svg", 0, "no newer note"),
        ("_a.svg", 5, "never replaced"),
    ],
)
def test_media_arrive_as_the_engine_says(
    tmp_path: Path, name: str, modified: int, expected: packagediff.MediaArrival
) -> None:
    before = Written("g", ["q", f'<img src="{name}">'])
    after = replace(before, modified=modified)
    old = packages.write(tmp_path / "old.apkg", [before], {name: b"old"})
    new = packages.write(tmp_path / "new.apkg", [after], {name: b"new"})

    (change,) = compared(old, new).media_changed
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, old)
        anki_engine.import_package(col, new)
        media = [path.read_bytes() for path in Path(col.media.dir()).iterdir()]

    assert expected == change.arrival
    assert (b"new" in media) == (expected == "arrives")


def test_newer_alone_overwrites_the_learner(folder: Path) -> None:
    old = packages.write(folder / "1.apkg", [Written("g", ["q", "a"])])
    new = packages.write(folder / "2.apkg", [Written("g", ["q", "a"], modified=5)])

    (change,) = compared(old, new).changed
    with anki_engine.collection(folder / "learner") as col:
        anki_engine.import_package(col, old)
        log = anki_engine.import_package(col, new)

    assert (change.arrival, log.updated) == ("only newer", 1)
    assert compared(new, old).is_empty


PROJECT = """\
notes:
  - {id: one, front: What restarts?, back: the pod}
  - {id: two, front: What stays?, back: the node, tags: [kept]}
"""


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project(PROJECT)
    assert decks("build", folder=folder).code == 0
    (folder / "cards/cards.yaml").write_text(PROJECT.replace("the pod", "the Pod"))
    return folder


def test_package_and_the_project_one_is_in(project: Path) -> None:
    before = snapshot(project)

    result = decks("diff", "dist/test-1.0.0.apkg", folder=project)

    assert re.sub(r"  \w{10,}\n", "  GUID\n", result.stdout) == (
        "Test::cards\n"
        "  ~ What restarts?  GUID\n"
        "      Back: the [-pod-]{+Pod+}\n"
        "\n"
        "notes: 1 changed\n"
    )
    assert before == snapshot(project)


@pytest.mark.parametrize(
    "arguments",
    [
        ["dist/test-1.0.0.apkg", "."],
        ["dist/test-1.0.0.apkg", "cards"],
        ["dist/test-1.0.0.apkg", "--project", "."],
        [".", "dist/test-1.0.0.apkg"],
    ],
    ids=["here", "below", "option", "project first"],
)
def test_a_project_stands_for_its_next_build(
    project: Path, arguments: Sequence[str]
) -> None:
    result = decks("diff", *arguments, "--json", folder=project)

    (change,) = json.loads(result.stdout)["changed"]
    assert change["fields"][0]["name"] == "Back"
    assert change["arrival"] == ("not newer" if arguments[0] == "." else "arrives")


def test_a_part_of_the_project(project: Path) -> None:
    part = ("--tag", "kept")
    decks("build", *part, "--out", "part.apkg", folder=project)

    assert decks("diff", "part.apkg", ".", *part, folder=project).stdout == (
        "no differences\n"
    )


def test_project_with_errors(project: Path) -> None:
    (project / "cards/cards.yaml").write_text("notes:\n  - {id: a, front: '![](a)'}\n")

    result = decks("diff", "dist/test-1.0.0.apkg", folder=project)

    message = f"decks: {project}: 1 error: see `decks check`\n"
    assert (result.code, result.stderr) == (1, message)


@pytest.mark.parametrize(
    "arguments",
    [
        ["old.apkg", "new.apkg", "--json", "--markdown"],
        ["old.apkg", "new.apkg", "--project", "."],
        ["old.apkg", "new.apkg", "--tag", "x"],
        [],
    ],
    ids=["two forms", "three sides", "tag without project", "nothing"],
)
def test_wrong_usage(folder: Path, arguments: Sequence[str]) -> None:
    assert decks("diff", *arguments, folder=folder).code == 2


def test_no_project_here(folder: Path) -> None:
    result = decks("diff", "old.apkg", folder=folder)

    assert result.code == 1
    assert result.stderr.startswith("decks: no deck project here")


def note_type(fields: str, css: str = "", modified: int = 0) -> PackageNoteType:
    return PackageNoteType(
        id=1,
        name="Type",
        modified=modified,
        is_cloze=False,
        fields=tuple(
            PackageField(name.split("=")[0], int(name.partition("=")[2] or 0) or None)
            for name in fields.split()
        ),
        templates=(PackageTemplate("Card 1", None, "{{A}}", "{{B}}"),),
        css=css,
    )


def note(guid: str, one: PackageNoteType, *values: str) -> PackageNote:
    return PackageNote(guid, 1, one, 0, values, (), ("Deck",), (0,), 0)


def package(*notes: PackageNote) -> Package:
    types = {one.note_type.id: one.note_type for one in notes}
    return Package(1, notes, tuple(types.values()), (PackageDeck("Deck", ""),), ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("A:a B:b", "B:b A:a", [], id="by name, not place"),
        pytest.param("A:a B:b", "A:a C:b", [], id="renamed: by place"),
        pytest.param("A:a B:b", "A:a C:c", [("B → C", "b", "c")], id="and changed"),
        pytest.param("A=1:a B=2:b", "C=2:b A=1:a", [], id="renamed: by id"),
        pytest.param("A:a", "A:a C:c", [("C", None, "c")], id="added"),
        pytest.param("A:a", "A:a C:", [], id="added empty"),
        pytest.param("A:a C:c", "A:a", [("C", "c", None)], id="retired"),
    ],
)
def test_fields_are_matched(
    old: str, new: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    def one_note(fields: str) -> Package:
        pairs = [field.split(":") for field in fields.split()]
        one = note_type(" ".join(name for name, _ in pairs))
        return package(note("g", one, *(value for _, value in pairs)))

    found = packagediff.compare(one_note(old), one_note(new))

    changes = [change for one in found.changed for change in one.fields]
    assert expected == [(one.name, one.old, one.new) for one in changes]


def test_more_values_than_fields() -> None:
    one = note_type("A")

    found = packagediff.compare(
        package(note("g", one, "a")), package(note("g", one, "a", "surplus"))
    )

    assert [change.name for change in found.changed[0].fields] == ["field 2"]


def test_guid_twice() -> None:
    one = note_type("A")
    twice = package(note("g", one, "a"), note("g", one, "b"))

    assert packagediff.compare(twice, twice).is_empty
    assert len(packagediff.compare(package(note("g", one, "a")), twice).added) == 1


def test_note_type_that_is_not_newer() -> None:
    old = package(note("g", note_type("A", "old"), "a"))
    new = package(note("g", note_type("A", "new"), "a"))

    (change,) = packagediff.compare(old, new).note_types_changed
    assert (change.has_same_form, change.arrival) == (True, "not newer")


texts = st.text("ab<>/&;p中文 \n", max_size=12)
note_types = st.builds(
    note_type, st.sampled_from(["A", "A B", "B A", "A=1 B=2"]), texts
)
files = st.builds(PackageMedia, st.sampled_from("xyz"), st.just(1), texts)


@st.composite
def drawn_package(draw: st.DrawFn) -> Package:
    one = draw(note_types)
    guids = draw(st.lists(st.sampled_from("ghijk"), max_size=4))
    notes = [note(guid, one, draw(texts), draw(texts)) for guid in guids]
    media = draw(st.lists(files, max_size=3, unique_by=lambda file: file.name))
    return replace(package(*notes), media=tuple(media))


kinds = drawn_package()


@given(kinds)
def test_a_package_is_like_itself(one: Package) -> None:
    assert packagediff.compare(one, one).is_empty


@given(kinds, kinds)
def test_the_other_way_round(old: Package, new: Package) -> None:
    there, back = packagediff.compare(old, new), packagediff.compare(new, old)

    assert there.added == back.retired
    assert there.retired == back.added
    assert (there.media_added, there.media_retired) == (
        back.media_retired, back.media_added,
    )  # fmt: skip
    assert {change.new.guid for change in there.edited} == {
        change.new.guid for change in back.edited
    }
    assert json.loads(json.dumps(diff.values(there)))["equal"] == there.is_empty
    assert diff.text(there)
    assert diff.markdown(there)


@given(texts, texts)
def test_words_make_both_texts(old: str, new: str) -> None:
    segments = worddiff.compare_source(old, new)

    for kind, text in (("old", old), ("new", new)):
        side = "".join(one.text for one in segments if one.kind in {"same", kind})
        assert text.replace("\n", worddiff.LINE_BREAK) == side
    changes = [one for one in segments if one.kind != "same"]
    assert bool(changes) == (old != new)


@given(texts, texts)
def test_every_change_of_a_field_is_shown(old: str, new: str) -> None:
    changes = [one for one in worddiff.compare_html(old, new) if one.kind != "same"]

    assert bool(changes) == (old != new)


CASES = {
    "a word": ("A pod restarts", "A Pod restarts", "A [-pod-]{+Pod+} restarts"),
    "a word more": ("one two", "one and two", "one {+and +}two"),
    "Chinese": ("有哪几种?", "有哪几类?", "有哪几[-种-]{+类+}?"),
    "tags on both sides": (
        "<p>a <b>x</b></p>", "<p>a <b>y</b></p>", "a [-x-]{+y+}",
    ),
    "tags alone": ("x", "<b>x</b>", "{+<b>+}x{+</b>+}"),
    "tags with text": ("x", "x <b>y</b>", "x{+ <b>y</b>+}"),
    "blocks": ("<p>a</p><p>c</p>", "<p>a</p><p>b</p><p>c</p>", "a ⏎ {+b ⏎ +}c"),
    "another choice is correct": (
        '<ol><li class="correct">a</li><li>b</li></ol>',
        '<ol><li>a</li><li class="correct">b</li></ol>',
        '[-<li class="correct">-]{+<li>+}a ⏎ [-<li>-]{+<li class="correct">+}b',
    ),
    "a choice more": (
        "<li>a</li>",
        '<li>a</li><li class="correct">b</li>',
        'a ⏎ {+<li class="correct">b ⏎ +}',
    ),
    "begins with its tag": (
        "<li><code>a</code></li>\n<li>c</li>",
        "<li><code>a</code></li>\n<li><code>b</code></li>\n<li>c</li>",
        "a ⏎ {+<code>b</code> ⏎ +}c",
    ),
    "entities": ("a &lt; b", "a &gt; b", "a [-<-]{+>+} b"),
    "an entity and a tag": ("&lt;b>", "<b>", "[-&lt;b>-]{+<b>+}"),
    "picture": ('<img src="a.png">', "<img src=b.png>", "[-[a.png]-]{+[b.png]+}"),
    "picture's size": (
        '<img src="a.png">',
        '<img src="a.png" width="9">',
        '[-<img src="a.png">-]{+<img src="a.png" width="9">+}',
    ),
    "highlighted code": (
        "<pre>a</pre>",
        '<pre>a<span class="p">:</span> <span>1</span></pre>',
        "a{+: 1+}",
    ),
    "all of it": (
        "the quick brown fox",
        "a slow red dog",
        "[-the quick brown fox-]{+a slow red dog+}",
    ),
    "spaces": ("a b", "a  b", "a[- -]{+  +}b"),
    "nothing before": ("", "new", "{+new+}"),
    "not tags": ("a < b > c", "a < b > d", "a < b > [-c-]{+d+}"),
    "unclosed comment": ("<!-- x", "<!-- y", "<!-- [-x-]{+y+}"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CASES.values(), ids=CASES)
def test_word_by_word(old: str, new: str, expected: str) -> None:
    assert expected == worddiff.marked(worddiff.compare_html(old, new))


def test_a_long_text_is_cut_around_its_change() -> None:
    segments = worddiff.compare_html(
        "x " * 100 + "a " + "y " * 100, "x " * 100 + "b " + "y " * 100
    )

    assert worddiff.marked(worddiff.shorten(segments, 6)) == "…x x x [-a-]{+b+} y y y…"


@pytest.mark.parametrize("size", [5_000, 40_000])
def test_long_texts_take_no_time(size: int) -> None:
    old = [str(number % 977) for number in range(size)]
    new = ["zz" if number % 50 == 0 else word for number, word in enumerate(old)]

    segments = worddiff.compare_html(" ".join(old), " ".join(new))

    assert segments


@given(
    st.text("a中。*_~`<[|\\ &", min_size=1, max_size=8), st.sampled_from(["old", "new"])
)
def test_markdown_shows_marks_as_marks(text: str, kind: worddiff.Kind) -> None:
    """Whatever a card says is text, and its change is one marked stretch."""
    one = diff._marked_up(worddiff.Segment(kind, text))  # noqa: SLF001 -- the rule itself
    parser = MarkdownIt("commonmark").enable("strikethrough")

    html = parser.renderInline(f"字{one}字")

    tags = {
        "old": r"<(?:s|del)>(.*)</(?:s|del)>",
        "new": r"<(?:strong|b)>(.*)</(?:strong|b)>",
    }
    match = re.fullmatch(rf"字\s*{tags[kind]}\s*字", html)
    assert match
    assert "<" not in match[1]


def test_as_a_library(project: Path) -> None:
    found = builder.compare(project / "dist/test-1.0.0.apkg", project)

    assert [change.fields[0].name for change in found.diff.edited] == ["Back"]
    assert len(found.old.notes) == len(found.new.notes) == 2
