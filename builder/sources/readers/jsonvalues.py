"""What the values of a JSON source hold: texts, options, turns of a talk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from builder.sources.readers import names
from builder.sources.readers import options as listed
from builder.sources.readers.options import Option

_TEXT_KEYS = ("text", "content", "value", "answer", "name", "label", "title")
_NAME_KEYS = ("key", "id", "letter", "label", "value", "index", "option")
_RIGHT_KEYS = frozenset(
    {"iscorrect", "correct", "right", "isright", "isanswer", "istrue"}
    | {"richtig", "istrichtig", "korrekt", "correcta", "correcto", "escorrecta"}
    | {"correcte", "estcorrecte", "corretta", "corretto", "correta", "correto"}
    | {"верно", "правильно", "正确", "是否正确", "正解", "정답"}
)
# Lists of these may hold what the answer says, and say more by that.
_OWN = frozenset({"options", "wrong", "tags", "question"})
_SPEAKERS = {
    "user": "question",
    "human": "question",
    "assistant": "answer",
    "gpt": "answer",
    "bot": "answer",
    "model": "answer",
    "chatgpt": "answer",
}


def flattened(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a record whose question is a record itself as one."""
    for name, one in value.items():
        if isinstance(one, dict) and names.role_of(name) == "question":
            inner = [key for key in one if names.role_of(key) in {"question", "term"}]
            if inner:
                rest = {key: other for key, other in value.items() if key != name}
                return {**one, **rest}
    return value


