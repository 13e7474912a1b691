"""What ``decks import`` writes, writes again, keeps, reports and refuses."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from conftest import MakeProject, decks, snapshot

from builder import importing, pipeline
from builder.base.diagnostic import BuilderError
from builder.importing import ImportOptions, import_sources, preview

SOURCE = """\
# Redis 面试题

## 基础

### 1. 什么是 Redis？

内存数据库。

### 2. 有哪些数据类型？（重点，常问）

- string：字符串，最常用
- list：列表，可当队列
- hash：散列，存对象

## 进阶

### 3. 什么是缓存穿透？

查不存在的数据。

### 4. 如何实现分布式锁？

待补充
"""


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project({})


def write(folder: Path, text: str, name: str = "redis.md") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def card_text(project: Path) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((project / "cards").rglob("*.yaml"))
        if path.name != "deck.yaml"
    )


def verdicts(report: importing.ImportReport) -> dict[str, str]:
    return {change.note: change.verdict for change in report.changes}


def test_card_file_is_one_a_person_edits(project: Path, tmp_path: Path) -> None:
    import_sources(project, [write(tmp_path, SOURCE)], ImportOptions(tags=("db",)))

    expected = """\
deck: Redis 面试题::基础
tags: [db, "基础"]
notes:
  - id: shen-me-redis
    front: 什么是 Redis？
    back: 内存数据库。
    source: redis.md:5
