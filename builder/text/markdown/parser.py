"""The parser of Markdown: which rules it has, and in which order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from builder.text.markdown import (
    addresses,
    ankimarks,
    callouts,
    deletions,
    emojicodes,
    footnotes,
    linemarks,
    obsidian,
    rawhtml,
    ruby,
    tables,
)
from builder.text.markdown.fieldtext import FieldText
from builder.text.markdown.lineparser import LineParser, LineRule
from builder.text.markdown.renderer import FieldHtmlRenderer

# As deep as Python's stack allows; markdown-it drops the text of what lies deeper.
MAXIMUM_NESTING = 60

# Which rules may begin with a sign, in the order in which they are asked; the names are
# those of markdown-it and its plugins.
_BY_SIGN: dict[str, tuple[LineRule | str, ...]] = {
    "\n": ("newline",),
    "\\": (ankimarks.bracketed_formula, "escape"),
    "`": ("backticks",),
    "$": (ankimarks.dollar_formula,),
    "&": ("entity",),
    "*": (linemarks.wide_emphasis, "emphasis"),
    "_": ("emphasis",),
    "~": (linemarks.shifted_deletion, linemarks.no_subscript, "strikethrough", "sub"),
    "^": (
        footnotes.inline_footnote,
        linemarks.shifted_deletion,
        linemarks.no_superscript,
        "sup",
    ),
    "=": (deletions.double_equals,),
    ":": (deletions.hint, addresses.web_address, emojicodes.emoji_code),
    "{": (ruby.braced_reading, deletions.opening),
    "}": (deletions.closing,),
    "[": (
        ankimarks.sound,
        ankimarks.speech,
        ankimarks.latex,
        obsidian.page_link,
        ruby.bracketed_reading,
        "link",
        "footnote_ref",
    ),
    "!": (obsidian.embed, deletions.described),
    "<": (rawhtml.autolink, rawhtml.html_inline),
}
_WITH_W: dict[str, tuple[LineRule | str, ...]] = {"w": (addresses.www_address,)}

# What a text must have for a rule to find anything in it. Most texts have none of these,
# and are read in less time without the rules.
_WANTED: Mapping[re.Pattern[str], tuple[str, ...]] = {
    re.compile(r"\|"): ("table",),
    re.compile(r"<"): ("html_block", "tags"),
    re.compile(r"\$\$|\\\["): ("math_block", "formula_block"),
    re.compile(r"\[\^|\^\["): ("footnote_def", "lost_footnotes", "footnote_tail"),
    # With a tilde it would be one for Pandoc; here `~ 5 minutes` is text.
    re.compile(r"\n[ \t>]*:[ \t]"): ("deflist",),
    re.compile(r"\]:"): ("lost_references",),
    re.compile(r"\[!"): ("callouts",),
    re.compile(r"www\."): ("w",),
}


_ALL = tuple(rule for rules in _WANTED.values() for rule in rules)
_ANY_WANTED = re.compile(r"[|<$\[:\\^]|www\.")


def field_parser(text: str) -> MarkdownIt:
    """Return the parser of a field: it keeps nothing of one text for the next."""
    if not _ANY_WANTED.search(text):
        return _parser_without(_ALL)
    missing = tuple(
        rule
        for mark, rules in _WANTED.items()
        if not mark.search(text)
        for rule in rules
    )
    return _parser_without(missing)


@cache
def _parser_without(missing: Sequence[str]) -> MarkdownIt:
    options = {"html": True, "maxNesting": MAXIMUM_NESTING, "tasklists": True}
    parser = MarkdownIt("commonmark", options, renderer_cls=FieldHtmlRenderer)
    # A picture that cannot be shown is told to the author, not left as text.
    parser.validateLink = _is_link  # type: ignore[method-assign]  # meant to be replaced
    parser.enable(["table", "strikethrough"])
    _add_plugins(parser)
    blocks = parser.block.ruler
    blocks.at("table", tables.table, {"alt": ["paragraph", "reference"]})
    blocks.at(
        "html_block",
        rawhtml.html_block,
        {"alt": ["paragraph", "reference", "blockquote"]},
    )
    blocks.before(
        "fence",
        "formula_block",
        ankimarks.formula_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    core = parser.core.ruler
    core.at("inline", _inline)
    core.before("inline", "callouts", callouts.callouts)
    core.after("inline", "lost_footnotes", footnotes.lost_footnotes)
    core.after("inline", "lost_references", addresses.lost_references)
    core.before("text_join", "tags", rawhtml.tags_with_partners)
    parser.disable(missing, ignoreInvalid=True)
    parser.inline = _line_parser(
        parser, _BY_SIGN if "w" in missing else _BY_SIGN | _WITH_W
    )
    return parser


def _add_plugins(parser: MarkdownIt) -> None:
    ankimarks.add_dollar_formulas(parser)
    deflist_plugin(parser)
    footnote_plugin(parser, inline=False)
    sub_plugin(parser)
    superscript_plugin(parser)
    renderer = parser.renderer
    assert isinstance(renderer, FieldHtmlRenderer)  # noqa: S101 -- for the type checker
    renderer.take_back_rules()


def _line_parser(
    parser: MarkdownIt, table: Mapping[str, Sequence[LineRule | str]]
) -> LineParser:
    ruler = parser.inline.ruler
    theirs = dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))
    line_parser = LineParser(
        {
            sign: [theirs[one] if isinstance(one, str) else one for one in rules]
            for sign, rules in table.items()
        }
    )
    line_parser.ruler, line_parser.ruler2 = ruler, parser.inline.ruler2
    return line_parser


def _inline(state: StateCore) -> None:
    """Read the lines of each block, which tells where a thing stands in the field."""
    field: FieldText = state.env["field"]
    for token in state.tokens:
        if token.type == "inline":
            field.block = token
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _is_link(url: str) -> bool:
    return not url.strip().lower().startswith(("javascript:", "vbscript:"))
