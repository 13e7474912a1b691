"""The filters of templates are those that the engine has."""

from __future__ import annotations

import pytest

from builder.anki import template
from builder.anki.templatefilters import filter_problem


@pytest.mark.parametrize(
    "written",
    [
        "{{A}}", "{{text:A}}", "{{hint:A}}", "{{furigana:A}}", "{{kana:A}}", "{{kanji:A}}",
        "{{type:A}}", "{{type:nc:A}}", "{{type:cloze:A}}", "{{cloze:A}}", "{{text:hint:A}}",
        "{{cloze-only:A}}", "{{tts en_US:A}}", "{{tts en_US:cloze-only:A}}",
        "{{tts ja_JP voices=Apple_Otoya,Microsoft_Haruka speed=0.8:A}}", "{{tts-voices:}}",
    ],
)  # fmt: skip
def test_known_filters(written: str) -> None:
    (part,) = template.replacements(template.parse(written))

    assert filter_problem(part) == ""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{{nope:A}}", "Anki has no filter `nope`: without an add-on it does nothing"),
        ("{{Hint:A}}", "Anki has no filter `Hint` (did you mean `hint`?)"),
        (
            "{{TTS en_US:A}}",
            "Anki has no filter `TTS en_US` (did you mean `tts en_US`?)",
        ),
        ("{{type:nope:A}}", "Anki has no filter `nope`"),
        ("{{cloze:type:A}}", "`{{cloze:type:A}}` is no field to type into"),
        ("{{tts:A}}", "`tts` names no language"),
        ("{{tts jp_JP:A}}", "no voice speaks `jp_JP` (did you mean `ja_JP`?)"),
        ("{{tts en-US:A}}", "no voice speaks `en-US` (did you mean `en_US`?)"),
        ("{{tts en:A}}", "no voice speaks `en` (did you mean `en_US`?)"),
        ("{{tts de:A}}", "no voice speaks `de` (did you mean `de_DE`?)"),
        ("{{tts en_UK:A}}", "no voice speaks `en_UK` (did you mean `en_"),
        ("{{tts zh-cn:A}}", "no voice speaks `zh-cn` (did you mean `zh_CN`?)"),
        ("{{tts fr_FR rate=2:A}}", "`rate=2` is no option of speech"),
    ],
)
def test_other_filters(written: str, expected: str) -> None:
    (part,) = template.replacements(template.parse(written))

    assert filter_problem(part).startswith(expected)
