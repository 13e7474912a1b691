"""What an author may do to a released deck: every edit of a note, a note type, a deck."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

Files = Mapping[str, str]
Step = Callable[[Files], Files]

KEY = "test-key"
A, B, C = "cards/a.yaml", "cards/b.yaml", "cards/c.yaml"
DECK = "cards/deck.yaml"
WORD = "cards/notetypes/word/"

FILES: Files = {
    DECK: (
        "name: Deck\nslug: test\nversion: 0.1.0\nkey: test-key\n"
        "description: about the deck\n"
    ),
    A: (
        "deck: A\n"
        "tags: [all]\n"
        "notes:\n"
        "  - id: basic\n"
        "    front: basic front\n"
        "    back: basic back\n"
        "    hint: basic hint\n"
        "    extra: basic extra\n"
        "    tags: [one, topic::one]\n"
        "  - id: other\n"
        "    front: other front\n"
        "    back: other back\n"
        "    extra: other extra\n"
        "  - id: typed\n"
        "    front: typed front\n"
        "    back: typed back\n"
        "    typed: true\n"
        "  - id: choice\n"
        "    front: choice front\n"
        "    choices: [red, green, blue]\n"
        "    answer: green\n"
    ),
    B: (
        "deck: B\n"
        "notes:\n"
        "  - id: both\n"
        "    front: both front\n"
        "    back: both back\n"
        "    reversed: true\n"
        "  - id: gaps\n"
        "    cloze: '{{c1::alpha}} {{c2::beta}} {{c3::gamma}}'\n"
        "  - id: short\n"
        "    cloze: ==uno== ==dos== ==tres==\n"
        "  - id: picture\n"
        "    front: what is it?\n"
        "    back: '![a picture](pic.svg)'\n"
    ),
    C: (
        "deck: C\n"
        "notes:\n"
        "  - id: word\n"
        "    type: word\n"
        "    fields: {Word: Haus, Meaning: house}\n"
        "    extra: word extra\n"
        "  - id: bare\n"
        "    type: word\n"
        "    fields: {Word: Baum, Meaning: tree}\n"
    ),
    f"{WORD}notetype.yaml": (
        "fields: [Word, Meaning, Extra]\ntemplates: [Recall, Fill in]\n"
    ),
    f"{WORD}Recall.front.html": "<b>{{Word}}</b>\n",
    f"{WORD}Recall.back.html": "{{FrontSide}}<hr id=answer>{{Meaning}}\n",
    f"{WORD}Fill in.front.html": "{{#Extra}}{{Meaning}}: {{Extra}}{{/Extra}}\n",
    f"{WORD}Fill in.back.html": "{{FrontSide}}<hr id=answer>{{Word}}\n",
    f"{WORD}style.css": ".card { color: black; }\n",
    "media/pic.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
}


@dataclass(frozen=True)
class Edit:
    """An edit of the note ``target``; each step but the last is a release of its own.

    ``package`` is the one to import afterwards. ``renumbers`` are ordinals of cards and
    what they become.
    """

    name: str
    target: str
    steps: tuple[Step, ...]
    package: str = "test"
    renumbers: tuple[tuple[int, int], ...] = ()


def swap(path: str, *pairs: tuple[str, str]) -> Step:
    """Replace texts in a file."""

    def step(files: Files) -> Files:
        text = files[path]
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        return {**files, path: text}

    return step


def add(path: str, text: str) -> Step:
    return lambda files: {**files, path: text}


def rename(old: str, new: str) -> Step:
    return lambda files: {
        new if path == old else path: text for path, text in files.items()
    }


def all_of(*steps: Step) -> Step:
    return lambda files: reduce(lambda done, step: step(done), steps, files)


def nothing(files: Files) -> Files:
    return files


BASIC, OTHER = (
    FILES[A].split("notes:\n")[1].split("  - id: typed")[0].split("  - id: o")
)
OTHER = f"  - id: o{OTHER}"
WITHOUT_BASIC = swap(A, (BASIC, ""))
PICTURE = FILES["media/pic.svg"]


def of_basic(lines: str) -> Step:
    """Add to the note ``basic``."""
    return swap(A, ("basic extra\n", f"basic extra\n    {lines}\n"))


OF_A_NOTE = [
    Edit("field", "basic", (swap(A, ("basic back", "better back")),)),
    Edit("tag added", "basic", (swap(A, ("[one, ", "[one, two, ")),)),
    Edit("tag removed", "basic", (swap(A, ("[one, ", "[")),)),
    Edit("hint", "basic", (swap(A, ("basic hint", "better hint")),)),
    Edit(
        "hint added", "typed", (swap(A, ("typed: true", "hint: new\n    typed: true")),)
    ),
    Edit("hint removed", "basic", (swap(A, ("    hint: basic hint\n", "")),)),
    Edit("extra", "basic", (swap(A, ("basic extra", "better extra")),)),
    Edit("extra added", "both", (swap(B, ("reversed:", "extra: new\n    reversed:")),)),
    Edit("extra removed", "basic", (swap(A, ("    extra: basic extra\n", "")),)),
    Edit("source added", "basic", (of_basic("source: a book"),)),
    Edit("media bytes", "picture", (add("media/pic.svg", PICTURE.replace("9", "5")),)),
    Edit(
        "media name",
        "picture",
        (
            all_of(
                rename("media/pic.svg", "media/new/name.svg"),
                swap(B, ("pic.svg", "name.svg")),
            ),
        ),
    ),
    Edit("media removed", "picture", (swap(B, ("'![a picture](pic.svg)'", "none")),)),
    Edit(
        "sound added",
        "both",
        (
            all_of(
                swap(B, ("both back", "'both ![said](b.mp3)'")),
                add("media/b.mp3", "ID3"),
            ),
        ),
    ),
    Edit("basic to reversed", "basic", (of_basic("reversed: true"),)),
    Edit("basic to typed", "basic", (of_basic("typed: true"),)),
    Edit("reversed to basic", "both", (swap(B, ("    reversed: true\n", "")),)),
    Edit("typed to basic", "typed", (swap(A, ("    typed: true\n", "")),)),
    Edit(
        "typed and reversed",
        "typed",
        (swap(A, ("typed:", "reversed: true\n    typed:")),),
    ),
    Edit("choice option", "choice", (swap(A, ("blue]", "grey]")),)),
    Edit("choice option added", "choice", (swap(A, ("blue]", "blue, grey]")),)),
    Edit(
        "choice answer", "choice", (swap(A, ("answer: green", "answer: [red, blue]")),)
    ),
    Edit("cloze text", "gaps", (swap(B, ("::beta", "::better")),)),
    Edit("cloze hint", "gaps", (swap(B, ("::beta", "::beta::Greek")),)),
    Edit("cloze added", "gaps", (swap(B, ("gamma}}", "gamma}} {{c4::δ}}")),)),
    Edit("cloze nested", "gaps", (swap(B, ("gamma}}", "ga{{c4::m}}ma}}")),)),
    Edit("cloze of two cards", "gaps", (swap(B, ("{{c3::", "{{c3,4::")),)),
    Edit("cloze removed", "gaps", (swap(B, ("{{c2::beta}}", "beta")),)),
    Edit(
        "cloze renumbered",
        "gaps",
        (swap(B, ("c1::", "c9::"), ("c3::", "c1::"), ("c9::", "c3::")),),
        renumbers=((0, 2), (2, 0)),
    ),
    Edit("short form added", "short", (swap(B, ("==dos==", "==new== ==dos==")),)),
    Edit("short form removed", "short", (swap(B, ("==dos==", "dos")),)),
    Edit(
        "short forms turned",
        "short",
        (swap(B, ("==uno== ==dos==", "==dos== ==uno==")),),
    ),
    Edit(
        "all but the id changed",
        "basic",
        (
            all_of(
                WITHOUT_BASIC,
                add(
                    "cards/y.yaml",
                    "deck: Elsewhere\nnotes:\n  - id: basic\n    front: a new front\n"
                    "    back: a new back\n    hint: a new hint\n    extra: new extra\n"
                    "    source: a book\n    reversed: true\n    typed: true\n"
                    "    tags: [new]\n",
                ),
            ),
        ),
    ),
    Edit("note back again", "basic", (WITHOUT_BASIC, lambda _: FILES)),
]

OF_THE_DECK = [
    Edit("version alone", "basic", (nothing,)),
    Edit(
        "field and back",
        "basic",
        (swap(A, ("basic back", "better back")), lambda _: FILES),
    ),
    Edit("id renamed", "basic", (swap(A, ("id: basic", "id: new\n    was: basic")),)),
    Edit(
        "note added",
        "basic",
        (swap(A, (OTHER, f"  - {{id: a, front: b, back: c}}\n{OTHER}")),),
    ),
    Edit("note removed", "basic", (WITHOUT_BASIC,)),
    Edit(
        "note of another kind instead",
        "basic",
        (swap(A, (BASIC, "  - {id: basic-2, cloze: '{{c1::basic}} back'}\n")),),
    ),
    Edit("order of the notes", "basic", (swap(A, (BASIC + OTHER, OTHER + BASIC)),)),
    Edit(
        "moved to another file",
        "basic",
        (
            all_of(
                WITHOUT_BASIC,
                add("cards/x.yaml", f"deck: A\ntags: [all]\nnotes:\n{BASIC}"),
            ),
        ),
    ),
    Edit("moved to another deck", "basic", (of_basic("deck: New"),)),
    Edit("subdeck renamed", "basic", (swap(A, ("deck: A", "deck: Z")),)),
    Edit("deck renamed", "basic", (swap(DECK, ("name: Deck", "name: Dock")),)),
    Edit(
        "slug", "basic", (swap(DECK, ("slug: test", "slug: small")),), package="small"
    ),
    Edit("description", "basic", (swap(DECK, ("about the", "all about the")),)),
    Edit(
        "description removed",
        "basic",
        (swap(DECK, ("description: about the deck\n", "")),),
    ),
    Edit(
        "package split by tag",
        "basic",
        (swap(DECK, ("name:", "packages: [{slug: test-part, tags: [all]}]\nname:")),),
        package="test-part",
    ),
]

OF_A_NOTE_TYPE = [
    Edit("language", "basic", (swap(DECK, ("slug:", "language: ja\nslug:")),)),
    Edit("CSS", "word", (swap(f"{WORD}style.css", ("black", "navy")),)),
    Edit(
        "template", "word", (swap(f"{WORD}Recall.front.html", ("<b>", "<b lang=de>")),)
    ),
    Edit(
        "template renamed",
        "word",
        (
            all_of(
                swap(f"{WORD}notetype.yaml", ("Recall", "Remember")),
                rename(f"{WORD}Recall.front.html", f"{WORD}Remember.front.html"),
                rename(f"{WORD}Recall.back.html", f"{WORD}Remember.back.html"),
            ),
        ),
    ),
    Edit(
        "note type field added",
        "word",
        (
            all_of(
                swap(f"{WORD}notetype.yaml", ("Extra]", "Extra, Example]")),
                swap(
                    f"{WORD}Recall.back.html",
                    ("{{Meaning}}", "{{Meaning}} {{Example}}"),
                ),
                swap(C, ("Meaning: house", "Meaning: house, Example: ein Haus")),
            ),
        ),
    ),
    Edit(
        "note type field renamed",
        "word",
        (
            all_of(
                swap(f"{WORD}notetype.yaml", ("[Word", "[Term")),
                swap(f"{WORD}Recall.front.html", ("{{Word}}", "{{Term}}")),
                swap(f"{WORD}Fill in.back.html", ("{{Word}}", "{{Term}}")),
                swap(C, ("Word:", "Term:")),
            ),
        ),
    ),
    Edit("note type field left empty", "word", (swap(C, (", Meaning: house", "")),)),
]

EDITS = [*OF_A_NOTE, *OF_THE_DECK, *OF_A_NOTE_TYPE]
