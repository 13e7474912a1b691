"""The folder of a note type that came with an existing deck: nothing in it is ours.

Learners know the note type by its id, and Anki takes a note from a package only while
the note type has the fields and templates that they have
(rslib/src/import_export/package/apkg/import/notes.rs, ``equal_schema``). So there are no
common style, no reserve fields and no name of our own, and what Anki's own editor would
refuse is told and kept: learners have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.anki import template
from builder.anki.apkg.package import Settings
from builder.anki.apkg.settings import (
    FIELD_DEFAULTS,
    NOTE_TYPE_DEFAULTS,
    OF_ADDONS,
    TEMPLATE_DEFAULTS,
    others,
)
from builder.anki.media import MediaFile
from builder.anki.notetype import Kept, NoteType, Template
from builder.anki.templatefilters import fields_with_readings
from builder.anki.templatemedia import (
    FindFile,
    WithMedia,
    style_sheet_with_media,
    template_with_media,
)
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, location_at
from builder.base.hashing import short_hash
from builder.cards import yamltree
from builder.cards.getters import TreeReader
from builder.cards.yamltree import Items, Node, Table, Text

SETTINGS_FILE = "notetype.yaml"
STYLE_FILE = "style.css"
FIELD_KEYS: Mapping[str, str] = {
    "font": "font",
    "size": "size",
    "rtl": "rtl",
    "sticky": "sticky",
    "description": "description",
    "plain-text": "plainText",
    "collapsed": "collapsed",
    "no-search": "excludeFromSearch",
    "undeletable": "preventDeletion",
    "role": "tag",
    "more": OF_ADDONS,
}
"""The keys of a field in notetype.yaml, and those of Anki's JSON."""
TEMPLATE_KEYS: Mapping[str, str] = {
    "browser-front": "bqfmt",
    "browser-back": "bafmt",
    "browser-font": "bfont",
    "browser-size": "bsize",
    "deck": "did",
    "more": OF_ADDONS,
}
"""The keys of a template in notetype.yaml, and those of Anki's JSON."""
NOTE_TYPE_KEYS: Mapping[str, str] = {
    "sort": "sortf",
    "latex-header": "latexPre",
    "latex-footer": "latexPost",
    "latex-svg": "latexsvg",
    "stock": "originalStockKind",
    "original": "originalId",
    "more": OF_ADDONS,
}
"""The keys below ``kept`` in notetype.yaml, and those of Anki's JSON."""

_DEFAULTS: Settings = {
    **FIELD_DEFAULTS,
    **TEMPLATE_DEFAULTS,
    **NOTE_TYPE_DEFAULTS,
    "tag": 0,
    "did": "",
    OF_ADDONS: "",
}
_OCCLUSION = 6
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class KeptFolder:
    """The texts of the folder; ``path`` is for messages."""

    key: str
    path: str
    files: Mapping[str, str]


def is_kept(files: Mapping[str, str]) -> bool:
    """Whether the folder of these files says that its note type came with a deck."""
    text = files.get(SETTINGS_FILE, "")
    return re.search(r"^kept\s*:", text, re.MULTILINE) is not None


def read_kept_note_type(
    folder: KeptFolder, find_media: FindFile, static: Mapping[str, MediaFile]
) -> tuple[NoteType, list[Diagnostic]]:
    """Read a note type that is kept; ``static`` are the files that come with it anyway."""
    reading = _Reading(folder, find_media)
    note_type = reading.note_type(static)
    return note_type, reading.reader.diagnostics


