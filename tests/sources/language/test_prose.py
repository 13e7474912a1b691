"""What stands in a fence and is sentences, and what is code."""

from __future__ import annotations

import pytest

from builder.sources.language.prose import is_prose

SENTENCE = (
    "A quay is a wall along the water at which ships lie, and people load them there, "
    "with cranes and by hand."
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param(SENTENCE, True, id="a long sentence"),
        pytest.param(f"- {SENTENCE}\n- {SENTENCE}", True, id="in a list"),
        pytest.param(
            "码头是船舶停靠的地方，人们在这里上下船，也在这里装卸货物，"
            "它通常用石头或者混凝土建造，有的是木头，老的码头大多如此。",
            True,
            id="Chinese",
        ),
        pytest.param("A quay is a wall.", False, id="short"),
        pytest.param(f"{SENTENCE}\nmoor(boat);", False, id="with code"),
        pytest.param(f"# {SENTENCE}", False, id="a comment"),
        pytest.param(f"$ echo {SENTENCE}", False, id="a command"),
        pytest.param(f"├── {SENTENCE}", False, id="a drawing"),
        pytest.param(f"text={SENTENCE}", False, id="a setting"),
        pytest.param(SENTENCE.replace(" ", "_"), False, id="a name"),
        pytest.param(f"kubectl get pods\n{SENTENCE}", False, id="a line of a shell"),
    ],
)
def test_is_prose(code: str, *, expected: bool) -> None:
    assert is_prose(code) == expected
