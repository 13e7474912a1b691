"""Topics that a document proposes are terms, in whatever language it asks."""

from __future__ import annotations

import pytest

from builder.sources.items import Item
from builder.sources.proposedtopics import proposed_topics


def proposed(*questions: str) -> set[str]:
    return set(proposed_topics([Item(one, "x", 1) for one in questions]).words)


@pytest.mark.parametrize(
    ("questions", "expected", "unwanted"),
    [
        pytest.param(
            ["What is a volume?", "How is a volume mounted?", "What is a probe?",
             "When does a probe fail?", "What is a taint?", "Why use a taint?",
             "What does the kubelet do?", "Where does the kubelet run?"],
            {"volume", "probe", "taint", "kubelet"},
            {"what", "how", "the", "is"},
            id="English",
        ),
        pytest.param(
            ["¿Qué es AWS?", "¿Para qué se usa AWS?", "¿Cuál es la regla de la empresa?",
             "¿Qué es de la casa y de la calle?", "¿Qué hace Node.js?", "¿Cómo usa Node.js?",
             "¿Qué es un puerto?", "¿Dónde está la ciudad?"],
            {"AWS", "Node.js"},
            {"Qué", "Qu", "la", "de", "es", "un"},
            id="Spanish: only what is written as a name",
        ),
        pytest.param(
            ["什么是 Pod？", "Pod 如何重启？", "什么是探针？", "探针有哪些？", "什么是 Service？",
             "Service 如何发现？", "什么是污点？", "污点有什么作用？"],
            {"Pod", "探针", "Service", "污点"},
            {"什么"},
            id="Chinese with names",
        ),
    ],
)  # fmt: skip
def test_terms(questions: list[str], expected: set[str], unwanted: set[str]) -> None:
    found = proposed(*questions)

    assert expected <= found
    assert found.isdisjoint(unwanted)


def test_a_name_that_ends_like_a_plural_is_whole() -> None:
    found = proposed(
        *[
            "What is Kubernetes?",
            "Why Kubernetes?",
            "How do pods start?",
            "What is a pod?",
        ]
        * 2
    )

    assert {"Kubernetes", "pod"} <= found
    assert "pods" not in found


def test_no_topic_stands_on_most_questions() -> None:
    assert "Pod" not in proposed(*[f"What is Pod number {n}?" for n in range(9)])
