"""Raw HTML in Markdown made safe: the only module that knows nh3."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import nh3

from builder.sources.inertness import EMPTY, PAIRED, is_unsafe

# Code that Markdown takes for code as well: what is only almost code is cleaned.
_CODE = re.compile(
    r"(?ms)^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*"
    r"(?:(?P<fence>`{3,})[^`\n]*|(?P<waves>~{3,})[^\n]*)\n"
    r".*?(?:^[ \t>]*(?:(?P=fence)`*|(?P=waves)~*)[ \t]*$|\Z)"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).){1,2000}?(?<!`)(?P=ticks)(?!`)"
)
_INSIDE = r"(?:[^<>\"'\n]|\n(?![ \t]*\n)|\"[^\"]{0,2000}\"|'[^']{0,2000}')*"
# What goes with all that it holds, and what is left of such alone.
_PROGRAMS = (
    "script|style|iframe|object|embed|noscript|template|applet|frameset|svg|math|form|"
    "select|textarea|button"
)
_OPENED = rf"\b(?:{_INSIDE}|[^<>]{{0,2000}})>"
_WHOLE = (
    rf"<(?P<name>{_PROGRAMS}){_OPENED}"
    r"(?:(?!<(?P=name)\b).){0,20000}?</(?P=name)\s*>"
)
_ALONE = (
    rf"</?(?:{_PROGRAMS}|frame|input|option|link|meta|base|html|head|body|title)"
    rf"{_OPENED}"
)
_REMOVED = re.compile(f"(?is){_WHOLE}")
_DANGLING = re.compile(f"(?is){_ALONE}")
_PROGRAM = re.compile(f"(?is){_WHOLE}|{_ALONE}")
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
_STRIPPED = frozenset(
    {"div", "p", "center", "font", "span", "big", "details", "summary", "a"}
)
_KNOWN = PAIRED | EMPTY | _STRIPPED
_ATTRIBUTES = {
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "ol": {"start"},
    "abbr": {"title"},
}
_VALUES = {"align": "left|right|center|justify", "title": ".+"}
_NUMBER = r"\d{1,4}"
# What would end an attribute, or the tag, for whoever reads it less well than a browser.
_QUOTES = str.maketrans({'"': "”", "'": "’", "`": "’", "<": "‹", ">": "›"})
_LINK = re.compile(
    r"(?<!\\)\]\([ \t]*\n?[ \t]*(?P<address><[^<>\n]*>|[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)"
)
_DEFINITION = re.compile(
    r"(?m)^(?P<name>[ \t>]*\[[^\[\]\n]{1,300}\]:)\s*(?P<address>\S+)"
)
_ENTITY = re.compile(r"(?<!\\)&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_WRITTEN = re.compile(f"(?:{_TAG.pattern})|{_ENTITY.pattern}")
_POINTED = re.compile(r"<([^<>\n]*)>([ \t].*)?", re.DOTALL)
_PICTURES = re.compile(r"(?:data|file|[a-z]):|//|\\")
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
_CODE_TAG = re.compile(r"<code(?:\s[^<>]{0,200})?>([^`<>\n\ue003]+)</code>")
# Taking one thing out may bring another together.
_ROUNDS = 5
# Longer code stands in a fence.
_LONGEST = 1_000
_HIDDEN = re.compile("\ue003(\\d+)\ue003")


def clean(text: str, *, has_code: bool = True) -> str:
    """Return Markdown whose raw HTML can neither run, load nor ask for anything.

    Code stays as it is, for what this module takes for code; where Markdown does not,
    ``has_code`` is to be false. A tag that is none, such as ``<node-name>``, is
    escaped, so that the card shows it. A text that is never done is shown as code.
    """
    text = re.sub("[\ue001-\ue003]", "", text)
    for _ in range(_ROUNDS):
        before, text = text, _once(text, has_code=has_code)
        if text == before:
            return text
    return as_code(text)


def _once(text: str, *, has_code: bool) -> str:
    if not re.search(r"[<&]|\]\(|\]:", text):
        return text
    codes: list[str] = []

    def hidden(code: str) -> str:
        codes.append(code)
        return f"\ue003{len(codes) - 1}\ue003"

    def shown(match: re.Match[str]) -> str:
        return codes[int(match[1])]

    def without_markdown(match: re.Match[str]) -> str:
        text = _HIDDEN.sub(lambda one: _as_html(shown(one)), match[0])
        return re.sub(r"\\+<", "&lt;", text)

    if has_code:
        text = _CODE.sub(lambda one: hidden(one[0]), text)
    text = _PICTURE.sub(_as_markdown, _without_escapes(text))
    text = _CODE_TAG.sub(lambda one: hidden(_ticked(one[1])), text)
    return _HIDDEN.sub(shown, _RAW.sub(without_markdown, _cleaned(text)))


def programs(text: str) -> list[str]:
    """Return what ``clean`` takes out of a text because it does something."""
    found = _PROGRAM.finditer(text.replace("\\<", "<")) if "<" in text else ()
    return [" ".join(one[0].split()) for one in found]


def as_code(text: str) -> str:
    """Return a text as code, in which nothing means anything."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    if "\n" in text or len(text) > _LONGEST:
        fence = "`" * max(longest + 1, 3)
        return f"{fence}\n{text}\n{fence}"
    ticks = "`" * (longest + 1)
    return f"{ticks} {text} {ticks}"


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return Markdown that is changed everywhere but in its code."""
    parts: list[str] = []
    end = 0
    for match in _CODE.finditer(text):
        parts += [change(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, change(text[end:])])


def _ticked(code: str) -> str:
    return f"`{html.unescape(code.replace(_ESCAPED, '<'))}`"


def _as_html(code: str) -> str:
    """Return code for a block of HTML; a fence begins behind a blank line."""
    if "\n" in code and re.match(r"[\s>*+\d.)-]*(?:```|~~~)", code):
        return f"\n{code}"
    inner = code.strip("`").strip()
    return f"<code>{html.escape(inner, quote=False)}</code>"


def _cleaned(text: str) -> str:
    text = _without_addresses(_without_escapes(_WRITTEN.sub(_read, text)))
    if "<" in text:
        text = re.sub(r"(?s)<!--(?:(?!<!--).){0,9999}?-->", "", text)
        text = _REMOVED.sub(_without_program, text)
        text = _DANGLING.sub(_without_control, text)
        text = _balanced(_AUTOLINK.sub(_autolinked, text), _tag)
    # What a tag stood before begins a line now.
    return _without_addresses(text.replace(_ESCAPED, "\\<").replace(_ANGLE, "<"))


def _without_escapes(text: str) -> str:
    r"""Return a text in which ``\<`` is no tag's, and ``\\<`` may be one's."""
    return re.sub(r"\\([\\<])", lambda one: _ESCAPED if one[1] == "<" else one[0], text)


def _without_addresses(text: str) -> str:
    """Return a text whose links lead to pages."""
    return _DEFINITION.sub(_defined, _LINK.sub(_linked, text))


def _read(match: re.Match[str]) -> str:
    """Keep a tag, whose entities are its parser's to read; decode any other."""
    return match[0] if match[0].startswith("<") else _decoded(match)


