"""HTML tags: which elements a card can have, and which tags have their partner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# What else looks like a tag is text: a placeholder, a key, a type of a program. Of the
# elements of HTML those of a whole page are not here, nor what hides what it holds.
ELEMENTS = frozenset(
    """a abbr acronym address anki-mathjax area article aside audio b bdi bdo big
    blockquote br button canvas caption center cite code col colgroup data dd del
    details dfn dir div dl dt em embed fieldset figcaption figure font footer form h1 h2
    h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd label legend li link main
    map mark math menu meter nav nobr object ol optgroup option output p param picture
    pre progress q rb rp rt rtc ruby s samp script search section select small source
    span strike strong style sub summary sup svg table tbody td textarea tfoot th thead
    time tr track tt u ul var video wbr""".split()  # noqa: SIM905 -- a list of words
)
VOID = frozenset(
    "area br col embed hr img input link param source track wbr".split()  # noqa: SIM905 -- the same
)
# Void elements that are something without an attribute; a bare `<input>` is more often
# a placeholder than a field that nobody reads.
_BARE = frozenset({"br", "hr", "wbr"})
# What a browser drops, or shows nothing of, outside of these.
_PARENTS = {
    "area": {"map"},
    "caption": {"table"},
    "col": {"table"},
    "colgroup": {"table"},
    "param": {"object"},
    "source": {"audio", "picture", "video"},
    "tbody": {"table"},
    "td": {"table"},
    "tfoot": {"table"},
    "th": {"table"},
    "thead": {"table"},
    "tr": {"table"},
    "track": {"audio", "video"},
}
# These may stay open: the end of what they stand in ends them.
OPTIONAL_END = frozenset(
    """caption colgroup dd dt li optgroup option rb rp rt rtc tbody td tfoot th thead
    tr""".split()  # noqa: SIM905 -- a list of words
)
_LISTS = frozenset(
    "datalist dir dl menu ol optgroup ruby select table ul".split()  # noqa: SIM905 -- the same
)
_FOREIGN = frozenset({"math", "svg"})
_RAW = frozenset({"script", "style", "textarea"})

_NAME = r"[A-Za-z][^\s/>]*"
_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
_TAG = re.compile(
    rf"</(?P<end>{_NAME})\s*>"
    rf"|<(?P<name>{_NAME})(?P<attributes>(?:[\s/]{_ATTRIBUTES})?)>"
)
_SOMETHING = re.compile(r"<(?=[A-Za-z/!?])")
# How what is no tag ends: a comment, an instruction, a declaration.
_ENDS = {"<!--": "-->", "<?": "?>", "<!": ">"}
# A tag is rarely longer, unless it holds a whole picture; looking for the end of what has
# none must not take longer and longer.
_LONG = 2_000
_LONG_SEARCHES = 50
_DEEPEST = 200


@dataclass(slots=True)
class Tag:
    """A tag in a piece of raw HTML; ``piece`` is the number of that piece.

    ``is_block`` says that the piece is HTML as a whole, ``has_parent`` that the tag
    stands in what may end it. ``fault`` tells why it is shown as text; ``crossed``
    is the element that an end tag stands before the end of.
    """

    piece: int
    start: int
    end: int
    text: str
    name: str
    is_end: bool
    has_attributes: bool
    is_block: bool
    has_parent: bool = False
    fault: str = ""
    is_closed_at_once: bool = False
    crossed: Tag | None = None

    @property
    def is_odd(self) -> bool:
        """Whether there is something to tell of."""
        return bool(self.fault or (self.crossed and not self.crossed.fault))


def tags_in(markup: str, piece: int, *, is_block: bool) -> Iterator[Tag]:
    """Yield the tags of a piece of HTML; a comment is none."""
    ends = _Ends(markup)
    position = 0
    while something := _SOMETHING.search(markup, position):
        begin = something.start()
        opening = next((one for one in _ENDS if markup.startswith(one, begin)), "")
        match = None if opening else ends.of_tag(begin)
        position = match.end() if match else ends.after(opening, begin)
        name, attributes = "", ""
        if match:
            name = (match["end"] or match["name"]).lower()
            attributes = (match["attributes"] or "").strip()
        elif opening == "<!--" and position > begin + 1:
            continue
        tag = Tag(
            piece,
            begin,
            position,
            markup[begin:position],
            name,
            is_end=bool(match and match["end"]),
            has_attributes=bool(attributes.strip("/")),
            is_block=is_block,
        )
        if not match:
            tag.fault = (
                "is nothing that a card can show"
                if position > begin + 1
                else "begins a tag that never ends"
            )
        elif attributes.endswith("/") and name not in VOID:
            tag.is_closed_at_once = True
        yield tag
        if name in _RAW and not tag.is_end:
            position = ends.of_raw(name, position)


class _Ends:
    """Where things end in a text; what has no end is looked for once."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.missing: set[str] = set()
        self.long_searches = 0

    def of_tag(self, begin: int) -> re.Match[str] | None:
        """Return the tag that begins at a place."""
        match = _TAG.match(self.markup, begin, begin + _LONG)
        if match or self.long_searches >= _LONG_SEARCHES:
            return match
        match = _TAG.match(self.markup, begin)
        self.long_searches += match is None
        return match

    def after(self, opening: str, begin: int) -> int:
        """Return where a comment or the like ends; behind its first sign if it does not."""
        if opening == "<!--" and self.markup.startswith((">", "->"), begin + 4):
            return self.markup.index(">", begin) + 1
        end = self._find(_ENDS[opening], begin + len(opening)) if opening else -1
        return end + len(_ENDS[opening]) if end >= 0 else begin + 1

    def of_raw(self, name: str, position: int) -> int:
        """Return where the end tag of a script or style sheet stands."""
        match = re.compile(rf"</{name}\s*>", re.IGNORECASE)
        found = None if name in self.missing else match.search(self.markup, position)
        if found is None:
            self.missing.add(name)
            return position
        return found.start()

    def _find(self, end: str, position: int) -> int:
        found = -1 if end in self.missing else self.markup.find(end, position)
        if found < 0:
            self.missing.add(end)
        return found


