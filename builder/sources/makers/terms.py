"""Cloze deletions found in answers: terms with explanations, and stated values."""

from __future__ import annotations

import re
from collections.abc import Sequence

MAXIMUM = 7
MINIMUM = 2

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
_NUMBER = (
    r"\d[\d,.]*(?:\s?[-~–到至]\s?\d[\d,.]*)?\s?"
    r"(?:%|秒|分钟|小时|天|次|个|台|条|倍|MB|GB|KB|TB|ms"
    r"|seconds?|minutes?|hours?|days?|bytes?|bits?|Mi|Gi|Ki|[smhGMK](?!\w))?"
)
_VALUE = re.compile(
    rf"(?i)(?P<cue>默认值?|缺省|最大值?|最小值?|最多|最少|最低值?|最高|至少|上限|下限|端口|"
    rf"\b(?:defaults?(?: to| is)?|maximum|minimum|at most|at least|up to|limit(?: of| is)?|port))"
    rf"(?P<link>[^\d\n。.;；,，<>`]{{0,8}}?)(?P<value>{_NUMBER})(?![\w.:/])"
)
_BRACES = re.compile(r"\{\{|\}\}|::")


def cloze_terms(answer: str) -> str:
    """Return a list of terms and explanations with the terms deleted, or nothing.

    A term is deleted everywhere it is said; one that would need more than seven
    deletions is left to be read.
    """
    if _BRACES.search(answer) or "```" in answer:
        return ""
    rows = answer.split("\n")
    found = _terms(rows)
    if not MINIMUM <= len(found) <= MAXIMUM:
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
        term = term_of(match["rest"])
        if not term:
            return []
        found.append((place, term))
    names = [term.casefold() for _, term in found]
    return found if len(set(names)) == len(names) else []


def term_of(text: str) -> str:
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
        return term if len(re.findall(r"\w", cue)) >= 4 else ""  # noqa: PLR2004
    return ""


def _is_term(term: str) -> bool:
    if len(term) > 30 or len(term.split()) > 5 or not re.search(r"\w", term):  # noqa: PLR2004
        return False
    if re.fullmatch(
        r"(?i)\d+|注意|例如|比如|如|例|说明|备注|总结|优点|缺点|https?|note|example|e\.g|tip|pros?|cons?|其中|首先|然后|最后|[另其]一|第.{1,2}步?",
        term,
    ):
        return False
    return len(re.findall(r"[\u4e00-\u9fff]", term)) <= 12  # noqa: PLR2004


def _intro(rows: Sequence[str]) -> list[str]:
    """Return the one line that leads into a list."""
    filled = [row for row in rows if row.strip()]
    return [filled[-1], ""] if filled and re.search(r"[:：]\s*$", filled[-1]) else []


def _deleted(rows: Sequence[str], terms: Sequence[str]) -> str:
    """Return the rows with every term deleted wherever it is said."""
    text = "\n".join(rows)
    longest_first = sorted(terms, key=len, reverse=True)
    pattern = re.compile("|".join(_bounded(term) for term in longest_first))
    counts: dict[str, int] = {}
    for match in pattern.finditer(text):
        counts[match[0]] = counts.get(match[0], 0) + 1
    kept: list[str] = []
    total = 0
    for term in sorted(terms, key=lambda one: (counts.get(one, 9), terms.index(one))):
        total += counts.get(term, 9)
        if total <= MAXIMUM:
            kept.append(term)
    ordered = [term for term in terms if term in kept]
    if len(ordered) < MINIMUM:
        return ""
    numbers = {term: number for number, term in enumerate(ordered, start=1)}

    def deleted(match: re.Match[str]) -> str:
        number = numbers.get(match[0])
        return match[0] if number is None else f"{{{{c{number}::{match[0]}}}}}"

    return pattern.sub(deleted, text)


def _bounded(term: str) -> str:
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", term) else ""
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", term) else ""
    return f"{before}{re.escape(term)}{after}"


def cloze_values(answer: str) -> str:
    """Return the first sentence that states several values, with them deleted."""
    if _BRACES.search(answer):
        return ""
    outside = re.sub(r"(?ms)^ *(`{3,}|~{3,}).*?(?:^ *\1 *$|\Z)", "", answer)
    for row in outside.split("\n"):
        if row.lstrip().startswith(("|", ">", "<", "#")) or len(row) > 1500:  # noqa: PLR2004
            continue
        for sentence in re.split(r"(?<=[。;；])|(?<=[.!?])\s+", row):
            values = list(_VALUE.finditer(sentence))
            if (
                MINIMUM <= len(values) <= MAXIMUM
                and "`" not in sentence
                and "](" not in sentence
            ):
                return _with_values(sentence.strip())
    return ""


def _with_values(sentence: str) -> str:
    sentence = re.sub(r"^(?:[-*+]|\d{1,2}[.)])\s+", "", sentence)
    number = 0

    def deleted(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return (
            f"{match['cue']}{match['link']}{{{{c{number}::{match['value'].strip()}}}}}"
        )

    return _VALUE.sub(deleted, sentence)
