"""The texts of one note to HTML: its media, its deletions, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from builder.anki.exactfield import with_packaged_names
from builder.anki.fieldmedia import FieldMedia
from builder.anki.media import MediaFile, MediaLibrary
from builder.anki.nightpictures import night_twins, with_twins
from builder.anki.notetype import NoteType
from builder.base.code import Code
from builder.base.diagnostic import Diagnostic, Location, Problem
from builder.cards.note import Note
from builder.cards.project import Project
from builder.cards.yamltree import Text
from builder.text import cloze, clozenumbers
from builder.text.clozenumbers import Numbered
from builder.text.markdown import ClozeMode, NumberDeletions, render

# Far above any card a person could learn from, far below what Anki can hold.
MAXIMUM_FIELD = 1_000_000


class FieldRenderer:
    """The rendering of one note's texts, and what was found on the way.

    ``short`` are the deletions that the tool numbered (of the short form, or masks and
    steps) and ``explicit`` those with numbers of the author's. ``said`` are the voices
    and recordings that its texts are spoken by.
    """

    def __init__(
        self,
        note: Note,
        note_type: NoteType,
        library: MediaLibrary,
        number_deletions: NumberDeletions,
        project: Project,
    ) -> None:
        self.note = note
        self.note_type = note_type
        self.media = FieldMedia(library)
        self.number_deletions = number_deletions
        self.voices = project.voices
        self.has_latex = project.latex
        self.diagnostics: list[Diagnostic] = []
        self.short: list[Numbered] = []
        self.explicit: list[Numbered] = []
        self.said: list[str] = []

    @property
    def has_errors(self) -> bool:
        """Whether the note cannot be built."""
        return any(finding.is_error for finding in self.diagnostics)

    def report(self, location: Location, code: Code, message: str) -> None:
        """Add an error."""
        self.diagnostics.append(Diagnostic(location, code, message))

    def warn(self, location: Location, code: Code, message: str) -> None:
        """Add a warning."""
        self.diagnostics.append(Diagnostic(location, code, message, "warning"))

    def file(
        self, find: Callable[[str], MediaFile | Problem], text: Text
    ) -> MediaFile | None:
        """Return the file that a text names; what is wrong is reported."""
        if not text.value.strip():
            return None  # told by the reader
        file = find(text.value.strip())
        if isinstance(file, Problem):
            self.diagnostics.append(file.at(text.location))
            return None
        return file

    def render(self, name: str, text: Text) -> str:
        """Return the HTML of a text that goes into the field of this name."""
        if self.note.is_html:
            return self._exact(name, text)
        if len(text.value) > MAXIMUM_FIELD:
            message = (
                f"{len(text.value):,} characters in one field: a field holds at most "
                f"{MAXIMUM_FIELD:,}"
            )
            self.report(text.location, Code.FIELD_SIZE, message)
            return ""
        rendered = render(
            text.value,
            find_media=self.media,
            mode=self._mode(name),
            number_deletions=self._number,
            has_latex=self.has_latex,
            has_readings=name not in self.note_type.reading_fields,
        )
        self.diagnostics += [
            problem.at(text.at(problem.offset)) for problem in rendered.problems
        ]
        self.short += rendered.deletions.items()
        if name in self.note_type.cloze_fields:
            self.explicit += clozenumbers.explicit_deletions(text.value)
        if name in self.note_type.cloze_fields and not self.has_errors:
            self._check_deletions(text, rendered.html)
        return self._with_night_pictures(rendered.html)

    def _with_night_pictures(self, text: str) -> str:
        twins = night_twins(self.media.found, self.media.library)
        self.media.found |= {file.name: file for file in twins.values()}
        return with_twins(text, twins)

    def _exact(self, name: str, text: Text) -> str:
        """Return a text that is HTML already; a file that is not there was not before."""
        value, files, problems = with_packaged_names(
            text.value, self.media.library.find
        )
        self.media.found |= {file.name: file for file in files}
        for problem in problems:
            self.warn(text.at(problem.offset), problem.code, problem.message)
        if name in self.note_type.cloze_fields:
            self.explicit += clozenumbers.explicit_deletions(text.value)
        return value

    def _number(self, texts: Sequence[str], taken: frozenset[int]) -> Sequence[int]:
        """Number the deletions of a field: a number means one card of the whole note."""
        for name, text in self.note.texts.items():
            field_name = self.note.kind.fields.get(name, name)
            if field_name in self.note_type.cloze_fields:
                taken |= cloze.explicit_numbers(text.value)
        taken |= {number for number, _ in self.short}
        return self.number_deletions(texts, taken)

    def _mode(self, name: str) -> ClozeMode:
        if not self.note_type.is_cloze:
            return "off"
        return "deletions" if name in self.note_type.cloze_fields else "literal"

    def _check_deletions(self, text: Text, result: str) -> None:
        is_cloze_note = self.note.kind.name == "cloze" and text.value.strip()
        if is_cloze_note and not cloze.card_ordinals([result]):
            message = "no deletion: hide something with `{{c1::…}}` or `==…==`"
            self.report(text.location, Code.CLOZE_NONE, message)
