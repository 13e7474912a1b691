"""topics.yaml: what it says, what is wrong with it, and what a text is about."""

from __future__ import annotations

import pytest

from builder.cards.topics import Topics, read_topics, written

TOPICS = Topics(
    {
        "k8s::pod": ("pod", "容器组"),
        "k8s::pod::probe": ("探针", "probe"),
        "k8s::service": ("service",),
    }
)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        pytest.param(
            "What is a Pod?", "", ("k8s::pod",), id="a word, whatever its case"
        ),
        pytest.param("What are pods?", "", ("k8s::pod",), id="in plural"),
        pytest.param("What is a tripod?", "", (), id="not inside a word"),
        pytest.param("pod的探针", "", ("k8s::pod::probe",), id="the deeper one"),
        pytest.param(
            "pod与service", "", ("k8s::pod", "k8s::service"), id="several beside"
        ),
        pytest.param(
            "Why?",
            "A service sends to a pod, a service too.",
            ("k8s::service",),
            id="by its answer",
        ),
        pytest.param("pod?", "service service", ("k8s::pod",), id="the question first"),
        pytest.param("Why?", "So.", (), id="none"),
    ],
)
def test_of(question: str, answer: str, expected: tuple[str, ...]) -> None:
    assert expected == TOPICS.of(question, answer)


def test_what_is_written_is_read() -> None:
    assert read_topics(written(TOPICS), "t") == (TOPICS, [])


def test_one_word_needs_no_brackets() -> None:
    assert read_topics("a: b\n", "t")[0] == Topics({"a": ("b",)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- a\n", "1:1: error: topics.yaml is a mapping", id="a list"),
        pytest.param("a b: [c]\n", "1:1: error: `a b` is no tag", id="a space"),
        pytest.param("a: ['']\n", "1:5: error: a word of `a` is empty", id="no word"),
    ],
)
def test_mistakes(text: str, expected: str) -> None:
    [finding] = read_topics(text, "t")[1]

    assert str(finding).startswith(f"t:{expected}")
