"""Multiple choice: options, which of them are right, and what explains it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.sources.language import answerwords, questionwords
from builder.sources.language.plain import plain
from builder.sources.readers import lines
from builder.sources.readers.block import Block
from builder.sources.recognition import label

_MINE = re.compile(r"^我的答案\s*[:：]?\s*\S*?\s*(?=正确答案)")
_BARE = re.compile(
    r"^[\W_]*(?P<letters>[A-H](?:\s*(?:[,，、&/]|and|和|\s)\s*[A-H])*)[\W_]*(?P<rest>)$"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A multiple-choice question taken apart; ``right`` are indexes of ``options``."""

    stem: tuple[Block, ...]
    options: tuple[str, ...]
    right: tuple[int, ...]
    rest: tuple[Block, ...]
    body: str = ""


def split(blocks: Sequence[Block], *, body: str = "") -> Question | None:
    """Take the blocks behind a title apart when they offer options."""
    rows = _rows(blocks, body)
    start, end = _options_at(rows)
    if end - start < 2:
        return None
    options: list[str] = []
    right: list[int] = []
    for block in rows[start:end]:
        text, is_marked = _option(block)
        if text is None:
            if block.kind in {"code", "paragraph"} and options:
                glue = "\n\n" if block.kind == "code" else " "
                options[-1] = f"{options[-1]}{glue}{block.text}".strip()
            continue
        if is_marked:
            right.append(len(options))
        options.append(text)
    rest = list(rows[end:])
    if not right:
        right, rest = _key(rest, options)
    if (
        not right
        and start
        and not rest
        and rows[start].text.lstrip(" -*+(")[0].islower()
    ):
        return None  # an answer that counts its points with letters
    cleaned, marked = _bold_choice(options)
    if not right and len(marked) == 1:
        right = marked
    return Question(tuple(rows[:start]), tuple(cleaned), tuple(right), tuple(rest))


_IN_STEM = re.compile(r"[(（]\s*(?P<letters>[A-HＡ-Ｈ]{1,6})\s*[)）]")


def from_stem(title: str, question: Question) -> tuple[str, Question]:
    """Take the right letters out of a stem: ``首都是（B）。`` becomes ``首都是（　）。``."""
    match = _IN_STEM.search(title)
    if match is None or question.right:
        return title, question
    right = indexes_of(lines.half_width(match["letters"]), len(question.options))
    if not right:
        return title, question
    gap = f"{title[: match.start()]}（\u3000）{title[match.end() :]}"
    return gap, replace(question, right=right)


def _rows(blocks: Sequence[Block], body: str) -> list[Block]:
    """Return blocks with a line each where several options share one."""
    rows: list[Block] = []
    source = list(blocks)
    if body.strip():
        line = blocks[0].line if blocks else 0
        source.insert(0, Block("paragraph", body.strip(), line, body.strip()))
    for block in source:
        if block.kind not in {"paragraph", "item"}:
            rows.append(block)
            continue
        pieces = [piece for row in block.text.split("\n") for piece in _pieces(row)]
        if len(pieces) == 1 or not any(_is_option(piece) for piece in pieces):
            rows.append(block)
            continue
        rows += [
            replace(block, kind="paragraph", text=piece, content=piece, indent=0)
            for piece in pieces
        ]
    return rows


def _pieces(row: str) -> list[str]:
    """Split ``A. one  B. two  C. three``, or a row that goes on so, at the letters."""
    found = list(lines.INLINE_OPTION.finditer(row))
    letters = [lines.half_width(match[1]) for match in found]
    first = ord(letters[0]) if letters else 0
    counted = [chr(first + index) for index in range(len(found))]
    if len(found) < 2 or letters != counted or (found[0].start() and first != ord("A")):
        return [row]
    starts = [match.start() for match in found]
    head = row[: starts[0]].strip(" -*+")
    pieces = [
        row[a:b].strip() for a, b in zip(starts, [*starts[1:], len(row)], strict=True)
    ]
    return [head, *pieces] if head else pieces


def _is_option(text: str) -> bool:
    return bool(lines.OPTION.match(text) or lines.CHECKBOX.match(text))


def _options_at(rows: Sequence[Block]) -> tuple[int, int]:
    """Return where the options stand: letters that count up, or checkboxes."""
    for start, block in enumerate(rows):
        if block.kind not in {"paragraph", "item"} or (
            label.has_answer_label(block.text) and not _first_letter(block)
        ):
            if block.kind in {"summary", "answer"}:
                return 0, 0
            continue
        form = _form(block)
        if form not in {"box", "A"}:
            continue
        end = _run_end(rows, start, form)
        if end - start >= 2:
            return start, end
    return 0, 0


def _first_letter(block: Block) -> bool:
    return bool(re.match(r"\W*A\s*[:：]", block.text))


def _form(block: Block) -> str:
    if lines.CHECKBOX.match(block.text):
        return "box"
    match = lines.OPTION.match(block.text)
    return lines.half_width(match["letter"]).upper() if match else ""


