"""A package of any tool as it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from builder.anki.apkg.package import Package, PackageNote
from builder.anki.apkg.packagecards import card_source
from builder.anki.apkg.reader import media_content, read_package
from builder.base.hashing import short_hash
from builder.preview.showndeck import ShownCard, ShownDeck, ShownNote, title_of
from builder.text.markdown.safepage import safe_page


def shown_package(path: Path) -> ShownDeck:
    """Return a package as Anki shows it after an import.

    Raises:
        BuilderError: It is no package, or damaged.
    """
    package = read_package(path)
    root = package.decks[0] if package.decks else None
    name = root.name if root else path.stem
    styles = {str(one.id): one.css for one in package.note_types}
    marks = {key: short_hash(css) for key, css in styles.items()}
    return ShownDeck(
        name=name,
        identity=short_hash("package", path.name, name),
        language="",
        version="",
        description=safe_page(root.description) if root else "",
        changelog="",
        facts=(path.name,),
        notes=list(_shown_notes(package, marks)),
        styles=styles,
        media_names=_media_names(package),
        media=lambda wanted: media_content(path, wanted),
    )


def _media_names(package: Package) -> frozenset[str]:
    return frozenset(file.name for file in package.media)


def _shown_notes(package: Package, marks: Mapping[str, str]) -> Iterator[ShownNote]:
    """Yield the notes as they are learnt; a careless tool gives two of them one GUID."""
    times: Counter[str] = Counter()
    for note in sorted(package.notes, key=lambda one: (one.decks, one.position)):
        times[note.guid] += 1
        shown = _shown_note(note, marks)
        is_first = times[note.guid] == 1
        yield shown if is_first else replace(shown, id=f"{shown.id}~{times[note.guid]}")


def _shown_note(note: PackageNote, marks: Mapping[str, str]) -> ShownNote:
    style = str(note.note_type.id)
    sources = ((card.ordinal, card_source(note, card)) for card in note.cards)
    first = next(iter(note.values), "")
    return ShownNote(
        id=note.guid,
        kind=note.note_type.name,
        title=title_of(first) or note.guid,
        deck=(note.decks or ("",))[0],
        tags=note.tags,
        fields=note.fields,
        cards=tuple(ShownCard(at, one) for at, one in sources if one is not None),
        style=style,
        mark=short_hash(*note.values, *note.tags, str(note.ordinals), marks[style]),
    )