"""
    text = (project / "cards/redis/ji-chu.yaml").read_text(encoding="utf-8")
    assert text.replace('"基础"', "基础").startswith(expected.replace('"基础"', "基础"))
    assert "tags: [重点, frequent]" in text


def test_import_then_build(project: Path, tmp_path: Path) -> None:
    import_sources(project, [write(tmp_path, SOURCE)], ImportOptions())
    report = pipeline.build(project)

    assert report.errors == []
    assert [one.code for one in report.warnings] == ["draft"]
    assert report.counts.notes == 4


def test_second_run_changes_no_byte(project: Path, tmp_path: Path) -> None:
    source = write(tmp_path, SOURCE)
    import_sources(project, [source], ImportOptions())
    before = snapshot(project)
    report = import_sources(project, [source], ImportOptions())

    assert before == snapshot(project)
    assert {"unchanged"} == set(verdicts(report).values())
    assert report.files == ()


def test_untouched_note_is_updated(project: Path, tmp_path: Path) -> None:
    source = write(tmp_path, SOURCE)
    import_sources(project, [source], ImportOptions())
    changed = SOURCE.replace("内存数据库。", "内存中的键值数据库。")
    report = import_sources(project, [write(tmp_path, changed)], ImportOptions())

    assert verdicts(report)["shen-me-redis"] == "updated"
    assert "内存中的键值数据库。" in card_text(project)
    assert import_sources(project, [source], ImportOptions()).files == ()


def test_changed_question_keeps_its_id(project: Path, tmp_path: Path) -> None:
    import_sources(project, [write(tmp_path, SOURCE)], ImportOptions())
    changed = SOURCE.replace("什么是 Redis？", "Redis 是什么？")
    report = import_sources(project, [write(tmp_path, changed)], ImportOptions())

    assert verdicts(report)["shen-me-redis"] == "updated"
    assert "front: Redis 是什么？" in card_text(project)


def test_edited_note_is_kept_and_both_texts_are_told(
    project: Path, tmp_path: Path
) -> None:
    import_sources(project, [write(tmp_path, SOURCE)], ImportOptions())
    file = project / "cards/redis/ji-chu.yaml"
    edited = file.read_text(encoding="utf-8").replace("内存数据库。", "我的话。")
    file.write_text(edited, encoding="utf-8")
    changed = SOURCE.replace("内存数据库。", "新的话。")
    report = import_sources(project, [write(tmp_path, changed)], ImportOptions())

    assert "我的话。" in card_text(project)
    assert "新的话。" not in card_text(project)
    assert "我的话。" in report.conflicts[0].ours
    assert "新的话。" in report.conflicts[0].theirs
    assert (
        import_sources(project, [tmp_path / "redis.md"], ImportOptions()).conflicts
        == ()
    )


def test_new_and_vanished_questions(project: Path, tmp_path: Path) -> None:
    import_sources(project, [write(tmp_path, SOURCE)], ImportOptions())
    cut = SOURCE.replace("### 3. 什么是缓存穿透？\n\n查不存在的数据。\n\n", "")
    more = cut + "\n### 5. 什么是哨兵？\n\n监控主从。\n"
    report = import_sources(project, [write(tmp_path, more)], ImportOptions())

    assert verdicts(report)["shen-me-huan-cun-chuan-tou"] == "vanished"
    assert verdicts(report)["shen-me-shao-bing"] == "new"
    assert "什么是缓存穿透" in card_text(project)


def test_removed_note_stays_removed(project: Path, tmp_path: Path) -> None:
    source = write(tmp_path, SOURCE)
    import_sources(project, [source], ImportOptions(into=Path("a.yaml")))
    file = project / "cards/a.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("  - id: shen-me-redis\n")
    end = text.index("  - id:", start + 5)
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    report = import_sources(project, [source], ImportOptions(into=Path("a.yaml")))

    assert verdicts(report)["shen-me-redis"] == "removed"
    assert "shen-me-redis\n" not in file.read_text(encoding="utf-8")


def test_comments_and_other_notes_keep_every_byte(
    project: Path, tmp_path: Path
) -> None:
    import_sources(
        project, [write(tmp_path, SOURCE)], ImportOptions(into=Path("a.yaml"))
    )
    file = project / "cards/a.yaml"
    text = file.read_text(encoding="utf-8")
    own = "  # mine\n  - {id: mine, front: a, back: b}  # kept\n"
    file.write_text(text + "\n" + own, encoding="utf-8")
    changed = SOURCE.replace("查不存在的数据。", "查不存在的键。")
    options = ImportOptions(into=Path("a.yaml"))
    import_sources(project, [write(tmp_path, changed)], options)

    wanted = (text + "\n" + own).replace("查不存在的数据。", "查不存在的键。")
    assert file.read_text(encoding="utf-8") == wanted


def test_pictures_are_copied_or_told(project: Path, tmp_path: Path) -> None:
    (tmp_path / "pic").mkdir()
    (tmp_path / "pic/a b.png").write_bytes(b"png")
    (tmp_path.parent / "secret.png").write_bytes(b"secret")
    text = (
        "## What is A?\n\n![one](<pic/a b.png>)\n\n## What is B?\n\n"
        "![two](https://x.example/t.png)\n\n## What is C?\n\n![three](../secret.png)\n"
    )
    report = import_sources(project, [write(tmp_path, text, "p.md")], ImportOptions())
    built = pipeline.build(project)

    assert report.media == ("p/a-b.png",)
    assert (project / "media/p/a-b.png").read_bytes() == b"png"
    assert len(report.sources[0].found.remarks) == 2
    assert built.errors == []
    assert not list(project.rglob("*secret*"))


def test_dry_run_needs_no_project(tmp_path: Path) -> None:
    source = write(tmp_path, SOURCE)
    result = decks("import", source, "--dry-run", "--json", folder=tmp_path)
    items = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.code == 0
    assert [one["line"] for one in items] == [5, 9, 17, 21]
    assert items[1]["tags"] == ["基础", "重点", "高频"]
    assert [note["kind"] for note in items[1]["notes"]] == ["basic", "cloze"]
    assert items[3]["answer"] == ""
    assert [source] == list(tmp_path.iterdir())


def test_scripts_of_a_page_are_told(tmp_path: Path) -> None:
    page = "<h2>What is A?</h2><p>One.<script>x()</script></p><script src=y></script>"
    source = write(tmp_path, page, "a.html")
    result = decks("import", source, "--dry-run", folder=tmp_path)

    assert "a.html:1: 2 scripts of the page left out" in result.stderr


def test_folder_of_one_question_a_file(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "daily"
    folder.mkdir()
    write(folder, "# What is a quay?\n\nA shore.\n\n## Uses\n\nMooring.\n", "1.md")
    write(folder, "# What is a mole?\n\nA wall.\n", "2.md")
    write(folder, "# The kinds of tide\n\nTwo.\n\n## What is ebb?\n\nOut.\n", "3.md")
    write(folder, "# Knots\n\n- [one](1.md)\n", "README.md")
    report = import_sources(project, [folder], ImportOptions())
    heads = {(project / path).read_text().split("\n")[0] for path in report.files}

    assert [one.item.question for one in report.items] == [
        "What is a quay?",
        "What is a mole?",
        "The kinds of tide",
    ]
    assert heads == {"deck: daily"}


def test_report_is_written(project: Path, tmp_path: Path) -> None:
    source = write(tmp_path, "preface\n\n" + SOURCE)
    out = tmp_path / "report.txt"
    result = decks("import", source, "--project", project, "--report", out)
    report = out.read_text(encoding="utf-8")

    assert result.code == 0
    assert "redis.md: 4 items, 4 basic, 1 cloze, 1 without an answer" in report
    assert "redis.md:23: draft: 如何实现分布式锁？" in report
    assert "redis.md:1: belongs to no question: preface" in report


def test_report_file_names_what_the_screen_only_counts(tmp_path: Path) -> None:
    drafts = "".join(f"{n}. What is wharf {n} for?\n" for n in range(1, 61))
    long = "The keeper of the lock says when boats may pass it. " * 3
    source = write(tmp_path, f"{long}\n\n{drafts}")
    out = tmp_path / "report.txt"
    result = decks("import", source, "--dry-run", "--report", out, folder=tmp_path)
    report = out.read_text(encoding="utf-8")

    assert result.code == 0
    assert "… and 20 more" in result.stderr
    assert "What is wharf 60 for?" not in result.stderr
    assert "1 piece left out of the cards" in result.stderr
    assert "What is wharf 60 for?" in report
    assert f"belongs to no question: {long.strip()}" in report


def test_much_that_is_left_out_is_a_warning_with_its_place(tmp_path: Path) -> None:
    story = "\n\n".join("The boats lie on the sand at low tide." for _ in range(9))
    source = write(tmp_path, f"{story}\n\n{SOURCE}", "redis.md")
    result = decks("import", source, "--dry-run", folder=tmp_path)

    assert result.code == 0
    assert re.search(
        r"warning: redis\.md: \d\d% of the text is left out of the cards, most of it "
        r"in lines 1-17 \(belongs to no question\)",
        result.stderr,
    )


def test_folder(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "questions"
    (folder / "sub").mkdir(parents=True)
    write(folder, "## What is A?\n\nOne.\n\n## What is B?\n\nTwo.\n", "a.md")
    write(folder / "sub", "# What is C?\n\nThree.\n", "c.md")
    write(folder, "MIT", "LICENSE.md")
    write(folder, "# Readme\n\nText.\n", "README.md")
    report = import_sources(project, [folder], ImportOptions())

    assert len(report.items) == 3
    assert [one.source.name for one in report.refused] == ["README.md"]
    assert (project / "cards/sub/c.yaml").exists()


def test_document_without_questions(project: Path, tmp_path: Path) -> None:
    source = write(tmp_path, "# A\n\n## One\n\nText.\n\n## Two\n\nMore.\n", "a.md")
    with pytest.raises(BuilderError, match="no questions found"):
        import_sources(project, [source], ImportOptions())
    report = import_sources(project, [source], ImportOptions(is_by_sections=True))

    assert [one.item.question for one in report.items] == ["One", "Two"]


def deep_html() -> bytes:
    return b"<div>" * 10_000 + b"What is A?"


def deep_json() -> bytes:
    return b"[" * 100_000


def zip_of(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def laughing_docx() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a9;</x>'
    return zip_of({"word/document.xml": text.encode()})


def swollen_docx() -> bytes:
    return zip_of({"word/document.xml": b" " * (60 * 1024 * 1024)})


def slipping_docx() -> bytes:
    return zip_of({"../../evil.txt": b"x", "word/document.xml": b"<a/>"})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.html", deep_html(), id="10,000 elements deep"),
        pytest.param("a.json", deep_json(), id="100,000 lists deep"),
        pytest.param("a.docx", laughing_docx(), id="billion laughs"),
        pytest.param("a.docx", swollen_docx(), id="zip bomb"),
        pytest.param("a.docx", slipping_docx(), id="zip slip"),
        pytest.param("a.docx", b"PK\x03\x04 no", id="damaged zip"),
        pytest.param("a.md", b"x" * (33 * 1024 * 1024), id="too large"),
    ],
)
def test_bombs_are_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    began = time.monotonic()
    report = preview([path], ImportOptions())

    assert report.refused
    assert time.monotonic() - began < 5
    assert not list(tmp_path.parent.rglob("evil.txt"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.md", bytes(range(256)) * 40, "not a text file"),
        (
            "a.txt",
            b"\x7fELF\x02\x01\x01" + b"\x00\x10@\x00\x05What is A?" * 90,
            "not a text",
        ),
        ("a.txt", b"%PDF-1.7\nWhat is A?", "but a PDF: call it .pdf"),
        ("a.csv", zip_of({"xl/workbook.xml": b"<a/>"}), "a zip file"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "save it as .docx"),
    ],
)
def test_what_is_no_text_is_refused(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert said in preview([path], ImportOptions()).refused[0].refusal


def test_a_few_stray_bytes_are_forgiven(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"## What is \x00A?\n\nThis.\n\n## What is B?\n\nThat.\x1a\n")

    items = preview([path], ImportOptions()).items
    assert [one.item.question for one in items] == ["What is A?", "What is B?"]


@pytest.mark.parametrize(
    ("suffix", "said"),
    [(".doc", ".docx"), (".numbers", ".csv"), (".apkg", ".txt")],
)
def test_what_cannot_be_read_is_told_how_to_save(
    tmp_path: Path, suffix: str, said: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"x")

    with pytest.raises(BuilderError, match=re.escape(said)):
        preview([path], ImportOptions())


ROWS = 5_000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.csv",
            "question,answer\n" + "".join(f"What is {n}?,x\n" for n in range(ROWS)),
        ),
        ("a.json", json.dumps([{"q": f"What is {n}?", "a": "x"} for n in range(ROWS)])),
    ],
)
def test_many_rows_take_their_time_once(tmp_path: Path, name: str, text: str) -> None:
    source = write(tmp_path, text, name)
    began = time.process_time()

    assert len(preview([source], ImportOptions()).items) == ROWS
    assert time.process_time() - began < 5


def test_speed_is_linear(tmp_path: Path) -> None:
    """Twice the questions take about twice the time, whatever the machine's speed."""
    seconds = [_seconds_for(count, tmp_path) for count in (50, 300, 600)]

    assert seconds[2] < 3 * seconds[1] + 0.3


