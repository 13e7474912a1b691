"""Cards in a real browser: nothing sticks out of a phone, choices shuffle and stay.

Needs Chromium; skipped without one, except in continuous integration.
"""

from __future__ import annotations

import functools
import html
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import dialect
import pytest
from conftest import decks, write_files
from every_kind import FILES
from look import CHROMIUM, FLAGS, RenderedCard, page, rendered_cards
from places import ROOT

PHONE = 390

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium on this machine", allow_module_level=True)

STYLE = ROOT / "builder/anki/notetypes/style.css"
WIDE_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="9"/>'
_WIDE = (
    "notes:\n  - id: wide\n    front: |\n      "
    + "verylongwordwithoutanyspace" * 8
    + "\n    back: |\n      ```bash\n      docker run "
    + "--option value " * 30
    + "\n      ```\n\n      | "
    + " | ".join(f"column {n}" for n in range(9))
    + " |\n      |"
    + "---|" * 9
    + "\n      | "
    + " | ".join(["a long cell without"] * 9)
    + " |\n\n      ![wide](wide.svg)\n\n      <img src='wide.svg' width='3000'>\n"
)


def evaluate(markup: str, folder: Path, *, width: int = 800) -> Any:
    """Load a page and return what its script put into ``<pre id=result>``."""
    assert CHROMIUM is not None, "continuous integration must install Chromium"
    source = folder / "page.html"
    source.write_text(markup, encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        finished = subprocess.run(
            [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "--dump-dom",
             f"--window-size={width},2000", "--virtual-time-budget=5000",
             source.as_uri()],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    text = finished.stdout.decode()
    found = re.search(r'<pre id="result">(.*?)</pre>', text, re.DOTALL)
    assert found, text[-2000:]
    return json.loads(html.unescape(found[1]))


_REPORT = "document.getElementById('result').textContent=JSON.stringify"
_RESULT = '<pre id="result"></pre><script>addEventListener("load",()=>{{{0}}})</script>'


@pytest.fixture(scope="module", params=["every kind", "dialect", "shipped deck"])
def cards(request: pytest.FixtureRequest) -> Any:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out = folder / "deck.apkg"
        project = ROOT
        if request.param == "every kind":
            project = folder / "project"
            write_files(project, {
                **FILES, "cards/wide.yaml": _WIDE, "media/wide.svg": WIDE_PICTURE,
                "cards/deck.yaml": "name: T\nslug: t\nversion: 1.0.0\nkey: k\n",
            })  # fmt: skip
        if request.param == "dialect":
            project = folder / "project"
            write_files(project, dialect.FILES)
        assert (
            decks("build", "--not-tag", "none", "--out", out, folder=project).code == 0
        )
        yield (
            rendered_cards(out, folder / "learner"),
            folder / "learner/collection.media",
        )


def sticking_out(cards: Iterable[RenderedCard]) -> str:
    """A page that puts each side into a frame of a phone's width, one after another.

    What is wider than the frame is told, and every picture that does not load. One frame
    for all, since to make a frame costs a browser more than to fill it.
    """
    sides = [
        page(card, night=False, answer=answer)
        for card in cards
        for answer in (False, True)
    ]
    return (
        f'<!doctype html><meta charset="utf-8"><body style="margin:0">'
        f'<iframe scrolling="no" style="border:0;width:{PHONE}px"></iframe>'
        '<pre id="result"></pre><script>'
        f"const sides={_string(sides)},frame=document.querySelector('iframe');"
        "async function measure(side){const found=[],page=frame.contentDocument;"
        "page.open();page.write(side);page.close();const images=[...page.images];"
        "await Promise.all(images.map(image=>image.decode().catch(()=>0)));"
        "if(page.documentElement.scrollWidth>frame.clientWidth)"
        "found.push(page.body.innerText);"
        "for(const image of images){"
        "if(!image.complete||image.naturalWidth===0)found.push(image.src);"
        "if(image.getBoundingClientRect().right>frame.clientWidth)found.push(image.src)}"
        "return found}"
        "addEventListener('load',async()=>{const found=[];"
        "for(const side of sides)found.push(await measure(side));"
        f"{_REPORT}(found)}})</script></body>"
    )


def test_nothing_sticks_out_of_a_phone(
    cards: tuple[list[RenderedCard], Path],
) -> None:
    found, media = cards

    assert evaluate(sticking_out(found), media) == [[]] * (2 * len(found))


def test_what_sticks_out_is_found(tmp_path: Path) -> None:
    """What the test above would tell of cards that are not as they should be."""
    (tmp_path / "wide.svg").write_text(WIDE_PICTURE, encoding="utf-8")
    css = STYLE.read_text(encoding="utf-8")
    expected = {
        '<p style="width:600px">wide</p>': ["wide"],
        "<script>document.write('<p style=width:600px>written')</script>": ["written"],
        '<img src="none.svg">': ["none.svg"],
        '<img src="wide.svg" style="max-width:none">': ["", "wide.svg"],
        '<img src="wide.svg">': [],
    }
    cards = [RenderedCard("a", css, side, "") for side in expected]

    found = evaluate(sticking_out(cards), tmp_path)[::2]

    assert [
        [told.strip().rsplit("/", 1)[-1] for told in of_card] for of_card in found
    ] == list(expected.values())


FIVE = "choices: [one, two, three, four, five]"


def choice_page(after_question: str, answer: str, choices: str = FIVE) -> str:
    """A page that shows the question, does something, then shows the answer."""
    return (
        '<body><div id="qa"></div><pre id="result"></pre><script>'
        "function show(side){const box=document.getElementById('qa');box.innerHTML=side;"
        "box.querySelectorAll('script').forEach(old=>{"
        "const script=document.createElement('script');script.textContent=old.textContent;"
        "old.replaceWith(script)})}"
        "const texts=()=>[...document.querySelectorAll('.choices li')].map(e=>e.innerText);"
        "const picked=()=>[...document.querySelectorAll('.picked')].map(e=>e.innerText);"
        f"const question={_string(question(choices))},answer={_string(answer)};"
        f"addEventListener('load',()=>{{{after_question}}})</script></body>"
    )


def _string(value: object) -> str:
    return json.dumps(value).replace("</", "<\\/")


@functools.cache
def choice_sides(choices: str = FIVE) -> tuple[str, str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder, {
            "cards/deck.yaml": "name: T\nslug: t\nversion: 1.0.0\nkey: k\n",
            "cards/a.yaml": (
                f"notes:\n  - {{id: a, front: q, {choices}, answer: two}}\n"
            ),
        })  # fmt: skip
        decks("build", folder=folder)
        (card,) = rendered_cards(folder / "dist/t-1.0.0.apkg", folder / "learner")
        return card.question, card.answer


def question(choices: str) -> str:
    return choice_sides(choices)[0]


def test_choices_are_shuffled(tmp_path: Path) -> None:
    markup = choice_page(
        "const orders=[];for(let n=0;n<60;n++){show(question);orders.push(texts().join())}"
        f"{_REPORT}(orders)",
        "",
    )

    orders = evaluate(markup, tmp_path)

    assert len(set(orders)) > 20
    assert {tuple(sorted(order.split(","))) for order in orders} == {
        ("five", "four", "one", "three", "two")
    }
    # No place is preferred: the right one comes first about one time in five.
    assert 2 <= sum(order.startswith("two") for order in orders) <= 30


@pytest.mark.parametrize(
    ("choices", "orders"),
    [
        pytest.param(f"{FIVE}, pinned: [one, 4]", 6, id="two pinned"),
        pytest.param(f"{FIVE}, shuffle: false", 1, id="as written"),
    ],
)
def test_what_stays_is_not_shuffled(tmp_path: Path, choices: str, orders: int) -> None:
    markup = choice_page(
        "const orders=[];for(let n=0;n<80;n++){show(question);orders.push(texts())}"
        f"{_REPORT}(orders)",
        "",
        choices,
    )

    found = {tuple(order) for order in evaluate(markup, tmp_path)}

    assert len(found) == orders
    if "pinned" in choices:
        assert {order[3:] for order in found} == {("one", "four")}
    else:
        assert found == {("one", "two", "three", "four", "five")}


@pytest.mark.parametrize(
    "between",
    [
        pytest.param("", id="same page, as on a desktop"),
        pytest.param("delete window.deckBuilderChoices;", id="new page, as on a phone"),
    ],
)
def test_order_and_picks_survive_the_flip(tmp_path: Path, between: str) -> None:
    markup = choice_page(
        "const seen=[];for(let n=0;n<20;n++){show(question);"
        "document.querySelectorAll('.choices li')[3].click();"
        f"const before=texts(),chosen=picked();{between}show(answer);"
        "seen.push([before,texts(),chosen,picked(),"
        "[...document.querySelectorAll('.correct')].map(e=>e.innerText)])}"
        f"{_REPORT}(seen)",
        choice_sides()[1],
    )

    for before, after, chosen, kept, right in evaluate(markup, tmp_path):
        assert before == after
        assert chosen == kept == [before[3]]
        assert right == ["two"]


def test_answer_stands_without_its_question(tmp_path: Path) -> None:
    markup = choice_page(
        f"show(answer);{_REPORT}([texts(),picked()])", choice_sides()[1]
    )

    options, picked = evaluate(markup, tmp_path)
    assert sorted(options) == ["five", "four", "one", "three", "two"]
    assert picked == []


def test_choices_are_readable_without_scripts() -> None:
    orders = []
    for side in choice_sides():
        without = re.sub(r"<script>.*?</script>", "", side, flags=re.DOTALL)
        orders.append(re.findall(r"<li[^>]*>(.*?)</li>", without))

    assert orders[0] == orders[1]
    assert sorted(orders[0]) == ["five", "four", "one", "three", "two"]


def test_night_and_day_differ(tmp_path: Path) -> None:
    card = RenderedCard("a", STYLE.read_text(encoding="utf-8"), "q", "a")
    frames = "".join(
        f'<iframe srcdoc="{html.escape(page(card, night=night, answer=False))}"></iframe>'
        for night in (False, True)
    )
    colours = evaluate(
        f'{frames}<pre id="result"></pre><script>addEventListener("load",()=>{{'
        f"{_REPORT}([...document.querySelectorAll('iframe')].map(frame=>{{"
        "const style=getComputedStyle(frame.contentDocument.body);"
        "return [style.backgroundColor,style.color]}))})</script>",
        tmp_path,
    )

    assert colours == [
        ["rgb(255, 255, 255)", "rgb(31, 35, 40)"],
        ["rgb(28, 31, 36)", "rgb(230, 237, 243)"],
    ]


def sides(folder: Path, files: dict[str, str]) -> RenderedCard:
    """The first card of a project."""
    deck = "name: T\nslug: t\nversion: 1.0.0\nkey: k\n"
    write_files(folder, {"cards/deck.yaml": deck, **files})
    assert decks("build", folder=folder).code == 0
    return rendered_cards(folder / "dist/t-1.0.0.apkg", folder / "learner")[0]


def displayed(markup: str, selector: str, folder: Path) -> str:
    script = (
        f"const found=document.querySelector({_string(selector)});"
        f"{_REPORT}(getComputedStyle(found).display)"
    )
    return str(evaluate(markup + _RESULT.format(script), folder))


def test_a_typed_answer_is_shown_once(tmp_path: Path) -> None:
    cards = "notes:\n  - {id: a, front: q, back: yes sir, typed: true}\n"
    card = sides(tmp_path, {"cards/a.yaml": cards})
    compared = re.compile(
        r'(?<=<div class="typed">).*?(?=</div>\s*<div class="answer">)', re.DOTALL
    )
    shown = page(card, night=False, answer=True)
    # Where nothing compares, the answer is the only one.
    bare = page(
        replace(card, answer=compared.sub("", card.answer)), night=False, answer=True
    )

    assert displayed(shown, ".answer", tmp_path) == "none"
    assert displayed(bare, ".answer", tmp_path) == "block"


def test_code_in_a_step_does_not_ask_for_all_steps(tmp_path: Path) -> None:
    steps = "notes:\n  - {id: a, front: q, steps: ['`ls -l`', two]}\n"
    card = sides(tmp_path, {"cards/a.yaml": steps})
    script = (
        "const code=document.querySelector('code');"
        f"{_REPORT}(getComputedStyle(code,'::before').content)"
    )
    shown = page(card, night=False, answer=True) + _RESULT.format(script)

    assert evaluate(shown, tmp_path) == "none"


@pytest.mark.parametrize(
    "note",
    ["front: 'q[^1]\n\n\n        [^1]: x', back: b", "cloze: '{{c1::q}}[^1]\n\n\n        [^1]: x'"],
    ids=["basic", "cloze"],
)  # fmt: skip
def test_footnotes_wait_for_the_answer(tmp_path: Path, note: str) -> None:
    card = sides(tmp_path, {"cards/a.yaml": f"notes:\n  - {{id: a, {note}}}\n"})
    shown = [
        displayed(page(card, night=False, answer=answer), ".footnotes", tmp_path)
        for answer in (False, True)
    ]

    assert shown == ["none", "block"]


def test_pictures_are_dimmed_at_night_alone(tmp_path: Path) -> None:
    markup = '<img src="a.png"><img src="a.svg">'
    css = (ROOT / "builder/anki/notetypes/style.css").read_text(encoding="utf-8")
    card = RenderedCard("a", css, markup, "")
    script = (
        f"{_REPORT}([...document.querySelectorAll('img')]"
        ".map(image=>getComputedStyle(image).filter))"
    )

    for night, expected in ((False, "none"), (True, "brightness(0.88)")):
        shown = page(card, night=night, answer=False) + _RESULT.format(script)
        assert evaluate(shown, tmp_path) == [expected, expected]


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_direction_of_the_language(
    tmp_path: Path, language: str, direction: str
) -> None:
    deck = f"name: T\nslug: t\nversion: 1.0.0\nkey: k\nlanguage: {language}\n"
    cards = "notes:\n  - {id: a, front: q, choices: [a, b, c], answer: [a, b]}\n"
    card = sides(tmp_path, {"cards/deck.yaml": deck, "cards/a.yaml": cards})
    script = (
        "const option=document.querySelector('.choices li');"
        f"{_REPORT}([getComputedStyle(option).direction,"
        "getComputedStyle(option,'::before').right==='16px'])"
    )
    shown = page(card, night=False, answer=False) + _RESULT.format(script)

    assert evaluate(shown, tmp_path) == [direction, direction == "rtl"]


def luminance(colour: str) -> float:
    """https://www.w3.org/TR/WCAG21/#dfn-relative-luminance"""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["day", "night"])
def test_colours_have_contrast(theme: int) -> None:
    css = STYLE.read_text(encoding="utf-8")
    blocks = re.findall(r"^[^\n]*\.card \{(.*?)\}", css, re.DOTALL | re.MULTILINE)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[theme]))
    pairs = [
        (text, ground)
        for text in (
            "text",
            "muted",
            "accent",
            "keyword",
            "name",
            "string",
            "number",
            "comment",
            "tag",
        )
        for ground in ("background", "surface")
    ]
    pairs += [
        ("text", "code"),
        ("text", "mark"),
        *((look, "surface") for look in ("right", "name", "warning", "wrong", "muted")),
        ("right", "right-surface"),
        ("wrong", "wrong-surface"),
        ("text", "right-surface"),
    ]

    for text, ground in pairs:
        bright, dark = sorted((luminance(colours[text]), luminance(colours[ground])))[
            ::-1
        ]
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
