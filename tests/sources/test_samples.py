"""Every file of data/import: a source and what is found in it (see tests/samples.py).

A new case is a new file there; ``pytest --update`` writes what is found into it, to be
read before it is committed.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
from samples import FOLDER, Sample, read, samples

SAMPLES = samples()


def test_there_are_enough_samples() -> None:
    assert len(SAMPLES) >= 60


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.path.stem)
def test_sample(sample: Sample, tmp_path: Path, *, is_update: bool) -> None:
    found = sample.found(tmp_path)
    if is_update:
        sample.update(found)
    difference = difflib.unified_diff(
        read(sample.path).expected.splitlines(),
        found.splitlines(),
        f"{sample.path.name}: expected",
        "found",
        lineterm="",
    )
    told = "\n".join(difference)

    assert not told, told


def test_a_sample_says_why_it_exists() -> None:
    form = re.compile(r"# \S.*\n\n[^#\n](?:.*\n)*.+\.\n\n*")

    assert [one.path.stem for one in SAMPLES if not form.fullmatch(one.why)] == []


def test_every_file_is_the_source_of_a_sample() -> None:
    files = {path.name for path in FOLDER.joinpath("files").iterdir()}

    assert files == {sample.name for sample in SAMPLES if sample.is_linked}


NEW = """\
# A question with code

The fence of the source is longer than the one inside.

```` a.md
# What is A?

```
One.
```
````
"""
FOUND = """\
line 1: What is A?
  answer:
    ```
    One.
    ```
"""


def test_an_update_writes_what_is_found(tmp_path: Path) -> None:
    path = tmp_path / "sample.md"
    path.write_text(NEW, encoding="utf-8")
    sample = read(path)
    sample.update(sample.found(tmp_path))
    first = path.read_text(encoding="utf-8")
    sample.update(FOUND)

    assert first == f"{NEW}\n```` expected\n{FOUND}````\n"
    assert first == path.read_text(encoding="utf-8")
