"""Promise: an edit is on the screen at once, and looking at a deck is safe."""

from __future__ import annotations

import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import decks, write_files
from webpage import SHOWN, Preview, card, previewing, problems, until

CARDS = """\
deck: Pods
tags: [k8s::pod]
notes:
  - {id: probe, front: What does a probe tell?, back: That a container is alive}
  - id: math
    front: How much is it?
    back: $x^2 + y^2$ and `code`
  - {id: hidden, cloze: "A Pod has {{c1::containers}} and {{c2::one IP::how many}}."}
  - {id: chosen, front: Which is smallest?, choices: [a node, a Pod, a cluster], answer: a Pod}
  - {id: typed, front: Which field?, back: restartPolicy, typed: true}
  - {id: heard, front: "[sound:beep.mp3] what?", back: "![](heap.svg) a heap"}
  - {id: late, front: Not answered yet, back: "", tags: [draft]}
"""
MORE = """\
deck: Nodes
tags: [k8s::node, often]
notes:
  - {id: taint, front: What keeps Pods away?, back: A taint}
  - {id: doubtful, front: "Is it so?", back: "Yes"}
"""
FILES: dict[str, str | bytes] = {
    "cards/pods.yaml": CARDS,
    "cards/nodes.yaml": MORE,
    "media/beep.mp3": b"ID3 not really sound",
    "media/heap.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>',
}
DECK = "name: My deck\nslug: mine\nversion: 1.0.0\nkey: k\n"
IN_TIME = 0.5
TRIES = 5  # the machine has other things to do: the quickest counts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("project")
    write_files(made, {"cards/deck.yaml": DECK, **FILES})
    assert decks("build", folder=made).code == 0
    return made


@pytest.fixture(scope="module")
def preview(folder: Path) -> Iterator[Preview]:
    with previewing(folder=folder) as running:
        yield running


@pytest.fixture
def shown(page: Any, preview: Preview) -> Iterator[Any]:
    """The page, which must complain of nothing."""
    complaints = problems(page)
    page.goto(preview.address)
    card(page)
    yield page
    assert complaints == []


def titles(page: Any) -> list[str]:
    return list(page.locator("#list .title").all_inner_texts())


def test_it_opens_with_the_first_card_and_flips(shown: Any) -> None:
    assert "What keeps Pods away?" in card(shown).locator("#qa").inner_text()

    shown.keyboard.press("Space")

    card(shown).get_by_text("A taint").wait_for()

    shown.keyboard.press("Space")
    shown.keyboard.press("ArrowRight")

    card(shown).get_by_text("Is it so?").wait_for()


def test_trees_count_cards(shown: Any) -> None:
    rows = shown.locator("#topics .leaf").all_inner_texts()

    assert "k8s\n10" in rows
    assert "often\n2" in rows

    shown.locator("#decks .leaf", has_text="Nodes").click()

    assert titles(shown) == ["What keeps Pods away?", "Is it so?"]
    assert shown.input_value("#search") == 'deck:"My deck::Nodes"'


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("ALIVE", ["probe"], id="a word of the answer"),
        pytest.param("tag:k8s::node", ["taint", "doubtful"], id="tag"),
        pytest.param("tag:k8s -tag:pod", ["taint", "doubtful"], id="not a tag"),
        pytest.param("deck:nodes taint", ["taint"], id="deck and word"),
        pytest.param("id:ma*", ["math"], id="id"),
        pytest.param("kind:cloze", ["hidden"], id="kind"),
        pytest.param("is:draft", ["late"], id="draft"),
        pytest.param("has:finding:yes-no", ["doubtful"], id="finding"),
        pytest.param("has:picture", ["heard"], id="picture"),
        pytest.param("has:math", ["math"], id="formula"),
        pytest.param('"one ip"', ["hidden"], id="words in quotes"),
        pytest.param("nothing-like-it", [], id="nothing"),
    ],
)
def test_search_as_you_type(shown: Any, query: str, found: list[str]) -> None:
    until(shown, "Deck.notes.some((note) => note.findings.length)")
    until(shown, "Deck.search('alive').length")
    shown.keyboard.press("/")
    shown.keyboard.type(query)
    ids = "[...document.querySelectorAll('#list .note')].map((one) => one.dataset.id)"

    assert shown.evaluate(ids) == found


def test_findings_stand_beside_their_card_with_their_place(shown: Any) -> None:
    shown.locator("#list .note", has_text="Is it so?").click()
    finding = shown.locator("#about-note .findings li").first
    finding.wait_for()

    assert "yes" in finding.inner_text().lower()
    assert "cards/nodes.yaml:5" in finding.inner_text()


