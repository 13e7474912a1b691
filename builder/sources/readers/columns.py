"""Which column or key holds the questions, which the answers: by name, then by content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from builder.sources.language.asking import asks
from builder.sources.language.documents import promises_questions, promises_terms
from builder.sources.language.languages import LANGUAGES, words
from builder.sources.readers import names
from builder.sources.readers.block import ColumnUse

# So many cells ask in a column of questions that has no name.
_MANY = 0.6
_HALF = 0.5
_MOST = 0.8
_LONG_WORDS = 4
_TAG_WORDS = 2
_NUMBER = re.compile(r"[-+$€£¥#]?\s*\d[\d.,:/\s-]*(?:am|pm|%|€|\$)?", re.IGNORECASE)
_BESIDE = (
    (re.compile(r"(?i)[^\s<>]+\.(?:png|jpe?g|gif|svg|webp|bmp)"), "picture"),
    (
        re.compile(r"(?i)\[sound:[^\[\]]+\]|[^\s<>]+\.(?:mp3|ogg|opus|wav|m4a|flac)"),
        "sound",
    ),
    # The field "Add Reverse" of one of Anki's own note types.
    (re.compile(r"[yY]"), "reversed"),
)
_NAMED_BESIDE = frozenset({"picture", "sound", "tags", "explanation", "hint"})
# A tag with levels, words, and what lists are parted by.
_LEVELS = re.compile(r"[^\s:]::[^\s:]")
_WORDS = re.compile(r"\S{1,60}(?: \S{1,60}){0,20}")
_TAGS = re.compile(r"(?:[^\W\d_A-Z][\w:/-]*(?: |$)){0,6}")
_LISTED = re.compile(r"[,;，；|]")
_NOT_TOLD: Mapping[str, str] = {}
_LETTERS = re.compile(r"[A-H](?:\s*[,;，、]?\s*[A-H])*")
_JUDGEMENT = re.compile(
    rf"(?:√|×|✓|✗|○|{'|'.join(words(*(one.verdicts for one in LANGUAGES)))})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its name, where it has one, and a sample of its cells."""

    name: str
    cells: Sequence[str]

    @property
    def filled(self) -> list[str]:
        """The cells that are not blank."""
        return [cell for cell in self.cells if cell.strip()]

    @property
    def asking(self) -> float:
        """The share of the cells that ask."""
        return self.share(lambda cell: asks(cell.split("\n")[-1]))

    @property
    def words(self) -> float:
        """How long its cells are, in words or in pairs of Chinese characters."""
        sizes = [_words(cell) for cell in self.filled]
        return sum(sizes) / max(1, len(sizes))

    @property
    def variety(self) -> float:
        """The share of its cells that differ."""
        return len(set(self.filled)) / max(1, len(self.filled))

    def share(self, holds: Callable[[str], object]) -> float:
        """Return the share of the cells that a test holds for."""
        filled = self.filled
        return sum(bool(holds(cell)) for cell in filled) / max(1, len(filled))

    def is_mostly(self, pattern: re.Pattern[str]) -> bool:
        """Whether most cells are of one form."""
        return self.share(lambda cell: pattern.fullmatch(cell.strip())) >= _MOST


@dataclass(frozen=True, slots=True)
class Roles:
    """What each column holds, by index; ``is_guess`` when its names may mean anything.

    ``has_words`` tells that blanks part its tags, as in what Anki writes;
    ``is_by_content`` that their cells told, not their names.
    """

    by_column: tuple[str, ...]
    is_guess: bool = False
    has_words: bool = False
    is_by_content: bool = False

    def uses(self, columns: Sequence[Column]) -> tuple[ColumnUse, ...]:
        """Return what each column holds, and what tells it."""
        return tuple(
            ColumnUse(column.name or str(place), role, self._why(column, role))
            for place, (column, role) in enumerate(
                zip(columns, self.by_column, strict=False), start=1
            )
            if role
        )

    def _why(self, column: Column, role: str) -> str:
        if not self.is_by_content:
            return "its name"
        if role == "question" and column.asking >= _HALF:
            return f"its cells, {column.asking:.0%} of which ask"
        return "its place" if role == "question" else "its cells"


