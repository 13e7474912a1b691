"""Note types: ours and the author's own, in the same form.

A note type is a folder: ``notetype.yaml`` with its fields and templates, a file for
each side of each template (``NAME.front.html``, ``NAME.back.html``) and ``style.css``.
https://docs.ankiweb.net/templates/intro.html
"""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.anki import template
from builder.anki.identity import part_id, stable_id
from builder.anki.media import MediaFile, is_embedded
from builder.base.code import Code
from builder.base.diagnostic import (
    Diagnostic,
    Location,
    Problem,
    did_you_mean,
    location_at,
)
from builder.base.hashing import digest
from builder.cards import yamltree
from builder.cards.getters import TreeReader
from builder.cards.yamltree import Items, Table, Text

# Empty fields at the end of every note type: a later version can give one a name and a
# use without asking learners to merge note types.
RESERVE_FIELDS = ("Reserve 1", "Reserve 2")
_KEYS = ("fields", "templates", "cloze")
_YAML = "notetype.yaml"
_CSS = "style.css"


@dataclass(frozen=True, slots=True)
class Template:
    """A card template, read and as text."""

    name: str
    front: str
    back: str
    parts: tuple[template.Part, ...]
    id: int


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type as the package will carry it.

    ``key`` is the name that card files use, ``name`` the one Anki shows.
    """

    key: str
    name: str
    id: int
    fields: tuple[str, ...]
    field_ids: tuple[int, ...]
    templates: tuple[Template, ...]
    css: str
    cloze_fields: frozenset[str]
    media: Mapping[str, MediaFile]

    @property
    def is_cloze(self) -> bool:
        """Whether its cards come from cloze deletions."""
        return bool(self.cloze_fields)


@dataclass(frozen=True, slots=True)
class NoteTypeFolder:
    """The texts of a note type's folder; ``path`` is for messages."""

    key: str
    path: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Context:
    """What a project gives to all its note types.

    ``released_fields`` are the fields of note types that were released, reserve
    included: a new field takes the place of a reserve field. ``find_media`` is asked
    for the files that templates and style sheets use.
    """

    project_key: str
    slug: str
    language: str
    base_css: str
    released_fields: Mapping[str, Sequence[str]]
    find_media: Callable[[str], MediaFile | Problem]


def read_note_type(
    folder: NoteTypeFolder, context: Context
) -> tuple[NoteType | None, list[Diagnostic]]:
    """Read one note type and hold it against what Anki accepts."""
    reading = _Reading(folder, context)
    note_type = reading.run()
    return (None if reading.reader.diagnostics else note_type), (
        reading.reader.diagnostics
    )


