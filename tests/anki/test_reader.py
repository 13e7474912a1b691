"""Packages of any tool, in all formats, are read as the real engine reads them."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import anki_engine
import packages
import pytest
import zstandard
from conftest import MakeProject, decks
from every_kind import FILES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packages import TIME, Type, Written

from builder.anki.apkg import reader
from builder.anki.apkg.package import Package, PackageMedia
from builder.anki.apkg.reader import read_package
from builder.base.diagnostic import BuilderError

CLOZES = Type(
    id=1_500_000_000_002,
    name="Two ways",
    templates=[
        ("There", "{{Front}}", "{{FrontSide}}<hr>{{Back}}"),
        ("Back", "{{Back}}", "{{FrontSide}}<hr>{{Front}}"),
    ],
)
NOTES = [
    Written(
        "guid-a",
        ["镜像 是什么", "<b>layers</b> &amp; <img src='a.svg'>"],
        ["x", "k8s::pod"],
    ),
    Written(
        "guid-b",
        ["q", "a\nsecond line [sound:b.mp3]"],
        deck="Deck::Sub",
        modified=7,
        type=CLOZES,
    ),
]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return packages.write(tmp_path / "plain.apkg", NOTES, {"a.svg": SVG, "b.mp3": b"b"})


def test_package_of_genanki(plain: Path) -> None:
    package = read_package(plain)

    first, second = package.notes
    assert (package.format, len(package.note_types)) == (1, 2)
    assert (first.guid, first.tags, first.decks) == (
        "guid-a", ("k8s::pod", "x"), ("Deck",),
    )  # fmt: skip
    assert first.fields == {"Front": NOTES[0].fields[0], "Back": NOTES[0].fields[1]}
    assert (second.modified, second.decks, second.ordinals) == (
        TIME + 7, ("Deck::Sub",), (0, 1),
    )  # fmt: skip
    assert second.note_type.templates[1].front == "{{Back}}"
    assert [deck.name for deck in package.decks] == ["Deck", "Deck::Sub"]
    assert [(file.name, file.size) for file in package.media] == [
        ("a.svg", len(SVG)), ("b.mp3", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("legacy", [True, False], ids=["legacy 2", "latest"])
def test_what_the_engine_exports_is_what_it_imported(
    plain: Path, tmp_path: Path, legacy: bool
) -> None:
    before = read_package(plain)

    after = read_package(packages.exported(plain, tmp_path, legacy=legacy))

    assert after.format == (2 if legacy else 3)
    assert after.notes == before.notes
    assert after.note_types == before.note_types
    assert after.decks == before.decks
    assert after.media == before.media


@pytest.mark.parametrize("legacy", [True, False], ids=["legacy 2", "latest"])
def test_our_own_package_through_the_engine(
    make_project: MakeProject, tmp_path: Path, legacy: bool
) -> None:
    """Ids of fields and templates, cloze note types and descriptions too."""
    folder = make_project(FILES)
    decks("build", "--out", str(tmp_path / "ours.apkg"), folder=folder)
    before = read_package(tmp_path / "ours.apkg")

    after = read_package(
        packages.exported(tmp_path / "ours.apkg", tmp_path, legacy=legacy)
    )

    assert after.note_types == before.note_types
    assert all(field.id for one in before.note_types for field in one.fields)
    assert {one.is_cloze for one in before.note_types} == {True, False}
    assert [(deck.name, deck.description) for deck in after.decks] == [
        (deck.name, deck.description) for deck in before.decks
    ]
    assert any(deck.description for deck in before.decks)
    assert [(note.guid, note.fields, note.ordinals) for note in after.notes] == [
        (note.guid, note.fields, note.ordinals) for note in before.notes
    ]
    assert after.media == before.media


def test_home_deck_of_a_card_in_a_filtered_deck(plain: Path, tmp_path: Path) -> None:
    with anki_engine.collection(tmp_path / "learner") as col:
        anki_engine.import_package(col, plain)
        filtered = col.sched.get_or_create_filtered_deck(0)
        filtered.config.search_terms[0].search = "deck:Deck"
        col.sched.add_or_update_filtered_deck(filtered)
        path = packages.export(col, tmp_path / "out.apkg", legacy=False)

    assert {deck for note in read_package(path).notes for deck in note.decks} == {
        "Deck", "Deck::Sub",
    }  # fmt: skip


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed(
    path: Path, statement: str, *values: object, member: str = "collection.anki2"
) -> bytes:
    """Return the package after a statement was run on its collection."""
    contents = members(path)
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(contents[member])
        database.execute(statement, values)
        database.commit()
        contents[member] = database.serialize()
    return packed(contents)


def with_member(path: Path, name: str, content: bytes | None) -> bytes:
    contents = {key: value for key, value in members(path).items() if key != name}
    return packed(contents if content is None else {**contents, name: content})


def bomb(_: Path) -> bytes:
    """Return a package whose collection is 1 GiB of zeros, in some kilobytes."""
    compressor = zstandard.ZstdCompressor(level=1).compressobj()
    zeros = bytes(1024 * 1024)
    content = b"".join(compressor.compress(zeros) for _ in range(1025))
    content += compressor.flush()
    return packed({"meta": b"\x08\x03", "collection.anki21b": content})


def encrypted(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def computed(path: Path) -> bytes:
    """Return a package whose notes are made of nothing, ten megabytes each."""
    contents = members(path)
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(contents["collection.anki2"])
        database.executescript(
            "ALTER TABLE notes RENAME TO old; CREATE TABLE notes (id, guid, mid, mod, tags, "
            "flds AS (hex(zeroblob(5000000)))); INSERT INTO notes SELECT id, guid, mid, mod, "
            "tags FROM old; DROP TABLE old"
        )
        contents["collection.anki2"] = database.serialize()
    return packed(contents)


def virtual(path: Path) -> bytes:
    contents = members(path)
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(contents["collection.anki2"])
        database.executescript(
            "DROP TABLE notes; CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, mod, "
            "tags, flds)"
        )
        contents["collection.anki2"] = database.serialize()
    return packed(contents)


BAD: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "not a zip": (
        lambda _: b"front;back\n",
        "not an Anki package: not a zip file",
    ),
    "computed column": (computed, "damaged: `collection.anki2`: no table `notes`"),
    "virtual table": (virtual, "damaged: `collection.anki2`: no table `notes`"),
    "empty file": (lambda _: b"", "not an Anki package: not a zip file"),
    "truncated zip": (
        lambda path: path.read_bytes()[:-100],
        "damaged: the end of the zip file is missing",
    ),
    "another zip": (
        lambda _: packed({"word/document.xml": b"<xml/>"}),
        "not an Anki package: no `collection.anki2` in it",
    ),
    "collection missing": (
        lambda path: with_member(path, "collection.anki2", None),
        "not an Anki package: no `collection.anki2` in it",
    ),
    "collection not SQLite": (
        lambda path: with_member(path, "collection.anki2", b"no" * 5000),
        "damaged: `collection.anki2`: file is not a database",
    ),
    "collection empty": (
        lambda path: with_member(path, "collection.anki2", b""),
        "damaged: `collection.anki2`: file is not a database",
    ),
    "collection cut off": (
        lambda path: with_member(
            path, "collection.anki2", members(path)["collection.anki2"][:8192]
        ),
        "damaged: `collection.anki2`: database disk image is malformed",
    ),
    "byte flipped": (
        lambda path: path.read_bytes().replace(b"second line", b"second lime"),
        "damaged: Bad CRC-32 for file 'collection.anki2'",
    ),
    "no notes table": (
        lambda path: changed(path, "DROP TABLE notes"),
        "damaged: `collection.anki2`: no table `notes`",
    ),
    "note types not JSON": (
        lambda path: changed(path, "UPDATE col SET models = '{'"),
        "damaged: `collection.anki2`: Expecting property name enclosed in double "
        "quotes: line 1 column 2 (char 1)",
    ),
    "note types of another form": (
        lambda path: changed(path, "UPDATE col SET models = '[1]'"),
        "damaged: `collection.anki2`: not a table where one must be",
    ),
    "note type without fields": (
        lambda path: changed(
            path, """UPDATE col SET models = '{"1": {"name": "n", "mod": 1}}'"""
        ),
        "damaged: `collection.anki2`: 'flds' is missing",
    ),
    "time that never comes": (
        lambda path: changed(
            path, """UPDATE col SET models = '{"1": {"name": "n", "mod": Infinity}}'"""
        ),
        "damaged: `collection.anki2`: cannot convert float infinity to integer",
    ),
    "note without note type": (
        lambda path: changed(path, "UPDATE notes SET mid = 1 WHERE guid = 'guid-b'"),
        "damaged: `collection.anki2`: the note `guid-b` has no note type",
    ),
    "media map not JSON": (
        lambda path: with_member(path, "media", b"[]"),
        "damaged: `media` is not a table of names",
    ),
    "zstd damaged": (
        lambda _: packed({"meta": b"\x08\x03", "collection.anki21b": b"no zstd"}),
        "damaged: zstd decompress error: Unknown frame descriptor",
    ),
    "zstd bomb": (
        bomb,
        "`collection.anki21b` is larger than 1,024 MiB when unpacked",
    ),
    "format of the future": (
        lambda path: with_member(path, "meta", b"\x08\x04"),
        "package format 4 is newer than this `decks`: update it, or export with "
        "“Support older Anki versions”",
    ),
    "meta damaged": (
        lambda path: with_member(path, "meta", b"\x0a\xff"),
        "damaged: `meta`: a message that is cut off",
    ),
    "compression unknown to Anki": (
        lambda path: packed(members(path), zipfile.ZIP_BZIP2),
        "`collection.anki2` in it is compressed in a way Anki does not read",
    ),
    "encrypted": (encrypted, "`1` in it is encrypted"),
}


@pytest.mark.parametrize(("damage", "message"), BAD.values(), ids=BAD)
def test_bad_package(
    plain: Path, tmp_path: Path, damage: Callable[[Path], bytes], message: str
) -> None:
    (tmp_path / "bad.apkg").write_bytes(damage(plain))

    result = decks("diff", "bad.apkg", "plain.apkg", folder=tmp_path)

    assert f"decks: bad.apkg: {message}\n" == result.stderr
    assert (result.code, result.stdout) == (1, "")


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(BuilderError, match="cannot be read: No such file"):
        read_package(tmp_path / "none.apkg")


def test_whole_collection_is_refused(plain: Path, tmp_path: Path) -> None:
    shutil.copy(plain, tmp_path / "backup.colpkg")

    with pytest.raises(BuilderError, match=r"a whole collection, not a deck"):
        read_package(tmp_path / "backup.colpkg")


def test_media_may_not_be_larger_than_the_limit(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_LARGEST_MEDIA", len(SVG))

    with pytest.raises(
        BuilderError, match="its media are larger than 0 MiB when unpacked"
    ):
        read_package(plain)


def test_media_map_may_name_files_that_are_not_there(
    plain: Path, tmp_path: Path
) -> None:
    names = json.dumps({"0": "a.svg", "9": "gone.png"}).encode()
    (tmp_path / "odd.apkg").write_bytes(with_member(plain, "media", names))

    assert [file.name for file in read_package(tmp_path / "odd.apkg").media] == [
        "a.svg"
    ]


def test_package_without_media_map(plain: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.apkg").write_bytes(with_member(plain, "media", None))

    assert read_package(tmp_path / "odd.apkg").media == ()


def test_text_that_is_not_utf8_is_read_as_far_as_it_is(
    plain: Path, tmp_path: Path
) -> None:
    statement = "UPDATE notes SET flds = CAST(? AS TEXT) WHERE guid = 'guid-a'"
    (tmp_path / "odd.apkg").write_bytes(changed(plain, statement, b"caf\xe9\x1fb"))

    assert read_package(tmp_path / "odd.apkg").notes[0].values == ("caf\ufffd", "b")


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_damage_anywhere_is_a_package_or_a_refusal(
    plain: Path, tmp_path: Path, data: st.DataObject
) -> None:
    contents = members(plain)
    name = data.draw(st.sampled_from(sorted(contents)))
    content = bytearray(contents[name])
    for _ in range(data.draw(st.integers(1, 20))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.apkg"
    path.write_bytes(packed({**contents, name: bytes(content)}))

    with contextlib.suppress(BuilderError):
        assert isinstance(read_package(path), Package)


def test_media_are_compared_by_content(plain: Path) -> None:
    file = read_package(plain).media[1]

    assert file == PackageMedia(
        "b.mp3", 1, "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"
    )
