"""Scraped text made whole: lists, tables and commands that lost their line breaks.

Only what is certain is mended; every other text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from builder.sources.language.codewords import LINK_WITH_COMMENT, PROGRAMS, SHELL_LINES
from builder.sources.language.signs import NO_TERMS
from builder.sources.recognition import flatyaml

_FENCED = re.compile(
    r"(?ms)^(?P<pad> *)(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ *(?P=fence)[`~]*[ \t]*$|\Z)"
)
_NUMBER = re.compile(r"(?P<number>\d{1,2})(?P<mark>、|[.．](?!\d)|[)）])\s*")
_LINE_NUMBER = re.compile(
    r"^(?P<pad> *)(?:(?P<number>\d{1,2})(?:、|[)）]|[.．](?=\S))|"
    r"[(（](?P<inner>\d{1,2})[)）][、.]?)[ \t]*(?=\S)"
)
_LATIN_TERM = (
    r"[A-Za-z][\w.\-/+#]*(?: [A-Za-z][\w.\-/+#]*){0,3}(?:\s?[(（][^()（）]{1,20}[)）])?"
)
_CHINESE_TERM = r"[\w\-\u4e00-\u9fff]{2,12}(?:[(（][^()（）]{1,20}[)）])?"
_EXPLAINED = r"(?:\s?[:：](?!//)|[,，]\s?(?:表示|指|即|是|简写))"
_TERM_LINE = re.compile(
    rf"^(?P<term>{_LATIN_TERM}|{_CHINESE_TERM})(?P<mark>\s?[:：](?!//))\s*(?P<text>\S.{{2,}})$"
)
_FIRST_TERM = re.compile(rf"^(?:{_LATIN_TERM}|{_CHINESE_TERM}){_EXPLAINED}")
_NEXT_LATIN = re.compile(
    rf"(?:(?<=[;；。.])\s*|(?<=[\u3000-\u9fff）)])\s+)(?={_LATIN_TERM}{_EXPLAINED}\s*\S)"
)
_NEXT_CHINESE = re.compile(
    rf"(?<=[;；。])\s+(?={_CHINESE_TERM}{_EXPLAINED}\s*\S)|(?<=[;；])(?={_CHINESE_TERM}[:：]\s*\S)"
)
_ENTRY = re.compile(r"^[A-Za-z][\w\-]*(?:\s+[\u4e00-\u9fff]|[,，:：(（]|\s?[:：])")
_NEXT_COMMAND = re.compile(
    rf"(?<=[\u3000-\u9fff）)\w])\s+(?=(?:{PROGRAMS})\s+[-\w./<>]|{LINK_WITH_COMMENT})"
)
_CHINESE = re.compile(
    rf"(?<=[;；。])\s+(?={_CHINESE_TERM}{_EXPLAINED}\s*\S)|(?<=[;；])(?={_CHINESE_TERM}[:：]\s*\S)"
)
_ENTRY = re.compile(r"^[A-Za-z][\w\-]*(?:\s+[\u4e00-\u9fff]|[,，:：(（]|\s?[:：])")
_NEXT_COMMAND = re.compile(
    rf"(?<=[\u3000-\u9fff）)\w])\s+(?=(?:{PROGRAMS})\s+[-\w./<>]|{LINK_WITH_COMMENT})"
)
_KEY = re.compile(r"(?:(?<=\s)|^)(?:- )?[A-Za-z][\w.\-/]*:(?=\s|$)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CODE_LIKE = re.compile(r"[{}();=<>]|^\s*[@#$-]")
_MARKER = re.compile(
    r"[-*+•]|[(（]?\d+[.、)）．]|[①-⑳]|[(（]?[一二三四五六七八九十]{1,3}[、.)）]|[A-Ha-h][.、)）]"
)
_INNER = re.compile(r"[(（](\d{1,2})[)）]\s*(?=\S)")
_BAR = "\\|"
# A longer answer is a text that nobody copied from a page.
_MAXIMUM = 40_000
# A line this long may have been broken at a width.
_BROKEN_AT = 40
# So many make a list, where two may be chance.
_RUN = 3
# An item of a list says something, and so does a term with its explanation.
_SHORTEST_ITEM = 4
_SHORTEST_TERM = 6
# So many of the parts must begin with a name of their own.
_MOST = 0.8
# Rows of a table are short, and the heads of its columns shorter.
_LONGEST_ROW = 300
_LONGEST_HEAD = 8


def repair(text: str, *, is_prose: bool) -> str:
    """Return an answer with its lists, tables and commands mended.

    With ``is_prose`` the line breaks are the writer's own, and each line that is
    nothing else becomes a paragraph.
    """
    if len(text) > _MAXIMUM:
        return text
    parts: list[str] = []
    end = 0
    for match in _FENCED.finditer(text):
        parts += [_repaired(text[end : match.start()], is_prose=is_prose), match[0]]
        end = match.end()
    parts.append(_repaired(text[end:], is_prose=is_prose))
    return "".join(parts)


def _repaired(text: str, *, is_prose: bool) -> str:
    if not text.strip():
        return text
    lead = text[: len(text) - len(text.lstrip("\n"))]
    trail = text[len(text.rstrip("\n")) :]
    chunks = re.split(r"\n{2,}", text.strip("\n"))
    mended = [_chunk(chunk, is_prose=is_prose) for chunk in chunks]
    return lead + _numbered("\n\n".join(mended)) + trail


def _chunk(chunk: str, *, is_prose: bool) -> str:
    """Mend one paragraph; tables, quotes and HTML are whole already."""
    if re.match(r" {0,3}(?:\||>|<|#)", chunk) and not (
        is_prose and chunk.startswith("#")
    ):
        return chunk
    rows = chunk.split("\n")
    if any("|" in row and re.fullmatch(r"[\s|:\-]+", row) for row in rows):
        return chunk
    if is_prose:
        table = _table(rows)
        if table:
            return table
        rows = _unwrapped(_fence_indented(rows))
    rows = [part for row in rows for part in _split_row(row, is_prose=is_prose)]
    if not is_prose:
        return "\n".join(rows)
    return _paragraphs(_term_rows(rows))


def _fence_indented(rows: Sequence[str]) -> list[str]:
    """Fence lines of code that stand out by their indentation."""
    result: list[str] = []
    code: list[str] = []
    for row in (*rows, ""):
        if row.startswith("    ") and _CODE_LIKE.search(row):
            code.append(_unescaped(row[4:]))
            continue
        if code:
            result.append("\n".join(["```", *code, "```"]))
            code = []
        result.append(row)
    return result[:-1]


def _unwrapped(rows: Sequence[str]) -> list[str]:
    """Join a sentence that was broken at a width and goes on in small letters."""
    joined: list[str] = []
    for row in rows:
        before = joined[-1] if joined else ""
        is_broken = len(before) >= _BROKEN_AT and re.search(r"[\w,\"')]$", before)
        is_text = not any(
            _CODE_LIKE.search(one) or SHELL_LINES.holds(one) for one in (before, row)
        )
        if is_broken and is_text and re.match(r"[a-z]", row) and "```" not in before:
            joined[-1] = f"{before} {row}"
        else:
            joined.append(row)
    return joined


def _split_row(row: str, *, is_prose: bool) -> list[str]:
    if row.startswith("```"):
        return [row]
    splitters: Sequence[Callable[[str], list[str]]] = (
        (_split_numbers, _fence_commands, _split_terms, _split_entries)
        if is_prose or _CHINESE.search(row)
        else (_split_numbers,)
    )
    for split in splitters:
        parts = split(row)
        if parts != [row]:
            return parts
    return [row]


def _split_numbers(row: str) -> list[str]:
    """Split ``intro 1、… 2、… 3、…`` where the numbers count up from one."""
    starts: list[int] = []
    mark = ""
    position = 0
    while True:
        found = _find_number(row, len(starts) + 1, position, mark)
        if found is None:
            break
        mark = found["mark"]
        starts.append(found.start())
        position = found.end()
    if len(starts) < 2:
        starts = _inner_numbers(row)
    if len(starts) < 2 or (mark in {".", ")"} and len(starts) < _RUN and starts[0]):
        return [row]
    ends = [*starts[1:], len(row)]
    items = [row[a:b].strip() for a, b in zip(starts, ends, strict=True)]
    if any(len(item) < _SHORTEST_ITEM for item in items):
        return [row]
    head = row[: starts[0]].strip()
    return [head, *items] if head else items


def _inner_numbers(row: str) -> list[int]:
    """Return where ``（1）… （2）… （3）…`` begin, three at least."""
    found = list(_INNER.finditer(row))
    counted = [str(index + 1) for index in range(len(found))]
    if len(found) < _RUN or [match[1] for match in found] != counted:
        return []
    return [match.start() for match in found]


def _find_number(row: str, number: int, start: int, mark: str) -> re.Match[str] | None:
    """Find the next number; after ``02、`` the 0 may belong to the text before."""
    loose: re.Match[str] | None = None
    for match in _NUMBER.finditer(row, start):
        if mark and match["mark"] != mark:
            continue
        before = row[match.start() - 1 : match.start()]
        if match["number"] == str(number) and not re.match(r"[\w.\-/(（]", before):
            return match
        if (
            match["number"] == str(number)
            and match["mark"] == "、"
            and _CHINESE.match(before)
        ):
            loose = loose or match
        if mark == "、" and match["number"] == f"0{number}":
            inner = _NUMBER.match(row, match.start() + 1)
            loose = loose or inner
    return loose if mark else None


def _split_terms(row: str) -> list[str]:
    """Split ``Always: …; OnFailure: …`` into a list."""
    if not _FIRST_TERM.match(row):
        return [row]
    is_latin = bool(re.match(_LATIN_TERM, row))
    pattern = _NEXT_LATIN if is_latin else _NEXT_CHINESE
    parts = [part.strip() for part in pattern.split(row) if part.strip()]
    if len(parts) < 2 or any(len(part) < _SHORTEST_TERM for part in parts):
        return [row]
    if not is_latin and len(parts) < _RUN:
        return [row]
    return [f"- {part}" for part in parts]


def _split_entries(row: str) -> list[str]:
    """Split ``FROM …; COPY …; ADD …`` where every part begins with its own name."""
    parts = [part.strip() for part in re.split(r"(?<=[;；])\s*", row) if part.strip()]
    if len(parts) < _RUN:
        return [row]
    named = [bool(_ENTRY.match(part)) for part in parts]
    if not named[0] or sum(named) < len(parts) * _MOST:
        return [row]
    return [f"- {part}" for part in parts]


def _fence_commands(row: str) -> list[str]:
    """Fence a paragraph that is commands, or YAML, with comments and nothing else."""
    bare = row.strip()
    if SHELL_LINES.holds(bare) and _is_only_commands(bare):
        commands = (
            [part.strip() for part in _NEXT_COMMAND.split(bare)]
            if "#" in bare
            else [bare]
        )
        return ["\n".join(["```sh", *(_unescaped(part) for part in commands), "```"])]
    manifest = flatyaml.unfolded(bare)
    if manifest is not None:
        return ["\n".join(["```", *(_unescaped(one) for one in manifest), "```"])]
    return [row]


def _is_only_commands(text: str) -> bool:
    """Whether Chinese, if any, stands in comments, and no sentence among commands."""
    bare = re.sub(r"https?:\S+", "", text)
    parts = re.split(rf"#[^#]*?(?=\s(?:{PROGRAMS})\s|#|$)", bare)
    if any(_CHINESE.search(part) for part in parts):
        return False
    return not re.search(r"[。；，]|\w[.!?]\s+[A-Z]|,\s\w+\s\w+\s", "".join(parts))


def _unescaped(code: str) -> str:
    return re.sub(r"\\(?=[<*_&$`\\(])", "", code)


def _table(rows: Sequence[str]) -> str:
    """Return rows of equally many cells as a table, or nothing."""
    if len(rows) < _RUN or any(len(row) > _LONGEST_ROW for row in rows):
        return ""
    for gap in (r"\t+", r" {2,}|\t+", r"\s+"):
        cells = [re.split(gap, row.strip()) for row in rows]
        width = len(cells[0])
        if width < 2 or any(len(one) != width for one in cells):
            continue
        if gap == r"\s+" and not _is_terse(cells):
            continue
        if any(_MARKER.match(one[0]) for one in cells):
            return ""
        shown = [
            f"| {' | '.join(cell.replace('|', _BAR) for cell in one)} |"
            for one in cells
        ]
        return "\n".join([shown[0], f"|{' --- |' * width}", *shown[1:]])
    return ""


def _is_terse(cells: Sequence[Sequence[str]]) -> bool:
    """Whether words are cells: a Chinese table of which only single spaces are left."""
    if not all(_CHINESE.search("".join(one)) for one in cells):
        return False
    heads = cells[0]
    return all(len(head) <= _LONGEST_HEAD for head in heads) and not any(
        re.search(r"[。，；：:,;!?！？]$", cell) for one in cells for cell in one[:-1]
    )


def _term_rows(rows: Sequence[str]) -> list[str]:
    """Make a list of neighbouring lines ``term: explanation``."""
    result = list(rows)
    start = 0
    while start < len(result):
        end = start
        while end < len(result) and _is_term(result[end]):
            end += 1
        if end - start >= 2:
            result[start:end] = [f"- {row}" for row in result[start:end]]
        start = max(end, start + 1)
    return result


def _is_term(row: str) -> bool:
    match = _TERM_LINE.match(row)
    if match is None:
        return False
    return not NO_TERMS.holds(match["term"])


def _paragraphs(rows: Sequence[str]) -> str:
    """Join lines: list items follow each other, anything else stands apart."""
    text = rows[0]
    for before, row in pairwise(rows):
        both = _is_item(before) and _is_item(row)
        text += ("\n" if both else "\n\n") + row
    return text


def _is_item(row: str) -> bool:
    return bool(
        re.match(
            r" *(?:[-*+] |\d{1,2}(?:[.)] |、|[.．)）](?=\S))|[(（]\d{1,2}[)）])", row
        )
    )


def _numbered(text: str) -> str:
    """Turn ``1、`` and ``(1)`` at the start of lines into Markdown's numbers.

    Only where they count up from one, so that a lone number stays as it is.
    """
    rows = text.split("\n")
    expected = 1
    found: list[tuple[int, int]] = []
    runs: list[list[tuple[int, int]]] = []
    for index, row in enumerate(rows):
        match = _LINE_NUMBER.match(row)
        if match is None:
            continue
        number = int(match["number"] or match["inner"])
        if number == 1 and found:
            runs.append(found)
            found, expected = [], 1
        if number == expected:
            found.append((index, number))
            expected += 1
    runs.append(found)
    for run in runs:
        if len(run) > 1:
            for index, number in run:
                rows[index] = _LINE_NUMBER.sub(
                    rf"\g<pad>{number}. ", rows[index], count=1
                )
    return "\n".join(_apart(rows))


def _apart(rows: Sequence[str]) -> list[str]:
    """Set a list apart from a paragraph right above it, as Markdown needs it."""
    result: list[str] = []
    is_code = False
    for row in rows:
        is_code ^= row.startswith("```")
        before = result[-1] if result else ""
        begins = not is_code and re.match(r"(?:1\.|[-*+]) \S", row)
        goes_on = re.match(r"\s*(?:[-*+] |\d{1,3}[.)] |[|>])| {2,}", before)
        if begins and before.strip() and not goes_on:
            result.append("")
        result.append(row)
    return result