class _Reading:
    """The reading of one folder; everything found wrong is kept and told together."""

    def __init__(self, folder: NoteTypeFolder, context: Context) -> None:
        self.folder = folder
        self.context = context
        self.reader = TreeReader()
        self.media: dict[str, MediaFile] = {}

    def run(self) -> NoteType | None:
        settings = self._settings()
        if settings is None:
            return None
        fields = tuple(text.value for text in self._fields(settings))
        is_cloze = self.reader.flag(settings, "cloze")
        templates = tuple(self._templates(settings, fields, is_cloze=is_cloze))
        cloze_fields = frozenset(
            part.field
            for one in templates
            for part in template.replacements(one.parts)
            if "cloze" in part.filters
        )
        self._check_templates(templates, cloze_fields, settings, is_cloze=is_cloze)
        css = self._with_media(self.folder.files.get(_CSS, ""), _CSS)
        key = self.context.project_key
        own_key = self.folder.key
        released = self.context.released_fields.get(own_key, ())
        all_fields = (*fields, *_reserve(len(fields), len(released)))
        return NoteType(
            key=own_key,
            name=self._name(),
            id=stable_id(key, "note type", own_key),
            fields=all_fields,
            field_ids=tuple(
                part_id(key, "field", own_key, str(number))
                for number in range(len(all_fields))
            ),
            templates=templates,
            css=self.context.base_css + css,
            cloze_fields=cloze_fields if is_cloze else frozenset(),
            media=dict(sorted(self.media.items())),
        )

    def _name(self) -> str:
        """Return a name no other project has: Anki renames a clash to ``Name+``."""
        suffix = digest(self.context.project_key, "note type name").hex()[:6]
        title = self.folder.key[0].upper() + self.folder.key[1:]
        return f"{self.context.slug} {title} {suffix}"

    def _settings(self) -> Table | None:
        path = f"{self.folder.path}/{_YAML}"
        start = Location(path, 1, 1)
        if _YAML not in self.folder.files:
            message = f"no {_YAML}: write `fields:` and `templates:` there"
            self.reader.report(start, Code.NOTE_TYPE, message)
            return None
        tree, diagnostics = yamltree.parse(self.folder.files[_YAML], path)
        self.reader.diagnostics += diagnostics
        if diagnostics:
            return None
        if not isinstance(tree, Table):
            message = "a note type is a mapping with `fields` and `templates`"
            self.reader.report(start, Code.NOTE_TYPE, message)
            return None
        self.reader.only(tree, _KEYS)
        for key in ("fields", "templates"):
            node = tree.values.get(key)
            if node is None or (isinstance(node, Items) and not node.values):
                message = f"a note type needs `{key}`: a list of names"
                self.reader.report(start, Code.MISSING_KEY, message)
        return tree

    def _fields(self, settings: Table) -> list[Text]:
        fields = self.reader.texts(settings, "fields")
        seen: set[str] = set()
        for field in fields:
            name = field.value
            problem = _field_problem(name, seen)
            if problem:
                self.reader.report(field.location, Code.NOTE_TYPE, problem)
            seen.add(name.casefold())
        return fields

    def _templates(
        self, settings: Table, fields: tuple[str, ...], *, is_cloze: bool
    ) -> Iterator[Template]:
        names: set[str] = set()
        for number, name in enumerate(self.reader.texts(settings, "templates")):
            if name.value in names:
                message = f"the template `{name.value}` is named twice"
                self.reader.report(name.location, Code.NOTE_TYPE, message)
                continue
            names.add(name.value)
            front, front_parts = self._side(name, "front", fields, is_cloze=is_cloze)
            back, _ = self._side(name, "back", fields, is_cloze=is_cloze)
            identity = part_id(
                self.context.project_key, "template", self.folder.key, str(number)
            )
            yield Template(name.value, front, back, front_parts, identity)

    def _side(
        self, name: Text, side: str, fields: tuple[str, ...], *, is_cloze: bool
    ) -> tuple[str, tuple[template.Part, ...]]:
        file = f"{name.value}.{side}.html"
        text = self.folder.files.get(file)
        if text is None:
            message = f"the template `{name.value}` has no file `{file}`"
            self.reader.report(name.location, Code.NOTE_TYPE, message)
            return "", ()
        text = text.replace("%language%", self.context.language)
        try:
            parts = template.parse(text)
        except template.TemplateError as error:
            self._report(text, file, error.offset, str(error))
            return text, ()
        known = {*fields, *RESERVE_FIELDS, *template.SPECIAL_FIELDS}
        found: list[template.Part] = [
            *template.replacements(parts),
            *template.sections(parts),
        ]
        for part in found:
            if part.field not in known:
                suggestion = did_you_mean(part.field, fields)
                message = f"the note type has no field `{part.field}`{suggestion}"
                self._report(text, file, part.offset, message)
        for one in () if is_cloze else template.replacements(parts):
            if "cloze" in one.filters:
                message = (
                    f"`{{{{cloze:{one.field}}}}}` shows nothing in a note type without "
                    f"cloze deletions: write `cloze: true` in {_YAML}"
                )
                self._report(text, file, one.offset, message)
        if side == "front" and not any(True for _ in template.replacements(parts)):
            self._report(text, file, 0, "the front shows no field")
        return self._with_media(text, file).strip("\n"), parts

    def _check_templates(
        self,
        templates: tuple[Template, ...],
        cloze_fields: frozenset[str],
        settings: Table,
        *,
        is_cloze: bool,
    ) -> None:
        """Refuse what Anki's own template editor refuses (notetype/mod.rs)."""
        fronts: dict[str, str] = {}
        for one in templates:
            twin = fronts.setdefault(one.front, one.name)
            if twin != one.name and one.front:
                message = f"the same front as the template `{twin}`"
                self._report(one.front, f"{one.name}.front.html", 0, message)
        place = settings.keys.get("cloze")
        if is_cloze and place and templates and not cloze_fields:
            message = "no `{{cloze:Field}}` in the template of a cloze note type"
            self.reader.report(place.location, Code.NOTE_TYPE, message)
        if is_cloze and place and len(templates) > 1:
            message = "a cloze note type has one template"
            self.reader.report(place.location, Code.NOTE_TYPE, message)

    def _with_media(self, text: str, file: str) -> str:
        """Return a template or style sheet with the packaged names of its media."""
        pattern = _CSS_MEDIA if file == _CSS else _TEMPLATE_MEDIA

        def renamed(match: re.Match[str]) -> str:
            group = match.lastgroup
            if group is None:
                return match.group()
            written = match[group]
            reference = written if file == _CSS else html.unescape(written)
            if is_embedded(reference) or reference.startswith("#") or "{{" in written:
                return match.group()
            found = self._find_media(reference)
            if isinstance(found, Problem):
                self._report(text, file, match.start(group), found.message)
                return match.group()
            name = f"_{found.name}"
            self.media[name] = found
            before = text[match.start() : match.start(group)]
            return before + name + text[match.end(group) : match.end()]

        return pattern.sub(renamed, text)

    def _find_media(self, reference: str) -> MediaFile | Problem:
        """Find a file by its name as it is, or written as in an address (``%20``)."""
        plain = urllib.parse.unquote(reference)
        found = self.context.find_media(reference)
        if isinstance(found, Problem) and plain != reference:
            return self.context.find_media(plain)
        return found

    def _report(self, text: str, file: str, offset: int, message: str) -> None:
        place = location_at(text, f"{self.folder.path}/{file}", offset)
        self.reader.report(place, Code.TEMPLATE, message)


