"""The folder of a note type to a note type, held against what Anki accepts.

The tool's and the author's own have the same form: ``notetype.yaml`` with fields and
templates, a file for each side of each template (``NAME.front.html``,
``NAME.back.html``) and ``style.css``.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.anki import template
from builder.anki.identity import note_type_name, part_id, stable_id
from builder.anki.keptnotetype import KeptFolder, is_kept, read_kept_note_type
from builder.anki.media import MediaFile
from builder.anki.notetype import RESERVE_FIELDS, NoteType, Template, fields_in_reserve
from builder.anki.templatefilters import fields_with_readings, filter_problem
from builder.anki.templatemedia import (
    FindFile,
    WithMedia,
    style_sheet_with_media,
    template_with_media,
)
from builder.anki.words import direction_of, words_of
from builder.base.code import Code
from builder.base.diagnostic import (
    Diagnostic,
    Location,
    Problem,
    did_you_mean,
    location_at,
)
from builder.base.hashing import short_hash
from builder.cards import yamltree
from builder.cards.getters import TreeReader
from builder.cards.yamltree import Items, Table, Text

_KEYS = ("fields", "templates", "cloze")
_OUR_KEYS = (*_KEYS, "occlusion", "numbers")
# Stands in the name of a field or template that is there many times.
_NUMBER = "%number%"
_YAML = "notetype.yaml"
_CSS = "style.css"


@dataclass(frozen=True, slots=True)
class NoteTypeFolder:
    """The texts of a note type's folder; ``path`` is for messages.

    ``is_own`` says that it is the project's, not one of the tool's.
    """

    key: str
    path: str
    files: Mapping[str, str]
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What a project gives to all its note types.

    ``names`` are those that learners know note types by. ``released_fields`` are the
    fields of note types that were released, reserve included: a new field takes the
    place of a reserve field. ``find_media`` is asked for the files that templates and
    style sheets use; ``static`` are those that go with every kept note type.
    """

    project_key: str
    language: str
    base_css: str
    find_media: FindFile
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    released_fields: Mapping[str, Sequence[str]] = dataclasses.field(
        default_factory=dict
    )
    static: Mapping[str, MediaFile] = dataclasses.field(default_factory=dict)

    def filled(self, text: str) -> str:
        """Return a template or style sheet in which `%language%` and the like are said."""
        words = words_of(self.language)
        direction = direction_of(self.language)
        values = {
            "language": self.language,
            "direction": direction,
            "rtl": ' dir="rtl"' if direction == "rtl" else "",
            "hint": words.hint,
            "several": words.several,
        }
        for name, value in values.items():
            text = text.replace(f"%{name}%", value)
        return text


def read_note_type(
    folder: NoteTypeFolder, context: Context
) -> tuple[NoteType, list[Diagnostic]]:
    """Read one note type, as far as it can be read, and say what is wrong with it."""
    if folder.is_own and is_kept(folder.files):
        kept = KeptFolder(folder.key, folder.path, folder.files)
        return read_kept_note_type(kept, context.find_media, context.static)
    reading = _Reading(folder, context)
    note_type = reading.note_type()
    found = reading.reader.diagnostics
    has_mistakes = any(finding.is_error for finding in found)
    return replace(note_type, has_mistakes=has_mistakes), found


