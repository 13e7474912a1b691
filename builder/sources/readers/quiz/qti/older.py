"""Items of QTI 1.2, as Canvas, Blackboard and other platforms export them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from builder.sources.readers import deletions, markup
from builder.sources.readers.quiz.qti import marks
from builder.sources.readers.quiz.qti.marks import attribute, below, first, name_of
from builder.sources.readers.quiz.question import QuizOption, QuizQuestion, pairs_of

_RESPONSES = ("responselid", "responsestr", "responsenum", "responsexy", "responsegrp")


def questions(root: Element) -> Iterator[QuizQuestion]:
    """Return the questions of all items, each below the sections around it."""
    waiting: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    number = 0
    while waiting:
        element, path = waiting.pop()
        name = name_of(element)
        if name == "item":
            number += 1
            yield replace(_question(element, number), section=path)
            continue
        title = attribute(element, "title").strip()
        is_named = name in {"section", "assessment"} and title not in {"", *path}
        inner = (*path, title) if is_named and not _is_root(title) else path
        waiting += [(child, inner) for child in reversed(list(element))]


def _is_root(title: str) -> bool:
    return title.lower().replace(" ", "_") in {"root_section", "section", "main"}


def _question(item: Element, number: int) -> QuizQuestion:
    presentation = first(item, "presentation")
    if presentation is None:
        return QuizQuestion("", number)
    responses = list(below(presentation, *_RESPONSES))
    rules = list(_rules(item))
    question = QuizQuestion(
        _stem(presentation) or attribute(item, "title"),
        number,
        explanation=_explanation(item),
    )
    if len(responses) > 1:
        return _several(question, responses, rules)
    if not responses:
        return replace(question, answers=[_solution(item)])
    options = list(_options(responses[0], rules))
    if options:
        return replace(question, options=options)
    right = [value for rule in rules if rule.is_right for value in rule.values]
    answers = [markup.rich_text(value) for value in right] or [_solution(item)]
    return replace(question, answers=answers)


def _stem(presentation: Element) -> str:
    """Return the material that stands before and between the responses."""
    parts: list[str] = []
    waiting = list(reversed(list(presentation)))
    while waiting:
        one = waiting.pop()
        name = name_of(one)
        if name == "material":
            parts.append(_material(one))
        elif name not in _RESPONSES:
            waiting += reversed(list(one))
    return "\n\n".join(part for part in parts if part)


def _material(element: Element | None) -> str:
    """Return the texts and pictures of a material as Markdown."""
    if element is None:
        return ""
    parts = []
    for one in element.iter():
        name = name_of(one)
        if name in {"mattext", "matemtext"}:
            kind = attribute(one, "texttype").lower()
            form = "html" if "html" in kind else "plain" if "plain" in kind else ""
            inner = marks.rich_text(one) if len(one) else ""
            parts.append(
                inner or markup.rich_text(one.text or "", form and _form(one, form))
            )
        elif name == "math":
            parts.append(marks.rich_text_of_whole(one))
        elif name == "matimage" and attribute(one, "uri"):
            parts.append(f"![](<{attribute(one, 'uri')}>)")
    return "\n\n".join(part for part in parts if part)


def _form(element: Element, form: str) -> str:
    """Return how a text is written: many platforms call HTML plain."""
    return "" if form == "plain" and "<" in (element.text or "") else form


@dataclass(frozen=True, slots=True)
class _Rule:
    """A condition on the responses: the values it wants, and whether they are right."""

    response: str
    values: Sequence[str]
    unwanted: Sequence[str]
    is_right: bool


def _rules(item: Element) -> Iterator[_Rule]:
    for condition in below(item, "respcondition"):
        conditions = first(condition, "conditionvar")
        if conditions is None:
            continue
        score = [
            (attribute(one, "action").lower() or "set", (one.text or "").strip())
            for one in below(condition, "setvar")
        ]
        said = {
            attribute(one, "linkrefid").lower()
            for one in below(condition, "displayfeedback")
        }
        is_right = any(_number(value) > 0 for _, value in score) or (
            not score
            and any("correct" in one and "incorrect" not in one for one in said)
        )
        wanted = list(_wanted(conditions, is_negated=False))
        names = [name for name, _, _ in wanted]
        yield _Rule(
            names[0] if names else "",
            [value for _, value, is_not in wanted if not is_not],
            [value for _, value, is_not in wanted if is_not],
            is_right,
        )


def _wanted(element: Element, *, is_negated: bool) -> Iterator[tuple[str, str, bool]]:
    for one in element:
        name = name_of(one)
        if name in {"varequal", "varsubstring", "varsubset"}:
            yield attribute(one, "respident"), (one.text or "").strip(), is_negated
        elif name in {"vargte", "varlte", "vargt", "varlt"}:
            continue
        else:
            yield from _wanted(one, is_negated=is_negated != (name == "not"))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _options(response: Element, rules: Sequence[_Rule]) -> Iterator[QuizOption]:
    ident = attribute(response, "ident")
    right = {
        value
        for rule in rules
        if rule.is_right and rule.response in {"", ident}
        for value in rule.values
    }
    choices = first(response, "renderchoice", "renderhotspot")
    for label in () if choices is None else below(choices, "responselabel"):
        text = _material(first(label, "material")) or marks.rich_text(label)
        yield QuizOption(text, attribute(label, "ident") in right)


def _several(
    question: QuizQuestion, responses: Sequence[Element], rules: Sequence[_Rule]
) -> QuizQuestion:
    """Return a question of several responses: pairs to be matched, or blanks."""
    pairs = []
    for response in responses:
        prompt = _material(first(response, "material"))
        options = list(_options(response, rules))
        ident = attribute(response, "ident")
        typed = [
            value
            for rule in rules
            if rule.is_right and rule.response == ident
            for value in rule.values
        ]
        right = [one.text for one in options if one.is_right] or typed
        pairs.append(
            (prompt or ident.removeprefix("response_"), right[0] if right else "")
        )
    text = question.text
    for place, (prompt, answer) in enumerate(pairs, start=1):
        for mark in (f"[{prompt}]", f"\\[{prompt}\\]"):
            if answer and mark in text:
                text = text.replace(mark, deletions.marker(place, answer))
    if deletions.is_cloze(text):
        return replace(question, text=text)
    return replace(question, answers=[pairs_of(pairs)])


def _explanation(item: Element) -> str:
    """Return what is said of the question in general, or to who is right."""
    texts = []
    for one in below(item, "itemfeedback"):
        ident = attribute(one, "ident").lower()
        if ident in {"general_fb", "general", "correct_fb", "correct", "solution"}:
            texts += [_material(part) for part in below(one, "material")]
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def _solution(item: Element) -> str:
    return "\n\n".join(
        text
        for one in below(item, "solutionmaterial")
        if (text := _material(first(one, "material")))
    )