def test_a_formula_is_set_without_a_network(shown: Any) -> None:
    shown.goto(f"{shown.url.split('#')[0]}#view=cards&note=math")
    card(shown).get_by_text("How much").wait_for()
    shown.keyboard.press("Space")
    formula = card(shown).locator("mjx-container svg").first
    formula.wait_for()

    assert formula.bounding_box()["width"] > 30


def test_every_card_of_a_cloze_note(shown: Any) -> None:
    shown.locator("#list .note", has_text="A Pod has").click()

    card(shown).get_by_text("A Pod has [...] and one IP.").wait_for()
    shown.keyboard.press("ArrowRight")
    card(shown).get_by_text("A Pod has containers and [how many].").wait_for()


def test_choices_keep_their_order_and_what_was_picked(shown: Any) -> None:
    shown.locator("#list .note", has_text="Which is smallest?").click()
    options = card(shown).locator(".choices li")
    options.first.wait_for()
    before = options.all_inner_texts()
    options.nth(1).click()
    shown.locator("#flip").click()
    card(shown).locator(".choices.answered").wait_for()

    assert before == card(shown).locator(".choices li").all_inner_texts()
    assert before[1] in card(shown).locator(".picked").inner_text()


def test_a_typed_answer_is_compared(shown: Any) -> None:
    shown.locator("#list .note", has_text="Which field?").click()
    field = card(shown).locator("input#typeans")
    field.fill("restartPolcy")
    field.press("Enter")
    card(shown).locator(".typeMissed").first.wait_for()

    assert card(shown).locator("code#typeans").inner_text().endswith("restartPolicy")


def test_pictures_and_sounds_are_handed_to_the_card(shown: Any) -> None:
    shown.locator("#list .note", has_text="what?").click()
    button = card(shown).get_by_role("button", name="Play")
    button.wait_for()
    shown.keyboard.press("Space")
    picture = card(shown).locator("img")
    picture.wait_for()

    assert picture.evaluate("(one) => one.naturalWidth") == 40


def test_day_and_night_phone_and_desktop(shown: Any) -> None:
    shown.keyboard.press("n")
    card(shown).locator("body.nightMode").wait_for()

    assert shown.evaluate("document.documentElement.dataset.theme") == "night"

    shown.keyboard.press("b")
    until(
        shown,
        "document.querySelectorAll('iframe.card-frame:not([data-shown=\"\"])').length === 4",
    )
    widths = [
        round(frame.bounding_box()["width"])
        for frame in shown.locator("iframe.card-frame").all()
    ]

    assert widths[:2] == [375, 375]
    assert widths[2] > 400


def test_the_background_of_a_card_fills_its_frame(shown: Any) -> None:
    shown.keyboard.press("n")
    frame = card(shown)
    frame.locator("body.nightMode").wait_for()

    # A browser gives what is behind a body its background, unless that has one itself.
    behind = frame.locator("html").evaluate(
        "(html) => getComputedStyle(html).backgroundColor"
    )

    assert behind == "rgba(0, 0, 0, 0)"
    shown.keyboard.press("n")


def test_all_cards_of_a_topic_on_a_page(shown: Any) -> None:
    shown.locator("#topics .leaf", has_text="often").click()
    shown.keyboard.press("p")

    until(
        shown,
        "document.querySelectorAll('iframe.card-frame:not([data-shown=\"\"])').length === 2",
    )


def test_a_phone_has_room_for_the_card(browser: Any, preview: Preview) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 812})
    page = context.new_page()
    page.goto(preview.address)
    card(page)

    assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert not page.locator("#results").is_visible()

    page.locator("#list-button").click()
    page.locator("#list .note", has_text="What does a probe tell?").click()
    card(page).get_by_text("What does a probe tell?").wait_for()

    page.locator("#results").wait_for(state="hidden")
    context.close()


def test_ten_cards_are_studied_and_remembered(shown: Any) -> None:
    shown.evaluate("localStorage.clear()")
    shown.keyboard.press("s")
    for grade in "3334213344":
        shown.locator("#grades .primary").wait_for()
        shown.keyboard.press("Space")
        shown.locator("#grades .grade").first.wait_for()
        shown.keyboard.press(grade)

    until(shown, "document.querySelector('.count-done b').textContent === '10'")
    kept = shown.evaluate(
        "Object.values(JSON.parse(localStorage.getItem(`decks-study-${Deck.info.identity}`)))"
    )

    assert len(kept) >= 8
    assert all(one["due"] > one["last"] for one in kept)


