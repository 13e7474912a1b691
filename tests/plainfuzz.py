"""Texts at random: what is read without markdown-it is what markdown-it makes of it.

make fuzz
.venv/bin/python tests/plainfuzz.py 100000
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator

from builder.base.diagnostic import Problem
from builder.text.cloze import for_every_engine
from builder.text.markdown import as_written, number_in_order
from builder.text.markdown.deletionchecks import check_deletions, check_levels
from builder.text.markdown.fieldtext import ClozeMode, FieldText
from builder.text.markdown.marked import marked_html
from builder.text.markdown.plaintext import plain_html

MODES: tuple[ClozeMode, ...] = ("off", "literal", "deletions")
PLAIN = (
    "word", "a", "7", "Pod", "容器", "镜像。", "、", "“引”", "(b)", "x_y", "한글", "é", "a.b",
    "c:", "e.g.", "`x`", "`a-b`", "`[sound:a]`", "`{{c1::a}}`", "`}}`", "`::`", "**b**", "*i*",
    "**粗**", "**“引”**", "**`c`**", "*(p)*", "**a*b**", "==h==", "==高亮==", "==a::b==",
    "==**s**==", "{{c1::d}}", "{{c2::容::提示}}", "{{c1,2::n}}", "{{c3::`x`}}", "{{c4::a*b*}}",
    "{{c1::**s**}}", "{{c1::a {{c2::b}}}}", "::", "> 3", "&", "😀", "'", '"', "C#", "!", "@",
    "%", "http:", "- ", "**a *b* c**", "*a **b** c*", "{{c5::==x==}}", "**{{c6::y}}**", "：",
)  # fmt: skip
ODD = (
    "__init__", "1.", "2)", "-", "--", "+", "*", "**", "`", "`a b`", "` a`", "``", "***",
    "_e_", "== x ==", "a==b", "===", "{{c1::", "}}", "{", "}", "[a]", "[a](b)", "![p](q.png)",
    "<b>", "< 5", "&amp;", "&#65;", "AT&T", "$x$", "$5", "\\*", "~", "a~b~", "^", "x^2^", "|",
    "#", "# h", "www.a.bc", "http://a.bc", "https", "://", ":smile:", "a:b:c", "\u3000",
    "\u00a0", "1 * 2 * 3", "a*b", "2**3", "[ ]", "[^1]", "{{ c1::x}}", "｛｛c1::x}}", "{{c9::}}",
)  # fmt: skip
GLUE = (
    "",
    "",
    " ",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\n",
    "\n",
    ",",
    "，",
    ".",
    "**",
    "==",
)
STARTS = (
    "- ", "- ", "- ", "- ", "* ", "+ ", "1. ", "2. ", "1. ", "2. ", "1) ", "10. ", "> ", "# ",
    "    ", "  ", " ", "---", "===", "```\n", "```python\n", "```yaml\n", "```nolang\n", "~~~\n",
    "|", ": ", "-", "1.", "```mermaid\n", "```a b\n",
)  # fmt: skip
ENDS = (" ", "  ", "\n", "\n\n", "\n```", "\n```", "\n```\n", "\\", "\n  ", "\n- ")


# With these alone a text is plain, as a rule.
TAME_GLUE = (" ", " ", " ", "\n", ",", "，")
TAME_STARTS = ("- ", "- ", "- ", "1. ", "1. ", "2. ", "```python\n")
TAME_ENDS = ("\n", "\n\n", " ")


def text_at_random(source: random.Random) -> str:
    """Return a text of some lines: most are plain, or near what is."""
    is_tame = source.random() < 0.6
    few = source.sample(PLAIN, source.randint(2, 8))
    if not is_tame:
        few += source.sample(ODD, source.randint(0, 3))
    glue, starts, ends = (
        (TAME_GLUE, TAME_STARTS, TAME_ENDS) if is_tame else (GLUE, STARTS, ENDS)
    )
    lines = []
    for _ in range(source.randint(1, 5)):
        words = [
            f"{source.choice(few)}{source.choice(glue)}"
            for _ in range(source.randint(0, 5))
        ]
        start = source.choice(starts) if source.random() < 0.3 else ""
        if start == "```python\n":
            words.append("\n```")
        end = source.choice(ends) if source.random() < 0.2 else ""
        lines.append(f"{start}{''.join(words)}{end}")
    return source.choice(("\n", "\n", "\n\n")).join(lines)


def read(text: str, mode: ClozeMode, *, is_plain: bool) -> object:
    """Return all that one of the two makes of a text; nothing if it is not plain."""
    field = FieldText(text, as_written, mode)
    if is_plain:
        found = plain_html(field, number_in_order)
        if found is None:
            return None
    else:
        found = marked_html(field, number_in_order)
    html, numbered = found
    if mode == "deletions":
        check_deletions(field, html)
        html = for_every_engine(html)
        check_levels(field, html)
    problems: list[Problem] = field.problems
    return html.strip("\n"), numbered, problems


def differences(number: int, seed: int) -> Iterator[tuple[str, ClozeMode, bool]]:
    """Yield texts at random, and whether they are plain; a difference ends it all."""
    source = random.Random(seed)  # noqa: S311 -- the same texts each time
    for turn in range(number):
        text = text_at_random(source)
        mode = MODES[turn % len(MODES)]
        plain = read(text, mode, is_plain=True)
        if plain is not None:
            whole = read(text, mode, is_plain=False)
            assert whole == plain, (mode, text)
        yield text, mode, plain is not None


def main() -> None:
    """Read so many texts and say how many were plain."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns()
    plain = sum(is_plain for _, _, is_plain in differences(number, seed))
    print(f"{number:,} texts (seed {seed}): {plain:,} plain, no difference")


if __name__ == "__main__":
    main()
