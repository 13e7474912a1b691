"""What stands in a line of reStructuredText, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.sources.readers import markup

_TOKEN = re.compile(
    r"``(?P<code>.+?)``(?!`)"
    r"|:(?P<role>[A-Za-z][\w:+.-]{0,60}):`(?P<spoken>(?:[^`\\]|\\.)+)`"
    r"|`(?P<phrase>(?:[^`\\]|\\.)+)`(?P<link>__?)?"
    r"|\*\*(?P<strong>\S(?:.{0,2000}?\S)?)\*\*|\*(?P<em>[^\s*](?:[^*]{0,2000}?[^\s*])?)\*"
    r"|\|(?P<name>[^\s|](?:[^|]{0,100}?[^\s|])?)\|_{0,2}"
    r"|\[(?P<note>\#?[\w*-]{1,40})\]_(?!\w)"
    r"|(?<!\w)(?P<word>[A-Za-z0-9](?:[\w.-]{0,60}[A-Za-z0-9])?)__?(?!\w)"
    r"|\\(?P<escaped>.|$)"
)
_TARGET = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_CODE_ROLES = re.compile(
    r"(?:.*:)?(?:code|literal|func|class|meth|mod|attr|data|exc|obj|const|file|samp|command|"
    r"option|program|envvar|kbd|keyword|token|type|macro|var|member|py|c|cpp|js|setting|"
    r"djadmin|ttag|tfilter|lookup|bash|sql|regexp|makevar|mimetype)"
)


@dataclass(frozen=True, slots=True)
class References:
    """What a document names once: addresses of links, and texts put in for names."""

    links: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


def as_markdown(text: str, references: References) -> str:
    """Return a text as Markdown."""
    parts: list[str] = []
    end = 0
    for match in _TOKEN.finditer(text):
        parts += [
            markup.literal_line(text[end : match.start()]),
            _shown(match, references),
        ]
        end = match.end()
    return "".join([*parts, markup.literal_line(text[end:])])


def _shown(match: re.Match[str], references: References) -> str:
    if match["code"]:
        return _ticked(match["code"])
    if match["role"]:
        return _role(match["role"].lower(), match["spoken"])
    if match["phrase"]:
        return _phrase(match["phrase"], references, is_link=bool(match["link"]))
    if match["strong"]:
        return f"**{as_markdown(match['strong'], references)}**"
    if match["em"]:
        return f"*{as_markdown(match['em'], references)}*"
    if match["name"]:
        text = references.texts.get(match["name"].lower())
        return markup.literal_line(match[0] if text is None else text)
    if match["word"]:
        return _linked(match["word"], match["word"], references)
    if match["escaped"] is not None:
        return (
            "" if match["escaped"].isspace() else markup.literal_line(match["escaped"])
        )
    return ""


def _ticked(code: str) -> str:
    ticks = "``" if "`" in code else "`"
    return f"{ticks}{code}{ticks}"


def _role(role: str, spoken: str) -> str:
    titled = _TARGET.match(spoken)
    text = titled["text"] if titled else spoken
    if role == "math":
        return f"${text}$"
    if _CODE_ROLES.fullmatch(role):
        return _ticked(text.lstrip("~!"))
    return markup.literal_line(text.lstrip("~!"))


def _phrase(phrase: str, references: References, *, is_link: bool) -> str:
    titled = _TARGET.match(phrase)
    if titled is not None and is_link:
        target = titled["target"]
        shown = markup.literal_line(" ".join(titled["text"].split())) or target
        is_web = re.match(r"(?i)(?:https?:|mailto:)\S+$", target)
        return f"[{shown}]({target})" if is_web else shown
    if is_link:
        return _linked(" ".join(phrase.split()), phrase, references)
    return f"*{markup.literal_line(phrase)}*"


def _linked(text: str, name: str, references: References) -> str:
    address = references.links.get(" ".join(name.lower().split()), "")
    shown = markup.literal_line(text)
    return f"[{shown}]({address})" if address else shown
