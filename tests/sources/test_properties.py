"""What holds for any document: nothing is lost, nothing crashes, nothing changes twice."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import DECK, decks, snapshot, write_files
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from samples import Sample, samples

from builder import importing, pipeline
from builder.importing import ImportOptions
from builder.reports.imports import text as told
from builder.reports.imports import values as listed

QUICK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# `@` stands for a word that no other place has.
FRAGMENTS = (
    "# @ interview questions",
    "## @",
    "### What is @?",
    "### 1. @ 的作用是什么？",
    "**How does @ work?**",
    "1. What is @?",
    "2、什么是 @？",
    "Q: Why @?",
    "A: because @",
    "答：@ 是这样的",
    "- @: explained by @",
    "- @\n  - @",
    "| @ | @ |\n| --- | --- |\n| @ | @ |",
    "```sh\n# @\n@\n```",
    "```\n@ never closed",
    "> @ said",
    "@ and **@** with `@`.\n@ goes on.",
    "1、@ 是一;2、@ 是二;3、@ 是三",
    "Always: @ 总是这样。 Never: @ 从不这样。",
    "<details><summary>What of @?</summary>\n\n@\n\n</details>",
    "<dl><dt>@</dt><dd>@</dd></dl>",
    "- [ ] @\n- [x] @",
    "A) @\nB) @\nAnswer: B",
    "A. @  B. @  C. @",
    "[@](#@)",
    "![@](@.png)",
    "<div>@</div>",
    "@ <b>@ unclosed",
    "$$\n@\n$$",
    "---",
    "    @ indented",
    "待补充",
    "## 目录\n\n- @\n- @",
    "What is @? - @",
    "@ :: @",
    "{{c1::@}} and }} @",
    "Copyright @",
    "Answer Key\n1. B\n2. A\n@",
    "(重点,@)",
    "@\n===",
    "\u3000\u3000@，",
)


# What would do something on a card, or keep it from being built.
HARMFUL = (
    "<script>@</script>",
    '<abbr title="@&quot; onfocus=&quot;@">@</abbr>',
    "$\\href{@}{@}$ and $\\def\\x{@}$",
    "[@](javascript:@)",
    '![@](http://@/@.png "t")',
    "![@](<http://@/@ @.png>)",
    "![@](@ @.png)",
    "[sound:@.mp3] [latex]@[/latex] [[type:@]]",
    "[@]: data:@",
)


@st.composite
def documents(draw: st.DrawFn, fragments: Sequence[str] = FRAGMENTS) -> str:
    chosen = draw(st.lists(st.sampled_from(fragments), min_size=1, max_size=14))
    gaps = draw(st.lists(st.sampled_from(["\n", "\n\n"]), min_size=14, max_size=14))
    text = "".join(part + gap for part, gap in zip(chosen, gaps, strict=False))
    number = 0

    def word(_: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f"zq{number}x"

    return re.sub("@", word, text)


def everything_told(folder: Path, name: str) -> str:
    """Return all that items and report say of a source."""
    report = importing.preview([folder / name], ImportOptions())
    parts = [json.dumps(one, ensure_ascii=False) for one in listed.values(report)]
    for source in report.sources:
        found = source.found
        parts.append(found.title)
        parts += found.tags
        parts += [one.text for one in found.left_out]
        parts += [remark for _, remark in found.remarks]
    return "\n".join(parts)


@pytest.mark.parametrize("suffix", ["md", "txt"])
@QUICK
@given(text=documents())
@example(
    "# zq1x interview questions\n[zq2x](#zq3x)\n"
    "**How does zq4x work?**\n**How does zq5x work?**\n"
)
@example("![zq1x](zq2x.png)\n- [ ] zq3x\n- [x] zq4x\n")
def test_no_word_is_lost(suffix: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"a.{suffix}").write_text(text, encoding="utf-8")
        everything = everything_told(folder, f"a.{suffix}")

    # Nobody reads where a link into its own page leads, and the page is gone.
    read = re.sub(r"\]\(#zq\d+x\)", "]", text)
    missing = [word for word in re.findall(r"zq\d+x", read) if word not in everything]
    assert missing == []


@QUICK
@given(
    text=documents((*FRAGMENTS, *HARMFUL, *HARMFUL)),
    suffix=st.sampled_from(["md", "txt", "html"]),
)
def test_import_then_build_and_import_again(text: str, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder, {"cards/deck.yaml": DECK, f"in/questions.{suffix}": text})
        source = folder / "in" / f"questions.{suffix}"
        result = decks("import", source, folder=folder)
        if result.code == 1 and re.search("no questions|is empty", result.stderr):
            return
        assert result.code == 0, result.stderr
        before = snapshot(folder)
        assert decks("import", source, folder=folder).code == 0
        assert snapshot(folder) == before

        errors = pipeline.build(folder).errors
        assert [one for one in errors if one.code != "empty-package"] == []


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.path.stem)
@settings(QUICK, max_examples=3)
@given(data=st.data())
def test_mutated_samples_never_crash(sample: Sample, data: st.DataObject) -> None:
    content = bytearray(sample.content)
    for _ in range(data.draw(st.integers(1, 6))):
        if not content:
            break
        place = data.draw(st.integers(0, len(content) - 1))
        size = data.draw(st.integers(0, 40))
        piece = data.draw(st.sampled_from(MUTATIONS))
        content[place : place + size] = piece
    with tempfile.TemporaryDirectory() as name:
        mutated = Path(name) / sample.name
        mutated.write_bytes(bytes(content))
        report = importing.preview([mutated], ImportOptions())
        json.dumps(list(listed.values(report)))
        told.text(report, is_preview=True)


MUTATIONS = (
    b"",
    b"\n",
    b"\n\n",
    b"```",
    b"**",
    b"<details>",
    b"</summary>",
    b"\x00\xff",
    b"1. ",
    b"Q:",
    "答：".encode(),
    b"| a | b |\n|---|---|",
    b'"',
    b"{[",
    b"# ",
    b"- [x] ",
    b"![](",
    b"&#x0;",
    b"\r",
    b"   ",
    "？".encode(),
    b"<dl><dt>",
    b"A) a B) b",
    b"\xe2\x80\xa8",
)