def read_fields(
    folder: NoteTypeFolder,
) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Return the fields that a note type has by its own word, and what is wrong."""
    nothing = Problem(0, Code.MEDIA_MISSING, "")
    reading = _Reading(folder, Context("", "", "", lambda _name: nothing))
    fields = tuple(text.value for text in reading._fields(reading._settings()))  # noqa: SLF001 -- its own module
    return fields, reading.reader.diagnostics


class _Reading:
    """The reading of one folder; everything found wrong is kept and told together."""

    def __init__(self, folder: NoteTypeFolder, context: Context) -> None:
        self.folder = folder
        self.context = context
        self.reader = TreeReader()
        self.media: dict[str, MediaFile] = {}

    def note_type(self) -> NoteType:
        settings = self._settings()
        fields = tuple(text.value for text in self._fields(settings))
        is_cloze = self.reader.flag(settings, "cloze")
        templates = tuple(self._templates(settings, fields, is_cloze=is_cloze))
        self._check_fronts(templates)
        cloze_fields = frozenset(_cloze_fields(templates)) if is_cloze else frozenset()
        if is_cloze:
            self._check_cloze(settings, templates, cloze_fields)
        own_key, key = self.folder.key, self.context.project_key
        released = self.context.released_fields.get(own_key, ())
        fields = (*fields, *fields_in_reserve(len(fields), len(released)))
        return NoteType(
            key=own_key,
            name=self.context.names.get(own_key) or note_type_name(key, own_key),
            id=stable_id(key, "note type", own_key),
            fields=fields,
            field_ids=tuple(
                part_id(key, "field", own_key, str(number))
                for number in range(len(fields))
            ),
            templates=templates,
            css=self.context.filled(self.context.base_css + self._css()),
            cloze_fields=cloze_fields,
            media=dict(sorted(self.media.items())),
            source_hash=self._source_hash(),
            is_occlusion=self.reader.flag(settings, "occlusion"),
            reading_fields=fields_with_readings(templates),
        )

    def _settings(self) -> Table:
        """Return what notetype.yaml says: nothing when it cannot be read."""
        path = f"{self.folder.path}/{_YAML}"
        start = Location(path, 1, 1)
        nothing = Table({}, {}, start)
        if _YAML not in self.folder.files:
            message = f"no {_YAML}: write `fields:` and `templates:` there"
            self.reader.report(start, Code.NOTE_TYPE, message)
            return nothing
        tree, diagnostics = yamltree.parse(self.folder.files[_YAML], path)
        self.reader.diagnostics += diagnostics
        if diagnostics:
            return nothing
        if not isinstance(tree, Table):
            message = "a note type is a mapping with `fields` and `templates`"
            self.reader.report(start, Code.NOTE_TYPE, message)
            return nothing
        self.reader.only(tree, _KEYS if self.folder.is_own else _OUR_KEYS)
        for key in ("fields", "templates"):
            node = tree.values.get(key)
            if node is None or (isinstance(node, Items) and not node.values):
                message = f"a note type needs `{key}`: a list of names"
                self.reader.report(start, Code.MISSING_KEY, message)
        return tree

    def _fields(self, settings: Table) -> list[Text]:
        fields = self._numbered(settings, "fields")
        seen: set[str] = set()
        for field in fields:
            problem = _field_problem(field.value, seen)
            if problem:
                self.reader.report(field.location, Code.NOTE_TYPE, problem)
            seen.add(field.value.casefold())
        return fields

    def _numbered(self, settings: Table, key: str) -> list[Text]:
        """Return names, those with a place for a number once for each."""
        last = self.reader.text(settings, "numbers") if not self.folder.is_own else None
        numbers = [str(number + 1) for number in range(int(last.value) if last else 0)]
        return [
            name._replace(value=name.value.replace(_NUMBER, number))
            for name in self.reader.texts(settings, key)
            for number in (numbers if _NUMBER in name.value and numbers else [_NUMBER])
        ]

    def _templates(
        self, settings: Table, fields: Sequence[str], *, is_cloze: bool
    ) -> Iterator[Template]:
        names: set[str] = set()
        for number, name in enumerate(self._numbered(settings, "templates")):
            if name.value in names:
                message = f"the template `{name.value}` is named twice"
                self.reader.report(name.location, Code.NOTE_TYPE, message)
                continue
            names.add(name.value)
            front, parts = self._side(name, "front", fields, is_cloze=is_cloze)
            back, back_parts = self._side(name, "back", fields, is_cloze=is_cloze)
            identity = part_id(
                self.context.project_key, "template", self.folder.key, str(number)
            )
            yield Template(name.value, front, back, parts, identity, back_parts)

    def _side(
        self, name: Text, side: str, fields: Sequence[str], *, is_cloze: bool
    ) -> tuple[str, tuple[template.Part, ...]]:
        """Return one side of a template as the package has it, and its parts."""
        file = f"{name.value}.{side}.html"
        text = self.folder.files.get(file)
        if text is None and not self.folder.is_own:
            kind, _, number = name.value.rpartition(" ")
            text = self.folder.files.get(f"{kind}.{side}.html", "")
            text = text.replace(_NUMBER, number) or None
        if text is None:
            message = f"the template `{name.value}` has no file `{file}`"
            self.reader.report(name.location, Code.NOTE_TYPE, message)
            return "", ()
        try:
            parts = template.parse(text)
        except template.TemplateError as error:
            self._report(text, file, error.offset, str(error))
            return text, ()
        for offset, message in _part_problems(parts, fields, is_cloze=is_cloze):
            self._report(text, file, offset, message)
        for part in template.replacements(parts):
            problem = filter_problem(part)
            if problem:
                place = location_at(text, f"{self.folder.path}/{file}", part.offset)
                self.reader.warn(place, Code.TEMPLATE, problem)
        if side == "front" and not any(True for _ in template.replacements(parts)):
            self._report(text, file, 0, "the front shows no field")
        found = template_with_media(text, self.context.find_media)
        markup = self.context.filled(self._packaged(found, text, file)).strip("\n")
        return (self._in_column(markup) if self.folder.is_own else markup), parts

    def _in_column(self, markup: str) -> str:
        """Put a side of the author's into the column that our own cards have."""
        if not markup or "deck-card" in markup:
            return markup
        start = '<div class="deck-card" lang="%language%"%rtl%>'
        return self.context.filled(f"{start}\n{markup}\n</div>")

    def _css(self) -> str:
        text = self.folder.files.get(_CSS, "")
        found = style_sheet_with_media(text, self.context.find_media)
        return self._packaged(found, text, _CSS)

    def _packaged(self, found: WithMedia, text: str, file: str) -> str:
        """Keep the media of a text, and tell what is wrong with them."""
        self.media.update(found.media)
        for problem in found.problems:
            self._report(text, file, problem.offset, problem.message)
        return found.text

    def _check_fronts(self, templates: Sequence[Template]) -> None:
        """Refuse what Anki's own template editor refuses (notetype/mod.rs)."""
        fronts: dict[str, str] = {}
        for one in templates:
            twin = fronts.setdefault(one.front, one.name)
            if twin != one.name and one.front:
                message = f"the same front as the template `{twin}`"
                self._report(one.front, f"{one.name}.front.html", 0, message)

    def _check_cloze(
        self,
        settings: Table,
        templates: Sequence[Template],
        cloze_fields: frozenset[str],
    ) -> None:
        place = settings.keys["cloze"].location
        if templates and not cloze_fields:
            message = "no `{{cloze:Field}}` in the template of a cloze note type"
            self.reader.report(place, Code.NOTE_TYPE, message)
        if len(templates) > 1:
            message = "a cloze note type has one template"
            self.reader.report(place, Code.NOTE_TYPE, message)

    def _source_hash(self) -> str:
        """Return a hash of what the author decides: of ours, the language alone."""
        own = sorted(self.folder.files.items()) if self.folder.is_own else []
        return short_hash(
            self.context.language, *(text for pair in own for text in pair)
        )

    def _report(self, text: str, file: str, offset: int, message: str) -> None:
        place = location_at(text, f"{self.folder.path}/{file}", offset)
        self.reader.report(place, Code.TEMPLATE, message)


