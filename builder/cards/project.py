"""A deck project on disk: where it is, what deck.yaml says, which files it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.base.code import Code
from builder.base.diagnostic import BuilderError, Diagnostic, Location
from builder.base.ordinaryfile import FileKind
from builder.base.phrases import first_line
from builder.base.textfiles import decode, read_content
from builder.cards import yamltree
from builder.cards.checking import CheckSettings, read_check_settings, read_glossary
from builder.cards.getters import TreeReader
from builder.cards.names import is_below
from builder.cards.speech import Voices, read_voices
from builder.cards.yamltree import Items, Node, Table, Text

CARDS_FOLDER = "cards"
DECK_FILE = "deck.yaml"
SOURCES_FILE = "sources.yaml"
TOPICS_FILE = "topics.yaml"
OWN_FILES = frozenset({DECK_FILE, SOURCES_FILE, TOPICS_FILE})
"""The files of cards/ that hold no cards."""

LOCK_FILE = "deck.lock"
CHANGELOG_FILE = "CHANGELOG.md"
NOTE_TYPES_FOLDER = "notetypes"
MEDIA_FOLDER = "media"
OUTPUT_FOLDER = "dist"
# Where commands leave word for each other: it goes with what they make.
_WORKPLACE = ".decks"

_NUMBER = r"(0|[1-9][0-9]{0,8})"
_VERSION = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(-[0-9A-Za-z.-]{{1,40}})?")
_SLUG = re.compile(r"[^\W_][\w.-]*")
DECK_KEYS = (
    "name",
    "slug",
    "version",
    "key",
    "language",
    "description",
    "author",
    "licence",
    "order",
    "study",
    "latex",
    "packages",
    "personal",
    "personal-tags",
    "voices",
    "check",
    "glossary",
    "media-names",
    "deck-descriptions",
)
"""The keys of deck.yaml."""
_KEPT = "kept"
_TEXT_KEYS = (*DECK_KEYS[:8], "study")
# What learners read: all of it must arrive.
_SHOWN = ("description", "study")
REQUIRED_DECK_KEYS = {
    "name": "the name of the root deck in Anki",
    "slug": "the name of the files in dist/, such as `my-deck`",
    "version": "three numbers, such as `1.0.0`",
    "key": "a long random text, made once and never changed",
}
"""Those that must be there, with what each is."""
_PACKAGE_KEYS = ("slug", "tags", "without")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which notes a package holds.

    Those with any of ``tags`` (all when there are none) and with none of ``without``;
    each tag stands for the tags below it too.
    """

    slug: str
    tags: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    location: Location | None = None

    def takes(self, tags: tuple[str, ...]) -> bool:
        """Whether a note with these tags belongs to the package."""
        if any(is_below(tag, other) for tag in tags for other in self.without):
            return False
        return not self.tags or any(
            is_below(tag, wanted) for tag in tags for wanted in self.tags
        )


@dataclass(frozen=True, slots=True)
class Project:
    """What ``cards/deck.yaml`` says, and the project's folder.

    ``order`` names files and folders as they are learnt. ``latex`` says that learners
    have LaTeX installed; ``personal`` are the fields that update files leave to the
    learner, and ``personal_tags`` the tags, each with those below it, that stay in Anki
    when edits are pulled; ``voices`` are those that speak each language; ``study`` is
    advice to learners.
    ``check`` says which rules count, ``glossary`` which words the deck uses, each with
    those that it stands for. ``shown_texts`` are those that Anki shows under the deck's
    name, with their places; ``kept_media`` are the folders of media/ whose files keep
    their names in Anki (the empty one is all of it), ``deck_descriptions`` what stands under
    the names of decks below the root; ``content`` is what deck.yaml held when it was read.
    """

    folder: Path
    name: str
    slug: str
    version: str
    key: str
    language: str
    description: str
    author: str
    licence: str
    study: str
    order: tuple[Text, ...]
    latex: bool
    packages: tuple[Selection, ...]
    personal: tuple[Text, ...]
    personal_tags: tuple[Text, ...]
    shown_texts: tuple[Text, ...]
    voices: Voices
    check: CheckSettings
    glossary: Mapping[str, tuple[Text, ...]]
    location: Location
    content: bytes
    kept_media: tuple[str, ...] = ()
    deck_descriptions: Mapping[str, str] = field(default_factory=dict)

    def keeps_name(self, reference: str) -> bool:
        """Whether a file of media/ came with a deck that knows it by its name."""
        return any(
            not folder or reference.startswith(f"{folder}/")
            for folder in self.kept_media
        )

    @property
    def cards(self) -> Path:
        """The folder of the card files."""
        return self.folder / CARDS_FOLDER

    @property
    def media(self) -> Path:
        """The folder of pictures and sound."""
        return self.folder / MEDIA_FOLDER

    @property
    def output(self) -> Path:
        """The folder that packages are written to."""
        return self.folder / OUTPUT_FOLDER

    @property
    def was_released(self) -> bool:
        """Whether there is a changelog, which releases write and authors commit."""
        return (self.cards / CHANGELOG_FILE).is_file()