def _run_end(rows: Sequence[Block], start: int, form: str) -> int:
    """Return the end of a run of options; code and wrapped lines may stand between."""
    end = start
    expected = "A"
    pending = 0
    for index in range(start, len(rows)):
        block = rows[index]
        found = _form(block)
        if found == ("box" if form == "box" else expected):
            end = index + 1
            expected = chr(ord(expected) + 1)
            pending = 0
        elif block.kind == "code" and pending < 1 and index > start:
            pending += 1
        elif block.kind in {"comment", "html"}:
            continue
        else:
            break
    if end < len(rows) and rows[end].kind == "code" and end - start >= 2:
        earlier = sum(1 for block in rows[start:end] if block.kind == "code")
        if earlier and earlier + 1 == sum(
            1 for block in rows[start:end] if _form(block)
        ):
            end += 1
    return end


def _option(block: Block) -> tuple[str | None, bool]:
    box = lines.CHECKBOX.match(block.text)
    if box is not None:
        text = box["text"]
        letter = lines.OPTION.match(text)
        text = letter["text"] if letter and letter["letter"].isupper() else text
        return _rest_of(block, text), box["state"] in "xX√✓✔*"
    match = lines.OPTION.match(block.text)
    if match is None or block.kind not in {"paragraph", "item"}:
        return None, False
    text = _rest_of(block, match["text"])
    marked = re.search(
        r"\s*(?:[✓✔✅√]|[(（](?:correct|right|正确)[)）])\s*$", text, re.IGNORECASE
    )
    if marked:
        return text[: marked.start()], True
    return text, False


def _rest_of(block: Block, text: str) -> str:
    """Return an option with the lines that went on behind its first."""
    more = block.text.split("\n")[1:]
    first = text.split("\n", maxsplit=1)[0]
    return " ".join([first.strip(), *(line.strip() for line in more)]).strip()


def _key(
    rest: Sequence[Block], options: Sequence[str]
) -> tuple[list[int], list[Block]]:
    """Find the line that names the right options; what it says besides is kept."""
    for index, block in enumerate(rest):
        if block.kind in {"open", "close", "comment", "html", "rule"}:
            continue
        if questionwords.FACTS.holds(block.text):
            continue
        text = (
            block.content
            if block.kind in {"heading", "item", "summary"}
            else block.text
        )
        bare = _MINE.sub("", plain(text))
        is_bare = index > 0 and _is_answer_heading(rest[:index])
        keyed = lines.half_width(bare)
        match = answerwords.CHOICE_KEYS.pattern.match(keyed) or (
            _BARE.match(keyed) if is_bare else None
        )
        if match is not None:
            right = list(indexes_of(match["letters"], len(options)))
            if right:
                return right, _without_key(
                    rest, index, block, match["rest"], options, right
                )
        named = _named(bare, options)
        if named:
            return named, [*rest[:index], *rest[index + 1 :]]
        again = _repeated(rest[index:], options) if is_bare else []
        if again:
            return again, [*rest[:index], *rest[index + len(again) :]]
        if (
            not is_bare
            and block.kind not in {"summary", "heading"}
            and not _is_answer_heading([block])
        ):
            break
    return [], list(rest)


def _is_answer_heading(blocks: Sequence[Block]) -> bool:
    return any(
        answerwords.CHOICE_HEADINGS.holds(plain(block.content)) for block in blocks
    )


def indexes_of(letters: str, count: int) -> tuple[int, ...]:
    """Return the indexes that letters name; none when one is beyond the options."""
    found = [
        ord(letter) - ord("A")
        for letter in re.findall(r"[A-H]", letters.upper().replace("AND", ","))
    ]
    return tuple(sorted(set(found))) if all(index < count for index in found) else ()


def _without_key(
    rest: Sequence[Block],
    index: int,
    block: Block,
    tail: str,
    options: Sequence[str],
    right: Sequence[int],
) -> list[Block]:
    """Drop the key, and the option's own words when they only say it again."""
    tail = re.sub(r"^[\s.:：,，。)）\-–—*]+", "", tail).strip()
    chosen = {_bare(options[index]) for index in right}
    before = [one for one in rest[:index] if not _is_answer_heading([one])]
    if tail and _bare(tail) not in chosen:
        before.append(replace(block, kind="paragraph", text=tail, content=tail))
    return [*before, *rest[index + 1 :]]


def _named(text: str, options: Sequence[str]) -> list[int]:
    """Return the option that an answer repeats in full."""
    if not label.has_answer_label(text):
        return []
    stated = _bare(label.without_answer_label(text))
    return [index for index, option in enumerate(options) if _bare(option) == stated][
        :1
    ]


def _repeated(blocks: Sequence[Block], options: Sequence[str]) -> list[int]:
    """Return the options that an answer writes again, a block each, with its letter."""
    found: list[int] = []
    for block in blocks:
        match = lines.OPTION.match(block.text.strip())
        if match is None:
            break
        index = ord(lines.half_width(match["letter"]).upper()) - ord("A")
        if index >= len(options) or _bare(match["text"]) != _bare(options[index]):
            break
        found.append(index)
    return found


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", plain(text)).casefold()


def _bold_choice(options: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the options without bold, and which of them stood in bold."""
    marked = [
        index
        for index, option in enumerate(options)
        if re.fullmatch(r"\*\*.+\*\*|__.+__", option.strip())
    ]
    if len(marked) != 1:
        return list(options), []
    cleaned = [
        option.strip().strip("*_") if index in marked else option
        for index, option in enumerate(options)
    ]
    return cleaned, marked
