"""Samples of the import, damaged at random: whatever a file holds, its reader does not crash.

make fuzz
.venv/bin/python tests/importfuzz.py 10000              so many documents for each reader
.venv/bin/python tests/importfuzz.py 10000 json yaml    for these alone
SECONDS=110 .venv/bin/python tests/importfuzz.py 10000 markdown    no longer than that
"""

from __future__ import annotations

import io
import os
import random
import sys
import time
import traceback
import zipfile
from collections.abc import Iterator, Sequence

from samples import samples

from builder.sources.readers import FORMATS, READERS, ReaderError, read
from builder.sources.recognition.recognise import recognise

# More than this of a document only makes it slow.
_LONGEST = 6_000
_SLOWEST = 5.0
_ZIP = b"PK"
# Most packages are damaged in one of their files, or none would be opened.
_INSIDE = 0.8
_PIECES = (
    b"\n", b"\n\n", b"\n\n\n", b"# ", b"## ", b"- ", b"1. ", b"? ", b"?", b"**", b"`", b"```\n",
    b"---\n", b"...\n", b"Q: ", b"A: ", b"Answer: B\n", b"- [x] ", b"A) ", b"B) ", b"::", b"{{c1::",
    b"}}", b"==", b"|", b"| --- |", b"\t", b";", b",", b'"', b"'", b"{", b"}", b"[", b"]", b":",
    b"<", b">", b"</", b"<details><summary>", b"</details>", b"<!--", b"-->", b"$$", b"\\",
    b"&amp;", b"&#0;", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\xc2\xa0",
    "问：".encode(), "答：".encode(),
    "（A）".encode(), "①".encode(), "\u202e".encode(), "😀".encode(), b"START\n", b"END\n",
    b"Front:\n", b"Back:\n", b"0", b"999999999", b"true", b"null", b"!!python/object:x", b"&a ",
    b"*a", b"%", b"=", b"~", b"#1 ", b"I. ", b"\x1b[0m", b"____", b"[...]",
)  # fmt: skip


def main(count: int, names: Sequence[str]) -> int:
    """Damage documents for each reader and tell what crashed; return how many did."""
    seeds = _seeds()
    crashes = 0
    until = time.monotonic() + float(os.environ.get("SECONDS", "1e9"))
    for name in names or sorted(seeds):
        began, done = time.monotonic(), 0
        for content in _damaged(seeds[name], count, name):
            if time.monotonic() > until:
                break
            done += 1
            crashes += _crashes(content, name)
        took = time.monotonic() - began
        print(f"{name}: {done} documents in {took:.0f} s", flush=True)
    print(f"{crashes} crashes")
    return crashes


def _seeds() -> dict[str, list[bytes]]:
    """Return the documents of the samples by their format."""
    found: dict[str, list[bytes]] = {}
    for sample in samples():
        name = READERS.get(f".{sample.name.rpartition('.')[2].lower()}")
        if name is not None:
            found.setdefault(name, []).append(sample.content)
    return found


def _damaged(seeds: Sequence[bytes], count: int, name: str) -> Iterator[bytes]:
    """Yield documents with some of their pieces changed; the same in each run."""
    seed = f"{name} {os.environ.get('SEED', '1')}"
    chance = random.Random(seed)  # noqa: S311 -- nothing is secret
    for _ in range(count):
        content = chance.choice(seeds)
        if content.startswith(_ZIP) and chance.random() < _INSIDE:
            yield _damaged_inside(content, chance)
            continue
        whole = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            _damage(whole, seeds, chance)
        yield bytes(whole if content.startswith(_ZIP) else whole[:_LONGEST])


def _damaged_inside(content: bytes, chance: random.Random) -> bytes:
    """Return a package with one of its files damaged."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = source.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = bytearray(source.read(name))
            for _ in range(chance.randint(1, 8) if name == chosen else 0):
                _damage(part, [bytes(part)], chance)
            target.writestr(name, bytes(part))
    return packed.getvalue()


def _damage(content: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(content) + 1)
    end = min(len(content), at + chance.choice((1, 1, 3, 20, 200)))
    match chance.randrange(5):
        case 0:
            del content[at:end]
        case 1:
            content[at:at] = chance.choice(_PIECES)
        case 2:
            content[at:end] = chance.choice(_PIECES) * chance.choice((1, 1, 2, 30))
        case 3:
            content[at:at] = content[at:end]
        case _:
            other = chance.choice(seeds)
            start = chance.randrange(len(other) + 1)
            content[at:at] = other[start : start + 300]


def _crashes(content: bytes, name: str) -> bool:
    """Whether a document crashes its reader, or what comes behind it."""
    began = time.process_time()
    try:
        document = read(content, name)
        if not document.items:
            recognise(document, f"quiz{FORMATS[name].suffixes.split()[0]}")
    except ReaderError:
        pass
    except Exception:  # noqa: BLE001 -- that there is none is what is looked for
        print(f"{name}: crash on {content!r}\n{traceback.format_exc()}", flush=True)
        return True
    if time.process_time() - began > _SLOWEST:
        print(f"{name}: slow on {content!r}", flush=True)
        return True
    return False


if __name__ == "__main__":
    sys.exit(min(1, main(int(sys.argv[1]), sys.argv[2:])))