def test_a_card_that_comes_late_is_not_asked_in_place_of_another(shown: Any) -> None:
    shown.keyboard.press("s")
    shown.locator("#study-frame iframe").wait_for()
    shown.evaluate(
        """() => {
          const card = Deck.card;
          Deck.card = async (note, place) => {
            const late = note.id === "probe" ? 600 : 0;
            await new Promise((resolve) => { setTimeout(resolve, late); });
            return card(note, place);
          };
        }"""
    )

    shown.locator("#search").fill("id:probe")
    shown.locator("#search").fill("id:taint")
    shown.wait_for_timeout(1000)

    question = shown.frame_locator("#study-frame iframe").locator("#qa")
    assert question.inner_text().strip() == "What keeps Pods away?"


def test_numbers_lead_to_their_notes(shown: Any) -> None:
    shown.get_by_role("link", name="Numbers").click()
    shown.locator(".chart", has_text="Cards by kind").get_by_role(
        "button", name="cloze"
    ).click()

    assert titles(shown) == ["A Pod has containers and one IP."]


# -- edits ----------------------------------------------------------------------------


def edit(path: Path, old: str, new: str) -> float:
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    return time.perf_counter()


def test_an_edit_is_seen_at_once_and_the_place_is_kept(
    shown: Any, folder: Path
) -> None:
    shown.locator("#list .note", has_text="What does a probe tell?").click()
    shown.keyboard.press("Space")
    card(shown).get_by_text("is alive").wait_for()

    took = []
    for _ in range(TRIES):
        start = edit(folder / "cards/pods.yaml", "is alive", "is well")
        card(shown).get_by_text("is well").wait_for()
        took.append(time.perf_counter() - start)
        edit(folder / "cards/pods.yaml", "is well", "is alive")
        card(shown).get_by_text("is alive").wait_for()

    assert "note=probe" in shown.url
    assert min(took) < IN_TIME


def test_a_mistake_is_told_at_once_and_the_card_stays(shown: Any, folder: Path) -> None:
    shown.locator("#list .note", has_text="What keeps Pods away?").click()

    edit(folder / "cards/nodes.yaml", "back: A taint}", "back: A taint, bakc: x}")
    shown.locator("#about-note .findings .error", has_text="bakc").wait_for()
    edit(folder / "cards/nodes.yaml", ", bakc: x", "")
    shown.locator("#about-note .findings .error").wait_for(state="detached")
    card(shown).get_by_text("What keeps Pods away?").wait_for()
    edit(folder / "cards/nodes.yaml", "notes:", "notes: [")
    shown.locator("#problems li, #about-note .error").first.wait_for()

    card(shown).get_by_text("What keeps Pods away?").wait_for()

    edit(folder / "cards/nodes.yaml", "notes: [", "notes:")
    until(shown, "!Deck.info.findings.some((one) => one[1] === 'error')")


def test_pictures_and_deck_yaml_are_watched_too(shown: Any, folder: Path) -> None:
    shown.locator("#list .note", has_text="what?").click()
    shown.keyboard.press("Space")
    picture = card(shown).locator("img")
    picture.wait_for()
    edit(folder / "media/heap.svg", 'width="40"', 'width="80"')

    for _ in range(100):
        if picture.evaluate("(one) => one.naturalWidth") == 80:
            break
        shown.wait_for_timeout(50)

    assert picture.evaluate("(one) => one.naturalWidth") == 80

    edit(folder / "media/heap.svg", 'width="80"', 'width="40"')
    edit(folder / "cards/deck.yaml", "My deck", "Your deck")
    shown.locator(".home", has_text="Your deck").wait_for()
    edit(folder / "cards/deck.yaml", "Your deck", "My deck")
    shown.locator(".home", has_text="My deck").wait_for()


def test_a_new_note_type_and_an_edit_of_its_template(shown: Any, folder: Path) -> None:
    own = folder / "cards/notetypes/word"
    write_files(
        folder,
        {
            "cards/notetypes/word/notetype.yaml": "fields: [Word]\ntemplates: [Ask]\n",
            "cards/notetypes/word/Ask.front.html": "Say: {{Word}}\n",
            "cards/notetypes/word/Ask.back.html": "{{FrontSide}}\n",
            "cards/words.yaml": "notes: [{id: own, type: word, fields: {Word: heap}}]\n",
        },
    )
    shown.locator("#list .note", has_text="heap").last.click()
    card(shown).get_by_text("Say: heap").wait_for()

    edit(own / "Ask.front.html", "Say:", "Spell:")

    card(shown).get_by_text("Spell: heap").wait_for()
    (folder / "cards/words.yaml").unlink()
    until(shown, "!Deck.note('own')")


