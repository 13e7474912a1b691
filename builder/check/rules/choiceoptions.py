"""Options that do not tell by their looks which of them is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location
from builder.cards.note import Choices
from builder.check.cardrule import CardRule
from builder.check.plaintext import length, plain, without_code
from builder.check.subject import Subject

_ALL_OF_THEM = re.compile(
    r"(?:all|none|both|neither) of (?:the )?(?:above|these|them|others?)\b"
    r"|以上(?:都|皆|全)|以上答案|(?:都|全)(?:对|是|不是|不对)$"
    r"|alle (?:genannten|oben)|keine der|todas? las anteriores|"
    r"ninguna de las anteriores|toutes ces réponses|aucune de ces"
    r"|все (?:вышеперечисленн|перечисленн)",
    re.IGNORECASE,
)
_FEWEST = 3


def _find_long(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        choices = note.choices
        if choices is None or len(choices.right) != 1 or len(choices.options) < _FEWEST:
            continue
        right = next(iter(choices.right))
        sizes = [length(plain(option.value)) for option in choices.options]
        others = [size for place, size in enumerate(sizes) if place != right]
        if sizes[right] > max(others) and sizes[right] * 100 > limit * median(others):
            message = (
                "the right option is by far the longest: that is how it is found; make "
                "the others as exact, or move what explains into `extra`"
            )
            place = choices.options[right].location
            yield Diagnostic(place, Code.CHOICE_LONGEST, message, "warning")


LONGEST_OPTION = CardRule(
    code=Code.CHOICE_LONGEST,
    find=_find_long,
    why="Authors qualify what is right and not what is wrong: learners soon take the "
    "longest option unread.",
    bad="""\
- front: What does a Service give?
  choices:
  - an address that stays while the Pods behind it come and go
  - a disk
  - a log
  - a user
  answer: an address that stays while the Pods behind it come and go
""",
    good="""\
- front: What does a Service give?
  choices: [an address, a disk, a log, a user]
  answer: an address
""",
    limit=250,
    unit="hundredths of the middle length of the others",
    limit_name="choice-longest",
)


_FORMS = {
    "ends with a full stop": re.compile(r".*[.。]$", re.DOTALL),
    "begins with a capital": re.compile(r"(?:The|An?|It|They|When|If|To|By|In)\s"),
    "has brackets": re.compile(r".*[(（]", re.DOTALL),
    "gives a reason": re.compile(r".*(?:\bbecause\b|因为|由于|\bweil\b)", re.DOTALL),
}


def _find_odd(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        choices = note.choices
        if choices is None or len(choices.right) != 1 or len(choices.options) < _FEWEST:
            continue
        right = next(iter(choices.right))
        texts = [plain(without_code(option.value)) for option in choices.options]
        for what, form in _FORMS.items():
            having = [place for place, text in enumerate(texts) if form.match(text)]
            if having == [right]:
                message = (
                    f"the right option alone {what}: write all of them in one form"
                )
                place = choices.options[right].location
                yield Diagnostic(place, Code.CHOICE_FORM, message, "warning")
                break


ODD_OPTION = CardRule(
    code=Code.CHOICE_FORM,
    find=_find_odd,
    why="What differs is looked at first: a full stop, a capital or a reason that the "
    "others lack tells the right option to who knows nothing.",
    bad="""\
- front: What does a Service give?
  choices: [An address., a disk, a log]
  answer: An address.
""",
    good="""\
- front: What does a Service give?
  choices: [an address, a disk, a log]
  answer: an address
""",
)


def _find_alike(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        if note.choices is None:
            continue
        seen: dict[str, str] = {}
        for option in note.choices.options:
            if "`" in option.value or "$" in option.value:
                continue  # a sign is the matter of code
            form = re.sub(r"[\W_]+", "", plain(option.value).casefold())
            first = seen.setdefault(form, option.value)
            if form and first != option.value:
                message = f"`{option.value}` reads as `{first}`: make them differ"
                yield Diagnostic(option.location, Code.CHOICE_ALIKE, message, "warning")


ALIKE_OPTIONS = CardRule(
    code=Code.CHOICE_ALIKE,
    find=_find_alike,
    why="Two options that differ in a sign alone are a riddle about signs, or one of "
    "them was never meant.",
    bad="""\
- front: Which file describes an image?
  choices: [Dockerfile, docker-file, Makefile]
  answer: Dockerfile
""",
    good="""\
- front: Which file describes an image?
  choices: [Dockerfile, Makefile, Vagrantfile]
  answer: Dockerfile
""",
)


def _find_shuffled(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    for note in subject.notes:
        for place in _moving(note.choices) if note.choices else ():
            message = (
                "an option about the others does not stay last: name it in `pinned:`, or "
                "say `shuffle: false`"
            )
            yield Diagnostic(place, Code.CHOICE_SHUFFLED, message, "warning")


def _moving(choices: Choices) -> Iterator[Location]:
    if not choices.is_shuffled:
        return
    for number, option in enumerate(choices.options):
        if number not in choices.pinned and _ALL_OF_THEM.search(plain(option.value)):
            yield option.location


SHUFFLED_OPTION = CardRule(
    code=Code.CHOICE_SHUFFLED,
    find=_find_shuffled,
    why="Options are shuffled at each review: “all of the above” then stands above some "
    "of them.",
    bad="""\
- front: What can a volume be?
  choices: [a folder of the node, a disk of the cloud, all of the above]
  answer: all of the above
""",
    good="""\
- front: What can a volume be?
  choices: [a folder of the node, a disk of the cloud, all of the above]
  answer: all of the above
  pinned: all of the above
""",
)