def _cloze_fields(templates: Sequence[Template]) -> Iterator[str]:
    for one in templates:
        for part in template.replacements(one.parts):
            if "cloze" in part.filters:
                yield part.field


def _part_problems(
    parts: Sequence[template.Part], fields: Sequence[str], *, is_cloze: bool
) -> Iterator[tuple[int, str]]:
    """Yield what a template asks for in vain, each with its offset."""
    known = {*fields, *RESERVE_FIELDS, *template.SPECIAL_FIELDS}
    shown: list[template.Part] = [*template.replacements(parts)]
    for part in (*shown, *template.sections(parts)):
        is_list_of_voices = isinstance(part, template.Replacement) and not part.field
        if part.field not in known and not is_list_of_voices:
            suggestion = did_you_mean(part.field, fields)
            yield part.offset, f"the note type has no field `{part.field}`{suggestion}"
    for one in () if is_cloze else template.replacements(parts):
        for name in {"cloze", "cloze-only"}.intersection(one.filters):
            yield (
                one.offset,
                f"`{{{{{name}:{one.field}}}}}` shows nothing in a note type without "
                f"cloze deletions: write `cloze: true` in {_YAML}",
            )


def _field_problem(name: str, seen: set[str]) -> str:
    if not name.strip():
        return "a field has no name"
    if name.casefold() in seen:
        return f"the field `{name}` is named twice"
    if name in RESERVE_FIELDS or name in template.SPECIAL_FIELDS:
        return f"the name `{name}` is taken: choose another for the field"
    # https://docs.ankiweb.net/templates/fields.html and notetype/fields.rs
    if name != name.strip() or re.search(r'[:"{}]', name) or name[0] in "#/^":
        return f"the field name `{name}` has a character that templates cannot hold"
    return ""