# -- what changed ---------------------------------------------------------------------


def test_what_changed_since_the_release_is_marked_word_by_word(
    page: Any, tmp_path: Path
) -> None:
    write_files(tmp_path, {"cards/deck.yaml": DECK, **FILES})
    assert decks("release", "minor", folder=tmp_path).code == 0
    edit(tmp_path / "cards/pods.yaml", "a container is alive", "a container is well")
    edit(
        tmp_path / "cards/nodes.yaml",
        "notes:",
        "notes:\n  - {id: more, front: m, back: b}",
    )
    with previewing(folder=tmp_path) as running:
        page.goto(f"{running.address}#view=cards&q=is:changed")
        card(page)
        page.locator(".changes del", has_text="alive").wait_for()

        assert titles(page) == ["What does a probe tell?"]
        assert page.locator(".changes ins").inner_text().strip() == "well"
        assert "changed since 1.1.0" in page.locator("#about-note").inner_text()

        page.fill("#search", "is:new")

        assert titles(page) == ["m"]


# -- a package of any tool -------------------------------------------------------------


def test_a_package_is_shown(page: Any, tmp_path: Path, folder: Path) -> None:
    assert decks("build", "--out", tmp_path / "deck.apkg", folder=folder).code == 0
    with previewing("deck.apkg", folder=tmp_path) as running:
        page.goto(running.address)
        card(page).locator("#qa").wait_for()
        page.locator("#list .note", has_text="what?").click()
        page.keyboard.press("Space")
        picture = card(page).locator("img")
        picture.wait_for()

        assert picture.evaluate("(one) => one.naturalWidth") == 40


# -- strangers -------------------------------------------------------------------------


def answer(
    preview: Preview, path: str = "", **headers: str
) -> tuple[int, dict[str, str]]:
    request = urllib.request.Request(  # noqa: S310 -- our own server
        preview.address + path,
        headers={k.replace("_", "-"): v for k, v in headers.items()},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as told:  # noqa: S310
            return told.status, dict(told.headers)
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        pytest.param("", {}, 200, id="the page"),
        pytest.param("frame.html", {}, 200, id="the frame"),
        pytest.param("data/index.js", {}, 200, id="the index"),
        pytest.param("assets/mathjax.js", {}, 200, id="MathJax"),
        pytest.param("data/99.js", {}, 404, id="no such chunk"),
        pytest.param("media/..%2f..%2fcards%2fdeck.yaml", {}, 404, id="out of media"),
        pytest.param("assets/..%2fserver.py", {}, 404, id="out of assets"),
        pytest.param("media/%2fetc%2fpasswd.js", {}, 404, id="an absolute path"),
        pytest.param("cards/deck.yaml", {}, 404, id="a file of the project"),
        pytest.param("", {"Host": "evil.test"}, 403, id="foreign host"),
        pytest.param("", {"Origin": "http://evil.test"}, 403, id="foreign origin"),
        pytest.param(
            "data/index.js", {"Sec_Fetch_Site": "cross-site"}, 403, id="foreign page"
        ),
        pytest.param("open", {}, 404, id="open is no page"),
    ],
)
def test_every_answer_has_a_policy(
    preview: Preview, path: str, headers: dict[str, str], status: int
) -> None:
    code, told = answer(preview, path, **headers)

    assert status == code
    assert "content-security-policy" in {name.lower() for name in told}
    assert "unsafe-inline" not in told.get("content-security-policy", "") or (
        path == "frame.html"
    )


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("cards/pods.yaml:4:5", 200),
        ("../../etc/passwd:1:1", 404),
        ("cards/pods.yaml", 404),
    ],
)
def test_only_places_of_the_deck_are_opened(
    page: Any, preview: Preview, place: str, status: int
) -> None:
    ask = """(place) => fetch("open", {method: "POST", headers: {"X-Decks": "open"}, body: place})
        .then((one) => one.status)"""
    page.goto(preview.address)

    assert status == page.evaluate(ask, place)


def test_the_editor_is_told_the_place(page: Any, folder: Path, tmp_path: Path) -> None:
    editor = tmp_path / "code"
    told = tmp_path / "told"
    editor.write_text(f'#!/bin/sh\necho "$@" > {told}\n')
    editor.chmod(0o755)
    with previewing(folder=folder, environment=[("VISUAL", str(editor))]) as running:
        page.goto(running.address)
        card(page)
        page.locator("#about-note .place").first.click()
        for _ in range(100):
            if told.is_file() and told.read_text():
                break
            page.wait_for_timeout(50)

    assert told.read_text().strip() == f"--goto {folder.resolve()}/cards/nodes.yaml:4:5"


