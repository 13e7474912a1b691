"""What a release brings, from the lock, in words that a learner understands."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.versions.lock import Lock, LockedNote

# More than this are told by deck, in numbers.
_LISTED = 40


@dataclass(frozen=True, slots=True)
class Changes:
    """The notes that are not as they were in the last release."""

    added: tuple[LockedNote, ...]
    changed: tuple[LockedNote, ...]
    moved: tuple[LockedNote, ...]
    retired: tuple[LockedNote, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.moved or self.retired)


def changes_since_release(lock: Lock) -> Changes:
    """Compare what the card files hold now with what the last release shipped."""
    notes = [note for _, note in sorted(lock.notes.items())]
    present = [note for note in notes if note.is_present]
    return Changes(
        added=tuple(note for note in present if not note.since or note.retired),
        changed=tuple(
            note
            for note in present
            if note.since and not note.retired and note.released != note.stamp
        ),
        moved=tuple(note for note in present if note.released_deck),
        retired=tuple(
            note for note in notes if not note.is_present and not note.retired
        ),
    )


_ENGLISH = {
    "first": "First release: {notes}, {cards}.",
    "one note": "1 note",
    "notes": "{count} notes",
    "one card": "1 card",
    "cards": "{count} cards",
    "nothing": "No note changed.",
    "added": "Added",
    "changed": "Changed",
    "moved": "Moved",
    "retired": "Retired",
    "into": "{title} (now in {deck})",
    "more": "{count} in {deck}",
    "install": "How to install",
    "open": (
        "Open `{package}` with Anki (*File → Import*), or tap it on a phone (AnkiDroid, "
        "AnkiMobile). Leave the options as they are."
    ),
    "later": (
        "Import later versions in the same way, over this one: your reviews stay."
    ),
    "update": "How to update",
    "import": (
        "Import `{package}`. Your reviews stay. Notes that changed here are updated, and "
        "with them your own edits and tags of just these notes; all other notes stay "
        "exactly as you have them."
    ),
    "move": (
        "Moved cards: Anki leaves the cards you have in their old deck. To move those "
        "that belong to {deck}, search in Browse for `nid:{ids}`, select all, and choose "
        "Cards → Change Deck…."
    ),
    "retire": (
        "Retired notes: import `{package}` too if you want to be rid of them. It turns "
        "them into a short notice; then search in Browse for `tag:retired::{version}` "
        "and delete what is found."
    ),
    "notetype": (
        "This release changes the fields or templates of a note type. In the import "
        "dialog open *Updates* and tick *Merge note types*, and set *Update notes* and "
        "*Update note types* to *Always*. Without that, notes you already have are not "
        "updated, now or later."
    ),
    "reshaped": (
        "If you come from a version before {version}: in the import dialog open "
        "*Updates* and tick *Merge note types*, and set *Update notes* and *Update note "
        "types* to *Always*. Without that, notes you already have are not updated."
    ),
    "notice": "This note was retired in {version}: you can delete it.",
    "title": "{name} {version}",
}
_CHINESE = {
    "first": "首次发布：{notes}，{cards}。",
    "one note": "1 条笔记",
    "notes": "{count} 条笔记",
    "one card": "1 张卡片",
    "cards": "{count} 张卡片",
    "nothing": "没有笔记变化。",
    "added": "新增",
    "changed": "修改",
    "moved": "移动",
    "retired": "停用",
    "into": "{title}（现在在 {deck}）",
    "more": "{deck}：{count} 条",
    "install": "怎样安装",
    "open": (
        "用 Anki 打开 `{package}`（“文件 → 导入”），在手机上直接点开（AnkiDroid、AnkiMobile）。"
        "选项保持原样。"
    ),
    "later": "以后的版本照样导入，覆盖这一版：复习进度不变。",
    "update": "怎样更新",
    "import": (
        "导入 `{package}`。复习进度不变。这次改过的笔记会更新，你自己在这些笔记上的修改和标签"
        "会被替换；其余笔记原样不动。"
    ),
    "move": (
        "移动的卡片：Anki 会把已有的卡片留在原来的牌组。要移到 {deck}，请在浏览窗口搜索 "
        "`nid:{ids}`，全选，再用“卡片 → 更改所属牌组…”。"
    ),
    "retire": (
        "停用的笔记：想清理就再导入 `{package}`，它把这些笔记换成一句提示；然后在浏览窗口搜索 "
        "`tag:retired::{version}`，把找到的删掉。"
    ),
    "notetype": (
        "这次改动了笔记模板的字段或卡片模板。导入时请展开“更新”，勾选“合并笔记模板”，并把“更新"
        "笔记”和“更新笔记模板”设为“始终”。否则已有的笔记现在和以后都不会更新。"
    ),
    "reshaped": (
        "如果你用的是 {version} 之前的版本：导入时请展开“更新”，勾选“合并笔记模板”，并把“更新"
        "笔记”和“更新笔记模板”设为“始终”，否则已有的笔记不会更新。"
    ),
    "notice": "这条笔记已在 {version} 停用，可以删除。",
    "title": "{name} {version}",
}


def words(language: str) -> Mapping[str, str]:
    """Return the phrases of release notes in the deck's language, or in English."""
    return _CHINESE if language.startswith("zh") else _ENGLISH


