"""Raw HTML in Markdown made safe: the only module that knows nh3."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import nh3

_CODE = re.compile(
    r"(?ms)^ *(`{3,}|~{3,})[^\n]*\n.*?(?:^ *\1[`~]*[ \t]*$|"
    r"\Z)|(?<!`)(?P<ticks>`+)(?!`).{1,2000}?(?<!`)(?P=ticks)(?!`)"
)
_REMOVED = re.compile(
    r"(?is)<(script|style|iframe|object|embed|noscript|template|applet|frameset|svg|math|form|select|textarea|button)\b[^>]*>.{0,20000}?</\1\s*>"
)
_DANGLING = re.compile(
    r"(?i)</?(?:script|style|iframe|object|embed|noscript|template|applet|frame|frameset|form|input|select|textarea|"
    r"button|option|link|meta|base|html|head|body|title|svg|math)\b[^>]*(?:>|$)"
)
_TAG = re.compile(
    r"<(/?)([A-Za-z][\w-]*)"
    r"((?:\s(?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}')*|\s[^<>]*)?)(/?)>"
)
_PICTURE = re.compile(r"(?is)<img\b([^>]*)>")
_ATTRIBUTE = re.compile(
    r"(?is)\b(src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
)
_PAIRED = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "blockquote",
        "caption",
        "center",
        "cite",
        "code",
        "del",
        "details",
        "dfn",
        "div",
        "em",
        "figcaption",
        "figure",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "i",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "dl",
        "dt",
        "dd",
    ]
)
_EMPTY = frozenset({"br", "hr", "wbr", "col"})
_STRIPPED = frozenset(
    {"div", "p", "center", "font", "span", "big", "details", "summary", "a"}
)
_ATTRIBUTES = {
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "ol": {"start"},
    "abbr": {"title"},
}
_LINK = re.compile(
    r"(?i)(?<!\\)\]\(\s*<?(?:javascript|vbscript|data|file):[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
)


def clean(text: str) -> str:
    """Return Markdown whose raw HTML can neither run, load nor ask for anything.

    Code stays as it is. A tag that is none, such as ``<node-name>``, is escaped, so
    that the card shows it.
    """
    if "<" not in text and "](" not in text:
        return text
    parts: list[str] = []
    end = 0
    for match in _CODE.finditer(text):
        parts += [_cleaned(text[end : match.start()]), match[0]]
        end = match.end()
    parts.append(_cleaned(text[end:]))
    return "".join(parts)


def _cleaned(text: str) -> str:
    text = _LINK.sub("](#)", text)
    if "<" not in text:
        return text
    text = re.sub(r"(?s)<!--.{0,9999}?-->", "", text)
    text = re.sub(r"<code>([^`<>\n]+)</code>", _ticked, text)
    text = _REMOVED.sub(_without_program, text)
    text = _PICTURE.sub(_as_markdown, _DANGLING.sub(_without_control, text))
    return _balanced(text, _tag)


def _ticked(match: re.Match[str]) -> str:
    return f"`{html.unescape(match[1])}`"


def _without_program(match: re.Match[str]) -> str:
    """Drop an element that does something; keep tags that a sentence speaks of."""
    inner = match[0][match[0].index(">") + 1 : match[0].rindex("<")]
    speaks = re.match(r"<\w+>", match[0]) and not re.search(r"[=({;<\n]", inner)
    return match[0] if speaks and inner.strip() else ""


def _without_control(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if re.fullmatch(r"</?\w+>", match[0]) else ""


def _as_markdown(match: re.Match[str]) -> str:
    """Return a picture as Markdown, which the media stage knows."""
    values = {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(match[1])
    }
    source = values.get("src", "").strip()
    if not source:
        return ""
    alt = re.sub(r"[\[\]\n]", " ", values.get("alt", ""))
    return (
        f"![{alt}](<{source}>)"
        if re.search(r"[\s()]", source)
        else f"![{alt}]({source})"
    )


def _tag(match: re.Match[str]) -> str:
    closing, name, attributes = match[1], match[2].lower(), match[3]
    if name in _STRIPPED:
        begins = match.start() == 0 or match.string[match.start() - 1] == "\n"
        return "" if begins or name in {"span", "font", "a", "big"} else " "
    if closing:
        return f"</{name}>"
    if not attributes.strip():
        return f"<{name}>"
    safe = nh3.clean(
        f"<{name}{attributes}></{name}>",
        tags=_PAIRED | _EMPTY,
        attributes=_ATTRIBUTES,
        link_rel=None,
    )
    # An HTML parser drops table cells without a table: the bare tag is safe as well.
    return (
        safe.removesuffix(f"</{name}>") if safe.startswith(f"<{name}") else f"<{name}>"
    )


def _balanced(text: str, shown: Callable[[re.Match[str]], str]) -> str:
    """Clean each tag; drop closing tags of nothing, close what stays open."""
    opened: list[str] = []
    parts: list[str] = []
    end = 0
    for match in _TAG.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
        name = match[2].lower()
        escaped = text[match.start() - 1 : match.start()] == "\\"
        if escaped:
            parts.append(match[0])
        elif name not in _PAIRED and name not in _EMPTY:
            parts.append("\\" + match[0])
        elif name in _EMPTY:
            parts.append("" if match[1] else f"<{name}>")
        elif not match[1]:
            if name not in _STRIPPED:
                opened.append(name)
            parts.append(shown(match))
        elif name in _STRIPPED:
            parts.append(shown(match) if text[end : end + 1] not in {"", "\n"} else "")
        elif name in opened[-20:]:
            while opened[-1] != name:
                parts.append(f"</{opened.pop()}>")
            opened.pop()
            parts.append(f"</{name}>")
    parts.append(text[end:])
    parts += [f"</{name}>" for name in reversed(opened)]
    return "".join(parts)
