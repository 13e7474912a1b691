"""What questions and titles become: ids, tags, decks."""

from __future__ import annotations

import pytest

from builder.sources.slug import slug
from builder.sources.takennames import TakenNames
from builder.sources.titles import (
    deck_below,
    deck_of_titles,
    section_name,
    section_tag,
    tag_name,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is a Pod?", "what-is-a-pod"),
        ("什么是 Redis？", "shen-me-redis"),
        ("What is `C++` to C#?", "what-is-cpp-to-csharp"),
        ("Où est l’élève ?", "ou-est-l-eleve"),
        ("The first line\nand the second", "the-first-line"),
        ("Что это?", "note"),
        ("a" * 90, "a" * 60),
        (
            "one two " * 20,
            "one-two-one-two-one-two-one-two-one-two-one-two-one-two-one",
        ),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert expected == slug(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Easy", "Easy"),
        ("two words", "two-words"),
        ("**bold**:", "bold"),
        ("k8s::pod", "k8s::pod"),
        ("a:b", "a-b"),
        ("leech", ""),
        (" # ", ""),
        (":rocket: Docker", "Docker"),
        ("🚀 Docker ✅", "Docker"),
        ("a:b:c", "a-b-c"),
        ("x" * 99, "x" * 80),
    ],
)
def test_tag_name(text: str, expected: str) -> None:
    assert expected == tag_name(text)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("第一章：基础", "基础"),
        ("Part 2: Networks", "Networks"),
        ("三、集合", "集合"),
        ("1.2) Lists", "Lists"),
        ("4 Sets", "Sets"),
        ("Choices (20 points)", "Choices"),
        ("2024", "2024"),
        ("第一章", "第一章"),
        (":whale: Docker", "Docker"),
        ("⭐️ Pods 🚀", "Pods"),
        ("🚀", "🚀"),
        ("Pods (25)", "Pods"),
        ("Pods (2)", "Pods (2)"),
        ("Pods (2024)", "Pods (2024)"),
        ("集合（12题）", "集合"),
        ("集合【共 12 道题】", "集合"),
        ("Pods - 30 questions", "Pods"),
        ("Сети (15 вопросов)", "Сети"),
    ],
)
def test_section_name(title: str, expected: str) -> None:
    assert expected == section_name(title)


def test_tag_and_deck_of_a_section() -> None:
    section = ("第一章 Go", "1. Data types", "Maps::all")

    assert section_tag(section) == "Go::Data-types::Maps-all"
    assert deck_below("Quiz", section) == "Quiz::Go::Data types::Maps all"
    assert deck_below("a::b::c::d::e::f", section) == "a::b::c::d::e::f::Go"
    assert deck_of_titles(['say "hi"', "", "a::b"]) == "say hi::a b"


def test_an_id_is_given_once() -> None:
    taken = TakenNames({"a", "a-2"})

    assert [taken.new_id(wanted) for wanted in ("a", "a", "b", "b")] == [
        "a-3",
        "a-4",
        "b",
        "b-2",
    ]


def test_a_tag_is_spelt_as_it_was_first_met() -> None:
    taken = TakenNames()
    taken.spelt("Easy")

    assert taken.spelt_once(["easy", "EASY", "", "Hard", "hard"]) == ("Easy", "Hard")