def pair(tags: Sequence[Tag]) -> None:
    """Find the partner of every tag; what has none, or means nothing, gets a fault."""
    opened = _Opened()
    for tag in tags:
        if not tag.fault:
            _pair_one(tag, opened)
    for tag in opened.tags:
        may_stay_open = tag.has_parent or (tag.name == "p" and tag.is_block)
        if not may_stay_open:
            tag.fault = f"is never closed with `</{tag.name}>`"


class _Opened:
    """The tags that are open, and how many of each name."""

    def __init__(self) -> None:
        self.tags: list[Tag] = []
        self.names: Counter[str] = Counter()

    def add(self, tag: Tag) -> None:
        """Open an element."""
        self.tags.append(tag)
        self.names[tag.name] += 1

    def has_any(self, names: Iterable[str]) -> bool:
        """Whether an element of one of these names is open."""
        return any(self.names[name] for name in names)

    def close(self, name: str) -> Tag | None:
        """Close the innermost element of a name; return what is still open in it."""
        inner: list[Tag] = []
        while (tag := self.tags.pop()).name != name:
            if tag.name in OPTIONAL_END or tag.name == "p":
                self.names[tag.name] -= 1
            else:
                inner.append(tag)
        self.names[name] -= 1
        self.tags += reversed(inner)
        return inner[0] if inner else None


def _pair_one(tag: Tag, opened: _Opened) -> None:
    is_foreign = opened.has_any(_FOREIGN) and tag.name not in ELEMENTS
    if tag.name not in ELEMENTS and not is_foreign:
        tag.fault = "is no element of a card"
    elif tag.is_end:
        _close(tag, opened)
    elif tag.name in _PARENTS and not opened.has_any(_PARENTS[tag.name]):
        parents = " or ".join(f"`<{name}>`" for name in sorted(_PARENTS[tag.name]))
        tag.fault = f"shows nothing outside of {parents}"
    elif tag.name in VOID:
        if not tag.has_attributes and tag.name not in _BARE:
            tag.fault = "shows nothing without attributes"
    elif not (
        tag.is_closed_at_once and (tag.name in _FOREIGN or opened.has_any(_FOREIGN))
    ):
        tag.has_parent = tag.name in OPTIONAL_END and opened.has_any(_LISTS)
        opened.add(tag)


def _close(tag: Tag, opened: _Opened) -> None:
    """Take the partner of an end tag from those that are open, and what it ends too."""
    if any(other.name == tag.name for other in opened.tags[-_DEEPEST:]):
        tag.crossed = opened.close(tag.name)
    elif tag.name != "br":
        tag.fault = "closes nothing"
