"""Labelled parts of an answer: a name, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.cards.gate import is_clause, is_stop_word, size, weight
from builder.sources.language.plain import plain
from builder.sources.makers.answerblocks import AnswerBlock, Entry, blocks_of

_WIDE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_LONGEST_NAME, _MOST_WORDS, _MOST_WIDE = 40, 6, 14
_LONGEST_TITLE = 70
_FEWEST = 2
_SHORTEST_PART = 8
_SHORTEST_SENTENCE = 3


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part of an answer with its name.

    ``head`` is what is written up to the explanation, its marks included; ``said`` is the
    first paragraph of the explanation, ``below`` what follows it.
    """

    name: str
    head: str
    said: str
    below: str = ""

    @property
    def whole(self) -> str:
        """All that is said of it."""
        return "\n\n".join(text for text in (self.said, self.below) if text)


@dataclass(frozen=True, slots=True)
class LabelGroup:
    """Parts that stand beside one another, below the sentence that leads into them.

    ``first`` and ``last`` are the places of their blocks; ``is_ordered`` tells that they
    are counted, ``is_whole`` that none of them lacks a name.
    """

    labels: tuple[NamedPart, ...]
    lead: str
    first: int
    last: int
    is_ordered: bool = False
    is_whole: bool = True


_LABELS = (
    # **name**: said, **name:** said, `name` - said
    re.compile(
        r"^(?P<head>(?P<mark>\*\*`?|__|`)(?P<name>[^*`\n]{1,60}?)(?:`?\*\*|__|`)"
        r"(?:\s*[(（][^()（）\n]{1,40}[)）])?\s*(?:[:：]|\\?[-–—]{1,2}(?=\s)))\s*(?P<said>\S.*)$",
        re.DOTALL,
    ),
    re.compile(
        r"^(?P<head>(?P<mark>\*\*`?|__)(?P<name>[^*`\n]{1,60}?)[:：.。]\s*(?:`?\*\*|"
        r"__))\s*(?P<said>\S.*)$",
        re.DOTALL,
    ),
    # name (gloss): said
    re.compile(
        r"^(?P<head>(?P<name>[^\s:：,，。;；()（）*`\[\]<>|/][^:：,，。;；()（）\n*`\[\]<>|]{0,39}?)"
        r"(?:\s?[(（][^()（）\n]{1,40}[)）])?\s?[:：])(?!//)\s*(?P<said>\S.*)$",
        re.DOTALL,
    ),
    # name - said
    re.compile(
        r"^(?P<head>(?P<name>[A-Za-z][^:：,，。;；()（）\n*`\[\]<>|–—]{0,39}?)"
        r"(?:\s?[(（][^()（）\n]{1,40}[)）])?\s+(?:\\?[-–—]{1,2}(?=\s)|[–—]))\s*(?P<said>\S.*)$",
        re.DOTALL,
    ),
    # 名称,表示…
    re.compile(
        rf"^(?P<head>(?P<name>[A-Za-z][\w ./-]{{0,29}}?|[{_WIDE}]{{2,8}})[,，])"
        r"(?P<said>(?:简写|表示|指|即|是|用于|负责)\S.*)$",
        re.DOTALL,
    ),
    # Latin name,中文说明 and NAME 中文说明
    re.compile(
        rf"^(?P<head>(?P<name>[A-Za-z][\w./-]*(?: "
        rf"[A-Za-z][\w./-]*){{0,2}})[,，])(?P<said>[{_WIDE}].*)$",
        re.DOTALL,
    ),
    re.compile(
        rf"^(?P<head>(?P<name>[A-Z][A-Z_]+|[a-z]+(?:[A-Z_-][A-Za-z]+)+|"
        rf"--?[a-z][\w-]*)) (?P<said>[{_WIDE}].*)$",
        re.DOTALL,
    ),
)
# 1、节点管理。kubelet 启动时…
_COUNTED_NAME = re.compile(
    rf"^(?P<head>(?P<name>[A-Za-z ]{{0,20}}[{_WIDE}][{_WIDE}A-Za-z /]{{1,11}})。)(?P<said>\S.*)$",
    re.DOTALL,
)
_BOLD = re.compile(
    r"^(?P<head>\*\*(?P<name>[^*\n]{1,60}?)\*\*)[ \n]*(?P<said>[^\s:：\-–—|].*)$",
    re.DOTALL,
)
_NUMBER = re.compile(
    r"^(?:\d{1,2}[.、)）:]\s*|[(（]\d{1,2}[)）]\s*|[一二三四五六七八九十]、)"
)
_NO_NAME = re.compile(
    r"(?i)\d+[.、]?|https?|[\W\d_]+|.*[?？]|第.{1,2}[步点条]?|步骤.*|情况.?|"
    r"(?:step|method|option|approach|way|solution|case|example|part|question|scenario)[\s-]*#?\d+|"
    r"(?:方法|方案|方式|办法|思路|解法|场景|例|问题)\s*[一二三四五六七八九十\d]+"
)
_SOURCES = re.compile(
    r"(?i)\W*(?:sources?|references?|links?|see also|further reading|read more|来源|出处|"
    r"参考(?:资料|文献|链接)?|延伸阅读|相关(?:阅读|链接))\W*"
)


