"""The filters of card templates that Anki has: ``{{hint:Field}}``, ``{{tts en_US:Field}}``.

https://docs.ankiweb.net/templates/fields.html and rslib/src/template_filters.rs of
ankitects/anki; an unknown filter shows the field as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.anki.notetype import Template
from builder.anki.template import Replacement
from builder.base.diagnostic import did_you_mean
from builder.cards.speech import SPOKEN_LANGUAGES

_READINGS = frozenset({"furigana", "kana", "kanji"})

_FILTERS = frozenset(
    {"cloze", "cloze-only", "hint", "nc", "text", "tts-voices", "type", *_READINGS}
)
_TYPED = ("type", "cloze", "nc")
# What people write for a language or a region that has another name.
_MISTAKEN = {
    "cn": "zh_CN",
    "cz": "cs_CZ",
    "dk": "da_DK",
    "gr": "el_GR",
    "in": "hi_IN",
    "iw": "he_IL",
    "jp": "ja_JP",
    "kr": "ko_KR",
    "no": "nb_NO",
    "se": "sv_SE",
    "ua": "uk_UA",
    "vn": "vi_VN",
}
_LANGUAGE = re.compile(r"([a-z]{2,3})_([A-Z]{2})")
_SPEECH_OPTIONS = frozenset({"voices", "speed"})


def fields_with_readings(templates: Iterable[Template]) -> frozenset[str]:
    """Return the fields in which a filter reads ``漢字[かんじ]``."""
    return frozenset(
        part.field
        for one in templates
        for part in one.replacements
        if _READINGS.intersection(part.filters)
    )


def filter_problem(replacement: Replacement) -> str:
    """Return what is wrong with the filters of a replacement, or nothing."""
    for name in replacement.filters:
        if name.startswith("tts") and name != "tts-voices":
            problem = _speech_problem(name)
            if problem:
                return problem
        elif name and name not in _FILTERS:
            return (
                f"Anki has no filter `{name}`{_near(name)}: without an "
                "add-on it does nothing"
            )
    written = tuple(reversed(replacement.filters))
    if "type" in written and written not in {
        ("type",),
        *(("type", other) for other in _TYPED[1:]),
    }:
        return (
            f"`{{{{{':'.join([*written, replacement.field])}}}}}` is no field to type "
            "into: Anki knows `type:`, `type:cloze:` and `type:nc:`"
        )
    return ""


def _near(name: str) -> str:
    lower = name.lower()
    if lower.startswith("tts "):
        return f" (did you mean `{lower[:3]}{name[3:]}`?)"
    return did_you_mean(lower, _FILTERS)


def _speech_problem(name: str) -> str:
    """Tell of a language that no voice speaks: the card would stay silent."""
    word, *rest = name.split()
    if word != "tts" or not rest:
        return f"`{name}` names no language: write `{{{{tts en_US:Field}}}}`"
    language, *options = rest
    if language not in SPOKEN_LANGUAGES:
        return f"no voice speaks `{language}`{_meant(language)}"
    for option in options:
        key = option.partition("=")[0]
        if "=" not in option or key not in _SPEECH_OPTIONS:
            return (
                f"`{option}` is no option of speech: there are `voices=` and `speed=`"
            )
    return ""


def _meant(language: str) -> str:
    """Return the language that may be meant, in words, or nothing."""
    first, _, region = language.replace("-", "_").partition("_")
    known = _MISTAKEN.get(first.lower(), f"{first.lower()}_{region.upper()}")
    if known not in SPOKEN_LANGUAGES:
        start = f"{first.lower()}_"
        same = [one for one in sorted(SPOKEN_LANGUAGES) if one.startswith(start)]
        main = f"{first.lower()}_{first.upper()}"
        if not same:
            return did_you_mean(language, SPOKEN_LANGUAGES)
        known = main if main in same else {"en": "en_US"}.get(first.lower(), same[0])
    return f" (did you mean `{known}`?)"
