"""Words of two texts side by side: what a person reads of a change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.versions import fieldtokens, worddiff
from builder.versions.segment import marked

texts = st.text("ab<>/&;p中文 \n", max_size=12)


@given(texts, texts)
def test_words_make_both_texts(old: str, new: str) -> None:
    segments = worddiff.compare_source(old, new)

    for side, text in (("old", old), ("new", new)):
        shown = "".join(one.text for one in segments if one.side in {"same", side})
        assert text.replace("\n", fieldtokens.LINE_BREAK) == shown
    changes = [one for one in segments if one.side != "same"]
    assert bool(changes) == (old != new)


@given(texts, texts)
def test_every_change_of_a_field_is_shown(old: str, new: str) -> None:
    changes = [one for one in worddiff.compare_html(old, new) if one.side != "same"]

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
    assert expected == marked(worddiff.compare_html(old, new))


def test_a_long_text_is_cut_around_its_change() -> None:
    segments = worddiff.compare_html(
        "x " * 100 + "a " + "y " * 100, "x " * 100 + "b " + "y " * 100
    )

    assert marked(worddiff.shorten(segments, 6)) == "…x x x [-a-]{+b+} y y y…"


@pytest.mark.parametrize("size", [5_000, 40_000])
def test_long_texts_take_no_time(size: int) -> None:
    old = [str(number % 977) for number in range(size)]
    new = ["zz" if number % 50 == 0 else word for number, word in enumerate(old)]

    segments = worddiff.compare_html(" ".join(old), " ".join(new))

    assert segments