def _reserve(used: int, released: int) -> tuple[str, ...]:
    """Return the reserve fields behind ``used`` others.

    Anki takes a field that has another name at its place, under the same id, for
    renamed; what it cannot take without asking every learner is another number of
    fields (rslib/src/import_export/package/apkg/import/notes.rs, ``equal_schema``).
    """
    if not released:
        return RESERVE_FIELDS
    left = max(0, min(released - used, len(RESERVE_FIELDS)))
    return RESERVE_FIELDS[len(RESERVE_FIELDS) - left :]


# Media of templates is found by Anki only when its name begins with `_`:
# https://docs.ankiweb.net/templates/styling.html#installing-fonts
_REFERENCE = r"""(?:"(?P<double>[^"]+)"|'(?P<single>[^']+)'|(?P<bare>[^"'\s%s]+))"""
_URL = r"url\(\s*" + _REFERENCE % ")"
_ATTRIBUTE = (
    r"<(?:img|audio|video|source|script|link)\b[^>]*?\s(?:src|href)\s*=\s*"
    + re.sub(r"\?P<(\w+)>", r"?P<\1_value>", _REFERENCE % ">")
)
# A comment matches no group: what it names is not looked for.
_CSS_MEDIA = re.compile(rf"/\*.*?\*/|{_URL}", re.IGNORECASE | re.DOTALL)
_TEMPLATE_MEDIA = re.compile(
    rf"<!--.*?-->|{_URL}|{_ATTRIBUTE}", re.IGNORECASE | re.DOTALL
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
