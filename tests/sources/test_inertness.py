"""What a cleaned text puts on a card is of the known elements and attributes alone."""

from __future__ import annotations

import re

from hostile import VECTORS, made_inert
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from builder.sources.inertness import is_unsafe
from builder.text.markdown import as_written, render

ELEMENTS = set(
    """a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s
    samp small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var
    wbr -comment -text""".split()  # noqa: SIM905 -- a list of words
)
ATTRIBUTES = {
    "align", "alt", "checked", "class", "colspan", "disabled", "height", "href", "open",
    "rowspan", "src", "start", "style", "title", "type", "width",
}  # fmt: skip
_MARKS = re.compile(r"(?i)\[(?:latex\]|\$\$?\]|sound:|anki:|\[type:)")
PIECES = [
    "`", "``", "```\n", "~~~\n", "\n", "\n\n", "\\", "*", "**", "- ", "> ", "    ", "| ",
    "<b>", "</b>", "<div>", "<td>", "<pre>", "</pre>", "<code>", "</code>", "<!--", "-->",
    "<", ">", '"', "'", "&", "&lt;", "&quot;", "&#92;", "[", "]", "](", ")", "![", "$",
    "$$", "\\(", "\\)", "\\\\(", "\\\\)", "{{c1::", "}}", "==", "a", "镜", " ",
    "[^1]", "\n[^1]: ", "a^[", "> [!NOTE] ", "- [ ] ", "[[", "]]", "![[x.png|", "|",
    "{漢字|", "~", "^", ":", "\n: ", "https://x.y/", "<details>", "</details>",
]  # fmt: skip


def hostile_texts() -> st.SearchStrategy[str]:
    piece = st.sampled_from([*PIECES, *PIECES, *VECTORS])
    return st.lists(piece, max_size=9).map("".join)


# The same examples each time: this is about tidiness, and no build is to break by luck.
@settings(max_examples=600, deadline=None, derandomize=True)
@given(text=hostile_texts())
def test_a_cleaned_text_stays_as_it_is(text: str) -> None:
    once = made_inert(text)

    assert made_inert(once) == once


@settings(max_examples=600, deadline=None)
@given(text=hostile_texts())
def test_a_browser_finds_the_known_elements_alone(text: str) -> None:
    shown = render(made_inert(text), find_media=as_written).html

    assert strange(shown) == []
    assert not _MARKS.search(re.sub(r"\[sound:[^\]]*\.mp3\]", "", shown))


def strange(markup: str) -> list[str]:
    """Return what is no element or attribute that a source may have on a card."""
    tree = LexborHTMLParser(f"<div id=whole>{markup}</div>").css_first("#whole")
    assert tree is not None
    found = []
    for node in tree.traverse(include_text=True):
        if node == tree:
            continue
        if node.tag not in ELEMENTS:
            found.append(f"<{node.tag}>")
        for name, value in node.attributes.items():
            if name not in ATTRIBUTES:
                found.append(f"{name}={value}")
            if name == "type" and value != "checkbox":
                found.append(f"{name}={value}")
            if name == "href" and is_unsafe(value or ""):
                found.append(f"{name}={value}")
    return found
