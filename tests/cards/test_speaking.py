"""How long a text takes to say: a guess, but the same for people and for scripts."""

from __future__ import annotations

import pytest

from builder.cards.speaking import seconds_to_say


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("word " * 130, 60, id="130 words"),
        pytest.param("多数派写入，" * 48, 60, id="240 characters and commas"),
        pytest.param("Pod 的重启策略", 2, id="both"),
        pytest.param("**don't** `kube-proxy`", 1, id="marks are not said"),
    ],
)
def test_seconds(text: str, seconds: int) -> None:
    assert seconds == seconds_to_say(text)
