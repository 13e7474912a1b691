"""Manifests that lost their line breaks, and texts that are none."""

from __future__ import annotations

import pytest

from builder.sources.recognition.flatyaml import unfolded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: 1 b: 2 c: 3", ["a: 1", "b: 2", "c: 3"], id="flat"),
        pytest.param(
            "kind: Pod metadata: name: web spec: containers: - name: web image: nginx",
            [
                "kind: Pod",
                "metadata:",
                "  name: web",
                "spec:",
                "  containers:",
                "    - name: web",
                "      image: nginx",
            ],
            id="outermost keys end what is inside",
        ),
        pytest.param(
            "metadata: name: web labels: app: web spec: replicas: 2",
            [
                "metadata:",
                "  name: web",
                "  labels:",
                "    app: web",
                "spec:",
                "  replicas: 2",
            ],
            id="parts behind a value",
        ),
        pytest.param(
            "spec: replicas: 2 selector: app: web ports: - port: 80",
            None,
            id="nobody knows where the selector ends",
        ),
        pytest.param(
            "spec: template: metadata: name: web spec: a: 1",
            None,
            id="a manifest inside",
        ),
        pytest.param("a: 1 b: 2", None, id="too few"),
        pytest.param("name: the boat is a: big b: one", None, id="a sentence"),
    ],
)
def test_unfolded(text: str, expected: list[str] | None) -> None:
    assert unfolded(text) == expected