def without_repeats(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a record without lists whose texts all stand in its answer already."""
    answers = [
        one
        for name, one in value.items()
        if isinstance(one, str) and names.role_of(name) == "answer"
    ]
    whole = _squeezed(max(answers, key=len, default=""))

    def is_repeated(name: str, one: Any) -> bool:
        if not isinstance(one, list) or names.role_of(name) in _OWN:
            return False
        texts = [_squeezed(text) for text in one if isinstance(text, str)]
        return 0 < len(texts) == len(one) and all(
            text and text in whole and text != whole for text in texts
        )

    return {name: one for name, one in value.items() if not is_repeated(name, one)}


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def key_of(by_name: Mapping[str, str], role: str) -> str:
    """Return the key that holds a role."""
    return next(name for name, found in by_name.items() if found == role)


def holds_records(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a chapter: one of its values is a list of questions."""
    return any(
        isinstance(one, dict)
        and {"question", "term"} & {names.role_of(name) for name in one}
        for found in value.values()
        if isinstance(found, list)
        for one in found[:3]
    )


def offered(value: Mapping[str, Any], by_name: Mapping[str, str]) -> set[str]:
    """Return the keys of answers that are really the options to choose from."""
    answers = [
        name
        for name, role in by_name.items()
        if role in {"answer", "explanation"} and names.role_of(name) == "answer"
    ]
    lists = [name for name in answers if isinstance(value[name], list)]
    flagged = {name for name in lists if any(_is_flagged(one) for one in value[name])}
    if flagged or "options" in by_name.values() or len(answers) == len(lists):
        return flagged
    return {name for name in lists[:1] if len(value[name]) > 1}


def with_keys(by_name: Mapping[str, str], offers: set[str]) -> dict[str, str]:
    """Return the roles of keys, where what was the answer is what there is to choose.

    The next keys that are called after the answer tell then which option is right.
    """
    found = dict(by_name)
    if not any(by_name[name] == "answer" for name in offers):
        return found
    keys = [
        name
        for name, role in by_name.items()
        if name not in offers and role and names.role_of(name) == "answer"
    ]
    return found | dict.fromkeys(keys, "other") | dict.fromkeys(keys[:1], "answer")


def judged(value: Mapping[str, Any]) -> tuple[frozenset[str], list[Option]]:
    """Return the keys of options and of what judges each of them, and the options.

    ``{"answers": {"a": "one"}, "correct_answers": {"a_correct": "true"}}``
    """
    mappings = {name: one for name, one in value.items() if isinstance(one, dict)}
    for name, verdicts in mappings.items():
        if not verdicts or not all(
            str(one).casefold() in {"true", "false"} for one in verdicts.values()
        ):
            continue
        for other, texts in mappings.items():
            told = {
                key: str(verdict).casefold() == "true"
                for key in texts
                for of, verdict in verdicts.items()
                if other != name and of.startswith(key)
            }
            if len(told) == len(texts) == len(verdicts):
                return frozenset({name, other}), [
                    Option(" ".join(texts_in(texts[key])), key, is_right)
                    for key, is_right in told.items()
                    if texts_in(texts[key])
                ]
    return frozenset(), []


def is_count(answer: Any, value: Mapping[str, Any], by_name: Mapping[str, str]) -> bool:
    """Whether an answer is a number where the options are texts."""
    options = [value[name] for name, role in by_name.items() if role == "options"]
    is_number = isinstance(answer, int) and not isinstance(answer, bool)
    return is_number and all(
        isinstance(one, list) and all(isinstance(text, str) for text in one)
        for one in options
    )


def _is_flagged(value: Any) -> bool:
    return isinstance(value, dict) and bool(_flags(value))


def _flags(value: Mapping[str, Any]) -> list[Any]:
    """Return what says of an option whether it is right: by name, or as its only yes."""
    named = [
        one
        for key, one in value.items()
        if key.replace("_", "").casefold() in _RIGHT_KEYS
    ]
    verdicts = [one for one in value.values() if isinstance(one, bool)]
    return named or (verdicts if len(verdicts) == 1 else [])


def options_in(value: Any) -> list[Option]:
    """Return the options of a value: texts, records with flags, or a mapping."""
    if isinstance(value, str):
        return listed.options_in(value)
    if isinstance(value, dict):
        texts, labels = value.get("text"), value.get("label")
        if isinstance(texts, list) and isinstance(labels, list):
            pairs = zip_longest(texts, labels, fillvalue="")
            return [Option(" ".join(texts_in(one)), str(name)) for one, name in pairs]
        if value and all(isinstance(one, bool) for one in value.values()):
            return [Option(name, is_right=one) for name, one in value.items()]
        return [Option(" ".join(texts_in(one)), name) for name, one in value.items()]
    if isinstance(value, list):
        return [_option(one) for one in value if texts_in(one)]
    return []


def _option(value: Any) -> Option:
    if not isinstance(value, dict):
        return Option(" ".join(texts_in(value)))
    found = {name.replace("_", "").casefold(): one for name, one in value.items()}
    is_right = any(one is True for one in _flags(value))
    if len(found) == 1:
        name, one = next(iter(value.items()))
        return Option(" ".join(texts_in(one)), name if len(name) == 1 else "")
    texts = {
        name: " ".join(texts_in(one))
        for name, one in found.items()
        if not isinstance(one, bool)
    }
    label, content = texts.get("label", ""), texts.get("value", "")
    if len(label) == 1 and content:
        return Option(content, label, is_right=is_right)
    if label and content and "text" not in texts:
        return Option(label, content, is_right=is_right)
    text = next((texts[name] for name in _TEXT_KEYS if texts.get(name)), "")
    name = next(
        (texts[one] for one in _NAME_KEYS if texts.get(one) and texts[one] != text), ""
    )
    return Option(text or next(iter(texts.values())), name, is_right=is_right)


def speaker(value: Any) -> str:
    """Return which part of a card a turn of a talk is."""
    if not isinstance(value, dict):
        return ""
    name = value.get("role") or value.get("from") or value.get("speaker") or ""
    return _SPEAKERS.get(name.casefold(), "") if isinstance(name, str) else ""


def said(value: Any) -> list[str]:
    """Return the texts of a turn of a talk."""
    if not isinstance(value, dict):
        return texts_in(value)
    parts = (value.get(key) for key in ("content", "value", "text", "message"))
    return [text for one in parts for text in texts_in(one)]


def texts_in(value: Any) -> list[str]:
    """Return the texts of a value of any shape, in order."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, bool):
        return ["True" if value else "False"]
    if isinstance(value, (int, float)):
        return [str(value)]
    if isinstance(value, list):
        return [text for one in value for text in texts_in(one)]
    if isinstance(value, dict):
        if all(re.fullmatch(r"[A-Ha-h]", key) for key in value):
            return [
                f"{key.upper()}. {text}"
                for key, one in value.items()
                for text in texts_in(one)
            ]
        named = [
            value[key] for key in ("text", "content", "value", "answer") if key in value
        ]
        return [text for one in (named or value.values()) for text in texts_in(one)]
    return []


def lists_of_records(
    value: Any, name: str = ""
) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Yield the lists, and the mappings, of records in a value, with their names."""
    if not isinstance(value, (list, dict)):
        return
    values = value.values() if isinstance(value, dict) else value
    records: list[Mapping[str, Any]] = [one for one in values if isinstance(one, dict)]
    if records and len(records) == len(values):
        yield name, records
    inner = value.items() if isinstance(value, dict) else ((name, one) for one in value)
    for key, one in inner:
        yield from lists_of_records(one, key)


def strings_in(value: Any) -> Iterator[str]:
    """Return every string of a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings_in(one)
