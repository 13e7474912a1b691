"""Promise: the site of a deck needs no server and no network, and stays usable."""

from __future__ import annotations

import functools
import http.server
import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import decks, write_files
from places import ROOT
from webpage import card, previewing, problems, until

from builder.preview.site import write_site

LARGEST = 3_000_000
MANY = 10_000
TRIES = 3  # the machine has other things to do: the quickest counts


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    written = write_site(ROOT, folder / "public")

    assert written.errors == ()
    assert written.size < LARGEST

    return folder / "public"


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("single") / "deck.html"
    write_site(ROOT, target, is_single=True)
    return target


@pytest.mark.parametrize("kind", ["site", "single"])
def test_the_shipped_deck_is_opened_as_a_file(
    page: Any, site: Path, single: Path, kind: str
) -> None:
    complaints = problems(page)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto((site / "index.html" if kind == "site" else single).as_uri())
    page.locator(".hero h1", has_text="云原生面试").wait_for()
    page.get_by_role("link", name="Look through the cards").click()
    card(page).locator("#qa").wait_for()
    page.fill("#search", "200m")
    page.locator("#list .note").first.click()
    page.keyboard.press("Space")
    card(page).locator("mjx-container svg").first.wait_for()
    page.fill("#search", "has:picture")
    page.locator("#list .note").first.click()
    page.keyboard.press("Space")
    picture = card(page).locator("img").first
    picture.wait_for()

    assert picture.evaluate("(one) => one.naturalWidth") > 100
    assert [
        one for one in asked if not one.startswith(("file:", "data:", "blob:"))
    ] == []
    assert complaints == []


def test_a_site_shows_nothing_of_its_author(site: Path) -> None:
    index = (site / "data/index.js").read_text("utf-8")
    values = json.loads(index.removeprefix("Deck.index(").rstrip(");\n"))

    assert values["findings"] == []
    assert values["baseline"] == ""
    assert {note[8] for note in values["notes"]} == {""}
    assert str(ROOT) not in index


def test_packages_are_there_to_take_along(page: Any, site: Path, single: Path) -> None:
    page.goto((site / "index.html").as_uri())
    link = page.locator(".download").first
    link.wait_for()

    assert (site / link.get_attribute("href").replace("%2B", "+")).is_file()

    page.goto(single.as_uri())
    with page.expect_download() as download:
        page.locator(".download").first.click()

    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_a_site_is_installed_and_works_offline(browser: Any, site: Path) -> None:
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    page = context.new_page()
    address = f"http://127.0.0.1:{server.server_port}/"
    page.goto(address)
    page.locator(".hero h1").wait_for()
    until(page, "!!navigator.serviceWorker.controller")
    manifest = json.loads((site / "site.webmanifest").read_text("utf-8"))

    assert manifest["name"] == "云原生面试"
    assert manifest["display"] == "standalone"

    server.shutdown()
    server.server_close()
    page.goto(address)
    page.get_by_role("link", name="Look through the cards").click()
    card(page).locator("#qa").wait_for()
    context.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["about", "cards", "study", "numbers"])
