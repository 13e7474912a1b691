"""Tokens to the HTML of a field: one method for each that differs from CommonMark's."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import unquote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from builder.base.cjk import is_wide
from builder.base.code import Code
from builder.text import cloze
from builder.text.drawings import LANGUAGE
from builder.text.highlight import (
    BREAK,
    escape,
    inert,
    knows,
    live,
    suggestion,
)
from builder.text.markdown.almostmedia import (
    check_picture,
    check_size,
    check_sounds,
)
from builder.text.markdown.ankimarks import without_latex
from builder.text.markdown.deletionchecks import check_short_forms
from builder.text.markdown.deletions import raw_with_breaks, refuse_in_attribute
from builder.text.markdown.diagrams import diagram
from builder.text.markdown.fieldtext import FieldText
from builder.text.markdown.footnotes import check_references
from builder.text.markdown.pictures import picture
from builder.text.markdown.references import guarded, linked, with_media
from builder.text.markdown.verbatim import code_block, inline_code, verbatim


class FieldHtmlRenderer(RendererHTML):
    """HTML for Anki; methods are named after the tokens they render."""

    def take_back_rules(self) -> None:
        """Render by methods what plugins have brought functions for."""
        rules: dict[str, Any] = self.rules
        for name in [name for name in rules if hasattr(self, name)]:
            rules[name] = getattr(self, name)
        rules["math_inline_double"] = self.math_block

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        field: FieldText = env["field"]
        content = tokens[idx].content
        if "![" in content:
            check_picture(content, field)
        if content.startswith("{") and idx and tokens[idx - 1].type == "image":
            check_size(content, field)
        if "[^" in content:
            check_references(content, field)
        if "[" in content:
            check_sounds(content, field)
        if "==" in content and field.mode == "deletions":
            check_short_forms(content, field)
        if field.mode != "off":
            content = _without_markers(content, field)
        if "\\" in content:
            content = _FORMULA.sub("\\\\\ue001", content)
        if "  " in content or "\t" in content:
            content = _SPACES.sub(" ", content)
        shown = inert(html.escape(content, quote=False)).replace("\ue000", BREAK)
        # MathJax reads on behind a comment, and stops at an element.
        shown = shown.replace("\ue001", "<span></span>")
        return shown.replace("\u00a0", "&nbsp;") if "\u00a0" in shown else shown

    def speech(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return html.escape(tokens[idx].content, quote=False)

    def latex(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        plain, marks = verbatim(tokens[idx].content, env["field"])
        return live(plain, marks)

    def marker(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        field: FieldText = env["field"]
        content = tokens[idx].content
        if content == "::":
            field.hinted[-1] = True
        elif content != "}}":
            field.hinted.append(False)
        elif field.hinted:
            field.hinted.pop()
            before = tokens[idx - 1] if idx else None
            # Anki would take the brace of the text for one of its own.
            if before and before.type == "text" and before.content.endswith("}"):
                return BREAK + content
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
        return inline_code(tokens[idx].content, env["field"])

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return self.fence(tokens, idx, options, env)

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        field: FieldText = env["field"]
        language = token.info.split()[0] if token.info.strip() else ""
        if language == "math":  # so GitHub writes a formula of its own
            return self.math_block(tokens, idx, options, env)
        is_diagram = language.lower() == LANGUAGE
        drawn = diagram(token.content, field) if is_diagram else ""
        if drawn:
            return drawn
        if is_diagram:
            language = ""
        if language and not knows(language):
            message = f"no colours for the language `{language}`{suggestion(language)}"
            field.warn(field.place(language, "```"), Code.LANGUAGE, message)
        return code_block(token.content, language, field)

    def math_inline(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        # GitHub's own form has backticks: $`x`$.
        tex = _TICKS.sub(r"\1", tokens[idx].content)
        plain, marks = verbatim(tex, env["field"])
        return rf"\({escape(plain, marks, separator=' ')}\)"

    def math_block(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        plain, marks = verbatim(tokens[idx].content.strip(), env["field"])
        return rf"\[{escape(plain, marks, separator=' ')}\]" + "\n"

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        alt = token.meta.get("description") or self.renderInlineAsText(
            token.children, options, env
        )
        return picture(token, tokens, alt, env["field"])

    def sound(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"[sound:{env['field'].media(tokens[idx].content)}]"

    def ruby(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        base, reading = (
            html.escape(part, quote=False)
            for part in (token.content, token.meta["reading"])
        )
        return f"<ruby>{base}<rt>{reading}</rt></ruby>"

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        field: FieldText = env["field"]
        attributes = tokens[idx].attrs
        for key, value in attributes.items():
            marker = cloze.OPEN.search(unquote(str(value)))
            if marker and field.mode == "deletions":
                where = "the address of a link" if key == "href" else "a title"
                refuse_in_attribute(field, marker.group(), where)
        address = linked(str(attributes.get("href", "")), field)
        shown = {**attributes, "href": address}
        return (
            "<a"
            + "".join(
                f' {key}="{guarded(html.escape(str(value)), field)}"'
                for key, value in shown.items()
            )
            + ">"
        )

    def html_inline(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return with_media(tokens[idx].content, env["field"])

    def html_block(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        field: FieldText = env["field"]
        markup = raw_with_breaks(with_media(tokens[idx].content, field), field)
        if field.mode == "literal":
            markup = cloze.OPEN.sub(lambda found: f"{{&#123;{found[0][2:]}", markup)
        return without_latex(markup, field)

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return '<div class="table"><table>\n'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return "</table></div>\n"

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return f'<sup class="footnote">{tokens[idx].meta["id"] + 1}</sup>'

    def footnote_block_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return '<div class="footnotes"><ol>\n'

    def footnote_block_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return "</ol></div>\n"

    def footnote_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return "<li>"

    def footnote_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return "</li>\n"

    def footnote_anchor(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return ""


# Between the characters of what Anki would take for a marker, were it whole.
_OPEN_INSIDE = re.compile(r"(?<=\{)(?=\{c[0-9,]+::)")
_END_INSIDE = re.compile(_OPEN_INSIDE.pattern + r"|(?<=\})(?=\})")
_MARKER_INSIDE = re.compile(_END_INSIDE.pattern + r"|(?<=:)(?=:)")
_FORMULA = re.compile(r"\\(?=[()\[\]])")
_TICKS = re.compile(r"^`([^`]+)`$")
_SPACES = re.compile("[ \\t]+")


def _without_markers(content: str, field: FieldText) -> str:
    """Set a private sign where a break is to keep two characters apart."""
    if "{{" not in content and "}}" not in content and "::" not in content:
        return content
    if not field.is_inside:
        return _OPEN_INSIDE.sub("\ue000", content)
    pattern = _END_INSIDE if field.hinted[-1] else _MARKER_INSIDE
    return pattern.sub("\ue000", content)


def _text_near(tokens: Sequence[Token], places: Iterable[int]) -> str:
    """Return the first text in a direction, or nothing when something else is first."""
    for place in places:
        token = tokens[place]
        if token.type in {"softbreak", "hardbreak", "image", "math_inline"}:
            return ""
        if token.content and token.type in {"text", "code_inline", "ruby"}:
            return token.content
    return ""
