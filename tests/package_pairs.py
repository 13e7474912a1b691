"""Pairs of packages to compare: two of every difference, and any that can be drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import packages
from hypothesis import strategies as st
from packages import PLAIN, TIME, Written

from builder.anki.apkg.package import (
    Package,
    PackageDeck,
    PackageField,
    PackageMedia,
    PackageNote,
    PackageNoteType,
    PackageTemplate,
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'

OLD_TYPE = replace(PLAIN, css=".card { color: black; }\n.old { margin: 0; }")
OLD = [
    Written(
        "edited",
        ["Pod 的重启策略有哪几种?", "It is <b>always</b> restarted"],
        type=OLD_TYPE,
    ),
    Written("tagged", ["Which tags?", "these"], ["k8s::pod", "draft"], type=OLD_TYPE),
    Written("moved", ["Where?", "here"], deck="Deck::Here", type=OLD_TYPE),
    Written("gone", ["Retired?", "yes"], type=OLD_TYPE),
    Written("stale", ["Will it arrive?", "yes"], modified=9, type=OLD_TYPE),
    Written("touched", ["Same?", "same"], type=OLD_TYPE),
    Written("same", ["Untouched?", "yes"], type=OLD_TYPE),
    Written(
        "long",
        ["Long", f"<p>{'before ' * 30}</p><p>one &lt; two</p><p>{'after ' * 30}</p>"],
        type=OLD_TYPE,
    ),
]
NEW_TYPE = replace(
    PLAIN,
    css=".card { color: navy; }\n.old { margin: 0; }",
    templates=[("Card 1", "{{Front}}!", "{{Back}}")],
    modified=TIME + 5,
)
NEW = [
    Written(
        "edited",
        ["Pod 的重启规则有哪几类?", "It <b>never</b> is <i>restarted</i>"],
        modified=5,
        type=NEW_TYPE,
    ),
    Written("tagged", ["Which tags?", "these"], ["k8s::pod", "hard"], modified=5, type=NEW_TYPE),
    Written("moved", ["Where?", "here"], deck="Deck::There", type=NEW_TYPE),
    Written("stale", ["Will it arrive?", "no"], modified=9, type=NEW_TYPE),
    Written("touched", ["Same?", "same"], modified=5, type=NEW_TYPE),
    Written("same", ["Untouched?", "yes"], type=NEW_TYPE),
    Written(
        "long",
        ["Long", f"<p>{'before ' * 30}</p><p>one &gt; two</p><p>{'after ' * 30}</p>"],
        modified=5,
        type=NEW_TYPE,
    ),
    Written(
        "added",
        ['<img src="a.svg"> What is *new* \x1b[31m?', "this"],
        modified=5,
        type=NEW_TYPE,
    ),
]  # fmt: skip


def write_pair(folder: Path) -> None:
    """Write `old.apkg` and `new.apkg`."""
    packages.write(folder / "old.apkg", OLD, {"b.svg": SVG, "c.svg": SVG})
    packages.write(folder / "new.apkg", NEW, {"a.svg": SVG, "c.svg": SVG + b"\n"})


def note_type(fields: str, css: str = "", modified: int = 0) -> PackageNoteType:
    return PackageNoteType(
        id=1,
        name="Type",
        modified=modified,
        is_cloze=False,
        fields=tuple(
            PackageField(name.split("=")[0], int(name.partition("=")[2] or 0) or None)
            for name in fields.split()
        ),
        templates=(PackageTemplate("Card 1", None, "{{A}}", "{{B}}"),),
        css=css,
    )


def note(guid: str, one: PackageNoteType, *values: str) -> PackageNote:
    return PackageNote(guid, 1, one, 0, values, (), ("Deck",), (0,), 0)


def package(*notes: PackageNote) -> Package:
    types = {one.note_type.id: one.note_type for one in notes}
    return Package(1, notes, tuple(types.values()), (PackageDeck("Deck", ""),), ())


texts = st.text("ab<>/&;p中文 \n", max_size=12)
note_types = st.builds(
    note_type, st.sampled_from(["A", "A B", "B A", "A=1 B=2"]), texts
)
files = st.builds(PackageMedia, st.sampled_from("xyz"), st.just(1), texts)


@st.composite
def drawn_package(draw: st.DrawFn) -> Package:
    one = draw(note_types)
    guids = draw(st.lists(st.sampled_from("ghijk"), max_size=4))
    notes = [note(guid, one, draw(texts), draw(texts)) for guid in guids]
    media = draw(st.lists(files, max_size=3, unique_by=lambda file: file.name))
    return replace(package(*notes), media=tuple(media))
