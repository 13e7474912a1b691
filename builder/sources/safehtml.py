"""Raw HTML in Markdown made safe: the only module that knows nh3."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import unquote

import nh3

from builder.text import markdown

# Code that Markdown takes for code as well: what is only almost code is cleaned.
CODE = re.compile(
    r"(?ms)^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*"
    r"(?:(?P<fence>`{3,})[^`\n]*|(?P<waves>~{3,})[^\n]*)\n"
    r".*?(?:^[ \t>]*(?:(?P=fence)`*|(?P=waves)~*)[ \t]*$|\Z)"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).){1,2000}?(?<!`)(?P=ticks)(?!`)"
)
_INSIDE = r"(?:[^<>\"'\n]|\n(?![ \t]*\n)|\"[^\"]{0,2000}\"|'[^']{0,2000}')*"
_REMOVED = re.compile(
    r"(?is)<(script|style|iframe|object|embed|noscript|template|applet|frameset|svg|math|form|select|textarea|button)\b"
    rf"(?:{_INSIDE}|[^<>]{{0,2000}})>(?:(?!<\1\b).){{0,20000}}?</\1\s*>"
)
_DANGLING = re.compile(
    r"(?i)</?(?:script|style|iframe|object|embed|noscript|template|applet|frame|frameset|form|input|select|textarea|"
    rf"button|option|link|meta|base|html|head|body|title|svg|math)\b(?:{_INSIDE}|[^<>]{{0,2000}})>"
)
_TAG = re.compile(
    r"<(/?)([A-Za-z][\w-]*)"
    r"((?:[\s/](?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}')*|[\s/][^<>]*)?)(/?)>"
)
_STRAY = re.compile(r"<(?=[A-Za-z/!?])")
_AUTOLINK = re.compile(
    r"<(?P<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>"
)
_PICTURE = re.compile(r"(?is)<img\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*|[^<>]{0,2000})>")
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
    r"(?<!\\)\]\([ \t]*\n?[ \t]*(?P<address><[^<>\n]*>|[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)"
)
_DEFINITION = re.compile(
    r"(?m)^(?P<name>[ \t>]*\[[^\[\]\n]{1,300}\]:)\s*(?P<address>\S+)"
)
_ENTITY = re.compile(r"(?<!\\)&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_UNSAFE = re.compile(r"(?:javascript|vbscript|data|file|blob|filesystem):")
_PICTURES = re.compile(r"(?:data|file):")
_MEANS_SOMETHING = frozenset("\\`*_[]#|~=$!")
# They stand for `\<`, and for the `<` of an address, while tags are looked for.
_ESCAPED = "\ue001"
_ANGLE = "\ue002"
# A block of HTML goes on to a blank line, and Markdown means nothing in it.
_RAW = re.compile(
    r"(?mi)^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?:<pre\b[\s\S]*?(?:</pre>|\Z)|"
    r"</?(?:blockquote|caption|col|d[dlt]|fig(?:ure|caption)|h[1-6r]|li|ol|pre|"
    r"t(?:able|body|d|foot|h|head|r)|ul)\b|</?[A-Za-z][^<>\n]*>[ \t]*$)"
    r".*(?:\n(?![ \t]*$).*)*"
)
_NOTHING = re.compile(r"(?!)")
_ALLOWED = re.compile(
    rf"</?(?:{'|'.join(sorted(_PAIRED | _EMPTY))})"
    r"(?: (?:colspan|rowspan|align|start|title)=\"[^\"<>]*\")*\s*/?>"
)
_HIDDEN = re.compile("\ue003(\\d+)\ue003")


def clean(text: str) -> str:
    """Return Markdown whose raw HTML can neither run, load nor ask for anything.

    Code stays as it is. A tag that is none, such as ``<node-name>``, is escaped, so
    that the card shows it.
    """
    if not re.search(r"[<&]|\]\(|\]:", text):
        return text
    text = re.sub("[\ue001-\ue003]", "", text)
    cleaned, codes = _without_danger(text, CODE)
    is_plain = not any("<" in code or "](" in code for code in codes)
    if (is_plain and "\\<" not in cleaned) or _is_safe(cleaned):
        return cleaned
    # What looks like code is none to Markdown: then nothing is.
    cleaned, _ = _without_danger(text, _NOTHING)
    return cleaned if _is_safe(cleaned) else cleaned.replace("<", "&lt;")


def _is_safe(text: str) -> bool:
    """Whether Markdown puts nothing on a card but the tags that are allowed."""
    parts, addresses = markdown.passed_through(text)
    left = (_ALLOWED.sub("", part) for part in parts)
    return not any(_STRAY.search(part) for part in left) and not any(
        _is_unsafe(address) for address in addresses
    )


def _without_danger(text: str, code: re.Pattern[str]) -> tuple[str, list[str]]:
    """Return a text made safe but for its code, and that code."""
    codes: list[str] = []

    def hidden(match: re.Match[str]) -> str:
        codes.append(match[0])
        return f"\ue003{len(codes) - 1}\ue003"

    def shown(match: re.Match[str]) -> str:
        return codes[int(match[1])]

    def without_markdown(match: re.Match[str]) -> str:
        text = _HIDDEN.sub(lambda one: _as_html(shown(one)), match[0])
        return re.sub(r"\\+<", "&lt;", text)

    text = _RAW.sub(without_markdown, _cleaned(code.sub(hidden, text)))
    return _HIDDEN.sub(shown, text), codes


def _as_html(code: str) -> str:
    """Return code for a block of HTML; a fence begins behind a blank line."""
    if "\n" in code and re.match(r"[\s>*+\d.)-]*(?:```|~~~)", code):
        return f"\n{code}"
    inner = code.strip("`").strip()
    return f"<code>{html.escape(inner, quote=False)}</code>"


def _cleaned(text: str) -> str:
    text = _DEFINITION.sub(_defined, _LINK.sub(_linked, text))
    if "<" in text:
        text = re.sub(
            r"\\([\\<])", lambda one: _ESCAPED if one[1] == "<" else one[0], text
        )
        text = re.sub(r"(?s)<!--(?:(?!<!--).){0,9999}?-->", "", text)
        text = re.sub(r"<code>([^`<>\n]+)</code>", _ticked, text)
        text = _REMOVED.sub(_without_program, _PICTURE.sub(_as_markdown, text))
        text = _DANGLING.sub(_without_control, text)
        text = _balanced(_AUTOLINK.sub(_autolinked, text), _tag)
        text = text.replace(_ESCAPED, "\\<")
    text = _LINK.sub(_linked, text.replace(_ANGLE, "<"))
    return _ENTITY.sub(_decoded, text)


def _is_unsafe(address: str) -> bool:
    """Whether an address runs something, or leads into the reader's own files."""
    plain = unquote(html.unescape(address.strip("<>")))
    return bool(_UNSAFE.match(re.sub(r"[\x00-\x20\\]+", "", plain).lower()))


