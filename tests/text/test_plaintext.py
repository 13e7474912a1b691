"""A text that is read without markdown-it becomes what markdown-it makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import DATA
from plainfuzz import MODES, differences, read

from builder.text.markdown.fieldtext import ClozeMode

FILES = sorted((DATA / "render").glob("*.md"))
PLAIN = {
    "paragraphs": "one\ntwo\n\nthree",
    "Chinese lines": "镜像\n分层\nand `x`\n\n**粗**\n**体**",
    "list below a line": "Three:\n- **a**: `x`\n- b\n",
    "loose list": "1. one\n\n2. two",
    "list from three": "text\n\n3. three\n4. four",
    "code": "Run:\n```bash\nls -l | wc\n```\nThen see.",
    "code without a language": "```\n<b> & [sound:a.mp3]\n```",
    "emphasis": "**“引”**是 *a **b** c* 与 **a*b*c**",
    "deletions": "{{c1::`a}}`::hint}} ==b== **{{c2::c}}**",
    "words and signs": "snake_case, C#, 3 > 2, std::vec, http: & co.",
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_plain(text: str, mode: ClozeMode) -> None:
    plain = read(text, mode, is_plain=True)

    assert plain == read(text, mode, is_plain=False) or (
        plain is None and mode != "deletions" and "{{" in text
    )


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_case_of_markdown(path: Path, mode: ClozeMode) -> None:
    for source in path.read_text(encoding="utf-8").split("\n.\n"):
        plain = read(source, mode, is_plain=True)

        assert plain is None or plain == read(source, mode, is_plain=False)


def test_texts_at_random() -> None:
    texts = list(differences(3_000, seed=1))

    assert sum(is_plain for _, _, is_plain in texts) > len(texts) / 5
