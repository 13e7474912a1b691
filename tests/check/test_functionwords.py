"""Which words say nothing by themselves depends on the language of the deck."""

from __future__ import annotations

import pytest

from builder.check.functionwords import is_function_word


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("例如", "zh-CN", True),
        ("的", "zh", True),
        ("容器", "zh", False),
        ("und", "de", True),
        ("die", "en", False),
        ("but", "fr", False),
        ("et", "fr", True),
        ("и", "ru", True),
        ("a", "en", False),
        ("the", "ja", False),
    ],
)
def test_function_words(text: str, language: str, *, expected: bool) -> None:
    assert is_function_word(text, language) == expected
