"""Promise: sources.yaml says what is imported and how; no byte moves without a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import DECK, MakeProject, decks, snapshot

LIST = "cards/sources.yaml"
LOCK = "cards/import.lock"
HEAD = (
    "# The sources of this deck and the options each is imported with. Edit it as you like:\n"
    "# `decks import` reads all of them again.\n\n"
)
PODS = """\
# Pods
## What is a Pod?
The smallest unit.
## What restarts a Pod?
The kubelet.
## Which probes are there?
- startup: until it has started
- liveness: whether it is alive
- readiness: whether it takes requests
"""
NODES = "# Nodes\n## What is a Node?\nA machine.\n## What is a taint?\nA mark.\n"


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project(
        {"cards/deck.yaml": DECK, "pods.md": PODS, "in/nodes.md": NODES}
    )


def cards(folder: Path) -> str:
    paths = sorted(folder.rglob("cards/**/*.yaml"))
    texts = [path.read_text("utf-8") for path in paths if path.name != "sources.yaml"]
    return "".join(texts)


def doubled(folder: Path) -> list[str]:
    found = [line for line in cards(folder).splitlines() if "front: " in line]
    return [line for line in found if found.count(line) > 1]


# Written by the first import


def test_the_first_import_writes_it(project: Path) -> None:
    (project.parent / "notes").mkdir()
    (project.parent / "notes/a, b.csv").write_text("question,answer\nWhy?,Because\n")
    decks("import", "pods.md", "in", "--tag", "k8s", "--deck", "Kube", folder=project)
    decks("import", "../notes/a, b.csv", "--make", "none", "--format", "csv",
          "--map", "question=front,answer=back", folder=project)  # fmt: skip

    assert (project / LIST).read_text() == HEAD + (
        "- path: pods.md\n  deck: Kube\n  tags: [k8s]\n\n"
        "- path: in\n  deck: Kube\n  tags: [k8s]\n\n"
        "- path: ../notes/a, b.csv\n  make: none\n  format: csv\n"
        "  map: {question: front, answer: back}\n"
    )
    assert decks("check", folder=project).code == 0


@pytest.mark.parametrize("start", [".", "in", "cards"])
def test_paths_lead_from_the_project_wherever_one_is(project: Path, start: str) -> None:
    source = Path("pods.md") if start == "." else Path("../pods.md")

    decks("import", source, folder=project / start)

    assert (project / LIST).read_text() == f"{HEAD}- path: pods.md\n"


def test_what_holds_no_questions_is_not_listed(project: Path) -> None:
    (project / "prose.md").write_text("Just words.\n")

    decks("import", "prose.md", "pods.md", folder=project)

    assert (project / LIST).read_text() == f"{HEAD}- path: pods.md\n"


def test_a_dry_run_writes_none(project: Path) -> None:
    before = snapshot(project)

    for option in ("--dry-run", "--explain"):
        assert decks("import", "pods.md", option, folder=project).code == 0

    assert snapshot(project) == before


# Read again


def test_alone_reads_all_and_moves_no_byte(project: Path) -> None:
    decks("import", "pods.md", "--tag", "k8s", "--into", "all.yaml", folder=project)
    decks("import", "in", "--deck", "N", "--make", "none", folder=project)
    before = snapshot(project)

    result = decks("import", folder=project / "in")

    assert "6 unchanged" in result.stderr
    assert snapshot(project) == before


def test_options_are_remembered(project: Path) -> None:
    decks("import", "pods.md", "--tag", "k8s", "--make", "none", folder=project)
    before = snapshot(project)

    result = decks("import", "pods.md", folder=project)

    assert "2 unchanged" not in result.stderr
    assert "3 unchanged" in result.stderr
    assert snapshot(project) == before


def test_what_the_author_edits_there_counts(project: Path) -> None:
    decks("import", "pods.md", folder=project)
    text = "- path: pods.md\n  make: none\n- path: in\n  into: n.yaml\n  tags: [node]\n"
    (project / LIST).write_text(text)

    result = decks("import", folder=project)

    assert "2 new, 3 unchanged, 1 no longer in the source" in result.stderr
    assert (
        (project / "cards/n.yaml")
        .read_text()
        .startswith("deck: Nodes\ntags: [node]\nnotes:\n")
    )
    assert (project / LIST).read_text() == text


def test_a_dry_run_goes_by_it(project: Path) -> None:
    (project / LIST).write_text("- path: pods.md\n  tags: [pod]\n")

    named = decks("import", "pods.md", "--dry-run", "--json", folder=project)
    alone = decks("import", "--dry-run", "--json", folder=project)

    assert named.stdout == alone.stdout
    assert named.stdout.count('"tags": ["pod"]') == 3


def test_other_options_are_written_where_they_belong(project: Path) -> None:
    """All else that the author wrote stays as it is, byte for byte."""
    (project / LIST).write_bytes(
        b"\xef\xbb\xbf# mine\r\n- path: in   # the nodes\r\n  tags: [node]\r\n\r\n"
        b"  # of pods\r\n-   path: pods.md  # here\r\n    deck: Pods\r\n    # why\r\n"
        b"    tags: [\r\n      pod]\r\n\r\n# end\r\n"
    )

    decks("import", "pods.md", "--tag", "kube", "--make", "none", folder=project)

    assert (project / LIST).read_bytes() == (
        b"\xef\xbb\xbf# mine\r\n- path: in   # the nodes\r\n  tags: [node]\r\n\r\n"
        b"  # of pods\r\n-   path: pods.md  # here\r\n    deck: Pods\r\n    # why\r\n"
        b"    tags: [kube]\r\n    make: none\r\n\r\n# end\r\n"
    )


def test_other_options_in_braces(project: Path) -> None:
    (project / LIST).write_text("- {path: pods.md, deck: Pods}\n- {path: in}\n")

    decks("import", "pods.md", "--tag", "kube", folder=project)

    assert (project / LIST).read_text() == (
        "- path: pods.md\n  deck: Pods\n  tags: [kube]\n- {path: in}\n"
    )


# Folders, and files of one name


def test_a_file_of_a_listed_folder_is_the_same_source(project: Path) -> None:
    (project / "in/sub").mkdir()
    (project / "in/sub/pods.md").write_text(PODS)
    decks("import", "in", folder=project)
    before = snapshot(project)

    result = decks("import", "in/sub/pods.md", "in/nodes.md", folder=project)

    assert "6 unchanged" in result.stderr
    assert snapshot(project) == before


def test_a_file_of_a_listed_folder_may_have_its_own_options(project: Path) -> None:
    (project / "in/sub").mkdir()
    (project / "in/sub/pods.md").write_text(PODS)
    decks("import", "in", "--tag", "k8s", folder=project)

    decks("import", "in/sub/pods.md", "--tag", "pod", folder=project)
    again = decks("import", folder=project)

    assert (
        (project / LIST)
        .read_text()
        .endswith("- path: in/sub/pods.md\n  name: sub/pods.md\n  tags: [pod]\n")
    )
    assert "6 unchanged" in again.stderr
    assert doubled(project) == []


def test_files_of_one_name_are_two_sources(project: Path) -> None:
    (project / "in/pods.md").write_text(PODS.replace("Pod", "Job"))
    decks("import", "pods.md", folder=project)

    result = decks("import", "in/pods.md", folder=project)

    assert "notes: 4 new\n" in result.stderr
    assert (
        (project / LIST)
        .read_text()
        .endswith("- path: in/pods.md\n  name: in/pods.md\n")
    )
    assert "8 unchanged" in decks("import", folder=project).stderr
    assert "source: in/pods.md:2" in (project / "cards/in/pods.yaml").read_text()


def test_the_folder_of_the_project_is_a_source(project: Path) -> None:
    """But for what the project itself keeps in it."""
    (project / "cards/more.md").write_text(NODES)
    (project / "cards/some.json").write_text('[{"question": "Why?", "answer": "So."}]')
    decks("import", "in", folder=project)

    result = decks("import", ".", folder=project)
    before = snapshot(project)
    again = decks("import", folder=project)

    assert (project / LIST).read_text() == f'{HEAD}- path: in\n\n- path: "."\n'
    assert "notes: 4 new, 2 unchanged" in result.stderr
    assert "notes: 6 unchanged" in again.stderr
    assert snapshot(project) == before


# Renamed there


def rename(project: Path, old: str, new: str) -> None:
    (project / new).parent.mkdir(exist_ok=True)
    (project / old).rename(project / new)
    text = (project / LIST).read_text()
    (project / LIST).write_text(text.replace(f"path: {old}", f"path: {new}"))


def test_a_source_is_renamed(project: Path) -> None:
    decks("import", "pods.md", "in", folder=project)
    before = cards(project)
    rename(project, "pods.md", "old/kube.md")

    result = decks("import", folder=project)
    again = decks("import", folder=project)

    assert "pods.md is called kube.md now\nnotes: 6 unchanged\n" in result.stderr
    assert cards(project) == before.replace("pods.md", "kube.md")
    assert "pods.md" not in (project / LOCK).read_text()
    assert "6 unchanged" in again.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            PODS + "## What is new?\nThis.\n", "1 new, 4 unchanged", id="more"
        ),
        pytest.param(
            PODS.replace("The smallest unit.", "The least."),
            "1 updated from the source, 3 unchanged",
            id="an answer",
        ),
        pytest.param(
            PODS.replace("What is a Pod?", "What is a Pod, really?"),
            "1 updated from the source, 3 unchanged",
            id="a question",
        ),
        pytest.param(
            PODS.replace("## What restarts a Pod?\nThe kubelet.\n", ""),
            "3 unchanged, 1 no longer in the source",
            id="one less",
        ),
    ],
)
def test_a_source_is_renamed_and_edited(project: Path, text: str, told: str) -> None:
    decks("import", "pods.md", folder=project)
    rename(project, "pods.md", "kube.md")
    (project / "kube.md").write_text(text)

    result = decks("import", folder=project)

    assert told in result.stderr
    assert doubled(project) == []
    assert "source: pods.md" not in cards(project)


def test_an_edited_note_stays_edited_under_the_new_name(project: Path) -> None:
    decks("import", "pods.md", folder=project)
    card = project / "cards/pods.yaml"
    card.write_text(card.read_text().replace("The kubelet.", "My own words."))
    rename(project, "pods.md", "kube.md")

    result = decks("import", folder=project)

    assert "3 unchanged, 1 edited by you, left alone" in result.stderr
    assert "My own words." in card.read_text()
    assert "pods.md" not in card.read_text()


def test_names_are_exchanged(project: Path) -> None:
    decks("import", "pods.md", "in/nodes.md", folder=project)
    rename(project, "pods.md", "one.md")
    rename(project, "in/nodes.md", "two.md")

    result = decks("import", folder=project)

    assert "notes: 6 unchanged" in result.stderr
    assert doubled(project) == []


def test_one_source_becomes_two(project: Path) -> None:
    decks("import", "pods.md", folder=project)
    head, middle, rest = PODS.partition("## Which")
    (project / "one.md").write_text(head)
    (project / "two.md").write_text(f"# More\n{middle}{rest}## What is it?\nA thing.\n")
    (project / LIST).write_text("- path: one.md\n- path: two.md\n")

    result = decks("import", folder=project)

    assert "1 new, 4 unchanged" in result.stderr
    assert doubled(project) == []


def test_a_file_of_a_listed_folder_is_renamed(project: Path) -> None:
    decks("import", "in", folder=project)
    (project / "in/nodes.md").rename(project / "in/machines.md")

    result = decks("import", folder=project)

    assert "2 unchanged" in result.stderr
    assert "source: machines.md:2" in cards(project)


def test_a_source_of_the_same_questions_is_no_renamed_one(project: Path) -> None:
    """Both are listed: each has its own notes."""
    (project / "copy.md").write_text(PODS)
    decks("import", "pods.md", folder=project)

    result = decks("import", "copy.md", folder=project)

    assert "notes: 4 new" in result.stderr


# Files that the project itself owns


@pytest.mark.parametrize("name", ["topics", "sources", "deck"])
def test_they_are_no_target(project: Path, name: str) -> None:
    (project / "in" / f"{name}.md").write_text(PODS)
    before = snapshot(project)

    result = decks("import", f"in/{name}.md", folder=project)

    assert result.stdout == f"cards/{name}-cards.yaml\n"
    assert {**snapshot(project), **before} == snapshot(project)
    assert "4 notes" in decks("build", folder=project).output


@pytest.mark.parametrize("name", ["topics", "sources"])
def test_notes_in_them_are_not_lost_without_a_word(project: Path, name: str) -> None:
    path = f"cards/{name}.yaml"
    (project / path).write_text("deck: A\nnotes:\n  - {id: a, front: b, back: c}\n")

    for command in ("check", "build"):
        result = decks(command, folder=project)

        assert result.code == 1
        assert (
            f"{path}:2:1: error: `{name}.yaml` is the project's own and no card file: "
            "give the file of these notes another name  [file-name]"
        ) in result.output


def test_its_mistakes_are_found_by_check(project: Path) -> None:
    (project / LIST).write_text("- path: a.md\n  dek: A\n")

    result = decks("check", folder=project)

    assert (
        f"{LIST}:2:3: error: unknown key `dek` (did you mean `deck`?)" in result.output
    )
