"""What no learner notices is mended, and every other byte stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import MakeProject, decks, snapshot
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.base.diagnostic import Location
from builder.cards import yamltree
from builder.cards.layout import comment_lines, quoted, without_trailing_blanks
from builder.cards.onespelling import with_one_spelling

GOOD = "notes:\n  - {id: a, front: a, back: b}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "notes:\n  - id: a\n    front: What is C#?\n    back: use the # key\n",
            "notes:\n  - id: a\n    front: What is C#?\n    back: 'use the # key'\n",
            id="text that YAML swallows",
        ),
        pytest.param(
            "notes:\n  - id: a\n    front: !important it's\n    back: &x wins\n",
            "notes:\n  - id: a\n    front: '!important it''s'\n    back: '&x wins'\n",
            id="a tag and an anchor to YAML",
        ),
        pytest.param(
            "notes:\r\n  - {id: a, front: 中文 b, back: !x wins}\r\n",
            "notes:\r\n  - {id: a, front: 中文 b, back: '!x wins'}\r\n",
            id="a tag to YAML in braces",
        ),
        pytest.param(
            "notes:\n  - id: a\n    front: it's # one\n    back: b\n",
            "notes:\n  - id: a\n    front: 'it''s # one'\n    back: b\n",
            id="with a quote in it",
        ),
        pytest.param(
            "notes:\r\n  - id: a\r\n    front: C # D\r\n    back: b\r\n",
            "notes:\r\n  - id: a\r\n    front: 'C # D'\r\n    back: b\r\n",
            id="lines of Windows",
        ),
        pytest.param(
            "tags: [x]   \nnotes:\t\n  - id: a  \n    front: a \n    back: b\n",
            "tags: [x]\nnotes:\n  - id: a\n    front: a\n    back: b\n",
            id="blanks behind lines",
        ),
        pytest.param(
            "notes:\n  - id: a\n    front: |\n      one  \n      two \n\n    back: b # c\n",
            "notes:\n  - id: a\n    front: |\n      one  \n      two \n\n    back: 'b # c'\n",
            id="a hard break in a text stays",
        ),
        pytest.param(
            'notes:\n  - id: a\n    front: "one \n      two"\n    back: b\n',
            'notes:\n  - id: a\n    front: "one \n      two"\n    back: b\n',
            id="a text in quotes stays",
        ),
        pytest.param(
            "tags: [x] # a remark\nnotes:\n  - {id: a, front: a, back: b}\n",
            "tags: [x] # a remark\nnotes:\n  - {id: a, front: a, back: b}\n",
            id="a remark stays one",
        ),
        pytest.param(
            "notes:\n  - front: What is a Pod here\n    back: b\n",
            "notes:\n  - id: what-is-a-pod\n    front: What is a Pod here\n    back: b\n",
            id="an id",
        ),
    ],
)
def test_mended(before: str, after: str, make_project: MakeProject) -> None:
    folder = make_project({"cards/cards.yaml": before.encode()})

    result = decks("check", "--fix", folder=folder)

    assert (folder / "cards/cards.yaml").read_bytes() == after.encode()
    assert ("nothing to mend" in result.stderr) == (before == after)
    assert "[yaml]" not in result.stdout
    again = decks("check", "--fix", folder=folder)
    assert "nothing to mend" in again.stderr


def test_a_difference_writes_nothing(make_project: MakeProject) -> None:
    folder = make_project("notes:\n  - id: a\n    front: C # D\n    back: b\n")
    before = snapshot(folder)

    result = decks("check", "--fix", "--diff", folder=folder)

    assert result.stdout.splitlines() == [
        "--- a/cards/cards.yaml",
        "+++ b/cards/cards.yaml",
        "@@ -1,4 +1,4 @@",
        " notes:",
        "   - id: a",
        "-    front: C # D",
        "+    front: 'C # D'",
        "     back: b",
    ]
    assert (result.code, result.stderr) == (0, "would mend 1 file\n")
    assert before == snapshot(folder)


def test_a_byte_order_mark_stays(make_project: MakeProject) -> None:
    text = "\ufeffnotes:\n  - {id: a, front: a, back: b} \n"
    folder = make_project({"cards/cards.yaml": text.encode()})

    decks("check", "--fix", folder=folder)

    assert (folder / "cards/cards.yaml").read_bytes() == text.replace(
        "} \n", "}\n"
    ).encode()


def test_a_file_that_is_no_yaml_stays(make_project: MakeProject) -> None:
    folder = make_project({"cards/a.yaml": "notes: [ \n", "cards/b.yaml": f"{GOOD} \n"})

    result = decks("check", "--fix", folder=folder)

    assert (folder / "cards/a.yaml").read_text(encoding="utf-8") == "notes: [ \n"
    assert (result.code, "mended cards/b.yaml" in result.stderr) == (1, True)


CAPITALS = """\
tags: [K8s::Pod]
deck: Basics
notes:
  - id: a
    front: k8s::pod?
    back: b
    tags: ['k8s::pod::Life', "k8S::node"]  # k8s::pod
    deck: basics::more
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "a byte order mark"])
def test_capitals_are_mended_by_name_alone(
    end: str, mark: str, make_project: MakeProject
) -> None:
    before = (mark + CAPITALS.replace("\n", end)).encode()
    folder = make_project({"cards/cards.yaml": before})
    file = folder / "cards/cards.yaml"

    decks("check", "--fix", folder=folder)
    assert before == file.read_bytes()
    decks("check", "--fix", "tag-case", folder=folder)

    wanted = before.replace(b"'k8s::pod::Life'", b"'K8s::Pod::Life'")
    wanted = wanted.replace(b'"k8S::node"', b'"K8s::node"')
    assert wanted == file.read_bytes()
    result = decks("check", "--fix", "deck-case", folder=folder)
    assert file.read_bytes() == wanted.replace(b"basics::more", b"Basics::more")
    assert "[spelling]" not in result.stdout