def workplace(folder: Path) -> Path:
    """Return where the commands of the project in a folder leave word for each other."""
    return folder / OUTPUT_FOLDER / _WORKPLACE


def find_project(start: Path) -> Path:
    """Return the nearest folder from ``start`` upwards that holds a deck project.

    Raises:
        BuilderError: There is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        path = folder / CARDS_FOLDER / DECK_FILE
        try:
            if path.exists():
                return folder
        except OSError as error:
            raise BuilderError(f"{path}: cannot be read: {error.strerror}") from error
    raise BuilderError(
        f"no deck project here: no {CARDS_FOLDER}/{DECK_FILE} in {start} or above it "
        "(make a project with `decks new DIR`)"
    )


def read_project(folder: Path) -> tuple[Project | None, list[Diagnostic]]:
    """Read ``cards/deck.yaml``; no project when it has mistakes."""
    project, diagnostics = read_deck_file(folder)
    return (None if diagnostics else project), diagnostics


def read_deck_file(folder: Path) -> tuple[Project | None, list[Diagnostic]]:
    """Read what can be read of ``cards/deck.yaml``, so that card files can be too.

    Without a key there is no project: nobody could tell who is who.
    """
    path = f"{CARDS_FOLDER}/{DECK_FILE}"
    content, diagnostics = read_content(folder / path, path, FileKind.DECK)
    return (None, diagnostics) if diagnostics else parse_deck_file(folder, content)


def parse_deck_file(
    folder: Path, content: bytes
) -> tuple[Project | None, list[Diagnostic]]:
    """Return the project whose deck.yaml holds ``content``, as far as it can be read."""
    path = f"{CARDS_FOLDER}/{DECK_FILE}"
    text, diagnostics = decode(content, path)
    if diagnostics:
        return None, diagnostics
    tree, diagnostics = yamltree.parse(text, path)
    if diagnostics:
        return None, diagnostics
    reader = TreeReader()
    if not isinstance(tree, Table):
        message = "deck.yaml is a mapping with `name`, `slug`, `version` and `key`"
        reader.report(Location(path, 1, 1), Code.DECK, message)
        return None, reader.diagnostics
    project = replace(_project(reader, tree, folder, path), content=content)
    return (project if project.key else None), reader.diagnostics


def _project(reader: TreeReader, tree: Table, folder: Path, path: str) -> Project:
    reader.only(tree, DECK_KEYS)
    texts = {
        key: reader.card_text(tree, key) if key in _SHOWN else reader.text(tree, key)
        for key in _TEXT_KEYS
    }
    for key, meaning in REQUIRED_DECK_KEYS.items():
        text = texts[key]
        if key not in tree.values:
            message = f"`{key}` is missing: {meaning}"
            reader.report(Location(path, 1, 1), Code.DECK, message)
        elif text is not None and not text.value.strip():
            reader.report(text.location, Code.DECK, f"`{key}` is empty: {meaning}")
    values = {key: text.value.strip() if text else "" for key, text in texts.items()}
    name = texts["name"]
    if name is not None and values["name"]:
        values["name"] = reader.deck(values["name"], name.location)
    _check_deck(reader, texts)
    return Project(
        folder=folder,
        name=values["name"],
        slug=values["slug"],
        version=values["version"],
        key=values["key"],
        language=values["language"] or "en",
        description=values["description"],
        author=values["author"],
        licence=values["licence"],
        study=values["study"],
        order=tuple(reader.texts(tree, "order")),
        latex=reader.flag(tree, "latex"),
        packages=tuple(_packages(reader, tree, values["slug"])),
        personal=tuple(reader.texts(tree, "personal")),
        personal_tags=tuple(reader.texts(tree, "personal-tags")),
        shown_texts=tuple(text for key in _SHOWN if (text := texts[key]) is not None),
        voices=read_voices(reader, tree),
        check=read_check_settings(reader, tree),
        glossary=read_glossary(reader, tree),
        location=Location(path, 1, 1),
        content=b"",
        kept_media=_kept_media(reader, tree),
        deck_descriptions=_deck_descriptions(reader, tree, values["name"]),
    )


def _kept_media(reader: TreeReader, tree: Table) -> tuple[str, ...]:
    """Return the folders of media/ whose files keep their names."""
    node = tree.values.get("media-names")
    if node is None:
        return ()
    told: dict[str, Node] = {"": node} if isinstance(node, Text) else {}
    if isinstance(node, Table):
        told = {folder.strip("/"): value for folder, value in node.values.items()}
    elif isinstance(node, Items):
        reader.wrong_type(node, "`media-names`", "`kept`, or a folder and `kept`")
    for value in told.values():
        if not isinstance(value, Text) or value.value != _KEPT:
            message = "`media-names` is `kept`, or a mapping such as `geo: kept`"
            reader.report(value.location, Code.DECK, message)
    return tuple(told)


def _deck_descriptions(reader: TreeReader, tree: Table, root: str) -> dict[str, str]:
    """Return what stands under the names of decks, by their full names."""
    node = tree.values.get("deck-descriptions")
    if node is None:
        return {}
    if not isinstance(node, Table):
        wanted = "a mapping, such as {Europe: The countries of Europe}"
        reader.wrong_type(node, "`deck-descriptions`", wanted)
        return {}
    return {
        reader.deck(name, node.keys[name].location, root): text.value.strip()
        for name in node.values
        if (text := reader.card_text(node, name)) is not None
    }


def _check_deck(reader: TreeReader, texts: Mapping[str, Text | None]) -> None:
    version = texts["version"]
    if version and version.value.strip() and not _VERSION.fullmatch(version.value):
        message = (
            f"`{first_line(version.value)}` is not a version: write three numbers, "
            "such as `1.0.0`"
        )
        reader.report(version.location, Code.DECK, message)
    slug = texts["slug"]
    if slug is not None and slug.value.strip():
        _check_slug(reader, slug)
    language = texts["language"]
    if language and not re.fullmatch(r"[A-Za-z]{2,3}(-\w{2,8})*", language.value):
        message = (
            f"`{language.value}` is not a language: write a tag such as `en` or `zh-CN`"
        )
        reader.report(language.location, Code.DECK, message)


def _check_slug(reader: TreeReader, slug: Text) -> None:
    if not _SLUG.fullmatch(slug.value):
        near = re.sub(r"[^\w.-]+", "-", slug.value).strip("-._")
        suggestion = f", such as `{near}`" if near else ""
        message = (
            f"the slug `{slug.value}` cannot name a file: use letters, digits and "
            f"`-`{suggestion}"
        )
        reader.report(slug.location, Code.DECK, message)


def _packages(reader: TreeReader, tree: Table, own_slug: str) -> list[Selection]:
    node = tree.values.get("packages")
    if node is None:
        return []
    if not isinstance(node, Items):
        reader.wrong_type(node, "`packages`", "a list")
        return []
    packages: list[Selection] = []
    taken = {own_slug.casefold()}
    for entry in node.values:
        if not isinstance(entry, Table):
            reader.wrong_type(entry, "a package", "a mapping with `slug` and `tags`")
            continue
        reader.only(entry, _PACKAGE_KEYS)
        slug = reader.text(entry, "slug")
        if slug is None:
            if "slug" not in entry.values:
                message = "`slug` is missing: the name of the file in dist/"
                reader.report(entry.location, Code.DECK, message)
            continue
        _check_slug(reader, slug)
        if slug.value.casefold() in taken:
            message = f"the slug `{slug.value}` is taken by another package"
            if slug.value not in {own_slug, *(one.slug for one in packages)}:
                message += ": Windows and macOS take capitals for small letters"
            reader.report(slug.location, Code.DECK, message)
        taken.add(slug.value.casefold())
        tags, without = reader.tags(entry), reader.tags(entry, "without")
        if not tags and not without:
            message = "a package needs `tags` or `without`: else it is the whole deck"
            reader.report(entry.location, Code.DECK, message)
        packages.append(Selection(slug.value, tags, without, slug.location))
    return packages
