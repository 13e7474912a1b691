"""Tags that find more than one note, and do not differ by a slip."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards.note import DRAFT, Note
from builder.check.cardrule import CardRule
from builder.check.subject import Subject

# A slip in a shorter word makes another word: `pod` and `pad`.
_LONG = 7
# So many tags that are used once are no slips.
_NAMES = 5


def _notes_by_tag(subject: Subject) -> dict[str, list[Note]]:
    found: defaultdict[str, list[Note]] = defaultdict(list)
    for note in subject.notes:
        for tag in note.tags:
            if tag != DRAFT:
                found[tag].append(note)
    return found


def _find_lonely(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    notes_by_tag = _notes_by_tag(subject)
    if len(subject.notes) < limit:
        return
    above = {
        "::".join(parts[:depth])
        for parts in (tag.split("::") for tag in notes_by_tag)
        for depth in range(1, len(parts))
    }
    lonely = {
        tag: notes
        for tag, notes in notes_by_tag.items()
        if len(notes) == 1 and tag not in above
    }
    if len(lonely) > max(_NAMES, len(notes_by_tag) // 10):
        return  # they are names of notes
    for tag, notes in lonely.items():
        message = f"the tag `{tag}` is on this note alone: is it another's name?"
        yield Diagnostic(notes[0].location, Code.TAG_ONCE, message, "warning")


LONELY_TAGS = CardRule(
    code=Code.TAG_ONCE,
    find=_find_lonely,
    is_of_deck=True,
    why="A tag is there to find notes that belong together: one that is used once is "
    "mostly a slip of the pen.",
    bad="""\
- {front: What is a Pod?, back: A group of containers., tags: [pod]}
- {front: What is a node?, back: A machine., tags: [pdo]}
- {front: What is a probe?, back: A question to a container., tags: [pod]}
""",
    good="""\
- {front: What is a Pod?, back: A group of containers., tags: [pod]}
- {front: What is a node?, back: A machine., tags: [node]}
- {front: What is a probe?, back: A question to a container., tags: [pod]}
- {front: What is a taint?, back: What keeps Pods off., tags: [node]}
""",
    limit=3,
    unit="notes of a deck that is looked at",
    limit_name="tag-once",
    is_on=False,
)


def _find_near(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for tag, notes in _notes_by_tag(subject).items():
        forms = list(_forms(tag))
        others = (first[form] for form in forms if form in first)
        other = next((one for one in others if _is_near(one, tag)), None)
        if other is not None:
            message = f"the tags `{tag}` and `{other}` are nearly one: keep one of them"
            yield Diagnostic(notes[0].location, Code.TAG_NEAR, message, "warning")
        for form in forms:
            first.setdefault(form, tag)


def _forms(tag: str) -> Iterator[str]:
    """Yield a tag without signs and plural, and a long word also without each letter.

    Two words that differ by a letter have one of these in common.
    """
    above, _, own = tag.casefold().rpartition("::")
    form = re.sub(r"[-_.]", "", own)
    form = re.sub(r"s$", "", form)
    yield f"{above}::{form}"
    if len(form) >= _LONG and form.isalpha():
        for place in range(1, len(form)):
            yield f"{above}::{form[:place]}{form[place + 1 :]}"


def _is_near(one: str, other: str) -> bool:
    """Whether it is a slip; what differs in capitals alone is an error by itself."""
    return one.casefold() != other.casefold()


NEAR_TAGS = CardRule(
    code=Code.TAG_NEAR,
    find=_find_near,
    is_of_deck=True,
    why="Who looks for one of two tags misses half of the notes.",
    bad="""\
- {front: What is a Pod?, back: A group of containers., tags: [work-load]}
- {front: What is a Job?, back: Work with an end., tags: [workloads]}
""",
    good="""\
- {front: What is a Pod?, back: A group of containers., tags: [workload]}
- {front: What is a Job?, back: Work with an end., tags: [workload]}
""",
)


def _find_untagged(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    tagged = [note for note in subject.notes if set(note.tags) - {DRAFT}]
    if len(tagged) * 100 < limit * len(subject.notes):
        return
    for note in subject.notes:
        if not set(note.tags) - {DRAFT}:
            message = "no tag, while most notes have one: packages and searches miss it"
            yield Diagnostic(note.location, Code.NO_TOPIC, message, "warning")


UNTAGGED = CardRule(
    code=Code.NO_TOPIC,
    find=_find_untagged,
    is_of_deck=True,
    why="A deck that is parted by tags loses what has none.",
    bad="""\
- {front: What is a Pod?, back: A group of containers., tags: [workload]}
- {front: What is a Job?, back: Work with an end.}
""",
    good="""\
- {front: What is a Pod?, back: A group of containers., tags: [workload]}
- {front: What is a Job?, back: Work with an end., tags: [workload]}
""",
    limit=50,
    unit="of a hundred notes that have a tag",
    limit_name="no-topic",
)
