"""Tokens to the HTML of a field: one method for each that differs from CommonMark's."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from builder.base.cjk import is_wide
from builder.base.code import Code
from builder.text import cloze
from builder.text.highlight import BREAK, escape, highlight, inert, knows, suggestion
from builder.text.markdown.deletions import is_nothing
from builder.text.markdown.fieldtext import FieldText
from builder.text.markdown.rawhtml import with_media

# Anki plays these through its own player, never in an <img>:
# https://docs.ankiweb.net/media.html#supported-formats
PLAYED = frozenset(
    """.3gp .aac .avi .flac .m4a .mkv .mov .mp3 .mp4 .mpeg .mpg .oga .ogg .ogv .ogx
    .opus .spx .swf .wav .webm""".split()  # noqa: SIM905 -- a list of words
)

# Code that a line of a phone has room for does not break after its hyphens.
_SHORT_CODE = 26


class FieldHtmlRenderer(RendererHTML):
    """HTML for Anki; methods are named after the tokens they render."""

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        field: FieldText = env["field"]
        content = tokens[idx].content
        match = _PICTURE.search(content) if "![" in content else None
        is_meant = match and match.group() in field.text
        if match and is_meant and re.search(r"\s", match[1]):
            message = f"a name with spaces stands in `<…>`: `![](<{match[1]}>)`"
            field.report(match.group(), Code.MEDIA_LINK, message)
        if field.mode != "off" and ("{{c" in content or "}}" in content):
            breakable = _MARKER_INSIDE if field.depth else _OPEN_INSIDE
            content = breakable.sub("\ue000", content)
        return inert(html.escape(content, quote=False)).replace("\ue000", BREAK)

    def live(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return html.escape(tokens[idx].content, quote=False)

    def mark(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        content = tokens[idx].content
        env["field"].depth += {"{{": 1, "}}": -1}.get(content[:2], 0)
        return content

    def softbreak(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        before = _text_near(tokens, range(idx - 1, -1, -1))[-1:]
        after = _text_near(tokens, range(idx + 1, len(tokens)))[:1]
        return "" if is_wide(before) and is_wide(after) else "\n"

    def code_inline(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        plain, marks = _verbatim(tokens[idx].content, env)
        is_short = "-" in plain and len(plain) <= _SHORT_CODE
        whole = ' class="whole"' if is_short else ""
        return f"<code{whole}>{escape(plain, marks)}</code>"

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return self.fence(tokens, idx, options, env)

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        language = token.info.split()[0] if token.info.strip() else ""
        plain, marks = _verbatim(token.content.removesuffix("\n"), env)
        if language and not knows(language):
            message = f"no colours for the language `{language}`{suggestion(language)}"
            env["field"].report_at(language, "```", Code.LANGUAGE, message)
        code = highlight(plain, language, marks) if language else escape(plain, marks)
        return f'<pre class="code"><code>{code}</code></pre>\n'

    def math_inline(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        plain, marks = _verbatim(tokens[idx].content, env)
        return rf"\({escape(plain, marks, separator=' ')}\)"

    def math_block(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        plain, marks = _verbatim(tokens[idx].content.strip(), env)
        return rf"\[{escape(plain, marks, separator=' ')}\]" + "\n"

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        field: FieldText = env["field"]
        token = tokens[idx]
        written = str(token.attrs.get("src", ""))
        name = field.media(unquote(written), written=written)
        if PurePosixPath(name).suffix.lower() in PLAYED:
            return f"[sound:{name}]"
        description = self.renderInlineAsText(token.children, options, env)
        is_alone = all(one is token or is_nothing(one) for one in tokens)
        figure = ' class="figure"' if is_alone else ""
        title = token.attrs.get("title")
        return (
            f'<img{figure} src="{html.escape(name)}" alt="{html.escape(description)}"'
            + (f' title="{html.escape(str(title))}"' if title else "")
            + ">"
        )

    def sound(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"[sound:{env['field'].media(tokens[idx].content)}]"

    def html_inline(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return with_media(tokens[idx].content, env["field"])

    html_block = html_inline

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return '<div class="table"><table>\n'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return "</table></div>\n"


# Between the characters of what Anki would take for a marker, were it whole.
_OPEN_INSIDE = re.compile(r"(?<=\{)(?=\{c[0-9,]+::)")
_MARKER_INSIDE = re.compile(_OPEN_INSIDE.pattern + r"|(?<=\})(?=\})")
_PICTURE = re.compile(r"!\[[^\]\[]*\]\(([^()\n]*)\)")


def _verbatim(content: str, env: Any) -> tuple[str, list[cloze.Mark]]:
    field: FieldText = env["field"]
    if field.mode == "deletions":
        return cloze.split_verbatim(content, is_inside=field.depth > 0)
    return content, cloze.breaks(content) if field.mode == "literal" else []


def _text_near(tokens: Sequence[Token], places: Iterable[int]) -> str:
    """Return the first text in a direction, or nothing when something else is first."""
    for place in places:
        token = tokens[place]
        if token.type in {"softbreak", "hardbreak", "image", "math_inline"}:
            return ""
        if token.content and token.type in {"text", "code_inline"}:
            return token.content
    return ""