def _seconds_for(count: int, folder: Path) -> float:
    text = "".join(
        f"### {n}. What is thing {n}?\n\n{'word and more ' * 55}\n\n- a\n- b\n\n"
        for n in range(count)
    )
    source = write(folder, text, f"big-{count}.md")
    began = time.process_time()
    report = preview([source], ImportOptions())

    assert len(report.items) == count
    return time.process_time() - began


def questions(word: str, count: int) -> str:
    return "".join(
        f"### {n}. What is {word} {n}?\n\nA {word} of kind {n}.\n\n- a\n- b\n\n"
        for n in range(count)
    )


def test_a_file_that_is_there_is_read_once(project: Path, tmp_path: Path) -> None:
    options = ImportOptions(into=Path("x.yaml"), deck="Things", tags=("t",))
    import_sources(project, [write(tmp_path, questions("apple", 600), "a.md")], options)
    source = write(tmp_path, questions("pear", 600), "b.md")
    began = time.process_time()
    report = import_sources(project, [source], options)

    assert time.process_time() - began < 3
    assert set(verdicts(report).values()) == {"new"}
    assert card_text(project).count("- id: ") == 1200


def test_another_question_of_the_same_pattern_is_another_note(
    make_project: MakeProject,
) -> None:
    """An id stays with its question; one that vanished gives it to nobody."""
    folder = make_project("notes:\n  - {id: own, front: q, back: b}\n")
    source = folder / "net.md"
    head = "# Net\n\n## What is TCP?\n\nA reliable stream of bytes.\n\n"
    source.write_text(f"{head}## What is UDP?\n\nDatagrams.\n", encoding="utf-8")
    assert decks("import", source, folder=folder).code == 0
    changed = f"{head}## What is ARP?\n\nMaps addresses to hardware.\n"
    source.write_text(changed, encoding="utf-8")

    result = decks("import", source, folder=folder)

    cards = "".join(path.read_text("utf-8") for path in folder.rglob("cards/**/*.yaml"))
    assert "id: what-is-arp" in cards
    assert "what-is-udp: no longer in the source" in result.output


