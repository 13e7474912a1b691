"""Existing decks to take over, made by a script with genanki and by the engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import anki_engine
import genanki
from anki.collection import Collection, ExportAnkiPackageOptions
from packages import TIME

OWN = genanki.Model(
    1_607_392_319_001,
    "Länder: <Geo>",
    fields=[
        {"name": "Country", "font": "Times", "size": 33},
        {"name": "Capital", "rtl": True},
        {"name": "Map"},
    ],
    templates=[
        {
            "name": "Country → Capital",
            "qfmt": '{{Country}}<script src="_own.js"></script>',
            "afmt": "{{FrontSide}}<hr id=answer>\n{{Capital}}{{Map}}\n",
        },
        {
            "name": "Map / Country?",
            "qfmt": "{{#Map}}{{Map}}{{/Map}}",
            "afmt": "{{Country}}",
        },
    ],
    css='@font-face{font-family:x;src:url("_own.woff2")}\r\n.card{color:red}\n',
    sort_field_index=1,
)
BROKEN = genanki.Model(
    1_607_392_319_002,
    "basic",
    fields=[{"name": "Front"}, {"name": "Tags & more"}],
    templates=[
        {"name": "One", "qfmt": "{{Front}}{{Nowhere}}", "afmt": "{{Front}}"},
        {"name": "one", "qfmt": "{{Front}}!", "afmt": "{{FrontSide}}"},
    ],
    css="",
)
MEDIA = {
    "map 1.png": b"a picture",
    "map 2.png": b"another picture",
    "_own.js": b"let own;\r\n",
    "_own.woff2": b"a font",
    "say.mp3": b"a sound",
    "nobody.png": b"unused",
}


def genanki_package(folder: Path, *, size: int = 3) -> Path:
    """Write a package as scripts do: several note types and decks, odd texts."""
    decks: dict[str, genanki.Deck] = {}

    def add(deck: str, model: genanki.Model, *fields: str, **more: Any) -> None:
        made = decks.setdefault(deck, genanki.Deck(1_600_000_000 + len(decks), deck))
        made.add_note(genanki.Note(model, list(fields), **more))

    for n in range(size):
        add(
            "Geo::Europe", OWN, f"Country {n} & <b>co</b>", f"Capital *{n}*",
            '<img src="map 1.png">' if n % 2 else "",
            tags=["a::b", f"t{n}"], guid=f'g{n}#{{"\\:', due=size - n,
        )  # fmt: skip
        add("Geo", genanki.BASIC_MODEL, f"Plain words {n}", "yes", guid=f"b{n}")
        add(
            "Geo::Asia::中国", genanki.CLOZE_MODEL,
            f"{{{{c1::首都}}}} {{{{c2::out {{{{c3::in}}}}}}}} {n}", "", guid=f"c{n}",
        )  # fmt: skip
    add(
        "Geo", genanki.BASIC_MODEL, " two\n blanks \n\n", "\t[sound:say.mp3] \\(x_1\\)",
        guid="odd", tags=["leech", "A::B"],
    )  # fmt: skip
    add(
        "Geo",
        genanki.BASIC_MODEL,
        "",
        "<img src='map%202.png'> # no: comment",
        guid="no",
    )
    add(
        "Other root", BROKEN, "x &lt; y<br>z\x85", '<img src="gone.png">', guid="broken"
    )
    files = folder / "files"
    files.mkdir(parents=True)
    for name, content in MEDIA.items():
        (files / name).write_bytes(content)
    package = genanki.Package(
        list(decks.values()), media_files=[str(files / name) for name in MEDIA]
    )
    package.write_to_file(folder / "geo.apkg", timestamp=TIME)
    return folder / "geo.apkg"


def stock_collection(col: Collection) -> None:
    """Fill a collection by hand: Anki's own note types, masks, cards moved about."""
    deck = col.decks.id("Biology::Cells")
    assert deck is not None
    for name, fields in (
        ("Basic", ["What is `this`?", "<div>a<br>b</div>"]),
        ("Basic (and reversed card)", ["front", "back"]),
        ("Basic (type in the answer)", ["typed", "answer"]),
        ("Cloze", ["{{c2::two::hint}} {{c4,5::four}}", "more"]),
    ):
        note_type = col.models.by_name(name)
        assert note_type is not None
        note = col.new_note(note_type)
        note.fields = fields
        note.tags = ["stock"]
        col.add_note(note, deck)
    image = Path(col.media.dir()) / "cell.png"
    image.write_bytes(b"a picture of a cell")
    occlusion = col.models.by_name("Image Occlusion")
    assert occlusion is not None
    note = col.new_note(occlusion)
    note.fields[0] = (
        "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.2}}<br>"
    )
    note.fields[1] = '<img src="cell.png">'
    col.add_note(note, deck)
    reversed_cards = col.db.list("select id from cards where ord = 1")
    moved = col.decks.id("Elsewhere")
    assert moved is not None
    col.set_deck(reversed_cards[:1], moved)
    stale = col.find_notes("note:Cloze")[0]
    edited = col.get_note(stale)
    edited["Text"] = "{{c2::two::hint}} and no more"
    col.update_note(edited)


