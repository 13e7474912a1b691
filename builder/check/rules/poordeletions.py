"""A deletion that can be told, and that has to be known: the gate of made cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.base.code import Code
from builder.base.diagnostic import Diagnostic
from builder.cards import gate
from builder.cards.askedcard import AskedCard
from builder.check.asked import finding, stands_in_code, written_cards
from builder.check.cardrule import CardRule
from builder.check.functionwords import is_function_word
from builder.check.subject import Subject

WHOLE_SENTENCES = CardRule(
    code=Code.DELETION_WHOLE,
    find=finding(
        Code.DELETION_WHOLE,
        "the deletion hides nearly all of its sentence: leave enough of it to ask a "
        "question, or write one with `front:`",
        gate.hides_its_sentence,
    ),
    why="What is left of the sentence must ask for what is hidden. A gap that is the "
    "sentence asks for a text to be recited.",
    bad="""\
- cloze: Note that {{c1::a Pod is the smallest unit that can be deployed}}.
""",
    good="""\
- cloze: The smallest unit that Kubernetes can deploy is a {{c1::Pod}}.
""",
)

NO_CUES = CardRule(
    code=Code.DELETION_CUE,
    find=finding(
        Code.DELETION_CUE,
        "nothing leads to what the deletion hides: say in the text what is asked for",
        lambda card: gate.shows_nothing_else(card) and not card.hint,
    ),
    why="A card that shows a gap alone asks for nothing: a learner remembers what was "
    "there the last time, not what is so.",
    bad="""\
- cloze: "Answer: {{c1::etcd}}"
""",
    good="""\
- cloze: The cluster's state is kept in {{c1::etcd}}.
""",
)


# What stands in brackets, and commas of a list that is none of names.
_ASIDE = re.compile(r"[(（][^()（）]*[)）]|,\s")
# A word, and what it stands for by its members.
_LISTED = re.compile(r"^[^:：,，]{1,30}[:：][^:：]+[,，、]")


def _find_clauses(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for one in written_cards(subject):
        card = one.card
        is_long = gate.weight(card.answer) * 2 > limit
        if card.kind != "cloze" or not is_long or stands_in_code(card):
            continue
        if _is_translated(card) or _LISTED.search(card.answer):
            continue
        said = _ASIDE.sub(" ", card.answer)
        if gate.items_at_once(card) == 1 and gate.is_clause(said):
            message = (
                "the deletion hides a clause, which nobody says again word by word: hide "
                "the word that matters, or ask for it with `front:`"
            )
            yield Diagnostic(one.place, Code.DELETION_CLAUSE, message, "warning")


def _is_translated(card: AskedCard) -> bool:
    """Whether the gap shows the same in another language."""
    return len(card.hint) * 2 > len(card.answer)


HIDDEN_CLAUSES = CardRule(
    code=Code.DELETION_CLAUSE,
    find=_find_clauses,
    why="A free sentence is told in other words each time: whether it was right is a "
    "feeling, and the card is graded by it.",
    bad="""\
- cloze: "When its node is lost, a Pod {{c1::is deleted and its owner makes another one}}."
""",
    good="""\
- cloze: When the node of a Pod is lost, its {{c1::controller}} makes another one.
""",
    limit=32,
    unit="letters, a Chinese character counts as two; shorter clauses can be said",
    limit_name="deletion-clause",
)


def _find_several(subject: Subject, limit: int) -> Iterator[Diagnostic]:
    for one in written_cards(subject):
        number = gate.items_at_once(one.card)
        if number > limit and not stands_in_code(one.card):
            message = (
                f"the deletion hides {number} things: who knows all but one cannot grade "
                "it; make a deletion of each"
            )
            yield Diagnostic(one.place, Code.DELETION_SEVERAL, message, "warning")


SEVERAL_ITEMS = CardRule(
    code=Code.DELETION_SEVERAL,
    find=_find_several,
    why="Two of three is neither right nor wrong. Each thing in a deletion of its own is "
    "graded by itself.",
    bad="""\
- cloze: "Pressure on a node is told for {{c1::memory, disk and process ids}}."
""",
    good="""\
- cloze: Pressure on a node is told for {{c1::memory}}, {{c2::disk}} and {{c3::process ids}}.
""",
    limit=2,
    unit="things that one deletion hides",
    limit_name="deletion-items",
)


def _find_words(subject: Subject, _limit: int) -> Iterator[Diagnostic]:
    language = subject.project.language
    for one in written_cards(subject):
        card = one.card
        if card.kind != "cloze" or card.hint or stands_in_code(card):
            continue
        if is_function_word(card.answer, language):
            message = (
                f"the deletion hides `{card.answer}`, a word that says nothing by itself: "
                "hide what the sentence is about"
            )
            yield Diagnostic(one.place, Code.DELETION_WORD, message, "warning")


GRAMMAR_WORDS = CardRule(
    code=Code.DELETION_WORD,
    find=_find_words,
    why="A word of grammar follows from the sentence around it: the card is right each "
    "time and teaches nothing.",
    bad="""\
- cloze: A Deployment {{c1::and}} a StatefulSet make Pods from a template.
""",
    good="""\
- cloze: A Deployment and a {{c1::StatefulSet}} make Pods from a template.
""",
)


TWO_WAYS = CardRule(
    code=Code.TWO_WAYS,
    find=finding(
        Code.TWO_WAYS,
        "the answer is one of two: half of the guesses are right; ask what, which or why",
        gate.is_one_of_two,
        frozenset({"cloze", "basic", "typed"}),
    ),
    why="Of two answers that everybody can name one is right by chance, and after two "
    "reviews a learner knows the word without its reason.",
    bad="""\
- cloze: When a container restarts, the address of its Pod is {{c1::the same::the same or another}}.
""",
    good="""\
- cloze: The address belongs to the {{c1::Pod}}, so it stays when a container restarts.
""",
)
