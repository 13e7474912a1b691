"""A time from outside is taken as it is, or refused in words."""

from __future__ import annotations

import pytest
from conftest import GOOD, MakeProject, decks


@pytest.mark.parametrize("epoch", ["99999999999999999999", "9" * 5000])
def test_epoch_that_no_clock_has(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    folder = make_project({"cards/a.yaml": GOOD})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    result = decks("build", folder=folder)

    assert (result.code, result.stderr) == (
        1,
        f"decks: SOURCE_DATE_EPOCH is `{epoch}`, after the year 9999: write the seconds "
        "since 1970\n",
    )
