"""What is never part of a question or an answer: contents, navigation, adverts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from builder.sources.language.asking import asks
from builder.sources.language.boilerplate import is_badges, is_noise
from builder.sources.language.headings import heads_links, heads_pages, is_contents
from builder.sources.readers.block import Block
from builder.sources.recognition.marks import Marking

CONTENTS = "table of contents"
NAVIGATION = "navigation or advertisement"
COMMENT = "comment"
MARKUP = "markup"

_ANCHOR = re.compile(
    r"\[((?:[^\[\]\n]|\[[^\[\]\n]{0,99}\]){0,300})\]\(\s*<?#[^)\n]{0,300}\)"
    r"|<a\s[^<>]{0,200}href=[\"']?#[^<>]{0,200}>(.{0,300}?)</a>"
)
_PAGES = re.compile(r"[^\W\d]{0,2}\.?\s*[\d\s,;–-]*")
_WORD = re.compile(r"[A-Za-z0-9+#.]+|[\u4e00-\u9fff]|[^\W\d_]+")
# So many of the titles in a run come again when it is a table of contents.
_SAME = 0.5
# From here on, those that do not come again are only worded otherwise.
_NEARLY_SAME = 0.8
# A word in so many of the titles tells none of them from the others.
_COMMON = 0.3
_MANY = 2
# Titles with so many of their words in common are the same in other words.
_ALIKE = 0.6
# Beside what is linked a table of contents has so many characters for each, and these.
_LINKED = 0.6
_MOST_BESIDE = 8
# Comparing more takes longer than reading the document.
_MOST_COMPARED = 400
_MOST_ANSWERED = 2_000
_LONGEST_TITLE = 120


def skipped(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the indexes of blocks that belong to nothing, with the reason."""
    found: dict[int, str] = {}
    contents_level = 0
    reason = ""
    for index, block in enumerate(blocks):
        reason = "" if block.is_apart or block.kind != "paragraph" else reason
        if _heads_rest(blocks, index):
            found |= dict.fromkeys(range(index, len(blocks)), NAVIGATION)
            break
        reason = reason or _heads_lines(blocks, index)
        if reason:
            found[index] = reason
        elif block.kind == "heading":
            contents_level = block.level if is_contents(block.content) else 0
            if contents_level and not _lists_below(blocks, index):
                contents_level = 0
            if contents_level:
                found[index] = CONTENTS
        elif contents_level and block.kind in {"item", "table"} and not _is_rich(block):
            found[index] = CONTENTS
        elif block.kind == "noise":
            found[index] = block.marker or NAVIGATION
        elif block.kind == "comment":
            found[index] = COMMENT
        elif block.kind == "html" and not block.content:
            found[index] = MARKUP
        elif _leads_elsewhere(blocks, index):
            found[index] = NAVIGATION if is_noise(block.text) else CONTENTS
        elif _is_navigation(block):
            found[index] = NAVIGATION
    return found


def _heads_rest(blocks: Sequence[Block], index: int) -> bool:
    """Whether a plain line ``Related articles`` has nothing but titles behind it."""
    block = blocks[index]
    if block.kind != "paragraph" or not heads_links(block.content):
        return False
    return index * 2 > len(blocks) and all(
        one.kind in {"paragraph", "item", "rule"} and len(one.text) < _LONGEST_TITLE
        for one in blocks[index + 1 :]
    )


def _heads_lines(blocks: Sequence[Block], index: int) -> str:
    """Return why the lines right below a plain line are no questions, if they are not.

    ``Table of Contents`` and ``Related articles`` of pages copied as text.
    """
    block = blocks[index]
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if block.kind != "paragraph" or "\n" in block.text or following is None:
        return ""
    if following.is_apart or following.kind != "paragraph":
        return ""
    if is_contents(block.content):
        return CONTENTS
    return NAVIGATION if heads_links(block.content) else ""


def _lists_below(blocks: Sequence[Block], index: int) -> bool:
    return index + 1 < len(blocks) and blocks[index + 1].kind in {
        "item",
        "table",
        "paragraph",
        "html",
        "comment",
    }


def _is_rich(block: Block) -> bool:
    """Whether a list item holds more than a line: no entry of a table of contents."""
    return block.kind == "item" and block.text.count("\n") > 1


