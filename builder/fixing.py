"""Mend in card files what no learner notices: ids, quotes, blanks behind lines."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.base.atomicfiles import Edit
from builder.base.code import Code
from builder.base.exclusive import Say, unheard
from builder.base.findings import Findings
from builder.base.transaction import writing
from builder.cards.cardfile import parse_card_file
from builder.cards.cardfolder import CardFile, read_card_files
from builder.cards.layout import quoted, without_trailing_blanks
from builder.cards.newids import give_ids
from builder.cards.onespelling import with_one_spelling
from builder.cards.project import Project, read_deck_file, workplace
from builder.lockfile import read_lock


@dataclass(frozen=True, slots=True)
class Fixed:
    """A card file before and after; ``path`` is relative to the project."""

    path: str
    edit: Edit

    def difference(self) -> Iterator[str]:
        """Yield the lines of a unified diff."""
        before = (self.edit.before or b"").decode("utf-8-sig").splitlines()
        after = self.edit.after.decode("utf-8-sig").splitlines()
        yield from difflib.unified_diff(
            before, after, f"a/{self.path}", f"b/{self.path}", lineterm=""
        )


def fixes(folder: Path, *, named: Sequence[str] = ()) -> list[Fixed]:
    """Return what would be mended, and write nothing.

    A file with mistakes gets no ids: they are given when it can be built. ``named`` are
    the fixes that learners notice.
    """
    told = Findings()
    project = told.of(read_deck_file(folder))
    if project is None:
        return []
    files = told.of(read_card_files(project))
    tidy = [_tidied(file, project) for file in files]
    for name in named:
        texts = with_one_spelling({file.path: file.text for file in tidy}, name)
        tidy = [replace(file, text=texts[file.path]) for file in tidy]
    complete = _with_ids(tidy, project)
    return [
        Fixed(file.path, Edit(file.content, after))
        for file, better in zip(files, tidy, strict=True)
        if (after := complete.get(better.path, better.content)) != file.content
    ]


def fix(folder: Path, *, named: Sequence[str] = (), say: Say = unheard) -> list[Fixed]:
    """Mend the card files of a project together, and return what was mended.

    Raises:
        BuilderError: A file cannot be written, or was written to meanwhile.
    """
    with writing(workplace(folder), project=folder, command="check", say=say) as begun:
        mended = fixes(folder, named=named)
        for one in mended:
            begun.files.edit(folder / one.path, one.edit)
        begun.files.commit()
        return mended


def _tidied(file: CardFile, project: Project) -> CardFile:
    _, found = parse_card_file(
        file.text, file.path, root=project.name, default_deck=file.default_deck
    )
    lines = file.text.split("\n")
    swallowed = [
        one.location
        for one in found
        if one.code is Code.YAML
        and lines[one.location.line - 1][one.location.column - 1 :].startswith(
            ("#", "!", "&")
        )
    ]
    return replace(file, text=without_trailing_blanks(quoted(file.text, swallowed)))


def _with_ids(files: Sequence[CardFile], project: Project) -> dict[str, bytes]:
    """Return the files that get ids, with them."""
    told = Findings()
    notes = [
        note
        for file in files
        for note in told.of(
            parse_card_file(
                file.text, file.path, root=project.name, default_deck=file.default_deck
            )
        )
    ]
    taken = told.of(read_lock(project)).lock.notes
    complete, _ = give_ids(files, notes, project, taken=taken)
    return {path: edit.after for path, edit in complete.edits.items()}