def _linked(match: re.Match[str]) -> str:
    kept = match[0]
    pointed = _POINTED.fullmatch(match["address"])
    address = pointed[1] if pointed else match["address"]
    if pointed:
        kept = f"]({_bare(address)}{pointed[2] or ''})"
    # The media stage knows pictures that are elsewhere or missing, and tells of them.
    is_known = _PICTURES.match(address.strip().lower())
    if not is_unsafe(address) or (
        is_known and _is_picture(match.string, match.start())
    ):
        return kept
    if address.startswith("//"):
        return f"](https:{_bare(address)})"
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
    is_safe = not is_unsafe(match["address"].strip("<>"))
    return match[0] if is_safe else f"{match['name']} #"


def _autolinked(match: re.Match[str]) -> str:
    """Keep an address that the reader may follow, show any other as code."""
    if is_unsafe(match["address"]):
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
    if is_unsafe(source) and not _PICTURES.match(source.lower()):
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
    if not attributes.strip() or name not in _ATTRIBUTES:
        return f"<{name}>"
    return _with_attributes(name, attributes)


def _with_attributes(name: str, attributes: str) -> str:
    """Return a tag as an HTML parser reads it, with what is known to be safe."""
    element = f"<{name}{attributes}></{name}>"
    if name in {"td", "th"}:
        # A parser drops cells that stand in no row.
        element = f"<table><tr>{element}</tr></table>"
    safe = nh3.clean(
        element,
        tags={name, "table", "tbody", "tr"},
        attributes=_ATTRIBUTES,
        attribute_filter=_safe_value,
        link_rel=None,
    )
    found = re.search(rf"<{name}\b[^<>]*>", safe)
    return found[0] if found else f"<{name}>"


def _safe_value(_tag: str, attribute: str, value: str) -> str | None:
    """Return what an attribute may say, or nothing."""
    plain = " ".join(value.translate(_QUOTES).split())
    if attribute == "align":
        plain = plain.lower()
    form = _VALUES.get(attribute, _NUMBER)
    return plain if re.fullmatch(form, plain) else None


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
        if name not in _KNOWN:
            parts.append(match[0])
        elif name in EMPTY:
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
