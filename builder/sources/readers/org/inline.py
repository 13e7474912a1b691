"""What stands in a line of Org, as Markdown: emphasis, code, links, math."""

from __future__ import annotations

import re

from builder.sources.readers import markup

_BEFORE, _AFTER = r"(?<![^\s({'\"\-—])", r"(?![^\s)}'\",.;:!?\-—\[\]])"
_TOKEN = re.compile(
    r"\[\[(?P<target>[^\[\]]{1,999})\](?:\[(?P<label>[^\[\]]{1,999})\])?\]"
    rf"|{_BEFORE}(?P<tick>[=~])(?P<code>\S(?:[^\n]{{0,400}}?\S)?)(?P=tick){_AFTER}"
    rf"|{_BEFORE}(?P<mark>[*/_+])(?P<text>[^\s*/_+](?:[^\n]{{0,400}}?\S)?)(?P=mark){_AFTER}"
    r"|(?P<math>\\\([^\n]{1,999}?\\\)|\\\[[^\n]{1,999}?\\\]|\$\$[^$\n]{1,999}\$\$"
    r"|\$(?=\S)[^$\n]{1,400}(?<=\S)\$(?!\w))"
    r"|\[fn:(?P<note>[^\[\]:]{1,80})\]|<<(?P<anchor>[^<>\n]{1,200})>>"
    r"|(?P<gap>\{\{c\d+::|\}\})"
)
_MARKS = {"*": ("**", "**"), "/": ("*", "*"), "_": ("<u>", "</u>"), "+": ("~~", "~~")}
_PICTURE = re.compile(r"(?i)\.(?:png|jpe?g|gif|svg|webp|bmp)$")


def as_markdown(text: str) -> str:
    """Return a line of Org as Markdown."""
    parts: list[str] = []
    end = 0
    for match in _TOKEN.finditer(text):
        parts += [markup.literal_line(text[end : match.start()]), _shown(match)]
        end = match.end()
    return "".join([*parts, markup.literal_line(text[end:])])


def _shown(match: re.Match[str]) -> str:
    if match["target"]:
        return _link(match["target"], match["label"] or "")
    if match["code"]:
        ticks = "``" if "`" in match["code"] else "`"
        return f"{ticks}{match['code']}{ticks}"
    if match["text"]:
        opening, closing = _MARKS[match["mark"]]
        return f"{opening}{as_markdown(match['text'])}{closing}"
    if match["note"] or match["anchor"]:
        return ""
    return match[0]


def _link(target: str, label: str) -> str:
    path = (
        re.sub(r"^(?:file|attachment):", "", target).replace("<", "").replace(">", "")
    )
    if _PICTURE.search(path) and not label:
        return f"![](<{path}>)"
    shown = as_markdown(label) if label else markup.literal_line(target)
    return f"[{shown}](<{path}>)" if re.match(r"(?i)https?:|mailto:", target) else shown