def _is_anchors(text: str) -> bool:
    """Whether most of a piece is links to targets in the same document."""
    linked = sum(len(a or b) for a, b in _ANCHOR.findall(text))
    if not linked:
        return False
    rest = _ANCHOR.sub("", text)
    words = len(re.findall(r"\w", re.sub(r"(?m)^\s*\d+[.)]?", "", rest)))
    return words < linked * _LINKED + _MOST_BESIDE


def _leads_elsewhere(blocks: Sequence[Block], index: int) -> bool:
    """Whether a piece only leads to other places of the document."""
    block = blocks[index]
    if block.kind == "table" and _is_index(blocks, index):
        return True
    return block.kind in {"item", "table", "paragraph"} and _is_anchors(block.text)


def _is_index(blocks: Sequence[Block], index: int) -> bool:
    """Whether a table has a column of pages, or only numbers below a plain heading."""
    head, *rows = [
        [cell.strip() for cell in row.strip().strip("|").split("|")]
        for row in blocks[index].text.split("\n")
    ]
    rows = rows[1:]
    pages = [
        all(_PAGES.fullmatch(row[place]) for row in rows if place < len(row))
        for place in range(len(head))
    ]
    if any(
        heads_pages(name) for name, counts in zip(head, pages, strict=True) if counts
    ):
        return True
    above = blocks[index - 1] if index else None
    is_titled = above is not None and above.kind == "heading"
    return is_titled and all(pages) and not asks(blocks[index - 1].content)


def _is_navigation(block: Block) -> bool:
    if block.kind == "paragraph":
        return is_noise(block.text) or is_badges(block.text)
    is_link = block.content.startswith(("[", "<a", "**["))
    return block.kind == "item" and is_link and is_noise(block.content)


def announced(marks: Sequence[Marking], is_answered: Sequence[bool]) -> set[int]:
    """Return the indexes of marks that only announce a question of the body.

    They come in a run without answers, and most of them, in the same or in other
    words, come again with one. What never comes again is a question all the same.
    """
    common = _common([mark.title for mark in marks])
    titles = [_words(mark.title) for mark in marks]
    keys = [_key(mark.title) for mark in marks]
    later = {key: index for index, key in enumerate(keys) if is_answered[index]}
    found: set[int] = set()
    for start, end in _runs(is_answered):
        answered = [i for i in range(end, len(marks)) if is_answered[i]]
        if not answered or end - start < _MANY:
            continue
        bodies = [titles[i] for i in answered[:_MOST_ANSWERED]]
        same = {i for i in range(start, end) if later.get(keys[i], -1) >= end}
        run = range(start, end)
        found |= _repeated(run, same, titles, bodies, common)
        is_next = keys[end : end + 1] and later.get(keys[end], -1) > end
        if is_next and found.issuperset(run):
            found.add(end)
    return {marks[index].index for index in found}


def _repeated(
    run: range,
    same: AbstractSet[int],
    titles: Sequence[frozenset[str]],
    bodies: Sequence[frozenset[str]],
    common: frozenset[str],
) -> set[int]:
    """Return what of a run comes again; all of it when hardly a title does not.

    ``same`` come again in the same words.
    """
    compared = run[:_MOST_COMPARED]
    repeated = {i for i in compared if i in same or _is_like(titles[i], bodies, common)}
    if len(repeated) < len(compared) * _SAME:
        return set()
    is_reworded = len(same) * 2 < len(repeated)
    if is_reworded or len(repeated | same) >= len(run) * _NEARLY_SAME:
        return set(run)
    return repeated | same


def _runs(is_answered: Sequence[bool]) -> list[tuple[int, int]]:
    runs = []
    start = 0
    for index, answered in enumerate([*is_answered, True]):
        if answered:
            if index > start:
                runs.append((start, index))
            start = index + 1
    return runs


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).casefold()


def _words(title: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(title))


def _common(titles: Sequence[str]) -> frozenset[str]:
    """Return the words that many of the titles have: ``what``, ``is``."""
    counts = Counter(word for title in titles for word in _words(title))
    least = max(_MANY + 1, _COMMON * len(titles))
    return frozenset(word for word, count in counts.items() if count >= least)


def _is_like(
    title: frozenset[str], bodies: Sequence[frozenset[str]], common: frozenset[str]
) -> bool:
    if len(title) < _MANY:
        return False
    own = title - common
    return any(
        len(title & body) >= len(title | body) * _ALIKE and (not own or own & body)
        for body in bodies
    )