def engine_package(folder: Path, *, kind: str) -> Path:
    """Return what the engine exports: ``latest``, ``legacy`` or a ``collection``."""
    with anki_engine.collection(folder / "author") as col:
        anki_engine.import_package(col, genanki_package(folder / "script"))
        stock_collection(col)
        if kind == "collection":
            target = folder / "whole.colpkg"
            col.export_collection_package(str(target), include_media=True, legacy=False)
            return target
        target = folder / f"{kind}.apkg"
        options = ExportAnkiPackageOptions(
            with_scheduling=True,
            with_deck_configs=True,
            with_media=True,
            legacy=kind == "legacy",
        )
        col.export_anki_package(out_path=str(target), options=options, limit=None)
    return target


def crowdanki_folder(folder: Path, package: Path) -> Path:
    """Write a package as CrowdAnki would: no ids of note types, notes and cards."""
    target = folder / "crowd"
    (target / "media").mkdir(parents=True)
    with anki_engine.collection(folder / "colleague") as col:
        anki_engine.import_package(col, package)
        used = col.db.list("select distinct mid from notes order by mid")
        models = [dict(col.models.get(number) or {}) for number in used]
        for model in models:
            model["crowdanki_uuid"] = f"uuid-{model['id']}"
            model["__type__"] = "NoteModel"
            for key in ("id", "mod", "usn", "did"):
                model.pop(key)
        roots: dict[str, dict[str, Any]] = {}
        for deck in anki_engine.deck_names(col):
            _crowd_deck(col, deck, roots)
        for file in Path(col.media.dir()).iterdir():
            (target / "media" / file.name).write_bytes(file.read_bytes())
    root = next(deck for name, deck in roots.items() if name == "Geo")
    told = {"__type__": "Deck", **root, "note_models": models}
    text = json.dumps(told, ensure_ascii=False, indent=4)
    (target / "crowd.json").write_text(text, encoding="utf-8")
    return target


def _crowd_deck(col: Collection, name: str, decks: dict[str, dict[str, Any]]) -> None:
    parent, _, last = name.rpartition("::")
    notes = []
    number = col.decks.id(name)
    query = "select distinct nid from cards where did = ? order by nid"
    for note_id in col.db.list(query, number):
        note = col.get_note(note_id)
        notes.append(
            {
                "__type__": "Note",
                "fields": list(note.fields),
                "guid": note.guid,
                "note_model_uuid": f"uuid-{note.mid}",
                "tags": list(note.tags),
            }
        )
    deck = {"name": last, "desc": "", "children": [], "notes": notes}
    decks[name] = deck
    if parent:
        decks[parent]["children"].append(deck)
