"""Projects of any size to measure with: plain notes, and notes as decks have them."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

_NOTES_IN_A_FILE = 100
_PICTURES = 200
_DECK = "name: Bench\nslug: bench\nversion: 1.0.0\nkey: bench\nlanguage: {}\n"
_WORDS = """
    container image layer registry node kubelet scheduler probe service volume claim
    controller namespace rollout replica selector taint label quota secret cluster
""".split()  # noqa: SIM905 -- a list of words
_CHARACTERS = "容器镜像调度节点命名空间服务发现探针存储卷控制副本网络策略集群证书滚动升级回配额污点"


def make_project(folder: Path, kind: str, notes: int) -> None:
    """Write a project of so many notes, 100 to a file, in nested folders."""
    source = random.Random(7)
    language, note = CORPORA[kind]
    cards = folder / "cards"
    cards.mkdir(parents=True)
    (cards / "deck.yaml").write_text(_DECK.format(language), encoding="utf-8")
    for first in range(0, notes, _NOTES_IN_A_FILE):
        numbers = range(first, min(first + _NOTES_IN_A_FILE, notes))
        lines = ["notes:", *(line for one in numbers for line in note(source, one))]
        path = cards / f"part{first // 2000:03}" / f"file{first // 100:05}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if kind == "realistic":
        (folder / "media").mkdir()
        for number in range(min(_PICTURES, notes)):
            (folder / f"media/{number}.png").write_bytes(_picture(number))


def _plain(source: random.Random, number: int) -> list[str]:
    return [
        f"- id: note-{number}",
        f"  front: 'Question {number}: what does **{source.choice(_WORDS)}** share?'",
        "  back: |",
        f"    Answer {number} with `code` and {_english(source, 30)}",
        "",
        f"    - first **point** {number}",
        f"    - second {source.choice(_WORDS)}",
    ]


def _realistic(source: random.Random, number: int) -> list[str]:
    head = [f"- id: note-{number}", f"  tags: [topic::t{number % 40}, often]"]
    return head + _KINDS[number % len(_KINDS)](source, number)


def _answered(source: random.Random, number: int) -> list[str]:
    return [
        "  front: |",
        f"    {number}: {_chinese(source, 14)}什么是 **{source.choice(_WORDS)}**?",
        "  back: |",
        f"    {_chinese(source, 40)}",
        f"    {_chinese(source, 30)}",
        "",
        f"    - *{source.choice(_WORDS)}*: {_chinese(source, 20)}",
        f"    - `{source.choice(_WORDS)}`: {_chinese(source, 20)}",
        f"    - **“{_chinese(source, 4)}”**是{_chinese(source, 10)}",
    ]


def _with_code(source: random.Random, number: int) -> list[str]:
    return [
        *_answered(source, number),
        *("", "    ```yaml", "    kind: Pod", f"    metadata: {{name: p{number}}}"),
        *(f"    image: nginx:{number}  # {_chinese(source, 6)}", "    ```"),
    ]


def _with_table(source: random.Random, number: int) -> list[str]:
    rows = [
        f"    | `{source.choice(_WORDS)}` | {_chinese(source, 8)} |" for _ in "abcd"
    ]
    return [
        *_answered(source, number),
        "",
        "    | 字段 | 含义 |",
        "    |---|---|",
        *rows,
    ]


def _with_picture(source: random.Random, number: int) -> list[str]:
    formula = rf"    公式 $x_{{{number}}} = \frac{{a}}{{b}}$"
    return [
        *_answered(source, number),
        "",
        formula,
        "",
        f"    ![图]({number % _PICTURES}.png)",
    ]


def _cloze(source: random.Random, number: int) -> list[str]:
    return [
        "  cloze: |",
        f"    {_chinese(source, 15)}{{{{c1::value {number}}}}}, {_chinese(source, 12)}",
        f"    =={_chinese(source, 5)}==",
        f"  extra: {_chinese(source, 12)}",
    ]


def _choice(source: random.Random, number: int) -> list[str]:
    return [
        f"  front: '{number}: {_chinese(source, 20)}?'",
        "  choices:",
        *(f"    - '{_chinese(source, 8)} {number}{letter}'" for letter in "abcd"),
        "  answer: 2",
    ]


def _reversed(source: random.Random, number: int) -> list[str]:
    front = f"  front: '{source.choice(_WORDS)} {number}'"
    return [front, f"  back: '{_chinese(source, 10)}'", "  reversed: true"]


_KINDS = (
    _with_code, _with_table, _with_picture, _answered, _cloze, _cloze, _choice, _choice,
    _reversed, _answered,
)  # fmt: skip

CORPORA: Mapping[str, tuple[str, Callable[[random.Random, int], list[str]]]] = {
    "plain": ("en", _plain),
    "realistic": ("zh-CN", _realistic),
}
"""The language of each corpus, and what writes a note of it."""


def _english(source: random.Random, words: int) -> str:
    return " ".join(source.choice(_WORDS) for _ in range(words))


def _chinese(source: random.Random, characters: int) -> str:
    return "".join(source.choice(_CHARACTERS) for _ in range(characters))


def _picture(number: int) -> bytes:
    """Return a small PNG that is like no other."""
    rows = b"".join(
        b"\0" + bytes((x * y * (number + 3) + 17 * x) % 256 for x in range(48))
        for y in range(48)
    )
    head = struct.pack(">IIBBBBB", 48, 48, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
