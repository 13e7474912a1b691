"""A lock that is no longer what was written is refused, whatever stands in it."""

from __future__ import annotations

from conftest import GOOD, MakeProject, refused


def test_deep_lock(make_project: MakeProject) -> None:
    lock = f'{{"note":{"[" * 100_000}{"]" * 100_000}}}'
    folder = make_project({"cards/a.yaml": GOOD, "cards/deck.lock": lock})

    assert refused(folder).startswith("cards/deck.lock:1:1: error: ")


def test_lone_surrogate_in_lock(make_project: MakeProject) -> None:
    line = (
        '{"note":"b","guid":"\\ud800","nid":1,"mod":1,"hash":"x","type":"basic",'
        '"deck":"Test","since":"1.0.0"}'
    )
    folder = make_project({"cards/a.yaml": GOOD, "cards/deck.lock": line})

    assert refused(folder).startswith("cards/deck.lock:1:1: error: damaged: restore")
