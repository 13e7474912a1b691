"""Multiple choice: options, which of them are right, and what explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.sources.language import answerwords, lettering
from builder.sources.readers.block import Block
from builder.sources.recognition import label
from builder.sources.recognition.offers import OptionRun, announced_at, offers_at
from builder.sources.recognition.optionkey import key_behind, key_in_stem
from builder.sources.recognition.optionline import is_lettered
from builder.sources.recognition.rightoption import Named

_CONFLICT = "what is ticked is not what the key says: left as a draft"
_INLINE = re.compile(
    rf"(?:^|(?<=\s))[(（]?(?P<name>{lettering.LETTER})[)）.．、:：]\s*(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A multiple-choice question taken apart; ``right`` are indexes of ``options``.

    ``doubt`` tells why there are none, where the source means to name them.
    """

    title: str
    stem: tuple[Block, ...]
    options: tuple[str, ...]
    right: tuple[int, ...]
    rest: tuple[Block, ...]
    doubt: str = ""
    names: tuple[str, ...] = ()

    def listed(self, text: str) -> str:
        """Return the options as a list, with their letters where a text names these."""
        is_named = any(name and re.search(rf"\b{name}\b", text) for name in self.names)
        if not is_named:
            return "\n".join(f"- {option}" for option in self.options)
        named = zip(self.names, self.options, strict=True)
        return "\n".join(f"- {name}. {option}" for name, option in named)


def split(title: str, blocks: Sequence[Block], *, body: str = "") -> Question | None:
    """Take a title and the blocks behind it apart when they offer options."""
    rows = list(_rows(blocks, body))
    found = _first(rows, title)
    if found is None:
        return None
    offer, key = found
    start = announced_at(rows, offer.start)
    stem = rows[: offer.start if start is None else start]
    rest = rows[offer.end :]
    if key is None and not offer.right and stem and not rest and _is_small(rows, offer):
        return None  # an answer that counts its points with letters
    behind = key_behind(rest, offer)
    rest = rest if behind is None else behind.rest
    in_stem = key_in_stem(title, stem, offer)
    if in_stem is not None:
        title, stem = in_stem.title, list(in_stem.stem)
    options, bold = _bold_choice(offer.texts)
    ticked = [Named(places) for places in (offer.right,) if places]
    said = [one.named for one in (behind, in_stem) if one is not None]
    right, doubt = _agreed([*ticked, *said] or [Named(bold)])
    return Question(title, tuple(stem), options, right, tuple(rest), doubt, offer.names)


def offered(blocks: Sequence[Block]) -> Mapping[int, OptionRun]:
    """Return the options of a document that are nothing else, by where they begin."""
    found: dict[int, OptionRun] = {}
    start = 0
    while start < len(blocks):
        offer = offer_at(blocks, start)
        if offer is not None:
            found[start] = offer
        start = start + 1 if offer is None else offer.end
    return found


