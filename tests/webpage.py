"""A real browser for the tests of preview and site, and a preview that is running."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from look import CHROMIUM
from places import ROOT

SHOWN = "iframe.card-frame:not([data-shown=''])[data-shown]"
"""A card's frame that has shown what it was asked to."""


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """Start the machine's Chromium; a test that needs it is skipped without, never in CI."""
    in_ci = bool(os.environ.get("CI"))
    if CHROMIUM is None and not in_ci:
        pytest.skip("no Chromium on this machine")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- may be missing
    except ImportError:
        if in_ci:
            raise
        pytest.skip("no Playwright: `make test` installs it (`pip install playwright`)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Preview:
    """A preview that is running, in a process of its own."""

    address: str
    process: subprocess.Popen[str]


@contextlib.contextmanager
def previewing(
    *arguments: str, folder: Path, environment: Sequence[tuple[str, str]] = ()
) -> Iterator[Preview]:
    """Run ``decks preview`` and stop it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "builder", "preview", "--no-browser", "--port", "0",
         *arguments],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "VISUAL": "", "EDITOR": "",
             "TERM_PROGRAM": "", **dict(environment)},
    )  # fmt: skip
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.match(r"http://\S+", line)
        assert found, line + process.stderr.read()
        yield Preview(found[0], process)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def card(page: Any) -> Any:
    """The frame of the card that is shown, when it is."""
    page.wait_for_selector(SHOWN)
    return page.frame_locator("iframe.card-frame").first


def until(page: Any, claim: str) -> None:
    """Wait until what JavaScript says of a page is true; its policy forbids to be asked."""
    for _ in range(200):
        if page.evaluate(claim):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {claim}")


def problems(page: Any) -> list[str]:
    """What a page complains of from now on: errors of scripts, and what is not allowed."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console",
        lambda one: (
            found.append(one.text) if one.type in {"error", "warning"} else None
        ),
    )
    return found