def test_axe_finds_nothing_serious(
    browser: Any, site: Path, view: str, theme: str
) -> None:
    context = browser.new_context(color_scheme=theme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{(site / 'index.html').as_uri()}#view={view}")
    page.locator(f"#{view}").wait_for()
    if view == "cards":
        card(page)
    found = Axe().run(page, options={"iframes": False}).response["violations"]
    context.close()

    assert [
        (one["id"], [node["html"] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ] == []


def test_everything_is_done_with_keys_alone(page: Any, site: Path) -> None:
    page.goto(f"{(site / 'index.html').as_uri()}#view=cards")
    card(page)
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"

    page.keyboard.press("?")

    assert page.locator("#help").evaluate("(one) => one.open")

    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("tag:docker")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    until(page, "document.querySelector('#flip').textContent.includes('question')")


def test_a_deck_that_is_read_from_right_to_left(page: Any, tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "cards/deck.yaml": "name: عربي\nslug: a\nversion: 1.0.0\nkey: k\nlanguage: ar\n",
            "cards/a.yaml": "notes: [{id: a, front: ما هذا؟, back: كتاب}]\n",
        },
    )
    write_site(tmp_path, tmp_path / "public")
    page.goto(f"{(tmp_path / 'public/index.html').as_uri()}#view=cards")
    title = page.locator("#list .title").first
    title.wait_for()

    assert title.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    assert card(page).locator(".deck-card").evaluate(
        "(one) => getComputedStyle(one).direction"
    ) == ("rtl")


MASKED = """\
notes:
  - id: cell
    image: cell.svg
    masks:
      - rect: 0% 0% 50% 50%
      - ellipse: [65%, 65%, 20%, 20%]
"""
ALPHA = """(canvas, [x, y]) => canvas.getContext("2d").getImageData(
    Math.round(x * canvas.width), Math.round(y * canvas.height), 1, 1).data[3]"""


def test_masks_lie_over_their_picture(page: Any, make_project: Any) -> None:
    folder = make_project(MASKED)
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"/>'
    write_files(folder, {"media/cell.svg": picture})
    write_site(folder, folder / "public")
    page.goto(f"{(folder / 'public/index.html').as_uri()}#view=cards")
    canvas = card(page).locator("#image-occlusion-canvas")
    canvas.wait_for()
    for _ in range(40):
        if canvas.evaluate(ALPHA, [0.25, 0.25]):
            break
        page.wait_for_timeout(50)

    places = ([0.25, 0.25], [0.75, 0.75], [0.75, 0.25])

    assert [canvas.evaluate(ALPHA, place) > 200 for place in places] == [
        True,
        True,
        False,
    ]

    page.keyboard.press("Space")
    page.wait_for_timeout(500)
    canvas = card(page).locator("#image-occlusion-canvas")

    assert canvas.evaluate(ALPHA, [0.25, 0.25]) < 50
    assert canvas.evaluate(ALPHA, [0.75, 0.75]) > 200


# -- the command -----------------------------------------------------------------------

GOOD = "notes: [{id: a, front: q, back: b}]\n"


def test_a_site_takes_the_place_of_the_one_before(make_project: Any) -> None:
    folder = make_project("notes: [{id: a, front: '![](x.svg)', back: b}]\n")
    write_files(folder, {"media/x.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'})

    assert decks("site", "public", folder=folder).code == 0
    assert len(list((folder / "public/media").iterdir())) == 1

    write_files(folder, {"cards/cards.yaml": GOOD})

    assert decks("site", "public", folder=folder).code == 0
    assert list((folder / "public/media").iterdir()) == []


def test_a_folder_of_something_else_is_left_alone(make_project: Any) -> None:
    folder = make_project(GOOD)
    write_files(folder, {"public/mine.txt": "mine"})

    told = decks("site", "public", folder=folder)

    assert told.code == 1
    assert "holds other files" in told.stderr
    assert [path.name for path in (folder / "public").iterdir()] == ["mine.txt"]


def test_a_deck_with_errors_has_no_site(make_project: Any) -> None:
    folder = make_project("notes: [{id: a, front: q, bakc: b}]\n")

    told = decks("site", "public", folder=folder)

    assert told.code == 1
    assert "cards/cards.yaml:1:" in told.stdout
    assert not (folder / "public").exists()


@pytest.mark.parametrize("words", [(), ("public", "--single", "deck.html")])
def test_a_site_goes_to_one_place(make_project: Any, words: tuple[str, ...]) -> None:
    assert decks("site", *words, folder=make_project(GOOD)).code == 2


def test_a_site_for_review_shows_drafts_and_findings(make_project: Any) -> None:
    folder = make_project(
        "notes:\n  - {id: a, front: q, back: '', tags: [draft]}\n"
        "  - {id: b, front: Is it?, back: 'Yes'}\n"
    )

    assert decks("site", "public", "--review", folder=folder).code == 0

    index = (folder / "public/data/index.js").read_text("utf-8")

    assert '"yes-no"' in index
    assert '["a"' in index


def test_the_same_deck_gives_the_same_site(make_project: Any) -> None:
    folder = make_project(GOOD)
    assert (
        decks("build", folder=folder).code == 0
    )  # from here on notes have their times
    for name in ("one", "other"):
        assert decks("site", name, folder=folder).code == 0
    one, other = (
        {
            path.relative_to(folder / name): path.read_bytes()
            for path in (folder / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "other")
    )

    assert one == other


# -- ten thousand notes ----------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    files: dict[str, str | bytes] = {
        "cards/deck.yaml": "name: Large\nslug: large\nversion: 1.0.0\nkey: k\n"
    }
    for file in range(MANY // 100):
        notes = [
            f"  - {{id: n{file * 100 + n}, front: Question {file * 100 + n} of **many**, "
            f"back: Answer {file * 100 + n} with `code` and words enough for a card, "
            f"tags: ['t::{file}']}}"
            for n in range(100)
        ]
        files[f"cards/{file:03}.yaml"] = "\n".join(["notes:", *notes, ""])
    write_files(folder, files)
    return folder


def test_ten_thousand_notes_stay_usable(page: Any, large: Path, tmp_path: Path) -> None:
    write_site(large, tmp_path / "public")
    took = []
    for _ in range(TRIES):
        page.goto("about:blank")
        start = time.perf_counter()
        page.goto(f"{(tmp_path / 'public/index.html').as_uri()}#view=cards")
        card(page).get_by_text("Question 0 of many").wait_for()
        took.append(time.perf_counter() - start)

    assert min(took) < 2

    until(page, "Deck.search('answer 9999').length === 1")
    took = []
    for number in range(TRIES):
        start = time.perf_counter()
        page.fill("#search", f"answer 999{number}")
        page.locator("#found", has_text="1 note").wait_for()
        page.locator("#list .title", has_text=f"Question 999{number}").wait_for()
        took.append(time.perf_counter() - start)

    assert min(took) < 0.5


def test_an_edit_of_ten_thousand_notes_is_seen_in_a_second(
    page: Any, large: Path
) -> None:
    with previewing(folder=large) as running:
        page.goto(f"{running.address}#view=cards&note=n5001")
        card(page).get_by_text("Question 5001 of many").wait_for(timeout=60_000)
        # The findings of all notes come in their time; edits do not wait for them.
        page.wait_for_timeout(500)
        took = []
        for number in range(TRIES):
            path = large / "cards/050.yaml"
            text = path.read_text("utf-8")
            start = time.perf_counter()
            path.write_text(
                text.replace("Question 5001 of", f"Edited {number} 5001 of").replace(
                    f"Edited {number - 1} 5001 of", f"Edited {number} 5001 of"
                ),
                encoding="utf-8",
            )
            card(page).get_by_text(f"Edited {number} 5001 of").wait_for()
            took.append(time.perf_counter() - start)

        assert min(took) < 1
