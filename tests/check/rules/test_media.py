"""Every file of media/ is there for a card."""

from __future__ import annotations

import pytest
from conftest import GOOD, MakeProject, findings

SHOWN = "notes:\n  - {id: a, front: q, back: '![](a.png)'}\n"
UNUSED = "media/a.png: warning: no card uses this file: it is left out  [media-unused]"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"cards/a.yaml": SHOWN}, [], id="a note shows it"),
        pytest.param({"cards/a.yaml": GOOD}, [UNUSED], id="nothing shows it"),
        pytest.param(
            {
                "cards/a.yaml": "notes:\n  - {id: a, type: own, fields: {A: a}}\n",
                "cards/notetypes/own/notetype.yaml": "fields: [A]\ntemplates: [T]\n",
                "cards/notetypes/own/T.front.html": "{{A}}",
                "cards/notetypes/own/T.back.html": "<img src='a.png'>",
            },
            [],
            id="a template shows it",
        ),
        pytest.param(
            {"cards/a.yaml": SHOWN.replace("back", "bak")},
            [],
            id="what was left out may show it",
        ),
        pytest.param(
            {
                "cards/a.yaml": GOOD,
                "cards/b.yaml": GOOD.replace("镜像", "other"),
            },
            [UNUSED],
            id="beside two notes with one id",
        ),
    ],
)
def test_unused_media(
    make_project: MakeProject, files: dict[str, str], expected: list[str]
) -> None:
    folder = make_project({"media/a.png": b"x", **files})

    assert expected == findings(folder, "media-unused")
