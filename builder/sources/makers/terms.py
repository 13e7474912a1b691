"""A list of terms and explanations: each term is a deletion."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from builder.sources.items import Item
from builder.sources.makers import cloze
from builder.sources.makers.cloze import FEWEST, MOST
from builder.sources.makers.maker import Fields

_ITEM = re.compile(r"^(?:[-*+]|\d{1,2}[.)])\s+(?P<rest>\S.*)$")
_MARKED = re.compile(
    r"(?P<mark>\*\*|__|`|\*\*`)(?P<term>[^*`_\n]{1,40}?)(?P<colon>[:：]?)(?P<close>`\*\*|\*\*|__|`)"
)
_BARE = re.compile(
    r"(?P<term>[^\s:：,，。;；()（）][^:：,，。;；()（）\n]{0,29}?)(?:\s?[(（][^()（）\n]{1,30}[)）])?\s?(?=[:：]\s*\S|[,，](?:表示|指|即))"
)
_SEPARATED = re.compile(
    r"\s*(?:[(（][^()（）\n]{1,40}[)）])?\s*(?:[:：]|[-–—]{1,2}\s|[,，](?=表示|指|即))\s*(?P<cue>\S.*)$"
)
# Words that lead into an explanation, and explain nothing themselves.
_NO_TERM = re.compile(
    r"(?i)\d+|注意|例如|比如|如|例|说明|备注|总结|优点|缺点|https?|note|example|e\.g|tip|pros?|cons?|"
    r"其中|首先|然后|最后|[另其]一|第.{1,2}步?"
)
_LONGEST, _MOST_WORDS, _LONGEST_CHINESE = 30, 5, 12
_SHORTEST_CUE = 4
# A term that is a part of longer ones alone is never found by itself.
_UNSAID = MOST + 2


def fields(item: Item) -> Fields:
    """Return the fields of a cloze note, when the answer lists terms."""
    return cloze.fields(item, with_terms_deleted)


def with_terms_deleted(answer: str) -> str:
    """Return a list of terms and explanations with the terms deleted, or nothing.

    A term is deleted everywhere it is said; one that would need more than seven
    deletions is left to be read.
    """
    if cloze.has_marks(answer) or "```" in answer:
        return ""
    rows = answer.split("\n")
    found = _terms(rows)
    if not FEWEST <= len(found) <= MOST:
        return ""
    first = min(place for place, _ in found)
    last = max(place for place, _ in found)
    listed = rows[first : last + 1]
    if any(row.strip() and not _ITEM.match(row) for row in listed):
        return ""
    intro = _intro(rows[:first])
    return _deleted([*intro, *listed], [term for _, term in found])


def _terms(rows: Sequence[str]) -> list[tuple[int, str]]:
    """Return the terms of the first list all of whose items explain one."""
    found: list[tuple[int, str]] = []
    for place, row in enumerate(rows):
        match = _ITEM.match(row)
        if match is None:
            if row.strip() and found:
                break
            continue
        term = _term_of(match["rest"])
        if not term:
            return []
        found.append((place, term))
    names = [term.casefold() for _, term in found]
    return found if len(set(names)) == len(names) else []


def _term_of(text: str) -> str:
    """Return the term that a list item explains, or nothing without a cue."""
    for pattern in (_MARKED, _BARE):
        match = pattern.match(text)
        if match is None:
            continue
        rest = text[match.end() :]
        colon = match.groupdict().get("colon")
        tail = re.match(r"\s*(?P<cue>\S.*)$", rest) if colon else _SEPARATED.match(rest)
        term = match["term"].strip()
        if tail is None or not _is_term(term):
            return ""
        cue = re.sub(re.escape(term), "", tail["cue"], flags=re.IGNORECASE)
        return term if len(re.findall(r"\w", cue)) >= _SHORTEST_CUE else ""
    return ""


def _is_term(text: str) -> bool:
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if not re.search(r"\w", text) or _NO_TERM.fullmatch(text):
        return False
    return len(re.findall(r"[\u4e00-\u9fff]", text)) <= _LONGEST_CHINESE


def _intro(rows: Sequence[str]) -> list[str]:
    """Return the one line that leads into a list."""
    filled = [row for row in rows if row.strip()]
    return [filled[-1], ""] if filled and re.search(r"[:：]\s*$", filled[-1]) else []


def _deleted(rows: Sequence[str], terms: Sequence[str]) -> str:
    """Return the rows with every term deleted wherever it is said."""
    text = "\n".join(rows)
    longest_first = sorted(terms, key=len, reverse=True)
    pattern = re.compile("|".join(_bounded(term) for term in longest_first))
    kept = _kept(terms, Counter(match[0] for match in pattern.finditer(text)))
    if len(kept) < FEWEST:
        return ""
    numbers = {term: number for number, term in enumerate(kept, start=1)}

    def deleted(match: re.Match[str]) -> str:
        number = numbers.get(match[0])
        return match[0] if number is None else f"{{{{c{number}::{match[0]}}}}}"

    return pattern.sub(deleted, text)


def _kept(terms: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """Return the terms that are deleted, the rarest first until there are too many."""
    kept: set[str] = set()
    total = 0
    for term in sorted(terms, key=lambda one: counts.get(one, _UNSAID)):
        total += counts.get(term, _UNSAID)
        if total <= MOST:
            kept.add(term)
    return [term for term in terms if term in kept]


def _bounded(term: str) -> str:
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", term) else ""
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", term) else ""
    return f"{before}{re.escape(term)}{after}"