class _Reading:
    """The reading of one folder; everything found wrong is kept and told together."""

    def __init__(self, folder: KeptFolder, find_media: FindFile) -> None:
        self.folder = folder
        self.find_media = find_media
        self.reader = TreeReader()
        self.media: dict[str, MediaFile] = {}

    def note_type(self, static: Mapping[str, MediaFile]) -> NoteType:
        tree = self._tree()
        kept = self._table(tree, "kept")
        self.reader.only(kept, ("id", "name", "css", *NOTE_TYPE_KEYS))
        fields = self._parts(tree, "fields", ("name", "id", *FIELD_KEYS))
        names = [self._name(one) for one in fields]
        templates = self._parts(
            tree, "templates", ("name", "id", "file", "front", "back", *TEMPLATE_KEYS)
        )
        sides = [self._template(one, names) for one in templates]
        is_cloze = self.reader.flag(tree, "cloze")
        settings = self._settings(kept, NOTE_TYPE_KEYS)
        style = self._style(kept)
        return NoteType(
            key=self.folder.key,
            name=self._name(kept),
            id=self._number(kept, "id") or 0,
            fields=tuple(names),
            field_ids=tuple(self._number(one, "id") for one in fields),
            templates=tuple(sides),
            css=style,
            cloze_fields=frozenset(_cloze_fields(sides)) if is_cloze else frozenset(),
            media=dict(sorted({**static, **self.media}.items())),
            source_hash=self._source_hash(),
            reading_fields=fields_with_readings(sides),
            has_mistakes=any(one.is_error for one in self.reader.diagnostics),
            is_occlusion=settings.get("originalStockKind") == _OCCLUSION,
            kept=Kept(
                is_cloze=is_cloze,
                settings=settings,
                fields=tuple(self._settings(one, FIELD_KEYS) for one in fields),
                templates=tuple(
                    self._settings(one, TEMPLATE_KEYS) for one in templates
                ),
            ),
        )

    def _tree(self) -> Table:
        path = f"{self.folder.path}/{SETTINGS_FILE}"
        tree, found = yamltree.parse(self.folder.files[SETTINGS_FILE], path)
        self.reader.diagnostics += found
        if not isinstance(tree, Table):
            return Table({}, {}, Location(path, 1, 1))
        self.reader.only(tree, ("kept", "cloze", "fields", "templates"))
        return tree

    def _table(self, tree: Table, key: str) -> Table:
        node = tree.values.get(key)
        if isinstance(node, Table):
            return node
        if node is not None:
            self.reader.wrong_type(node, f"`{key}`", "a mapping with `id` and `name`")
        return Table({}, {}, tree.location)

    def _parts(self, tree: Table, key: str, known: Sequence[str]) -> list[Table]:
        """Return the fields or templates, each as a mapping."""
        node = tree.values.get(key)
        if not isinstance(node, Items) or not node.values:
            place = node.location if node else tree.location
            message = f"a note type needs `{key}`: a list of names"
            self.reader.report(place, Code.MISSING_KEY, message)
            return []
        parts = [_as_table(one) for one in node.values]
        for part in parts:
            self.reader.only(part, known)
        return parts

    def _name(self, table: Table) -> str:
        text = self.reader.text(table, "name")
        if text is None and "name" not in table.values:
            self.reader.report(table.location, Code.MISSING_KEY, "`name` is missing")
        return text.value if text else ""

    def _number(self, table: Table, key: str) -> int | None:
        text = self.reader.text(table, key)
        if text is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,19}", text.value):
            message = f"`{key}` is `{text.value}`, it must be a number"
            self.reader.report(text.location, Code.TYPE, message)
            return None
        return min(int(text.value), _LARGEST)

    def _settings(self, table: Table, keys: Mapping[str, str]) -> Settings:
        """Return what is said of settings, by Anki's names."""
        found: dict[str, str | int | bool] = {}
        for key, name in keys.items():
            if key not in table.values:
                continue
            default = _DEFAULTS[name]
            if isinstance(default, bool):
                found[name] = self.reader.flag(table, key)
            elif isinstance(default, int):
                found[name] = self._number(table, key) or 0
            else:
                found[name] = self._setting(table, key)
        return found

    def _setting(self, table: Table, key: str) -> str:
        text = self.reader.text(table, key)
        try:
            others({OF_ADDONS: text.value} if text and key == "more" else {})
        except ValueError:
            place = text.location if text else table.location
            self.reader.report(place, Code.TYPE, "`more` must be a JSON object")
            return "{}"
        return text.value if text else ""

    def _template(self, table: Table, fields: Sequence[str]) -> Template:
        name = self._name(table)
        file = self.reader.text(table, "file")
        stem = file.value if file else name
        front, parts = self._side(table, stem, "front", fields)
        back, back_parts = self._side(table, stem, "back", fields)
        number = self._number(table, "id")
        return Template(name, front, back, parts, number, back_parts)

    def _side(
        self, table: Table, stem: str, side: str, fields: Sequence[str]
    ) -> tuple[str, tuple[template.Part, ...]]:
        """Return one side of a template as it came, and the parts that could be read."""
        file = f"{stem}.{side}.html"
        written = self.reader.text(table, side)
        if written is None and file not in self.folder.files:
            message = f"the template `{self._name(table)}` has no file `{file}`"
            self.reader.report(table.location, Code.NOTE_TYPE, message)
            return "", ()
        text = written.value if written else self.folder.files[file]
        place = written.location if written else None
        try:
            parts = template.parse(text)
            known = {*fields, *template.SPECIAL_FIELDS}
            shown: list[template.Part] = [*template.replacements(parts)]
            for part in (*shown, *template.sections(parts)):
                if part.field not in known:
                    message = f"the note type has no field `{part.field}`"
                    self._warn(text, place, file, part.offset, message)
        except template.TemplateError as error:
            self._warn(text, place, file, error.offset, str(error))
            parts = ()
        found = template_with_media(text, self.find_media)
        return self._packaged(found, text, place, file), parts

    def _style(self, kept: Table) -> str:
        written = self.reader.text(kept, "css")
        text = written.value if written else self.folder.files.get(STYLE_FILE, "")
        place = written.location if written else None
        found = style_sheet_with_media(text, self.find_media)
        return self._packaged(found, text, place, STYLE_FILE)

    def _packaged(
        self, found: WithMedia, text: str, place: Location | None, file: str
    ) -> str:
        """Keep the media of a text, and tell of those that are not there."""
        self.media.update(found.media)
        for problem in found.problems:
            if problem.code is Code.MEDIA_MISSING:
                self._warn(text, place, file, problem.offset, problem.message)
        return found.text

    def _warn(
        self, text: str, place: Location | None, file: str, offset: int, message: str
    ) -> None:
        where = place or location_at(text, f"{self.folder.path}/{file}", offset)
        self.reader.warn(where, Code.TEMPLATE, message)

    def _source_hash(self) -> str:
        files = sorted(self.folder.files.items())
        return short_hash("kept", *(text for pair in files for text in pair))


def _as_table(node: Node) -> Table:
    """Return a part that may be named alone as a mapping."""
    if isinstance(node, Table):
        return node
    if isinstance(node, Text):
        key = Text("name", node.location)
        return Table({"name": node}, {"name": key}, node.location)
    return Table({}, {}, node.location)


def _cloze_fields(templates: Sequence[Template]) -> Iterator[str]:
    for one in templates:
        for part in template.replacements(one.parts):
            if "cloze" in part.filters:
                yield part.field
