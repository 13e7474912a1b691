"""Markdown to a field's HTML: the only module that knows markdown-it.

CommonMark with tables, strikethrough and dollar math, the cloze deletions of Anki and
the short form ``==…==``; pictures and sound are looked up as they are met.
https://docs.ankiweb.net/editing.html
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Literal, TypeAlias
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from builder.base.cjk import is_wide
from builder.base.code import Code
from builder.base.diagnostic import Problem, Severity
from builder.text import cloze
from builder.text.highlight import (
    BREAK,
    escape,
    highlight,
    inert,
    knows,
    suggestion,
    with_inert_attributes,
)

# Anki plays these through its own player, never in an <img>:
# https://docs.ankiweb.net/media.html#supported-formats
PLAYED = frozenset(
    """.3gp .aac .avi .flac .m4a .mkv .mov .mp3 .mp4 .mpeg .mpg .oga .ogg .ogv .ogx
    .opus .spx .swf .wav .webm""".split()  # noqa: SIM905 -- a list of words
)

# As deep as Python's stack allows; markdown-it drops the text of what lies deeper.
MAXIMUM_NESTING = 60
# Code that a line of a phone has room for does not break after its hyphens.
_SHORT_CODE = 26

ClozeMode: TypeAlias = Literal["off", "literal", "deletions"]
"""What ``{{c1::`` means in a field: ``off``, nothing special (the note type has no
clozes); ``literal``, text that Anki must not take for a deletion; ``deletions``."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A field as it goes into the package.

    ``deletions`` maps the numbers given to ``==…==`` deletions to their texts.
    """

    html: str
    problems: tuple[Problem, ...] = ()
    deletions: Mapping[int, str] = field(default_factory=dict)


FindMedia: TypeAlias = Callable[[str], "str | Problem"]
"""From a reference as written to the file's name in the package, or what is wrong."""
NumberDeletions: TypeAlias = Callable[[Sequence[str], frozenset[int]], Sequence[int]]
"""From the texts of the short-form deletions and the numbers that ``{{c…}}`` has taken
already to a number for each."""


def number_in_order(texts: Sequence[str], taken: frozenset[int]) -> list[int]:
    """Number short-form deletions from 1 on, in order, leaving out what is taken."""
    free = (n for n in range(1, len(texts) + len(taken) + 1) if n not in taken)
    return [next(free) for _ in texts]


def render(
    text: str,
    *,
    find_media: FindMedia,
    mode: ClozeMode = "off",
    number_deletions: NumberDeletions = number_in_order,
) -> Rendered:
    """Return the HTML of one field.

    A text of one paragraph gets no ``<p>`` around it.
    """
    pass_ = _Pass(text, find_media, mode)
    environment = {"pass": pass_}
    parser = _parser()
    tokens = parser.parse(text.replace("\0", ""), environment)
    deletions = _number(tokens, text, number_deletions) if pass_.short_forms else {}
    _hide_bare_marks(tokens)
    if any(token.level >= MAXIMUM_NESTING - 1 for token in tokens):
        message = f"lists and quotes nested more than {MAXIMUM_NESTING} deep"
        pass_.problems.append(Problem(0, Code.NESTING, message))
    result = parser.renderer.render(_unwrapped(tokens), parser.options, environment)
    result = with_inert_attributes(result)
    if mode == "deletions":
        pass_.check(result)
        result = cloze.for_every_engine(result)
        pass_.check_levels(result)
    return Rendered(result.strip("\n"), tuple(pass_.problems), deletions)


def passed_through(text: str) -> tuple[list[str], list[str]]:
    """Return the HTML and the link addresses that a text puts on a card as they are."""
    environment = {"pass": _Pass(text, str, "off")}
    tokens = _parser().parse(text.replace("\0", ""), environment)
    every = [one for token in tokens for one in (token, *(token.children or ()))]
    raw = [one.content for one in every if one.type in {"html_block", "html_inline"}]
    links = [str(one.attrs.get("href", "")) for one in every if one.type == "link_open"]
    return raw, links


@dataclass(slots=True)
class _OpenDeletion:
    """A deletion that is not closed yet; a short form is not closed by ``}}``."""

    is_short: bool
    has_hint: bool = False


class _Pass:
    """What one rendering carries along: the open deletions and the problems found."""

    def __init__(self, text: str, find_media: FindMedia, mode: ClozeMode) -> None:
        self.text = text
        self.find_media = find_media
        self.mode = mode
        self.problems: list[Problem] = []
        # Where the last mention of each reference was found.
        self.found_at: dict[str, int] = {}
        # While parsing.
        self.open: list[_OpenDeletion] = []
        # While rendering: how many deletions are open.
        self.depth = 0
        self.short_forms = 0
        # The text in which no `==` closes any more, and from where on.
        self.unclosable: tuple[str, int] = ("", 0)

    def report(
        self, needle: str, code: Code, message: str, severity: Severity = "error"
    ) -> None:
        self.problems.append(Problem(self.place(needle), code, message, severity))

    def report_at(self, needle: str, opening: str, code: Code, message: str) -> None:
        """Warn of a text that stands after an opening."""
        offset = self.place(needle, opening)
        self.problems.append(Problem(offset, code, message, "warning"))

    def place(self, needle: str, *openings: str) -> int:
        """Return where the next mention of a text stands, best after an opening."""
        for opening in (*openings, ""):
            start = self.found_at.get(opening + needle, -1) + 1
            offset = self.text.find(opening + needle, start)
            if offset >= 0:
                self.found_at[opening + needle] = offset
                return offset + len(opening)
        return max(self.text.find(needle), 0)

    def media(self, reference: str, *, written: str = "") -> str:
        """Return the packaged name for a reference; what is wrong is reported."""
        found = self.find_media(reference)
        if isinstance(found, str):
            return found
        offset = self.place(written or reference, "](<", "](", "[sound:", '="', "='")
        self.problems.append(Problem(offset, found.code, found.message, found.severity))
        return reference

    def check(self, result: str) -> None:
        """Report deletions that Anki would not take as the author meant them."""
        opened = list(cloze.OPEN.finditer(self.text))
        places_by_marker: dict[str, list[int]] = {}
        for match in opened:
            places_by_marker.setdefault(match.group(), []).append(match.start())
        for marker, occurrence in cloze.unclosed(result):
            places = places_by_marker.get(marker, [])
            offset = places[occurrence] if occurrence < len(places) else 0
            message = f"`{marker}` is never closed: end the deletion with `}}}}`"
            self.problems.append(Problem(offset, Code.CLOZE_UNCLOSED, message))
        for match in opened:
            for number in cloze.numbers_of(match[1]):
                if not 1 <= number <= cloze.MAXIMUM_NUMBER:
                    message = (
                        f"the deletion number {number} is out of range: Anki makes "
                        f"cards for c1 to c{cloze.MAXIMUM_NUMBER}"
                    )
                    self.problems.append(
                        Problem(match.start(), Code.CLOZE_NUMBER, message)
                    )
        for offset, found in cloze.miswritten(self.text):
            message = f"`{found}` begins no deletion: write `{{{{c1::`"
            self.problems.append(Problem(offset, Code.CLOZE_FORM, message))
        for match in re.finditer(r"\{\{c[0-9,]+::(?:\}\}|::)", result):
            self.report(match.group(), Code.CLOZE_EMPTY, _EMPTY, "warning")

    def check_levels(self, result: str) -> None:
        """Warn of deletions in deletions that not every engine can tell apart."""
        levels = cloze.deepest(result)
        if levels > cloze.MAXIMUM_LEVELS:
            first = cloze.OPEN.search(self.text)
            message = (
                f"deletions nested {levels} levels deep: Anki 24.11 and AnkiDroid 2.20 "
                f"make cards of at most {cloze.MAXIMUM_LEVELS} levels; write several notes"
            )
            offset = first.start() if first else 0
            self.problems.append(
                Problem(offset, Code.CLOZE_NESTING, message, "warning")
            )


_EMPTY = "an empty deletion: the learner would have nothing to remember"


@cache
def _parser() -> MarkdownIt:
    options = {"html": True, "maxNesting": MAXIMUM_NESTING}
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    # A picture that cannot be shown is told to the author, not left as text.
    parser.validateLink = _is_link  # type: ignore[method-assign]  # meant to be replaced
    parser.enable(["table", "strikethrough"])
    dollarmath_plugin(
        parser,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        double_inline=True,
    )
    parser.inline.ruler.before("link", "sound", _sound)
    parser.inline.ruler.before("link", "live", _live)
    parser.inline.ruler.after("backticks", "cloze", _cloze)
    parser.inline.ruler.before("emphasis", "wide_emphasis", _wide_emphasis)
    renderer = parser.renderer
    assert isinstance(renderer, _Renderer)  # noqa: S101 -- for the type checker
    rules: dict[str, Any] = renderer.rules
    rules["math_inline"] = renderer.math_inline
    rules["math_inline_double"] = rules["math_block"] = renderer.math_block
    return parser


# Parsing


def _is_link(url: str) -> bool:
    return not url.strip().lower().startswith(("javascript:", "vbscript:"))


def _sound(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's
    """``[sound:a.mp3]``, kept from emphasis and link rules."""
    if state.src.find("]", state.pos, state.posMax) < 0:
        return False
    match = _SOUND.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("sound", "", 0).content = match[1]
    state.pos = match.end()
    return True


_SOUND = re.compile(r"\[sound:([^\]\n]+)\]")


def _live(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's
    """LaTeX and speech as Anki writes them; after a backslash they are text."""
    match = _LIVE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("live", "", 0).content = match.group()
    state.pos = match.end()
    return True


_LIVE = re.compile(r"(?i)\[(?:/?latex|anki:[^\]\n]*)\]")


def _wide_emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's
    """``*`` beside a CJK character.

    CommonMark asks for a space or a Latin letter there, which Chinese and Japanese do
    not have: ``**“镜像”**是`` would show its asterisks.
    """
    source, start = state.src, state.pos
    if silent or source[start] != "*":
        return False
    end = start
    while end < state.posMax and source[end] == "*":
        end += 1
    before = source[start - 1] if start else " "
    after = source[end] if end < state.posMax else " "
    if not (is_wide(before) or is_wide(after)):
        return False
    for _ in range(end - start):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"),
                length=end - start,
                token=len(state.tokens) - 1,
                end=-1,
                open=not after.isspace(),
                close=not before.isspace(),
            )
        )
    state.pos = end
    return True


def _cloze(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's
    """Markers of deletions; code and math are read before and hide what they hold."""
    pass_: _Pass = state.env["pass"]
    if pass_.mode != "deletions" or state.src[state.pos] not in "{}:=":
        return False
    if state.src[state.pos] == "=":
        return _short_form(state, silent=silent)
    innermost = pass_.open[-1] if pass_.open else None
    opened = cloze.OPEN.match(state.src, state.pos)
    pair = state.src[state.pos : state.pos + 2]
    closes = pair == "}}" and innermost is not None and not innermost.is_short
    hints = pair == "::" and innermost is not None and not innermost.has_hint
    if not (opened or closes or hints):
        return False
    end = opened.end() if opened else state.pos + 2
    if not silent:
        state.push("mark", "", 0).content = state.src[state.pos : end]
        if opened:
            pass_.open.append(_OpenDeletion(is_short=False))
        elif closes:
            pass_.open.pop()
        elif innermost is not None:
            innermost.has_hint = True
    state.pos = end
    return True


def _short_form(state: StateInline, *, silent: bool) -> bool:
    """``==text==`` or ``==text::hint==``."""
    start = state.pos + 2
    source = state.src
    if not source.startswith("==", state.pos) or source[start : start + 1] in "= \n":
        return False
    end = _short_form_end(state, start)
    if end < 0:
        return False
    if not silent:
        pass_: _Pass = state.env["pass"]
        pass_.short_forms += 1
        opening = state.push("mark", "", 0)
        opening.meta = {"text": source[start:end]}
        limit, state.pos, state.posMax = state.posMax, start, end
        outer = len(pass_.open)
        pass_.open.append(_OpenDeletion(is_short=True))
        state.md.inline.tokenize(state)
        del pass_.open[outer:]
        state.posMax = limit
        state.push("mark", "", 0).content = "}}"
    state.pos = end + 2
    return True


def _short_form_end(state: StateInline, start: int) -> int:
    """Return where the closing ``==`` stands, code and math skipped, or -1."""
    pass_: _Pass = state.env["pass"]
    if pass_.unclosable == (state.src, state.posMax):
        return -1
    before, state.pos = state.pos, start
    end = -1
    while state.pos < state.posMax:
        here = state.pos
        if state.src.startswith("==", here) and state.src[here - 1] not in " \n":
            end = here
            break
        if state.src[here] in "`$\\[<":
            state.md.inline.skipToken(state)
        else:
            state.pos += 1
    state.pos = before
    if end < 0:
        pass_.unclosable = (state.src, state.posMax)
    return end


def _number(
    tokens: list[Token], source: str, number: NumberDeletions
) -> dict[int, str]:
    """Give the short-form deletions their numbers, none that the source has."""
    marks = [
        child
        for token in tokens
        for child in token.children or ()
        if child.type == "mark"
    ]
    taken = frozenset(cloze.explicit_numbers(source))
    short = [mark for mark in marks if "text" in mark.meta]
    texts = [mark.meta["text"] for mark in short]
    numbers = number(texts, taken)
    for mark, given in zip(short, numbers, strict=True):
        mark.content = f"{{{{c{given}::"
    return dict(zip(numbers, texts, strict=True))


def _hide_bare_marks(tokens: list[Token]) -> None:
    """Drop the ``<p>`` of a paragraph that is only ``{{c1::`` or only ``}}``.

    So a deletion may hold a whole list or a block of code.
    """
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = token.children or ()
        if (
            before.type == "paragraph_open"
            and any(child.type == "mark" for child in children)
            and all(_is_nothing(child) for child in children)
        ):
            before.hidden = after.hidden = True


def _unwrapped(tokens: list[Token]) -> list[Token]:
    is_one_paragraph = len(tokens) == 3 and tokens[0].type == "paragraph_open"  # noqa: PLR2004 -- open, inline, close
    return tokens[1:2] if is_one_paragraph else tokens


# Rendering


class _Renderer(RendererHTML):
    """HTML for Anki; one method for each token that differs from CommonMark's."""

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        pass_: _Pass = env["pass"]
        content = tokens[idx].content
        match = _PICTURE.search(content) if "![" in content else None
        is_meant = match and match.group() in pass_.text
        if match and is_meant and re.search(r"\s", match[1]):
            message = f"a name with spaces stands in `<…>`: `![](<{match[1]}>)`"
            pass_.report(match.group(), Code.MEDIA_LINK, message)
        if pass_.mode != "off" and ("{{c" in content or "}}" in content):
            breakable = _MARKER_INSIDE if pass_.depth else _OPEN_INSIDE
            content = breakable.sub("\ue000", content)
        return inert(html.escape(content, quote=False)).replace("\ue000", BREAK)

    def live(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return html.escape(tokens[idx].content, quote=False)

    def mark(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        content = tokens[idx].content
        env["pass"].depth += {"{{": 1, "}}": -1}.get(content[:2], 0)
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
            env["pass"].report_at(language, "```", Code.LANGUAGE, message)
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
        pass_: _Pass = env["pass"]
        token = tokens[idx]
        written = str(token.attrs.get("src", ""))
        name = pass_.media(unquote(written), written=written)
        if PurePosixPath(name).suffix.lower() in PLAYED:
            return f"[sound:{name}]"
        description = self.renderInlineAsText(token.children, options, env)
        is_alone = all(one is token or _is_nothing(one) for one in tokens)
        figure = ' class="figure"' if is_alone else ""
        title = token.attrs.get("title")
        return (
            f'<img{figure} src="{html.escape(name)}" alt="{html.escape(description)}"'
            + (f' title="{html.escape(str(title))}"' if title else "")
            + ">"
        )

    def sound(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"[sound:{env['pass'].media(tokens[idx].content)}]"

    def html_inline(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return _with_media(tokens[idx].content, env["pass"])

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


def _is_nothing(token: Token) -> bool:
    """Whether a token shows nothing of its own: blanks, or a deletion's marker."""
    if token.type == "mark":
        return True
    return token.type in {"text", "softbreak"} and not token.content.strip()


def _verbatim(content: str, env: Any) -> tuple[str, list[cloze.Mark]]:
    pass_: _Pass = env["pass"]
    if pass_.mode == "deletions":
        return cloze.split_verbatim(content, is_inside=pass_.depth > 0)
    return content, cloze.breaks(content) if pass_.mode == "literal" else []


def _with_media(markup: str, pass_: _Pass) -> str:
    """Put the packaged names into the tags that Anki looks for media in."""

    def tag(match: re.Match[str]) -> str:
        name = match["tag"].lower()
        attributes = _ATTRIBUTE.sub(
            lambda found: _attribute(found, name, pass_), match["attributes"]
        )
        return f"<{match['tag']}{attributes}{match['end']}"

    return _TAG.sub(tag, markup)


def _attribute(found: re.Match[str], tag: str, pass_: _Pass) -> str:
    """Return one attribute, with the packaged name where Anki takes it for media."""
    written = found["double"] or found["single"] or found["bare"] or ""
    value = html.unescape(written)
    name = found["name"].lower()
    if tag in _MEDIA_TAGS and name in {"src", "data"}:
        packaged = pass_.media(value, written=written)
        return f'{found["before"]}="{html.escape(packaged)}"'
    is_shown = name in _SHOWN or (tag == "link" and name == "href")
    if is_shown and _REMOTE.search(value):
        message = (
            f"`{name}` of `<{tag}>` is remote: a learner offline would see nothing; "
            "download it into media/ and show it with `<img>`, `<audio>` or `<video>`"
        )
        offset = pass_.place(written)
        pass_.problems.append(Problem(offset, Code.MEDIA_REMOTE, message))
    return found.group()


# What Anki looks for media in: rslib/src/text.rs, HTML_MEDIA_TAGS.
_MEDIA_TAGS = frozenset({"img", "audio", "video", "source", "object"})
_SHOWN = frozenset({"src", "srcset", "poster", "data", "style", "background"})
_REMOTE = re.compile(r"(?i)(?:^|[\s,(\"'])(?:https?:|ftp:|file:)?//")
_VALUE = r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"']+))"
_ATTRIBUTE = re.compile(rf"(?P<before>\s+(?P<name>[^\s=>\"'/]+))\s*=\s*{_VALUE}")
_TAG = re.compile(
    r"<(?P<tag>[A-Za-z][\w-]*)"
    r"(?P<attributes>(?:\s+[^\s=>\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)"
    r"(?P<end>\s*/?>)"
)


def _text_near(tokens: Sequence[Token], places: Iterable[int]) -> str:
    """Return the first text in a direction, or nothing when something else is first."""
    for place in places:
        token = tokens[place]
        if token.type in {"softbreak", "hardbreak", "image", "math_inline"}:
            return ""
        if token.content and token.type in {"text", "code_inline"}:
            return token.content
    return ""