def promises(*titles: str) -> bool:
    """Whether the name of a file or of a key speaks of questions or of terms."""
    return promises_questions(*titles) or promises_terms(*titles)


def by_name(
    columns: Sequence[Column], told: Mapping[str, str] = _NOT_TOLD
) -> Roles | None:
    """Return the roles that names give; content decides among names that fit.

    ``told`` are the roles of names that say nothing. None when no name speaks of
    questions.
    """
    roles = [told.get(one.name) or names.role_of(one.name) for one in columns]
    if roles.count("option") > 1:
        letters = [column.name.strip().casefold() for column in columns]
        roles = [
            "option" if letter == "a" else role
            for letter, role in zip(letters, roles, strict=True)
        ]
    question, is_guess = _question(columns, roles)
    if question is None:
        return None
    answer = _answer(columns, roles, question)
    beside = _roles_beside(columns[question].name, roles)
    found = [beside.get(role, role) for role in roles]
    found[question] = "question"
    if answer is not None:
        found[answer] = "answer"
    return Roles(tuple(found), is_guess, has_words=hold_words(columns, found))


def _roles_beside(question: str, roles: Sequence[str]) -> dict[str, str]:
    """Return what columns hold that stand beside those of the question and the answer."""
    is_titled = names.role_of(question) == "term"
    is_told = question.casefold() == "instruction"
    # One more column of answers may say once more which option is right.
    has_options = {"options", "option"} & set(roles)
    return {
        "question": "",
        "term": "",
        "text": "context" if is_titled else "",
        "passage": "context" if is_told else "",
        "answer": "other" if has_options else "explanation",
    }


def hold_words(columns: Sequence[Column], roles: Sequence[str]) -> bool:
    """Whether blanks part the tags of a table, as in what Anki writes."""
    found = [
        column for column, role in zip(columns, roles, strict=True) if role == "tags"
    ]
    return any(
        any(_LEVELS.search(cell) for cell in column.filled)
        or (column.name.strip().casefold() == "tags" and are_tags(column.filled))
        for column in found
    ) and not any(_LISTED.search(cell) for column in found for cell in column.filled)


def are_tags(cells: Sequence[str]) -> bool:
    """Whether cells hold small words, one of which comes again and again."""
    words = Counter(word for cell in cells for word in set(cell.split()))
    return (
        len(cells) > 1
        and all(_TAGS.fullmatch(cell) for cell in cells)
        and max(words.values(), default=0) * 2 > len(cells)
    )


def _question(
    columns: Sequence[Column], roles: Sequence[str]
) -> tuple[int | None, bool]:
    """Return the index of the questions, and whether that is a guess."""
    present = set(roles) - {""}
    has_answer = "answer" in present
    has_options = bool({"options", "option", "wrong"} & present)
    named = _of_role(columns, roles, "question")
    if named:
        best = max(named, key=lambda index: columns[index].asking >= _HALF)
        is_guess = len(present) == 1 and columns[best].asking < _HALF
        return best, is_guess
    loose = [*_of_role(columns, roles, "term"), *_of_role(columns, roles, "text")]
    is_answered = (
        has_answer or has_options or "explanation" in present or len(loose) > 1
    )
    if not is_answered or not loose or present == {"text"}:
        return None, False
    best = max(loose, key=lambda index: columns[index].asking)
    if columns[best].asking >= _HALF:
        return best, False
    return loose[0], not has_answer


def _answer(
    columns: Sequence[Column], roles: Sequence[str], question: int
) -> int | None:
    answers = _of_role(columns, roles, "answer")
    if answers:
        return answers[0]
    if {"options", "option"} & set(roles):
        return None
    texts = [index for index in _of_role(columns, roles, "text") if index != question]
    return max(texts, key=lambda index: columns[index].words, default=None)


def _of_role(columns: Sequence[Column], roles: Sequence[str], role: str) -> list[int]:
    """Return the columns of a role that hold something, the best name first."""
    found = [
        index
        for index, column in enumerate(columns)
        if roles[index] == role and column.filled
    ]
    if role == "question":
        found = [index for index in found if not _counts(columns[index])]
    return sorted(found, key=lambda index: names.rank_of(columns[index].name))


def _counts(column: Column) -> bool:
    """Whether a column only numbers its rows; a single row proves nothing."""
    return len(column.filled) > 1 and column.is_mostly(_NUMBER)