def label_of(text: str, *, is_counted: bool = False) -> NamedPart | None:
    """Return the part that a text is, when it begins with a name of its own."""
    for pattern in _LABELS if not is_counted else (*_LABELS, _COUNTED_NAME):
        match = pattern.match(text)
        if match is not None:
            return _label(match)
    match = _BOLD.match(text)
    return _label(match) if match else None


def _label(match: re.Match[str]) -> NamedPart | None:
    name = match["name"].strip(" :：`")
    is_marked = "**" in match["head"] or "__" in match["head"]
    is_sound = is_title(name) if is_marked else is_name(name)
    if not is_sound or not re.search(r"\w", match["said"]):
        return None
    return NamedPart(name, match["head"], match["said"].strip())


def is_title(text: str) -> bool:
    """Whether a text can stand above a part: a name, or a clause that its author marked."""
    bare = plain(text).strip("` ")
    if not re.search(r"[^\W\d_]", bare) or weight(bare) > _LONGEST_TITLE / 2:
        return False
    return not (_NO_NAME.fullmatch(bare) or "](" in text) and _is_whole(bare)


def is_name(text: str) -> bool:
    """Whether a text is a name that can be asked for: no clause, no filler, no number."""
    bare = plain(text).strip("` ")
    if not re.search(r"[^\W\d_]", bare) or len(bare) > _LONGEST_NAME:
        return False
    if len(bare.split()) > _MOST_WORDS or _wide(bare) > _MOST_WIDE:
        return False
    if _NO_NAME.fullmatch(bare) or "](" in text or "<" in text or not _is_whole(bare):
        return False
    return not is_clause(bare) and not is_stop_word(bare)


def _wide(text: str) -> int:
    return len(re.findall(f"[{_WIDE}]", text))


@lru_cache(maxsize=64)
def label_groups(answer: str) -> tuple[LabelGroup, ...]:
    """Return every group of labelled parts: lists, paragraphs, parts below headings."""
    blocks = blocks_of(answer)
    return tuple(_groups(blocks[: _end_of_text(blocks)]))


def _groups(blocks: Sequence[AnswerBlock]) -> Iterator[LabelGroup]:
    yield from _lists(blocks)
    for is_part, read in _RUNS:
        yield from _runs(blocks, is_part, read)
    yield from _headings(blocks)


def _end_of_text(blocks: Sequence[AnswerBlock]) -> int:
    """Return where the list of sources that closes an answer begins."""
    headings = [place for place, block in enumerate(blocks) if block.kind == "heading"]
    if headings and _SOURCES.fullmatch(plain(blocks[headings[-1]].text)):
        return headings[-1]
    return len(blocks)