def test_without_an_editor_the_place_is_copied(browser: Any, folder: Path) -> None:
    nobody = [("VISUAL", ""), ("EDITOR", ""), ("TERM_PROGRAM", "")]
    with previewing(folder=folder, environment=nobody) as running:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(running.address)
        card(page)
        page.locator("#about-note .place").first.click()
        page.get_by_text("Copied cards/nodes.yaml:4").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        context.close()

    assert copied.startswith("cards/nodes.yaml:4")


def test_nothing_moves_for_whoever_wants_no_motion(
    browser: Any, preview: Preview
) -> None:
    narrow: Any = {"width": 375, "height": 812}  # the lists slide in here
    context = browser.new_context(reduced_motion="reduce", viewport=narrow)
    page = context.new_page()
    page.goto(preview.address)
    card(page)
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((one) => "
        "getComputedStyle(one).transitionDuration !== '0s' || "
        "getComputedStyle(one).animationName !== 'none').map((one) => one.outerHTML)"
    )
    context.close()

    assert moving == []


class _Listener(threading.Thread):
    """A server of a stranger, which hears who asks it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.heard: list[bytes] = []
        self.start()

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                self.heard.append(connection.recv(500))


ATTACK = Path(__file__).with_name("attack.js").read_text(encoding="utf-8")


def evil_package(path: Path, script: str) -> None:
    """A package of another tool, with scripts wherever there can be one."""
    import genanki  # noqa: PLC0415 -- the tool that makes it

    inline = f"<script>{script}</script>"
    image = "<img src=x onerror='parent.PWNED=1'>"
    fields = ["Front", "Back", "Hint", "Text", "Kana"]
    types = [
        genanki.Model(
            1_600_000_000 + number,
            f"Evil {number} {image}",
            fields=[{"name": name} for name in fields],
            model_type=number,
            css=f".card {{ }} </style>{inline}{image}",
            templates=[
                {
                    "name": f"Card {image}",
                    "qfmt": "{{Front}}{{hint:Hint}}{{furigana:Kana}}{{cloze:Text}}{{Tags}}"
                    f"{{{{type:Back}}}}{{{{Deck}}}}{{{{Card}}}}{inline}",
                    "afmt": "{{FrontSide}}{{Back}}{{text:Hint}}" + inline,
                }
            ],
        )
        for number in (0, 1)
    ]
    deck = genanki.Deck(
        1_700_000_000, f"Deck {image}", f"[x](javascript:parent.PWNED=1) {inline}"
    )
    value = f"{image}{inline}<svg onload='parent.PWNED=1'><a href='javascript:parent.PWNED=1'>x</a>"
    for model in types:
        values = [f"{value} {name}" for name in fields]
        values[3] = f"{{{{c1::{value}::{image}}}}}"
        deck.add_note(
            genanki.Note(model, values, tags=["<img/src=x/onerror=parent.PWNED=1>"])
        )
    genanki.Package(deck).write_to_file(path)


def test_scripts_of_cards_stay_in_their_frame(page: Any, tmp_path: Path) -> None:
    stranger = _Listener()
    package = tmp_path / "evil.apkg"
    evil_package(package, "/* the address is not known yet */")
    with previewing("evil.apkg", folder=tmp_path) as running:
        attack = ATTACK.replace("STRANGER", f"127.0.0.1:{stranger.port}")
        evil_package(package, attack.replace("ADDRESS", running.address))
        page.goto(running.address)
        until(
            page,
            "Deck.info && Deck.card(Deck.notes[0], 0)"
            ".then((one) => one.question.html.includes('hostile card'))",
        )
        page.goto(running.address)
        home = page.url
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        ran = []
        for _ in range(2):
            page.wait_for_selector(SHOWN)
            ran.append(
                page.query_selector(SHOWN).content_frame().evaluate("window.RAN")
            )
            page.keyboard.press("Space")
            # The card leads its frame astray: what is shown next comes in another one.
            page.wait_for_timeout(3500)
            page.locator("#next").click()
            page.wait_for_timeout(1500)
        page.get_by_role("link", name="About").click()
        page.get_by_role("link", name="Numbers").click()
        page.wait_for_timeout(300)
        state = page.evaluate(
            "[window.PWNED, document.cookie,"
            " localStorage.getItem('PWNED'),"
            " document.querySelectorAll('main img, main script').length]"
        )

        assert all(ran)
        assert state == [None, "", None, 0]
        assert stranger.heard == []
        assert page.url.split("#")[0] == home.split("#")[0]
        assert len(page.context.pages) == 1
    stranger.socket.close()
