"""Headings that are cards: of org-fc, org-drill and the editors of Anki's notes.

https://www.leonrische.me/fc/ and https://orgmode.org/worg/org-contrib/org-drill.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.sources.items import Item, NoteForm
from builder.sources.readers import deletions
from builder.sources.readers.org import inline, writing
from builder.sources.readers.org.outline import Heading

_FC_GAP = re.compile(r"\{\{(?P<gap>[^{}]+)\}(?:\{(?P<hint>[^{}]*)\})?(?:@(?:-?\d+))?\}")
_DRILL_GAP = re.compile(
    r"(?<![\[\w])\[(?!fn:|\[|[ xX-]\])(?P<gap>[^\[\]|]+)(?:\|\|(?P<hint>[^\[\]]*))?\](?![\[(\]])"
)
# A heading that only says that a card comes.
_COUNTS = re.compile(
    r"(?i)(?:question|item|fact|card|topic|word|noun|verb|phrase|note|vocabulary|drill|cloze)?"
    r"\s*[#№]?\d*"
)
_BACK = ("back", "answer", "the answer", "answers", "solution")


def items(root: Heading) -> Iterator[tuple[Item, Heading]]:
    """Return the cards of a file, each with its heading."""
    inside: set[int] = set()
    for heading, above in root.walk():
        if id(heading) in inside:
            continue
        item = _item(heading)
        if item is None:
            continue
        inside |= {id(one) for one, _ in heading.walk()}
        titles = tuple(inline.as_markdown(one.title) for one in above)
        deck = _inherited("ANKI_DECK", heading, above)
        tags = [*item.tags, *_inherited("ANKI_TAGS", heading, above).split()]
        yield (
            replace(item, section=() if deck else titles, deck=deck, tags=tuple(tags)),
            heading,
        )


def _inherited(name: str, heading: Heading, above: Sequence[Heading]) -> str:
    found = (one.properties.get(name, "") for one in (heading, *reversed(above)))
    return next((value for value in found if value), "")


def _item(heading: Heading) -> Item | None:
    if "ANKI_NOTE_TYPE" in heading.properties:
        item = _of_anki(heading)
    elif "fc" in heading.tags and "FC_TYPE" in heading.properties:
        item = _of_fc(heading)
    elif "drill" in heading.tags:
        item = _of_drill(heading)
    else:
        return None
    own = tuple(tag for tag in heading.tags if tag not in {"fc", "drill", "suspended"})
    return replace(item, tags=own)


def _of_fc(heading: Heading) -> Item:
    kind = heading.properties["FC_TYPE"].lower()
    back = heading.child(*_BACK)
    if kind == "cloze":
        text = _joined(inline.as_markdown(heading.title), writing.text_of(heading))
        extra = writing.text_of(back, is_whole=True) if back else ""
        return _gapped(text, _FC_GAP, heading, extra)
    forms: dict[str, NoteForm] = {
        "double": "reversed",
        "text-input": "typed",
        "vocab": "reversed",
    }
    return _two_sided(heading, back, forms.get(kind, ""))


def _of_drill(heading: Heading) -> Item:
    kind = heading.properties.get("DRILL_CARD_TYPE", "").lower()
    text = writing.text_of(heading)
    if kind in {"twosided", "multisided"} and len(heading.children) > 1:
        one, other = (writing.text_of(side) for side in heading.children[:2])
        more = [writing.text_of(side) for side in heading.children[2:]]
        extra = "\n\n".join(part for part in (text, *more) if part)
        return Item(one, other, heading.line, extra=extra, form="reversed")
    title = inline.as_markdown(heading.title)
    front = text if text and _COUNTS.fullmatch(heading.title) else _joined(title, text)
    bare = re.sub(r"\\([\[\]])", r"\1", front)
    gapped = deletions.with_deletions(bare, _DRILL_GAP)
    if gapped != bare and not heading.children:
        return _gapped(bare, _DRILL_GAP, heading, "")
    if gapped != bare and "cloze" in kind:
        answers = [writing.text_of(one, is_whole=True) for one in heading.children]
        return _gapped(bare, _DRILL_GAP, heading, "\n\n".join(filter(None, answers)))
    back = heading.child(*_BACK) or (heading.children[0] if heading.children else None)
    if back is None:
        return Item(title, text, heading.line)
    return Item(front, writing.text_of(back, is_whole=True), heading.line)


def _of_anki(heading: Heading) -> Item:
    """Return the note of an editor: its fields are headings, or it is the front itself."""
    kind = heading.properties["ANKI_NOTE_TYPE"].lower()
    form: NoteForm = "reversed" if "reversed" in kind else ""
    form = "typed" if "type" in kind else form
    text = heading.child("text")
    if "cloze" in kind or text is not None:
        whole = writing.text_of(text or heading, is_whole=text is not None)
        extra = heading.child("back extra", "extra")
        told = writing.text_of(extra, is_whole=True) if extra else ""
        gapped = whole if "{{c" in whole else inline.as_markdown(heading.title)
        if deletions.is_cloze(gapped):
            return Item(gapped, "", heading.line, extra=told, form="cloze")
    front = heading.child("front")
    if front is None:
        return _two_sided(heading, heading.child("back"), form)
    back = heading.child("back")
    answer = writing.text_of(back, is_whole=True) if back else ""
    return Item(writing.text_of(front, is_whole=True), answer, heading.line, form=form)


def _two_sided(heading: Heading, back: Heading | None, form: NoteForm) -> Item:
    """Return a card whose front is a heading, with the text above its back."""
    title = inline.as_markdown(heading.title)
    if back is None:
        answer = writing.text_of(heading, is_whole=True)
        return Item(title, answer, heading.line, form=form)
    front = _joined(title, writing.text_of(heading))
    answer = writing.text_of(back, is_whole=True)
    return Item(front, answer, heading.line, form=form if answer else "")


def _gapped(text: str, gap: re.Pattern[str], heading: Heading, extra: str) -> Item:
    gapped = deletions.with_deletions(text, gap)
    if not deletions.is_cloze(gapped):
        return Item(text, extra, heading.line)
    return Item(gapped, "", heading.line, extra=extra, form="cloze")


def _joined(title: str, text: str) -> str:
    return "\n\n".join(part for part in (title, text) if part)
