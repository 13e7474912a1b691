"""Whether a card shows a text and nothing else: the proof that a source is inert.

What our own renderer makes of a text is read by a grammar so narrow that a browser
cannot read it otherwise: known elements, known attributes, quoted values of known form.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal, TypeAlias
from urllib.parse import unquote

from builder.base.code import Code
from builder.base.diagnostic import Problem
from builder.sources import safetex
from builder.text import highlight
from builder.text.markdown import ClozeMode, render

Fault: TypeAlias = Literal["address", "mark", "markup", "picture", "tex", "text"]

# What raw HTML of a source may be: all of it means nothing but how text looks.
PAIRED = frozenset(
    """abbr b blockquote caption cite code dd del dfn dl dt em figcaption figure h1 h2 h3
    h4 h5 h6 i ins kbd li mark ol pre q rp rt ruby s samp small strike strong sub sup
    table tbody td tfoot th thead tr tt u ul var""".split()  # noqa: SIM905 -- a list of words
)
EMPTY = frozenset({"br", "col", "hr", "wbr"})

_NUMBER = r"\d{1,4}"
_WORDS = r"[^\"<>]*"
_CLASS = r"whole|code|figure|table|[a-z]{1,3}\d?"
_CALLOUT = r"callout (?:note|tip|important|warning|caution|quote)"
_CELL = {
    "colspan": _NUMBER,
    "rowspan": _NUMBER,
    "align": "left|right|center|justify",
    "style": "text-align:(?:left|right|center)",
}
_ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "a": {"href": _WORDS, "title": _WORDS},
    "abbr": {"title": _WORDS},
    "code": {"class": _CLASS},
    "details": {"class": _CALLOUT, "open": ""},
    "div": {"class": rf"{_CLASS}|{_CALLOUT}|callout-title|footnotes"},
    "img": {
        "class": rf"{_CLASS}|left|right",
        "src": _WORDS,
        "alt": _WORDS,
        "title": _WORDS,
        "width": r"\d{1,5}",
        "height": r"\d{1,5}",
    },
    "input": {
        "class": "task-list-item-checkbox",
        "disabled": "",
        "type": "checkbox",
        "checked": "",
    },
    "li": {"class": "task-list-item"},
    "ol": {"start": _NUMBER, "class": "contains-task-list"},
    "pre": {"class": _CLASS},
    "span": {"class": _CLASS},
    "summary": {"class": "callout-title"},
    "sup": {"class": "footnote"},
    "td": _CELL,
    "th": _CELL,
    "ul": {"class": "contains-task-list"},
}
_ELEMENTS = PAIRED | EMPTY | _ATTRIBUTES.keys() | {"p"}
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)"
    r"(?P<attributes>(?: [a-z]+=\"[^\"<>]*\")*) ?/?>"
)
_ATTRIBUTE = re.compile(r" ([a-z]+)=\"([^\"<>]*)\"")
_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.-]*):")
_FOLLOWED = frozenset({"http", "https", "mailto", "tel", "ftp"})
# Without any of these a text is words, emphasis, lists and code.
_MAY_DO = re.compile(r"[<&\\$\[]|(?:[>*+-][ \t]*){25}|[ \t]{50}")
# A renderer's own comment, which keeps two characters apart, ends no run of text.
_JOINED = re.compile(rf"{highlight.BREAK}|<wbr>")
_CODE = re.compile(
    r"<(code|pre)(?: class=\"[a-z]+\")?>"
    r"(?:[^<]++|</?span(?: class=\"\w+\")?>|</?code>){0,3000}?</\1>"
)


def faults(
    text: str,
    pictures: Collection[str] | None = None,
    *,
    mode: ClozeMode = "off",
) -> frozenset[Fault]:
    """Return what a text does on a card beside being read; nothing when it is inert.

    ``pictures`` are the references into media/ that may be shown; without them no
    picture is looked at.
    """
    if mode == "off" and not _MAY_DO.search(text):
        return frozenset()
    shown: list[str] = []

    def find(reference: str, *, is_unseen: bool = False) -> str | Problem:
        if is_unseen:
            return Problem(0, Code.MEDIA_MISSING, "")
        shown.append(reference)
        if pictures is None or reference in pictures:
            return reference
        return Problem(0, Code.MEDIA_MISSING, "")

    rendered = render(text, find_media=find, mode=mode)
    found: set[Fault] = set()
    for problem in rendered.problems:
        if problem.severity == "error":
            is_media = problem.code.startswith("media")
            found.add("picture" if is_media else "text")
    without_sounds = rendered.html
    for reference in shown:
        without_sounds = without_sounds.replace(f"[sound:{reference}]", "")
    if not highlight.is_inert(without_sounds):
        found.add("mark")
    found |= set(_faults_of_markup(rendered.html))
    if any(safetex.is_live(run) for run in _runs(rendered.html)):
        found.add("tex")
    return frozenset(found)


def is_unsafe(address: str) -> bool:
    """Whether an address does something else than leading to a page."""
    plain = re.sub(r"[\x00-\x20\x7f-\xa0\\]+", "", unquote(html.unescape(address)))
    scheme = _SCHEME.match(plain)
    if scheme:
        return scheme[1].lower() not in _FOLLOWED
    return plain.startswith("//") or address.strip().startswith("\\")


def _faults_of_markup(markup: str) -> Iterator[Fault]:
    place = markup.find("<")
    while place >= 0:
        tag = _TAG.match(markup, place)
        if tag is None:
            if not markup.startswith(highlight.BREAK, place):
                yield "markup"
        elif tag["name"] not in _ELEMENTS or (tag["end"] and tag["attributes"]):
            yield "markup"
        else:
            yield from _faults_of_tag(tag["name"], tag["attributes"])
        place = markup.find("<", place + 1)


def _faults_of_tag(name: str, attributes: str) -> Iterator[Fault]:
    known = _ATTRIBUTES.get(name, {})
    for key, value in _ATTRIBUTE.findall(attributes):
        if key not in known or not re.fullmatch(known[key], value):
            yield "markup"
        elif key == "href" and is_unsafe(value):
            yield "address"


def _runs(markup: str) -> list[str]:
    """Return the runs of text in which MathJax looks for formulas, code apart.

    It joins text over line breaks and comments, over no other element:
    https://docs.mathjax.org/en/v3.2/options/document.html
    """
    joined = _CODE.sub("<p>", _JOINED.sub("", markup))
    joined = re.sub(r"<br ?/?>", "\n", joined)
    return [html.unescape(run) for run in re.split(r"<[^>]*>", joined)]
