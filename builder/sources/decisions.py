"""What the author decided of doubtful questions, one by one, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.base.phrases import shortened
from builder.sources import importlock
from builder.sources.importlock import Decided, Decision
from builder.sources.items import Item, LeftOut

_GONE = frozenset({"merge", "drop"})
_DROPPED = "dropped by you"
_SHOWN = 60


@dataclass(slots=True)
class Inquiry:
    """The questions of a source, with what was decided of them, by their places.

    ``doubts`` tell of each question why it may be none; ``new`` are the places that
    were decided now.
    """

    source: str
    items: tuple[Item, ...] = ()
    doubts: Mapping[int, str] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)
    new: list[int] = field(default_factory=list)

    @property
    def open(self) -> list[int]:
        """The places of the doubtful questions of which nothing is decided."""
        return [at for at in sorted(self.doubts) if at not in self.decisions]

    def above(self, place: int) -> Item | None:
        """Return the question above another, whose answer would take it in."""
        kept = self._above(place)
        return None if kept is None else self.items[kept]

    def _above(self, place: int) -> int | None:
        before = range(place - 1, -1, -1)
        return next((at for at in before if self.decisions.get(at) not in _GONE), None)

    def decide(self, place: int, decision: Decision) -> None:
        """Note what the author wants of a question."""
        self.decisions[place] = decision
        self.new.append(place)

    def take_back(self, place: int) -> None:
        """Forget what was decided of a question just now."""
        self.decisions.pop(place, None)
        self.new.remove(place)

    def decided(self) -> list[Decided]:
        """Return what was decided now, so that it can be remembered."""
        return [
            _decided(self.source, self.items[place], self.decisions[place])
            for place in self.new
        ]

    def outcome(self) -> tuple[list[Item], list[LeftOut]]:
        """Return the questions as they were decided to be, and those that are not."""
        items: dict[int, Item] = {}
        dropped: list[LeftOut] = []
        for at, item in enumerate(self.items):
            match self.decisions.get(at):
                case "drop":
                    dropped.append(LeftOut(item.line, item.question, _DROPPED))
                case "merge" if (above := self._above(at)) is not None:
                    items[above] = _merged(items[above], item)
                case "draft" if can_be_draft(item):
                    items[at] = _as_draft(item)
                case _:
                    items[at] = item
        return list(items.values()), dropped


def inquiry_of(
    source: str,
    items: Sequence[Item],
    remarks: Iterable[tuple[int, str]],
    known: Iterable[Decided],
) -> Inquiry:
    """Return the questions of a source with what is doubtful and what is decided."""
    told = dict(reversed(list(remarks)))
    doubts = {
        at: doubt
        for at, item in enumerate(items)
        if (doubt := item.doubt or _told(item, told) or _want_of_answer(item))
    }
    return Inquiry(source, tuple(items), doubts, _remembered(items, known))


def _told(item: Item, remarks: Mapping[int, str]) -> str:
    """Return what is said of a question; what is said of Anki's is said of all."""
    return "" if item.guid else remarks.get(item.line, "")


def _want_of_answer(item: Item) -> str:
    return "it has no answer" if item.is_draft else ""


def _remembered(items: Sequence[Item], known: Iterable[Decided]) -> dict[int, Decision]:
    """Return what was decided before: of the same text, or of the same question."""
    by_text: dict[tuple[str, str], Decision] = {}
    by_question: dict[str, Decision] = {}
    for one in known:
        by_text[one.question, one.answer] = one.decision
        by_question[one.question] = one.decision
    found: dict[int, Decision] = {}
    for at, item in enumerate(items if by_text else ()):
        question, answer = _hashes(item)
        decision = by_text.get((question, answer)) or by_question.get(question)
        if decision is not None:
            found[at] = decision
    return found


def can_be_draft(item: Item) -> bool:
    """Whether a question can wait for another answer."""
    return item.form != "cloze" and not item.note_type


def _decided(source: str, item: Item, decision: Decision) -> Decided:
    text = shortened(" ".join(item.question.split()), _SHOWN)
    return Decided(decision, source, *_hashes(item), text)


def _hashes(item: Item) -> tuple[str, str]:
    return importlock.question_hash(item), importlock.answer_hash(item)


def _merged(above: Item, item: Item) -> Item:
    """Return a question whose answer goes on with what looked like another question."""
    options = "\n".join(f"- {choice}" for choice in item.choices)
    more = [item.question, "" if item.choices else item.answer, options, item.extra]
    text = "\n\n".join(one for one in more if one.strip())
    if above.choices or not above.answer.strip():
        is_told = bool(above.choices or above.extra.strip())
        if is_told:
            return replace(above, extra=f"{above.extra}\n\n{text}".strip())
    return replace(above, answer=f"{above.answer}\n\n{text}".strip())


def _as_draft(item: Item) -> Item:
    """Return a question that waits for its answer; what it had is beside it."""
    beside = "\n\n".join(one for one in (item.answer, item.extra) if one.strip())
    return replace(item, answer="", right=(), explanation="", form="", extra=beside)