def _lists(blocks: Sequence[AnswerBlock]) -> Iterator[LabelGroup]:
    for place, block in enumerate(blocks):
        labels = [_of_entry(entry) for entry in block.entries if says_something(entry)]
        found = tuple(one for one in labels if one is not None)
        if len(found) == len(labels) >= _FEWEST and _are_apart(found):
            lead = lead_of(blocks, place)
            yield LabelGroup(found, lead, place, place, block.is_ordered)


def says_something(entry: Entry) -> bool:
    """Whether an entry is more than dots that let a list go on."""
    return bool(re.search(r"\w", entry.text + entry.below))


def _of_entry(entry: Entry) -> NamedPart | None:
    found = label_of(entry.text, is_counted=entry.mark[0].isdigit())
    if found is not None:
        return NamedPart(found.name, found.head, found.said, entry.below)
    bare = entry.text.strip().rstrip(":：")
    is_marked = bare.startswith("**") and bare.endswith("**")
    is_sound = is_title(bare) if is_marked else is_name(bare.strip("*"))
    if entry.below and entry.text.count("\n") == 0 and is_sound:
        return NamedPart(plain(bare).strip("`"), entry.text, "", entry.below)
    return None


def _are_apart(labels: Sequence[NamedPart]) -> bool:
    names = [one.name.casefold() for one in labels]
    return len(set(names)) == len(names)


# It says that something follows, by its colon or in words.
_LEADS_IN = re.compile(
    r"[:：]\s*(?:\*\*)?$|(?i:\b(?:includes?|are|is|as|following)\b\W{0,3}$"
    r"|\b(?:following|below|as follows)\b.{0,99}$)|(?:如下|以下|下面)[^。]{0,15}[。，,]?$"
    r"|[\w，,]$"
)


def lead_of(blocks: Sequence[AnswerBlock], place: int) -> str:
    """Return the sentence that leads into a block, or the heading above it."""
    if place == 0:
        return ""
    before = blocks[place - 1]
    if before.kind == "heading":
        return plain(before.text)
    last = before.text.split("\n")[-1].strip()
    sentence = re.split(r"(?<=[。；;！？])|(?<=[.!?])\s+", last)[-1].strip()
    if before.kind != "paragraph" or not _LEADS_IN.search(sentence):
        return ""
    return (
        sentence
        if sentence.count("`") % 2 == 0 and sentence.count("**") % 2 == 0
        else ""
    )


_IsPart = Callable[[AnswerBlock], bool]
_ReadPart = Callable[[str], NamedPart | None]


def _runs(
    blocks: Sequence[AnswerBlock], is_part: _IsPart, read: _ReadPart
) -> Iterator[LabelGroup]:
    """Yield runs of paragraphs each of which has a label, with what stands below them."""
    place = 0
    while place < len(blocks):
        end, labels = place, []
        while end < len(blocks) and is_part(blocks[end]):
            label = read(blocks[end].text)
            if label is None:
                break
            stop = _stop(blocks, end + 1, is_part)
            below = "\n\n".join(written(one) for one in blocks[end + 1 : stop])
            labels.append(NamedPart(label.name, label.head, label.said, below))
            end = stop
        if len(labels) >= _FEWEST + 1 - (end == len(blocks)) and _are_apart(labels):
            yield LabelGroup(tuple(labels), lead_of(blocks, place), place, end - 1)
        place = max(end, place + 1)


def _stop(blocks: Sequence[AnswerBlock], place: int, is_part: _IsPart) -> int:
    """Return where the code, lists and tables below a paragraph end."""
    while place < len(blocks) and blocks[place].kind in {
        "fence",
        "table",
        "list",
        "other",
    }:
        if is_part(blocks[place]):
            break
        place += 1
    return place


def written(block: AnswerBlock) -> str:
    """Return a block as it stands in an answer."""
    if block.kind == "fence":
        return f"```{block.language}\n{block.text}\n```"
    return (
        f"{'#' * block.level} {block.text}" if block.kind == "heading" else block.text
    )


def _is_paragraph(block: AnswerBlock) -> bool:
    return block.kind == "paragraph"


