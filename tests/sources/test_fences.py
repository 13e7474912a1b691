"""Which fences of a long document are closed: one odd line must not turn all of them."""

from __future__ import annotations

import pytest

from builder.sources.readers import markdown

_MANY = 90


def _document(odd: str, at: int, fence: str = "```") -> str:
    """Return questions with a fence each; an odd text stands in one of the fences."""
    return "\n".join(
        f"## What is {number}?\n\n{fence}\n{odd if number == at else 'ls'}\n{fence}\n"
        for number in range(_MANY)
    )


@pytest.mark.parametrize("at", [0, _MANY // 2, _MANY - 1])
@pytest.mark.parametrize(
    ("odd", "fence"),
    [
        pytest.param("### 1. List\n### 2. Show", "```", id="headings"),
        pytest.param("ls\n\n## Show\n\ncat", "```", id="heading between blank lines"),
        pytest.param("```sh\nls\n```", "````", id="shorter fence"),
        pytest.param("## Show", "~~~", id="tildes"),
    ],
)
def test_a_closed_fence_is_closed(odd: str, fence: str, at: int) -> None:
    document = markdown.read(_document(odd, at, fence))
    kinds = [block.kind for block in document.blocks]

    assert kinds == ["heading", "code"] * _MANY
    assert document.remarks == ()


@pytest.mark.parametrize("at", [0, _MANY // 2, _MANY - 1])
def test_a_fence_that_is_never_closed_ends_at_the_next_heading(at: int) -> None:
    closed = _document("ls", at).split("\n")
    end = closed.index(f"## What is {at}?") + 4
    document = markdown.read("\n".join([*closed[:end], *closed[end + 1 :]]))
    headings = [block for block in document.blocks if block.kind == "heading"]

    assert len(headings) == _MANY
    assert [remark for _, remark in document.remarks] == [
        "a code fence is never closed"
    ]