def test_a_path_behind_fix_is_one(make_project: MakeProject) -> None:
    folder = make_project({"cards/cards.yaml": GOOD.replace("}", "} ")})

    assert decks("check", "--fix", "cards/cards.yaml", folder=folder).code == 0
    result = decks("check", "--fix", "tag-cas", folder=folder)
    assert (result.code, "did you mean `tag-case`?" in result.stderr) == (2, True)


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.text("ab 甲#'\"\\:-", max_size=8), max_size=3),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_no_other_byte_moves(texts: list[str], end: str) -> None:
    said = "".join(
        f"    # {text}\n    x{n}: |\n      {text}\n" for n, text in enumerate(texts)
    )
    file = f"tags: [A]\nnotes:\n  - id: a\n    tags: [a, b]\n{said}".replace("\n", end)

    after = with_one_spelling({"a.yaml": file}, "tag-case")["a.yaml"]

    assert after in {file, file.replace("[a, b]", "[A, b]")}


def test_diff_goes_with_fix(make_project: MakeProject) -> None:
    assert decks("check", "--diff", folder=make_project(GOOD)).code == 2


def test_no_learner_notices(make_project: MakeProject) -> None:
    folder = make_project({"cards/cards.yaml": GOOD.replace("}", "} ") + "# end \n"})
    decks("build", folder=folder)
    lock = _lock(folder)

    decks("check", "--fix", folder=folder)
    decks("build", folder=folder)

    assert _lock(folder) == lock


def _lock(folder: Path) -> bytes:
    return (folder / "cards/deck.lock").read_bytes()


LINES = st.lists(
    st.sampled_from(
        [
            "notes:", "  - id: a", "    front: x # y", "    back: |", "      text ",
            "      # check: off yes-no", "", "  ", "    # remark ", "    back: 'q '", "tags: [a] ",
            "    front: >-", "  - {id: b, front: c, back: d} ", '    extra: "two ', '      lines "',
        ]
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_tidying_never_changes_what_a_file_says(lines: list[str]) -> None:
    text = "\n".join(lines)
    before, _ = yamltree.parse(text, "a.yaml")

    after, _ = yamltree.parse(without_trailing_blanks(text), "a.yaml")

    assert _said(after) == _said(before)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_a_comment_has_its_line_to_itself(lines: list[str]) -> None:
    text = "\n".join(lines)

    for number, column, comment in comment_lines(text):
        line = text.splitlines()[number - 1]
        assert line.rstrip() == " " * (column - 1) + comment


def test_a_comment_behind_another_text_is_left() -> None:
    text = "tags: [a] # b\n"

    assert quoted(text, [Location("a.yaml", 1, 11)]) == text


def _said(node: object) -> object:
    """Return what a tree says without places."""
    if isinstance(node, yamltree.Text):
        return node.value
    if isinstance(node, yamltree.Items):
        return [_said(one) for one in node.values]
    if isinstance(node, yamltree.Table):
        return {key: _said(value) for key, value in node.values.items()}
    return node
