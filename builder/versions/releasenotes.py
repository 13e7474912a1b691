"""The texts of a release for learners, in words that they understand."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.versions.changes import Changes
from builder.versions.lock import LockedNote
from builder.versions.releasephrases import words

# More than this are told by deck, in numbers.
_LISTED = 40
# What Markdown would take for a mark in a title.
_MARKS = re.compile(r"([\\`*_\[\]<>#|~]|&(?=\w+;|#))")


@dataclass(frozen=True, slots=True)
class ReleaseNotes:
    """What the texts of a release are made from.

    ``package`` and ``retired_package`` are file names; the second is empty when no note
    was retired. ``moment`` is in seconds since 1970. ``reshaped`` is an earlier release
    that changed the shape of a note type, ``restyled`` counts the notes that changed in
    their looks alone. ``study`` is the author's advice, in Markdown.
    """

    name: str
    version: str
    moment: int
    language: str
    changes: Changes
    counts: tuple[int, int]
    is_first: bool
    package: str
    retired_package: str
    has_new_shape: bool
    reshaped: str = ""
    restyled: int = 0
    study: str = ""

    @property
    def phrases(self) -> Mapping[str, str]:
        """The phrases in the deck's language."""
        return words(self.language)


def changelog_section(notes: ReleaseNotes) -> str:
    """Return the section of cards/CHANGELOG.md."""
    day = time.strftime("%Y-%m-%d", time.gmtime(notes.moment))
    return f"## {notes.version} ({day})\n\n{_body(notes)}"


def release_notes(notes: ReleaseNotes) -> str:
    """Return the page for learners that lies beside the packages."""
    phrases = notes.phrases
    title = phrases["title"].format(name=_escaped(notes.name), version=notes.version)
    heading, steps = ("install", _first) if notes.is_first else ("update", _steps)
    listed = "\n".join(f"- {step}" for step in steps(notes))
    page = f"# {title}\n\n{_body(notes)}\n## {phrases[heading]}\n\n{listed}\n"
    return page + (f"\n## {phrases['study']}\n\n{notes.study}\n" if notes.study else "")


def _first(notes: ReleaseNotes) -> Iterator[str]:
    """Yield what somebody does who has no version yet."""
    yield notes.phrases["open"].format(package=notes.package)
    yield notes.phrases["later"]


def _steps(notes: ReleaseNotes) -> Iterator[str]:
    """Yield what a learner has to know or to do, the most important first."""
    phrases, changes = notes.phrases, notes.changes
    if notes.has_new_shape:
        yield phrases["notetype"]
    elif notes.reshaped:
        yield phrases["reshaped"].format(version=notes.reshaped)
    yield phrases["import"].format(package=notes.package)
    if notes.restyled:
        yield phrases["restyled"].format(count=notes.restyled)
    if changes.note_types:
        names = ", ".join(f"`{one.name or one.key}`" for one in changes.note_types)
        yield phrases["style"].format(names=names)
    yield from _moves(notes)
    if changes.emptied:
        yield phrases["empty"].format(titles=_titles(changes.emptied))
    if notes.retired_package:
        package, version = notes.retired_package, notes.version
        yield phrases["retire"].format(package=package, version=version)
    yield phrases["renamed"]


def _moves(notes: ReleaseNotes) -> Iterator[str]:
    renamed = notes.changes.renamed_decks
    for old, new in sorted(renamed.items()):
        yield notes.phrases["rename"].format(old=old, new=new)
    by_deck: dict[str, list[LockedNote]] = {}
    for note in notes.changes.moved:
        if note.shipped is None or renamed.get(note.shipped.deck) == note.deck:
            continue
        by_deck.setdefault(note.deck, []).append(note)
    for deck, moved in sorted(by_deck.items()):
        ids = ",".join(str(note.number) for note in moved)
        yield notes.phrases["move"].format(deck=_escaped(deck), ids=ids)


def _titles(notes: Sequence[LockedNote]) -> str:
    shown = [_escaped(note.title or note.id) for note in notes[:_LISTED]]
    return "; ".join(shown) + ("; …" if len(notes) > _LISTED else "")


def _body(notes: ReleaseNotes) -> str:
    phrases, changes = notes.phrases, notes.changes
    if notes.is_first:
        note_count, card_count = notes.counts
        total = _counted(phrases, "note", note_count)
        cards = _counted(phrases, "card", card_count)
        return phrases["first"].format(notes=total, cards=cards) + "\n"
    lists = [
        _list(notes, "added", changes.added),
        _list(notes, "changed", changes.changed),
        _list(notes, "moved", changes.moved),
        _list(notes, "retired", changes.retired),
    ]
    told = [one for one in lists if one]
    return "\n".join(told) if told else phrases["nothing"] + "\n"


def _counted(phrases: Mapping[str, str], thing: str, number: int) -> str:
    form = f"one {thing}" if number == 1 else f"{thing}s"
    return phrases[form].format(count=number)


def _list(notes: ReleaseNotes, what: str, listed: Sequence[LockedNote]) -> str:
    if not listed:
        return ""
    entries = "".join(f"- {entry}\n" for entry in _entries(notes, what, listed))
    return f"### {notes.phrases[what]} ({len(listed)})\n\n{entries}"


def _entries(
    notes: ReleaseNotes, what: str, listed: Sequence[LockedNote]
) -> Iterator[str]:
    if len(listed) > _LISTED:
        for deck, count in sorted(Counter(note.deck for note in listed).items()):
            yield notes.phrases["more"].format(count=count, deck=_escaped(deck))
        return
    for note in listed:
        title = _escaped(note.title or note.id)
        is_moved = what == "moved"
        into = notes.phrases["into"].format(title=title, deck=_escaped(note.deck))
        yield into if is_moved else title


def _escaped(text: str) -> str:
    """Return a title or name as Markdown in which nothing is a mark."""
    return _MARKS.sub(r"\\\1", text)


def versions_told(changelog: str) -> list[str]:
    """Return the versions that a changelog tells of."""
    return re.findall(r"^## (\d+\.\d+\.\d+)(?= |$)", changelog, re.MULTILINE)


def with_section(changelog: str, section: str, name: str) -> str:
    """Return a changelog with a section on top; one of the same version is replaced."""
    head = section.split("\n", 1)[0].split(" (", maxsplit=1)[0]
    title, *sections = (
        changelog.split("\n## ") if changelog else [f"# {_escaped(name)}\n"]
    )
    kept = [
        f"## {one}"
        for one in sections
        if f"## {one}".split("\n", 1)[0].split(" (")[0] != head
    ]
    parts = [title.strip("\n"), section.strip("\n"), *(one.strip("\n") for one in kept)]
    return "\n\n".join(parts) + "\n"
