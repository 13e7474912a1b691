"""What cards say by themselves, language by language."""

from __future__ import annotations

import pytest

from builder.anki.words import direction_of, words_of


@pytest.mark.parametrize(
    ("language", "hint"),
    [
        ("en", "Hint"),
        ("es", "Pista"),
        ("es-MX", "Pista"),
        ("zh-CN", "提示"),
        ("no", "Hint"),
        ("tlh", "Hint"),
    ],
)
def test_hint(language: str, hint: str) -> None:
    assert words_of(language).hint == hint


def test_scripts_of_one_language_differ() -> None:
    assert words_of("zh-CN").several == words_of("zh").several
    assert words_of("zh-TW").several == words_of("zh-Hant").several
    assert words_of("zh-TW") != words_of("zh")


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("fa", "rtl"),
        ("ur", "rtl"),
        ("en", "ltr"),
        ("zh-CN", "ltr"),
        ("az-Arab", "rtl"),
        ("ku-Latn", "ltr"),
        ("tr", "ltr"),
    ],
)
def test_direction(language: str, direction: str) -> None:
    assert direction_of(language) == direction