def option_rows(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the indexes of options, and of the words that announce them."""
    found: set[int] = set()
    for start, offer in offered(blocks).items():
        above = announced_at(blocks, start)
        found.update(range(start if above is None else above, offer.end))
    return frozenset(found)


def offer_at(blocks: Sequence[Block], start: int) -> OptionRun | None:
    """Return the options that begin at an index, where they can be nothing else."""
    for one in offers_at(blocks, start):
        if one.is_sure or _keyed(blocks, one, "") is not None:
            return one
    return None


def is_inline(text: str) -> bool:
    """Whether ``A. one  B. two`` stand on one line."""
    found = [match["name"] for match in _INLINE.finditer(text)][:2]
    names = [lettering.normal(name) for name in found]
    return len(names) > 1 and lettering.is_counted(names) and not found[0].islower()


def apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """Return the blocks, with the options that stand in one as blocks of their own."""
    for index, block in enumerate(blocks):
        rows = _lines(block)
        if len(rows) < 2:
            yield block
            continue
        behind = blocks[index + 1 : index + 3]
        starts = offered([*rows, *behind])
        start = min(starts, default=len(rows))
        if start >= len(rows):
            yield block
            continue
        head = "\n".join(row.text for row in rows[:start])
        if head:
            cut = len(block.text) - len(head)
            content = block.content[: len(block.content) - cut].rstrip("\n")
            yield replace(block, text=head, content=content)
        yield from rows[start:]


def _first(rows: Sequence[Block], title: str) -> tuple[OptionRun, Named | None] | None:
    """Return the first options behind a title, with what names the right ones."""
    for start, block in enumerate(rows):
        for offer in offers_at(rows, start):
            key = _keyed(rows, offer, title)
            if offer.is_lettered or key is not None:
                return offer, key
        if block.kind in {"summary", "answer"}:
            return None
    return None


def _keyed(rows: Sequence[Block], offer: OptionRun, title: str) -> Named | None:
    """Return what the rows around options say of the right ones."""
    behind = key_behind(rows[offer.end :], offer)
    if behind is not None:
        return behind.named
    above = title or (rows[offer.start - 1].content if offer.start else "")
    stem = key_in_stem(above, rows[: offer.start] if title else (), offer)
    return stem.named if stem is not None else None


def _is_small(rows: Sequence[Block], offer: OptionRun) -> bool:
    return rows[offer.start].text.lstrip(" -*+(")[0].islower()


def _agreed(said: Sequence[Named]) -> tuple[tuple[int, ...], str]:
    """Return the options that all of what names them names, and else the doubt."""
    doubts = [one.doubt for one in said if one.doubt]
    if doubts:
        return (), doubts[0]
    places = {one.places for one in said}
    return (places.pop(), "") if len(places) == 1 else ((), _CONFLICT)


def _rows(blocks: Sequence[Block], body: str) -> Iterator[Block]:
    """Return blocks with a line each where several options share one."""
    source = list(blocks)
    if body.strip():
        line = blocks[0].line if blocks else 0
        source.insert(0, Block("paragraph", body.strip(), line, body.strip()))
    for block in apart(source):
        if block.kind not in {"paragraph", "item"}:
            yield block
            continue
        pieces = [piece for row in block.text.split("\n") for piece in _pieces(row)]
        if len(pieces) == 1 or not any(map(is_lettered, pieces)):
            yield block
            continue
        for piece in _glued(pieces):
            yield replace(block, kind="paragraph", text=piece, content=piece, indent=0)


def _lines(block: Block) -> list[Block]:
    """Return the lines of a block as blocks of their own."""
    if block.kind not in {"paragraph", "item"} or "\n" not in block.text:
        return [block]
    return [
        replace(
            block,
            kind="paragraph",
            text=row,
            content=row,
            marker="",
            line=block.line + number,
            is_apart=False,
        )
        if number
        else replace(block, text=row)
        for number, row in enumerate(block.text.split("\n"))
    ]


def _glued(pieces: Sequence[str]) -> list[str]:
    """Return pieces with the lines that only go on with an option in its own."""
    glued: list[str] = []
    for piece in pieces:
        goes_on = glued and is_lettered(glued[-1]) and not is_lettered(piece)
        if goes_on and not label.has_answer_label(piece):
            glued[-1] = f"{glued[-1]}\n{piece}"
        else:
            glued.append(piece)
    return glued


def _pieces(row: str) -> list[str]:
    """Split ``A. one  B. two  C. three``, or a row that goes on so, at the letters."""
    found = list(_INLINE.finditer(row))
    names = [lettering.normal(match["name"]) for match in found]
    if len(found) < 2 or not _goes_on(names):
        return [row]
    is_first = found[0].start() == 0
    if not is_first and (not lettering.is_counted(names) or found[0]["name"].islower()):
        return [row]
    starts = [match.start() for match in found]
    head = row[: starts[0]].strip(" -*+")
    pieces = [
        row[a:b].strip().rstrip(";；,")
        for a, b in zip(starts, [*starts[1:], len(row)], strict=True)
    ]
    key = answerwords.INLINE_KEYS.pattern.search(pieces[-1])
    if key is not None:
        last = pieces.pop()
        pieces += [last[: key.start()].strip(" ;；.。"), last[key.start() :]]
    return [head, *pieces] if head else pieces


def _goes_on(names: Sequence[str]) -> bool:
    """Whether names follow one another, from whatever letter on."""
    return any(
        tuple(names) == one.letters[at : at + len(names)]
        for one in lettering.LETTERINGS
        for at in range(len(one.letters))
        if one.letters[at] == names[0]
    )


def _bold_choice(options: Sequence[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the options without bold, and the only one of them that stood in bold."""
    marked = [
        index
        for index, option in enumerate(options)
        if re.fullmatch(r"\*\*.+\*\*|__.+__", option.strip())
    ]
    if len(marked) != 1:
        return tuple(options), ()
    cleaned = [
        option.strip().strip("*_") if index in marked else option
        for index, option in enumerate(options)
    ]
    return tuple(cleaned), tuple(marked)
