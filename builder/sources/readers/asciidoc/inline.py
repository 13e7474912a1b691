"""What stands in a line of AsciiDoc, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from builder.sources.readers import markup

_TOKEN = re.compile(
    r"(?P<image>image:{1,2}(?P<picture>[^\s\[\]:][^\s\[\]]*)\[(?P<alt>[^\]]*)\])"
    r"|link:(?P<path>[^\s\[\]]+)\[(?P<label>[^\]]*)\]"
    r"|(?P<url>(?:https?|ftp|mailto):[^\s\[\]<>]+)(?:\[(?P<title>[^\]]*)\])?"
    r"|<<(?P<anchor>[^<>,\n]+)(?:,\s*(?P<spoken>[^<>\n]+))?>>"
    r"|xref:(?P<xref>[^\s\[\]]+)\[(?P<named>[^\]]*)\]"
    r"|(?:kbd|btn|menu|footnote|stem|latexmath|asciimath):(?P<macro>[^\s\[\]]*)\[(?P<inner>[^\]]*)\]"
    r"|`\+(?P<plus>[^\n]+?)\+`|``(?P<codes>[^`\n]+)``"
    r"|(?<![\w`])`(?P<code>[^\s`](?:[^`\n]*[^\s`])?)`(?![\w`])"
    r"|\*\*(?P<bolds>[^*\n]+)\*\*|(?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|__(?P<ems>[^_\n]+)__|(?<![\w_])_(?P<em>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"
    r"|(?<!\w)\[(?:\.[\w-]+|#\w+)+\]\#(?P<span>[^#\n]+)\#|\#\#(?P<marks>[^#\n]+)\#\#"
    r"|(?<!\w)\#(?P<mark>[^\s#](?:[^#\n]*[^\s#])?)\#(?!\w)"
    r"|\^(?P<sup>[^\s^]{1,40})\^|~(?P<sub>[^\s~]{1,40})~"
    r"|\{(?P<name>[\w-]{1,60})\}|\(\(\(?[^()\n]+\)?\)\)|\[\[[\w-]+\]\]"
    r"|\+\+\+(?P<raw>[^\n]*?)\+\+\+|pass:[a-z,]*\[(?P<pass>[^\]]*)\]"
)
_KNOWN: Mapping[str, str] = {
    "empty": "",
    "blank": "",
    "sp": " ",
    "nbsp": " ",
    "zwsp": "",
    "plus": "+",
    "apos": "'",
    "quot": '"',
    "lt": "<",
    "gt": ">",
    "amp": "&",
    "vbar": "|",
    "startsb": "[",
    "endsb": "]",
    "asterisk": "*",
    "backtick": "`",
    "cpp": "C++",
    "two-colons": "::",
    "two-semicolons": ";;",
}


def as_markdown(text: str, attributes: Mapping[str, str]) -> str:
    """Return a text as Markdown; ``attributes`` are put in for their names."""
    parts: list[str] = []
    end = 0
    for match in _TOKEN.finditer(text):
        parts += [
            markup.literal_line(text[end : match.start()]),
            _shown(match, attributes),
        ]
        end = match.end()
    return "".join([*parts, markup.literal_line(text[end:])])


def _shown(match: re.Match[str], attributes: Mapping[str, str]) -> str:
    def inner(*names: str) -> str:
        return as_markdown(next(match[one] for one in names if match[one]), attributes)

    if match["image"]:
        alt = match["alt"].split(",")[0].strip('"').replace("[", " ")
        return f"![{alt}](<{match['picture']}>)"
    if match["url"]:
        title = (match["title"] or "").split(",")[0].rstrip("^").strip('"')
        shown = as_markdown(title, attributes) if title else ""
        return f"[{shown}]({match['url']})" if shown else match["url"]
    code = match["plus"] or match["codes"] or match["code"]
    if code:
        ticks = "``" if "`" in code else "`"
        return f"{ticks}{code.removeprefix('+').removesuffix('+')}{ticks}"
    for names, opening, closing in _MARKS:
        if any(match[name] for name in names):
            return f"{opening}{inner(*names)}{closing}"
    if match["name"]:
        value = attributes.get(match["name"].lower(), _KNOWN.get(match["name"].lower()))
        return markup.literal_line(match[0] if value is None else value)
    for name in ("label", "spoken", "named", "inner", "span", "raw", "pass"):
        if match[name]:
            return (
                inner(name)
                if name not in {"raw", "pass"}
                else markup.literal_line(match[name])
            )
    told = match["path"] or match["anchor"] or match["xref"] or match["macro"] or ""
    return markup.literal_line(told.rpartition("#")[2])


_MARKS = (
    (("bolds", "bold"), "**", "**"),
    (("ems", "em"), "*", "*"),
    (("marks", "mark"), "<mark>", "</mark>"),
    (("sup",), "<sup>", "</sup>"),
    (("sub",), "<sub>", "</sub>"),
)