def by_content(columns: Sequence[Column]) -> Roles | None:
    """Return the roles that cells tell, and names of what stands beside a question.

    None when nothing looks like a question.
    """
    roles = [_role_beside(column) for column in columns]
    free = [
        place
        for place, role in enumerate(roles)
        if not (role or names.is_unspoken(columns[place].name))
    ]
    asking = _asking_column([columns[place] for place in free])
    if asking is None:
        return None
    question = free[asking]
    roles[question] = "question"
    others = [p for p in free if p != question and columns[p].filled]
    verdict = next((p for p in others if columns[p].is_mostly(_JUDGEMENT)), None)
    letters = next((p for p in others if columns[p].is_mostly(_LETTERS)), None)
    texts = [p for p in others if not columns[p].is_mostly(_NUMBER)]
    if letters is not None and len(texts) > 2:
        roles[letters] = "answer"
        between = range(min(question, letters) + 1, max(question, letters))
        for place in texts:
            if place != letters:
                roles[place] = "option" if place in between else "explanation"
    elif verdict is not None:
        roles[verdict] = "answer"
        for place in texts:
            if place != verdict:
                roles[place] = "explanation"
    else:
        _answer_by_content(columns, roles, others, question)
    has_words = hold_words(columns, roles)
    return Roles(tuple(roles), has_words=has_words, is_by_content=True)


def _role_beside(column: Column) -> str:
    """Return the role of a column that can hold neither a question nor an answer."""
    for form, role in _BESIDE:
        if column.filled and column.is_mostly(form):
            return role
    if any(_LEVELS.search(cell) for cell in column.filled) and column.is_mostly(_WORDS):
        return "tags"
    named = names.role_of(column.name)
    return named if named in _NAMED_BESIDE else ""


def _asking_column(columns: Sequence[Column]) -> int | None:
    """Return the column that asks, or whose statements another column judges."""
    best = max(range(len(columns)), key=lambda index: columns[index].asking)
    if columns[best].asking >= _HALF:
        return best
    is_judged = any(column.is_mostly(_JUDGEMENT) for column in columns)
    texts = [
        index
        for index, column in enumerate(columns)
        if column.variety >= _MOST and not column.is_mostly(_NUMBER)
    ]
    if is_judged:
        long = [index for index in texts if columns[index].words >= _LONG_WORDS]
        return long[0] if long else None
    if not 1 < len(columns) < 4 or not texts or texts[0] != 0:
        return None
    return None if columns[1].is_mostly(_NUMBER) and len(columns) > 2 else 0


def _answer_by_content(
    columns: Sequence[Column], roles: list[str], others: Sequence[int], question: int
) -> None:
    """Give the first column behind the questions to the answers, a short one to tags."""
    behind = [index for index in others if index > question and not roles[index]]
    if not behind:
        behind = [index for index in others if not roles[index]]
    if not behind:
        return
    roles[behind[0]] = "answer"
    for index in behind[1:]:
        column = columns[index]
        if column.words > _LONG_WORDS:
            roles[index] = "explanation"
        elif column.words <= _TAG_WORDS and not column.is_mostly(_NUMBER):
            roles[index] = "tags"


def is_head(first: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether the first row names the columns in a language that we do not know.

    It is short and does not ask where the others do, or it alone is in small letters.
    """
    if not all(cell.strip() and _words(cell) <= 3 for cell in first):
        return False
    below = [Column("", column.cells[1:]) for column in columns]
    rest = below[0]
    index = max(range(len(below)), key=lambda index: below[index].asking)
    if below[index].asking >= _MANY and not any(asks(cell) for cell in first):
        return below[index].words > 1.5 * _words("".join(first[index : index + 1]))
    is_small = all(re.fullmatch(r"[a-z][a-z _-]*", cell.strip()) for cell in first)
    return (
        is_small
        and len(rest.filled) > 2
        and rest.share(lambda cell: cell[0].islower()) < 0.1
    )


def _words(text: str) -> float:
    chinese = len(re.findall(r"[\u3040-\u9fff]", text))
    return len(re.findall(r"[^\W\u3040-\u9fff]+", text)) + chinese / 2