def test_many_questions_of_one_wording_keep_their_notes(
    project: Path, tmp_path: Path
) -> None:
    """The eleventh note sorts before the second: answers tell them apart."""
    questions = [f"## What is the output?\n\nIt prints {n}.\n" for n in range(12)]
    source = write(tmp_path, "# Quiz\n\n" + "\n".join(questions), "quiz.md")
    import_sources(project, [source], ImportOptions())
    before = snapshot(project)

    report = import_sources(project, [source], ImportOptions())

    assert {"unchanged"} == {change.verdict for change in report.changes}
    assert before == snapshot(project)


def test_questions_of_one_line_and_wording_keep_their_notes(
    project: Path, tmp_path: Path
) -> None:
    records = [{"question": "Translate it?", "answer": one} for one in ("eins", "zwei")]
    source = write(tmp_path, json.dumps(records), "words.json")
    import_sources(project, [source], ImportOptions())
    before = snapshot(project)

    import_sources(project, [source], ImportOptions())

    assert before == snapshot(project)
    assert "eins" in card_text(project)
    assert "zwei" in card_text(project)


def test_a_tag_is_spelt_as_in_the_source_before(project: Path, tmp_path: Path) -> None:
    """One source has a column `easy`, another a chapter `Easy`: one tag."""
    write(
        tmp_path,
        "question,answer,level\nWhat is a?,A,easy\nWhat is b?,B,easy\n",
        "a.csv",
    )
    write(
        tmp_path,
        "# Quiz\n\n## Easy\n\n### What is c?\n\nC\n\n### What is d?\n\nD\n\n"
        "## Hard\n\n### What is e?\n\nE\n\n### What is f?\n\nF\n",
        "b.md",
    )
    import_sources(project, [tmp_path / "a.csv", tmp_path / "b.md"], ImportOptions())

    assert pipeline.build(project).errors == []


_LOADED = """\
import sys
from builder import cli
code = cli.run(["import", sys.argv[1], "--dry-run"])
print(code, *sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("name", "text", "needed"),
    [
        pytest.param("a.md", "## What is A?\n\nOne.\n", set(), id="Markdown"),
        pytest.param("a.csv", "question,answer\nWhat is A?,One\n", set(), id="CSV"),
        pytest.param(
            "a.csv", "question,answer\nA?,a<br>b\n", {"selectolax"}, id="HTML"
        ),
        pytest.param("a.md", "## 什么是镜像？\n\n一。\n", {"pypinyin"}, id="Chinese"),
    ],
)
def test_a_source_loads_what_its_format_needs(
    tmp_path: Path, name: str, text: str, needed: set[str]
) -> None:
    source = write(tmp_path, text, name)
    finished = subprocess.run(
        [sys.executable, "-c", _LOADED, str(source)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    code, *loaded = finished.stderr.splitlines()[-1].split()

    heavy = {
        "pypinyin",
        "selectolax",
        "pypdfium2",
        "python_calamine",
        "rich",
        "genanki",
    }
    assert code == "0"
    assert heavy & set(loaded) == needed
