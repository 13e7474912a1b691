"""What has been shipped under which id, and when it last changed: records and text.

``cards/deck.lock`` is one JSON object a line, sorted, so that it reads well in a diff
and two branches that add notes merge (``merge=union`` in .gitattributes).

Why times are kept: Anki takes a note from a package if and only if it is newer than the
learner's (rslib/src/import_export/package/apkg/import/notes.rs, ``should_update``), and
compares nothing else. So what changed must get a newer time, and what did not must
keep its own, or the learner's edits would be overwritten. ``stamping`` decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.text.clozenumbers import Numbered


@dataclass(frozen=True, slots=True)
class Content:
    """A state of a note or note type, by its hashes.

    ``rendering`` is of all that an import brings to a learner; no state has an empty
    one. ``source`` is of what the author wrote, empty when an older lock did not keep
    it, and ``media`` are the files shown, by the hashes in their names. ``fields`` are
    short hashes of the fields and ``tags`` the tags themselves: the base of a three-way
    merge with what stands in Anki.
    """

    rendering: str
    source: str = ""
    media: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """Fields and tags that a note had before, as ``Content`` keeps them.

    A collection may still hold them: they were shipped, or pulled from it, at a time.
    """

    modified: int
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A content and when it came to be (seconds since 1970)."""

    modified: int
    content: Content


@dataclass(frozen=True, slots=True)
class Shipped:
    """What the last release gave to learners of a note.

    ``modified`` is its time then, ``ordinals`` its cards, ``deletions`` the texts under
    the numbers, ``deck`` where its new cards went.
    """

    modified: int
    deck: str
    ordinals: tuple[int, ...]
    deletions: tuple[Numbered, ...] = ()


@dataclass(frozen=True, slots=True)
class LockedNote:
    """What is remembered of a note.

    ``number`` is Anki's note id; ``card_ids`` and ``card_decks`` are given, by ordinal,
    where a card's id is not the note's plus its ordinal, or its deck not the note's, as
    for notes that came from another deck. ``title`` is the beginning of the question,
    for people. ``was`` is the id that the note was first known by, if it has another
    now.

    ``since`` is the release that first had the note, ``shipped`` what the last release
    gave, ``retired`` the release that retired it; each is empty when there is none.
    ``is_present`` says that the card files hold the note.

    ``short`` are the numbers of ``==…==`` (and of steps and masks) with their texts in
    order of appearance, ``explicit`` those of ``{{c1::…}}``, ``gone`` those that were
    removed: their numbers are not given away. ``earlier`` is what Anki may still hold of
    it, the latest last.
    """

    id: str
    guid: str
    number: int
    stamp: Stamp
    deck: str
    note_type: str
    ordinals: tuple[int, ...]
    title: str = ""
    was: str = ""
    since: str = ""
    shipped: Shipped | None = None
    retired: str = ""
    is_present: bool = True
    short: tuple[Numbered, ...] = ()
    explicit: tuple[Numbered, ...] = ()
    gone: tuple[Numbered, ...] = ()
    card_ids: tuple[tuple[int, int], ...] = ()
    card_decks: tuple[tuple[int, str], ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def modified(self) -> int:
        """When the content last changed, in seconds since 1970."""
        return self.stamp.modified

    @property
    def deletions(self) -> tuple[Numbered, ...]:
        """The texts under the numbers, however they are written."""
        return (*self.short, *self.explicit)

    @property
    def is_as_shipped(self) -> bool:
        """Whether learners who have the last release have this."""
        return self.shipped is not None and self.shipped.modified == self.modified

    @property
    def is_to_be_retired(self) -> bool:
        """Whether learners have it, and the next release must tell them to let go."""
        return (
            not self.is_present
            and bool(self.since)
            and not (self.retired and self.is_as_shipped)
        )


@dataclass(frozen=True, slots=True)
class LockedNoteType:
    """What is remembered of a note type.

    ``id`` and ``name`` are Anki's, kept for ever (0 and empty in older locks).
    ``shipped`` is the time of the last release's (0 before the first), ``fields`` (with
    the reserve) and ``templates`` are its shape then. ``reshaped`` is the last release
    that forced another shape on learners, empty when there was none. ``offers`` are the
    features that the stamped content has; ``None`` when an older lock did not say.
    """

    key: str
    stamp: Stamp
    id: int = 0
    name: str = ""
    shipped: int = 0
    fields: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    reshaped: str = ""
    offers: tuple[str, ...] | None = None

    @property
    def modified(self) -> int:
        """When the note type last changed, in seconds since 1970."""
        return self.stamp.modified

    @property
    def is_as_shipped(self) -> bool:
        """Whether learners who have the last release have this."""
        return self.shipped == self.modified


@dataclass(frozen=True, slots=True)
class Release:
    """The last release: its version and time, and a hash of its whole package.

    The hash is empty in older locks.
    """

    version: str
    modified: int
    contents: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """Everything that later builds must know of earlier ones.

    ``tool`` is the version of this tool that wrote it, empty in older locks.
    """

    notes: Mapping[str, LockedNote] = field(default_factory=dict)
    note_types: Mapping[str, LockedNoteType] = field(default_factory=dict)
    release: Release | None = None
    tool: str = ""
    renamed: Mapping[str, str] = field(init=False, compare=False, repr=False)
    """The ids of renamed notes by the ones that they had first."""

    def __post_init__(self) -> None:
        renamed = {note.was: key for key, note in self.notes.items() if note.was}
        object.__setattr__(self, "renamed", renamed)

    def renamed_from(self, note_id: str) -> LockedNote | None:
        """Return the note that is or once was known by an id."""
        return self.notes.get(note_id) or self.notes.get(self.renamed.get(note_id, ""))