def _linked(match: re.Match[str]) -> str:
    address = match["address"]
    kept = match[0]
    if address.startswith("<"):
        kept = f"]({_bare(address[1:-1])})"
    if not _is_unsafe(address):
        return kept
    # The media stage knows pictures that are embedded or missing, and tells of them.
    is_known = _PICTURES.match(address.strip("<> ").lower())
    if is_known and _is_picture(match.string, match.start()):
        return kept
    return "](#)"


def _bare(address: str) -> str:
    """Return an address that needs no angle brackets, which might look like a tag."""
    return re.sub(r"[\s<>()]", lambda one: f"%{ord(one[0]):02X}", address)


def _is_picture(text: str, end: int) -> bool:
    """Whether the brackets that close at a place are those of a picture."""
    depth = 0
    for place in range(end, max(-1, end - 1000), -1):
        depth += {"]": 1, "[": -1}.get(text[place], 0)
        if not depth:
            return text[place - 1 : place] == "!" and place > 0
    return False


def _defined(match: re.Match[str]) -> str:
    return f"{match['name']} #" if _is_unsafe(match["address"]) else match[0]


def _autolinked(match: re.Match[str]) -> str:
    """Keep an address that the reader may follow, show any other as code."""
    if _is_unsafe(match["address"]):
        return f"`{match['address'].replace('`', '')}`"
    return match[0].replace("<", _ANGLE)