@dataclass(frozen=True, slots=True)
class ReleaseNotes:
    """What the texts of a release are made from.

    ``package`` and ``retired_package`` are file names; the second is empty when no note
    was retired. ``moment`` is in seconds since 1970. ``reshaped`` is an earlier release
    that changed the shape of a note type.
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


def changelog_section(notes: ReleaseNotes) -> str:
    """Return the section of cards/CHANGELOG.md."""
    day = time.strftime("%Y-%m-%d", time.gmtime(notes.moment))
    return f"## {notes.version} ({day})\n\n{_body(notes)}"


def release_notes(notes: ReleaseNotes) -> str:
    """Return the page for learners that lies beside the packages."""
    phrases = words(notes.language)
    title = phrases["title"].format(name=notes.name, version=notes.version)
    heading, steps = ("install", _first) if notes.is_first else ("update", _steps)
    listed = "\n".join(f"- {step}" for step in steps(notes))
    return f"# {title}\n\n{_body(notes)}\n## {phrases[heading]}\n\n{listed}\n"


def _first(notes: ReleaseNotes) -> Iterator[str]:
    """Yield what somebody does who has no version yet."""
    phrases = words(notes.language)
    yield phrases["open"].format(package=notes.package)
    yield phrases["later"]


def _steps(notes: ReleaseNotes) -> Iterator[str]:
    """Yield what a learner with an earlier version does."""
    phrases = words(notes.language)
    if notes.has_new_shape:
        yield phrases["notetype"]
    elif notes.reshaped:
        yield phrases["reshaped"].format(version=notes.reshaped)
    yield phrases["import"].format(package=notes.package)
    by_deck: dict[str, list[LockedNote]] = {}
    for note in notes.changes.moved:
        by_deck.setdefault(note.deck, []).append(note)
    for deck, moved in sorted(by_deck.items()):
        ids = ",".join(str(note.number) for note in moved)
        yield phrases["move"].format(deck=deck, ids=ids)
    if notes.retired_package:
        yield phrases["retire"].format(
            package=notes.retired_package, version=notes.version
        )


def _body(notes: ReleaseNotes) -> str:
    phrases = words(notes.language)
    if notes.is_first:
        note_count, card_count = notes.counts
        total = _counted(phrases, "note", note_count)
        cards = _counted(phrases, "card", card_count)
        return phrases["first"].format(notes=total, cards=cards) + "\n"
    if not notes.changes:
        return phrases["nothing"] + "\n"
    parts = [
        _list(phrases["added"], notes.changes.added, phrases),
        _list(phrases["changed"], notes.changes.changed, phrases),
        _list(phrases["moved"], notes.changes.moved, phrases, with_deck=True),
        _list(phrases["retired"], notes.changes.retired, phrases),
    ]
    return "\n".join(part for part in parts if part)


def _counted(phrases: Mapping[str, str], thing: str, number: int) -> str:
    form = f"one {thing}" if number == 1 else f"{thing}s"
    return phrases[form].format(count=number)


def _list(
    heading: str,
    notes: Sequence[LockedNote],
    phrases: Mapping[str, str],
    *,
    with_deck: bool = False,
) -> str:
    if not notes:
        return ""
    entries = "".join(f"- {entry}\n" for entry in _entries(notes, phrases, with_deck))
    return f"### {heading} ({len(notes)})\n\n{entries}"


def _entries(
    notes: Sequence[LockedNote],
    phrases: Mapping[str, str],
    with_deck: bool,  # noqa: FBT001 -- private, passed on
) -> Iterator[str]:
    if len(notes) > _LISTED:
        for deck, count in sorted(Counter(note.deck for note in notes).items()):
            yield phrases["more"].format(count=count, deck=deck)
        return
    for note in notes:
        title = note.title or note.id
        yield (
            phrases["into"].format(title=title, deck=note.deck) if with_deck else title
        )


def with_section(changelog: str, section: str, name: str) -> str:
    """Return a changelog with a section on top; one of the same version is replaced."""
    head = section.split("\n", 1)[0].split(" (", maxsplit=1)[0]
    title, *sections = changelog.split("\n## ") if changelog else [f"# {name}\n"]
    kept = [
        f"## {one}"
        for one in sections
        if f"## {one}".split("\n", 1)[0].split(" (")[0] != head
    ]
    parts = [title.strip("\n"), section.strip("\n"), *(one.strip("\n") for one in kept)]
    return "\n\n".join(parts) + "\n"
