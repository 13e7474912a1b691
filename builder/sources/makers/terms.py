"""A list of names and what is said of them: each name is a deletion.

Yes: `- Always: restarts whatever happened` beside `- Never: …`, whole lists of them.
No: a clause before the colon, a name that the question says, two names to guess between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.cards.gate import size, stands_in, weight
from builder.sources.items import Item
from builder.sources.makers.labelled import (
    LabelGroup,
    NamedPart,
    first_sentence,
    is_name,
    label_groups,
)
from builder.sources.makers.maker import Candidate
from builder.sources.makers.questionnote import (
    can_ask,
    cloze_note,
    deleted,
    has_marks,
    is_open,
    question_for,
)

_FEWEST, _MOST = 2, 7
_SHORTEST_CUE, _LONGEST_CUE, _LONGEST_LEAD = 3, 70, 60
# Two can be guessed between unless each is told at some length.
_SURE = 6


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield a cloze note for each list of names that an answer explains."""
    if not can_ask(item):
        return
    told: set[str] = set()
    for group in label_groups(item.answer):
        key = " ".join(one.name for one in group.labels)
        asked = question_for(item, group.lead, group.first, group.last)
        made = _of_group(item, group, asked) if asked else []
        if made and key not in told:
            yield cloze_note(item, made, asked=asked, part=group.lead if told else "")
            told.add(key)


def _of_group(item: Item, group: LabelGroup, asked: str) -> list[str]:
    """Return the rows of a list with its names deleted, or nothing."""
    if not _FEWEST <= len(group.labels) <= _MOST:
        return []
    if not group.is_whole or not all(is_name(one.name) for one in group.labels):
        return []
    if is_open(group.lead or item.question) and not all(map(_is_code, group.labels)):
        return []
    cues = [_cue(label) for label in group.labels]
    if any(
        has_marks(label.head + cue)
        for label, cue in zip(group.labels, cues, strict=True)
    ):
        return []
    shortest = _SHORTEST_CUE if len(cues) > _FEWEST else _SURE
    names = [_GLOSS.sub("", label.name) for label in group.labels]
    if any(size(_without(cue, names)) < shortest for cue in cues):
        return []
    mark = "{}. " if group.is_ordered else "- "
    rows = [
        f"{mark.format(place)}{_joined(label, cue)}"
        for place, (label, cue) in enumerate(
            zip(group.labels, cues, strict=True), start=1
        )
    ]
    return [*_lead(asked, group), *deleted(rows, names)]


def _is_code(label: NamedPart) -> bool:
    """Whether a name is one that is typed as it stands."""
    name = label.name
    return "`" in label.head or bool(
        re.fullmatch(r"[A-Z][A-Z0-9_-]+|[a-z]+[A-Z]\w*|[\w-]+[_.:-]\w[\w.:-]*", name)
    )


def _cue(label: NamedPart) -> str:
    """Return what leads to a name: the first sentence that is said of it."""
    text = re.sub(r"(?:<br\s*/?>|\\)\s*$", "", label.said.split("\n")[0])
    if re.fullmatch(r"\s*!?\[[^\]]*\]\([^)]*\)\s*", text):
        return ""
    sentence = first_sentence(text)
    if sentence.endswith((":", "：")) or re.fullmatch(r"https?://\S+", sentence):
        return ""
    return sentence if weight(sentence) <= _LONGEST_CUE * 1.5 else ""


def _without(cue: str, names: Sequence[str]) -> str:
    left = cue.casefold()
    for name in names:
        left = left.replace(name.casefold(), "")
    return left


# The name in another language gives it away.
_GLOSS = re.compile(r"(?<=\w)\s*[(（][^()（）]*[)）](?=\W*$)")


def _joined(label: NamedPart, cue: str) -> str:
    if label.head == label.name:
        return f"**{label.name}**: {cue}"
    head = _GLOSS.sub("", label.head)
    return f"{head}{'' if re.search('[：，,。]$', head) else ' '}{cue}"


def _lead(asked: str, group: LabelGroup) -> list[str]:
    """Return the line that leads into a list, unless the question says as much."""
    lead = group.lead
    is_short = lead and weight(lead) <= _LONGEST_LEAD and not has_marks(lead)
    names = [label.name for label in group.labels]
    if not is_short or any(stands_in(name, lead) for name in names):
        return []
    return [lead, ""] if lead.strip(" :：,，") not in asked else []