def _decoded(match: re.Match[str]) -> str:
    """Return the character that an entity stands for, as Markdown writes it."""
    character = html.unescape(match[0])
    if character == match[0] or not character.isprintable():
        return " " if character == "\xa0" else match[0]
    text, start = match.string, match.start()
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[match.end() : match.end() + 40]
    means = {
        "<": bool(re.match(r"[A-Za-z/!?&]", after)),
        "&": bool(re.match(r"#?\w{1,32};", after)),
        ">": not before.strip(),
    }
    is_mark = means.get(character, character in _MEANS_SOMETHING)
    return f"\\{character}" if is_mark else character


def _ticked(match: re.Match[str]) -> str:
    return f"`{html.unescape(match[1])}`"


def _without_program(match: re.Match[str]) -> str:
    """Drop an element that does something; keep tags that a sentence speaks of."""
    inner = match[0][match[0].index(">") + 1 : match[0].rindex("<")]
    speaks = re.match(r"<\w+>", match[0]) and not re.search(r"[=({;<\n]", inner)
    return match[0] if speaks and inner.strip() else ""


def _without_control(match: re.Match[str]) -> str:
    is_bare = re.fullmatch(r"</?\w+>", match[0])
    return f"{_ESCAPED}{match[0][1:]}" if is_bare else ""


def _as_markdown(match: re.Match[str]) -> str:
    """Return a picture as Markdown, which the media stage knows."""
    values = {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(match[1])
    }
    source = values.get("src", "").strip()
    if not source:
        return ""
    if _is_unsafe(source) and not _PICTURES.match(source.lower()):
        source = "#"
    alt = re.sub(r"[\[\]\n]", " ", values.get("alt", ""))
    return f"![{alt}]({_bare(source)})"


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
    opening = safe.removesuffix(f"</{name}>")
    return opening if _ALLOWED.fullmatch(opening) else f"<{name}>"


def _closing(opened: list[str], name: str) -> str:
    """Return the tags that close what is open up to a name, and take them off."""
    place = len(opened) - 1 - opened[::-1].index(name)
    closed = opened[place:]
    del opened[place:]
    return "".join(f"</{one}>" for one in reversed(closed))


def _balanced(text: str, shown: Callable[[re.Match[str]], str]) -> str:
    """Clean each tag; drop closing tags of nothing, close what stays open."""
    opened: list[str] = []
    parts: list[str] = []
    end = 0

    def keep(tag: str) -> None:
        parts.append(tag.replace("<", _ANGLE))

    for match in _TAG.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
        name = match[2].lower()
        if name not in _PAIRED and name not in _EMPTY:
            parts.append(match[0])
        elif name in _EMPTY:
            keep("" if match[1] else f"<{name}>")
        elif not match[1]:
            if name not in _STRIPPED:
                opened.append(name)
            keep(shown(match))
        elif name in _STRIPPED:
            keep(shown(match) if text[end : end + 1] not in {"", "\n"} else "")
        elif name in opened[-20:]:
            keep(_closing(opened, name))
    parts.append(text[end:])
    keep("".join(f"</{name}>" for name in reversed(opened)))
    # A browser may find the end of what only begins like a tag further on.
    return _STRAY.sub(_ESCAPED, "".join(parts))
