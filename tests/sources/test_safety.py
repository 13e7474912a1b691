"""Nothing that an import takes over can run, load or ask, and none of it is lost."""

from __future__ import annotations

import base64
import time
from pathlib import Path

import pytest

from builder.sources.disarm import inert_text
from builder.sources.items import Item
from builder.sources.pictures import Collected, PictureSource, collect
from builder.sources.safehtml import clean

PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(3000)
SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](javascript:alert(1))", "[a](#)"),
        ("[a](&#106;avascript:alert(1))", "[a](#)"),
        ("[a](java\tscript:x)", "[a](#)"),
        ("[a](data:text/html,x)", "[a](#)"),
        ("[a](file:///etc/passwd)", "[a](#)"),
        ("![a](javascript:x)", "![a](#)"),
        ("[x]: javascript:alert(1)\n\n[x]", "[x]: #\n\n[x]"),
        ("<javascript:alert(1)>", "`javascript:alert(1)`"),
        ("<https://example.org>", "<https://example.org>"),
        ("[a](https://example.org/javascript:x)",) * 2,
        ("<b onclick=x>a</b>", "<b>a</b>"),
        ("<b/onclick=x>a</b>", "<b>a</b>"),
        ("\\\\<b onclick=x>a</b>", "\\\\<b>a</b>"),
        ("<x onclick=y>", "\\<x onclick=y>"),
        ("<svg/onload=x>", ""),
        (f"a{SCRIPT}b", "ab"),
        (f"a\n\n`\n\n{SCRIPT}\n\n`", "a\n\n`\n\n\n\n`"),
        ("<<span>script>x", "\\<script>x"),
        ("What does \\<script>x\\</script> do?",) * 2,
        ("`<script>`",) * 2,
        ("```\n<script>\n```",) * 2,
        (
            "<table><tr><td>`<b>` \\<i></td></tr></table>",
            "<table><tr><td><code>&lt;b&gt;</code> &lt;i></td></tr></table>",
        ),
        ("![a](<my file.png>)", "![a](my%20file.png)"),
        ("say &quot;a&quot; &amp; &mdash; &lt; &#39;b&#39;", "say \"a\" & — < 'b'"),
        ("&lt;b&gt; &amp;lt; `&quot;`", "\\<b> \\&lt; `&quot;`"),
    ],
)
def test_what_a_text_becomes(text: str, expected: str) -> None:
    assert inert_text(clean(text)) == expected


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<img ", '<img src="', "<script>", "<form ", "](", "<b>", "`a ", "&amp;"],
)
def test_many_openings_are_read_once(piece: str) -> None:
    started = time.process_time()
    clean(piece * 30_000)

    assert time.process_time() - started < 20


def pictures_of(text: str, folder: Path) -> tuple[str, Collected]:
    found = Collected()
    source = PictureSource(folder, folder, "deck")
    item = collect(Item("q", clean(text), 3), source, found)
    return item.answer, found


@pytest.mark.parametrize("form", ["![dot]({})", '<img src="{}" alt="dot">'])
def test_an_embedded_picture_becomes_a_file(form: str, tmp_path: Path) -> None:
    packed = base64.b64encode(PIXEL).decode()
    answer, found = pictures_of(
        form.format(f"data:image/png;base64,{packed}"), tmp_path
    )

    ((path, content),) = found.files.items()
    assert content == PIXEL
    assert answer == f"![dot]({path})"
    assert found.problems == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("data:image/png;base64,@@@@", "data:image/png;base64` is embedded"),
        ("data:image/svg+xml,%3Csvg%20onload=x%3E%3C/svg%3E", "svg+xml` is embedded"),
        ("data:text/html,hello", "`data:text/html` is embedded"),
        ("file:///home/a/b.png", "`file:///home/a/b.png` is not found"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told(
    address: str, told: str, tmp_path: Path
) -> None:
    answer, found = pictures_of(f"![a]({address})", tmp_path)

    assert found.files == {}
    assert told in found.problems[0][1]
    assert answer.startswith("\\[a: ")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("![[x.png]]", "![x](deck/x.png)", id="a picture"),
        pytest.param("![[x.png|300]]", "![x|300](deck/x.png)", id="with its size"),
        pytest.param("![[x.png|a pod|left]]", "![a pod|left](deck/x.png)", id="a side"),
        pytest.param("![[x.png#center]] y", "![x](deck/x.png) y", id="a part"),
        pytest.param("`![[x.png]]`", "`![[x.png]]`", id="in code"),
        pytest.param("![[none.png]]", "\\[none: `none.png`\\]", id="missing"),
        pytest.param(
            "![[a page]] ![a](x.png)", "[[a page]] ![a](deck/x.png)", id="a page"
        ),
        pytest.param("![[../x.png]]", "\\[x: `../x.png`\\]", id="outside"),
    ],
)
def test_embedded_as_obsidian_does(written: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"\x89PNG x")

    answer, _ = pictures_of(written, tmp_path)

    assert answer == expected
