"""A picture with a twin for the night is shown by day, and its twin at night."""

from __future__ import annotations

import re

import pytest
from conftest import MakeProject, decks

from builder import pipeline

DAY, NIGHT = b"<svg>day</svg>", b"<svg>night</svg>"


def field(make_project: MakeProject, text: str, *names: str) -> str:
    """Return an answer as it is packed, without the marks in the names of its files."""
    note = f"notes:\n  - id: a\n    front: q\n    back: '{text}'\n"
    files = {f"media/{name}": NIGHT if ".night" in name else DAY for name in names}
    folder = make_project({"cards/a.yaml": note, **files})
    _, compiled = pipeline.compile_project(folder, pipeline.Options())
    assert compiled is not None
    [built] = compiled.notes
    return re.sub(r"-[0-9a-f]{8}(\.\w+\")", r"\1", built.fields[1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "![a pod](k8s/pod.svg)",
            '<img class="figure day" src="pod.svg" alt="a pod">'
            '<img class="figure night" src="pod.night.svg" alt="a pod">',
            id="on its own",
        ),
        pytest.param(
            "see ![a pod](pod.svg)",
            'see <img class="day" src="pod.svg" alt="a pod">'
            '<img class="night" src="pod.night.svg" alt="a pod">',
            id="in a line",
        ),
        pytest.param(
            "![a pod|300|left](pod.svg)",
            '<img class="left day" src="pod.svg" alt="a pod" width="300">'
            '<img class="left night" src="pod.night.svg" alt="a pod" width="300">',
            id="beside text",
        ),
        pytest.param(
            "![a pod](other.svg)",
            '<img class="figure" src="other.svg" alt="a pod">',
            id="without a twin",
        ),
    ],
)
def test_twins(make_project: MakeProject, text: str, expected: str) -> None:
    names = ("k8s/pod.svg", "k8s/pod.night.svg", "other.svg")

    assert expected == field(make_project, text, *names)


def test_a_twin_is_used(make_project: MakeProject) -> None:
    """It is in the package, and no file that no card shows."""
    note = "notes:\n  - id: a\n    front: q\n    back: '![a pod](pod.svg)'\n"
    media = {"media/pod.svg": DAY, "media/pod.night.svg": NIGHT}
    folder = make_project({"cards/a.yaml": note, **media})
    result = decks("check", "--strict", folder=folder)

    assert (result.code, result.stdout) == (0, "")
    assert "1 note, 1 card: no findings" in result.stderr