def _paragraph_label(text: str) -> NamedPart | None:
    bare = _NUMBER.sub("", text)
    found = label_of(bare, is_counted=bare != text)
    if found is None or weight(found.whole) < _SHORTEST_PART:
        return None
    if bare == text and not re.search(r"[:：]\s*(?:\*\*)?$", found.head):
        return None
    return found


_RUNS: tuple[tuple[_IsPart, _ReadPart], ...] = ((_is_paragraph, _paragraph_label),)


def _headings(blocks: Sequence[AnswerBlock]) -> Iterator[LabelGroup]:
    """Yield what stands below headings of one level, or below lines that are all bold."""
    levels = [_heading_level(block) for block in blocks]
    for level in sorted(set(levels) - {-1}, key=lambda one: one or len(levels) + 7):
        starts = [place for place, one in enumerate(levels) if one == level]
        if len(starts) < _FEWEST:
            continue
        labels = []
        for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
            name = _heading_name(blocks[start].text)
            inside = blocks[start + 1 : end]
            if not inside or not is_title(name) or is_stop_word(name):
                continue
            said, below = (
                ("", inside)
                if inside[0].kind != "paragraph"
                else (inside[0].text, inside[1:])
            )
            labels.append(
                NamedPart(name, name, said, "\n\n".join(written(one) for one in below))
            )
        if len(labels) >= _FEWEST and _are_apart(labels):
            is_whole = len(labels) == len(starts)
            last = len(blocks) - 1
            yield LabelGroup(tuple(labels), "", starts[0], last, is_whole=is_whole)
            return


def _heading_level(block: AnswerBlock) -> int:
    """Return the level of a heading, 0 of a bold line that stands for one, or -1."""
    if block.kind == "heading":
        return block.level
    is_bold = re.fullmatch(
        r"(?:\d{1,2}[.、)]\s*)?\*\*[^*\n]{1,60}\*\*[:：]?", block.text
    )
    if block.kind == "paragraph" and is_bold:
        return 0
    if block.kind == "list" and len(block.entries) == 1 and not block.entries[0].below:
        return (
            0
            if re.fullmatch(r"\*\*[^*\n]{1,60}\*\*[:：]?", block.entries[0].text)
            else -1
        )
    return -1


def _heading_name(text: str) -> str:
    bare = plain(re.sub(r"^[-*+]\s+|^\d{1,2}[.)]\s+", "", text))
    return _NUMBER.sub("", bare).strip(" :：*`")


_PAIRS = ("()", "（）", "[]", "“”", "《》", "「」", "{}")
_ENDS = re.compile(r"[。！？]|[.!?](?=\s+[A-Z`*_\u3400-\u9fff])")
_SENTENCE_END = re.compile(r"(?<=[。！？；;])|(?<=[.!?])(?=\s+[A-Z\u3400-\u9fff`*])|\n")


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, when its marks are whole; else all of it."""
    line = text.strip()
    found = ""
    for piece in _SENTENCE_END.split(line):
        found += piece
        if size(found) >= _SHORTEST_SENTENCE and _is_whole(found):
            return found.strip().rstrip("；;")
    return line


def _is_whole(text: str) -> bool:
    """Whether no mark, bracket or quote is left open."""
    if text.count("`") % 2 or text.count("**") % 2 or text.count('"') % 2:
        return False
    return all(text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS)


def first_sentences(text: str, most: float) -> str:
    """Return as many sentences as weigh no more than that; nothing when it is all."""
    if "\n" in text or re.search(r"`[^`]*[.!?。][^`]*`", text):
        return ""
    told = ""
    for match in _ENDS.finditer(text):
        if weight(text[: match.end()]) > most:
            break
        told = text[: match.end()].strip()
    return told if _is_whole(told) else ""


def as_line(text: str) -> str:
    """Return a paragraph in one line; between Chinese characters no space is put."""
    text = re.sub(rf"(?<=[{_WIDE}，。；、：])\s*\n\s*(?=[{_WIDE}])", "", text)
    return re.sub(r"\s*\n\s*", " ", text).strip()
