"""Fields that were edited in Anki as the author's own texts, written as these were."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.anki.ankinote import AnkiNote
from builder.base.diagnostic import Location
from builder.cards.keys import COMMON_KEYS, SHAPES
from builder.cards.note import Note
from builder.cards.notetexts import with_texts, written_texts
from builder.cards.yamltree import Text
from builder.sources.decks.editedtexts import (
    edited_texts,
    literal,
    shows_the_same,
    with_old_breaks,
)
from builder.versions.fieldmarks import steady
from builder.workbench import Workbench

_FORMAT = "format"


@dataclass
class Rewriting:
    """A note that is being rewritten, and what of its file is to be edited for it."""

    note: Note
    rendered: AnkiNote
    texts: dict[Location, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)


def rewritten(
    bench: Workbench,
    note: Note,
    rendered: AnkiNote,
    wanted: Mapping[int, str],
    references: Mapping[str, str],
) -> Rewriting:
    """Bring fields into a note, by their places; what cannot be written is ``refused``.

    ``references`` tell how files are named in media/, by their names in packages.
    """
    work = Rewriting(note, rendered)
    for place, theirs in wanted.items():
        value = with_old_breaks(steady(work.rendered.fields[place]), steady(theirs))
        found = next(_ways(bench, work, place, value, references), None)
        if found is None:
            work.refused.append(place)
        else:
            work = found
    return work


def _ways(
    bench: Workbench,
    work: Rewriting,
    place: int,
    value: str,
    references: Mapping[str, str],
) -> Iterator[Rewriting]:
    """Yield the ways to write a field, the one that changes least first."""
    yield from _as_edit(bench, work, place, value, references)
    for candidate in _candidates(value, references):
        yield from _as_whole(bench, work, place, value, candidate)
    if work.note.kind.name == "own" and not work.note.is_html:
        yield from _as_html(bench, work, place, value, references)


def _as_edit(
    bench: Workbench,
    work: Rewriting,
    place: int,
    value: str,
    references: Mapping[str, str],
) -> Iterator[Rewriting]:
    """Make the edit in the texts that the field was rendered from."""
    name = work.rendered.note_type.fields[place]
    places = list(written_texts(work.note))
    places.sort(key=lambda one: _field_of(work.note, one[0]) != name)
    spots = [text.location for _, text in places]

    def gives(texts: Sequence[str]) -> str | None:
        named = [_named(text, references) for text in texts]
        tried = bench.render(
            with_texts(work.note, dict(zip(spots, named, strict=True)))
        )
        return _field(work, tried, place)

    before, after = steady(work.rendered.fields[place]), steady(value)
    found = edited_texts([text.value for _, text in places], before, after, gives)
    if found is None:
        return
    changed = {
        spot: _named(new, references)
        for spot, new, (_, old) in zip(spots, found, places, strict=True)
        if new != old.value
    }
    yield from _with(bench, work, place, value, changed)


def _as_whole(
    bench: Workbench, work: Rewriting, place: int, value: str, candidate: str
) -> Iterator[Rewriting]:
    """Write the field anew, under its key or under one that is added."""
    name = work.rendered.note_type.fields[place]
    for key, text in written_texts(work.note):
        if _field_of(work.note, key) == name and key not in work.note.lists:
            end = "\n" if text.value.endswith("\n") and not work.note.is_html else ""
            changed = {
                text.location: candidate.rstrip("\n") + end if end else candidate
            }
            yield from _with(bench, work, place, value, changed)
            return
    added = _added(work, name, candidate)
    tried = bench.render(added.note) if added else None
    if added and tried and shows_the_same(_field(work, tried, place), value):
        added.rendered = tried
        yield added


def _as_html(
    bench: Workbench,
    work: Rewriting,
    place: int,
    value: str,
    references: Mapping[str, str],
) -> Iterator[Rewriting]:
    """Write all fields of an own note type as Anki keeps them."""
    names = work.rendered.note_type.fields
    values = {
        **dict(zip(names, work.rendered.fields, strict=True)),
        names[place]: value,
    }
    changed = {
        text.location: _named(values[name], references)
        for name, text in work.note.texts.items()
    }
    whole = replace(work, keys={**work.keys, _FORMAT: "html"})
    whole.note = replace(work.note, is_html=True)
    if names[place] not in work.note.texts:
        added = _added(whole, names[place], _named(value, references))
        if added is None:
            return
        whole = added
    yield from _with(bench, whole, place, value, changed)


def _with(
    bench: Workbench,
    work: Rewriting,
    place: int,
    value: str,
    changed: Mapping[Location, str],
) -> Iterator[Rewriting]:
    note = with_texts(work.note, changed)
    tried = bench.render(note)
    if tried is not None and shows_the_same(_field(work, tried, place), value):
        texts = {**work.texts, **changed}
        own = {at: new for at, new in texts.items() if at.column > 0}
        fields = {
            name: changed.get(note.texts[name].location, text)
            for name, text in work.fields.items()
        }
        yield replace(work, note=note, rendered=tried, texts=own, fields=fields)


def _added(work: Rewriting, name: str, candidate: str) -> Rewriting | None:
    """Return the note with a text under a key that it did not have."""
    note = work.note
    # A place that no file has, and that comes after the note's own.
    spot = Location(note.location.path, note.location.line, -1 - len(work.fields))
    if note.kind.name == "own":
        texts = {**note.texts, name: Text(candidate, spot)}
        fields = {**work.fields, name: candidate}
        return replace(work, note=replace(note, texts=texts), fields=fields)
    key = next(
        (
            key
            for key in (*note.kind.optional, "hint", "extra", "source")
            if note.kind.field_of(key) == name and SHAPES[key] == "text"
        ),
        None,
    )
    if key is None or key in dict(written_texts(note)):
        return None
    spot = Location(note.location.path, note.location.line, note.location.column)
    text = Text(candidate, spot)
    more = {key: text}
    if key in COMMON_KEYS:
        changed = replace(note, common={**note.common, **more})
    else:
        changed = replace(note, texts={**note.texts, **more})
    return replace(work, note=changed, keys={**work.keys, key: candidate})


def _field(work: Rewriting, tried: AnkiNote | None, place: int) -> str | None:
    """Return the steady field, if no other field became another."""
    if tried is None:
        return None
    pairs = zip(tried.fields, work.rendered.fields, strict=True)
    for number, (now, before) in enumerate(pairs):
        is_other = now != before and steady(now) != steady(before)
        # What is said aloud, and what leads to a step, is made of other texts.
        is_made = work.note.speech or work.note.kind.name == "steps"
        if number != place and is_other and not is_made:
            return None
    return steady(tried.fields[place])


def _candidates(value: str, references: Mapping[str, str]) -> Iterator[str]:
    named = _named(value, references)
    plain = html.unescape(named)
    if plain != named:
        yield plain
    yield named
    yield literal(named)


def _named(text: str, references: Mapping[str, str]) -> str:
    """Return a text with the names that files have in media/."""
    for name, reference in references.items():
        text = text.replace(name, reference)
        text = text.replace(html.escape(name), html.escape(reference))
    return text


def _field_of(note: Note, key: str) -> str:
    return key if note.kind.name == "own" else note.kind.field_of(key)
