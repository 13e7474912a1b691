"""Looking ahead: a learner's collection is made, studied, and gets the new build."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder import pipeline
from builder.anki import engine, identity
from builder.base.diagnostic import BuilderError, Diagnostic
from builder.revisions import package_called, package_of_release
from builder.versions.judgement import judge
from builder.versions.learner import Stages
from builder.versions.outcome import Deliberate, Outcome, ProjectNote, broken_lines
from builder.versions.stamping import NO_OTHER_LOOKS, Restyled, recall


@dataclass(frozen=True, slots=True)
class PlanReport:
    """What a learner with the package ``old`` will see after the next import.

    ``old`` is what was named: a file, or a revision of git.

    No ``outcome`` when ``diagnostics``, those of the build, hold errors.
    """

    old: Path
    diagnostics: tuple[Diagnostic, ...]
    outcome: Outcome | None

    @property
    def is_sound(self) -> bool:
        """Whether there is a build and no promise breaks."""
        return self.outcome is not None and not self.outcome.is_broken


def plan(  # noqa: PLR0913 -- each has a default and is named
    folder: Path,
    old: Path | None = None,
    *,
    with_learner_edits: bool = False,
    new: Path | None = None,
    looks: Restyled = NO_OTHER_LOOKS,
    options: pipeline.Options | None = None,
) -> PlanReport:
    """Import ``old`` into a scratch collection, study it, import ``new``, and compare.

    Without ``old``, the package of the last release. Without ``new``, what a build would
    make now with ``options``; the project and its lock stay as they are. ``looks`` is
    what in ``new`` looks other than learners have it and is not to arrive.

    Raises:
        BuilderError: The engine is not installed, or there is no package to begin with.
    """
    engine.require()
    overview = pipeline.survey(folder)
    diagnostics: tuple[Diagnostic, ...] = ()
    with (
        _old_package(overview, old) as before,
        tempfile.TemporaryDirectory(prefix="decks-plan-") as name,
    ):
        shown = old or _shown(before, overview)
        scratch = Path(name)
        if new is None:
            new = scratch / "new.apkg"
            report = pipeline.draft(folder, new, options)
            diagnostics, looks = report.diagnostics, report.looks
            if report.errors:
                return PlanReport(shown, diagnostics, None)
        # Engines before 26 print it when they take long.
        with contextlib.redirect_stdout(io.StringIO()):
            stages = _act(scratch, before, new, with_learner_edits=with_learner_edits)
    notes = _project_notes(overview)
    return PlanReport(
        shown, diagnostics, judge(stages, notes, _deliberate(overview, notes, looks))
    )


def _shown(package: Path, overview: pipeline.Overview) -> Path:
    """Return a package's name for people: of one built from its tag, the tag."""
    is_kept = package.is_relative_to(overview.project.folder)
    return package if is_kept else Path(package.stem)


def broken_promises(
    folder: Path,
    old: Path,
    new: Path,
    looks: Restyled = NO_OTHER_LOOKS,
    *,
    allow_notetype_change: bool = False,
) -> list[str]:
    """Return what an update from ``old`` to ``new`` would break, in words.

    ``allow_notetype_change`` says that learners will be told what to tick.
    """
    report = plan(folder, old, with_learner_edits=True, new=new, looks=looks)
    assert report.outcome is not None  # noqa: S101 -- nothing was built
    expected = _SHAPE_CODES if allow_notetype_change else frozenset()
    return [line for code, line in broken_lines(report.outcome) if code not in expected]


_SHAPE_CODES = frozenset({"conflicting", "note-type-not-arrived"})


def _act(scratch: Path, old: Path, new: Path, *, with_learner_edits: bool) -> Stages:
    """Do what a learner does, in the engine."""
    with engine.open_collection(scratch / "fresh") as fresh:
        engine.import_package(fresh, new)
        expected = engine.snapshot(fresh)
    with engine.open_collection(scratch / "learner") as learner:
        engine.import_package(learner, old)
        imported = engine.snapshot(learner)
        missing = engine.missing_media(learner)
        engine.study(learner)
        if with_learner_edits:
            engine.edit_as_learner(learner, later_than=expected.modified)
        before = engine.snapshot(learner)
        log = engine.import_package(learner, new)
        after = engine.snapshot(learner)
        health = engine.examine(learner, missing_before=missing)
    return Stages(imported, before, after, expected, log, health)


@contextlib.contextmanager
def _old_package(overview: pipeline.Overview, old: Path | None) -> Iterator[Path]:
    """Give the package that learners have: the one named, or the last release's."""
    project, release = overview.project, overview.lock.release
    if old is not None:
        with package_called(project.folder, old) as path:
            if not path.is_file():
                raise BuilderError(f"no package {old}: name one that learners have")
            yield path
        return
    if release is None:
        raise BuilderError(
            "there was no release yet: name a package that learners have, such as "
            "`decks plan old.apkg`"
        )
    with package_of_release(project, release.version) as path:
        yield path


def _project_notes(overview: pipeline.Overview) -> dict[str, ProjectNote]:
    """Return the notes that are written or were, by their GUIDs."""
    lock = overview.lock
    found = {note.guid: ProjectNote(note.id) for note in lock.notes.values()}
    for note in overview.notes:
        known = recall(lock, note.id, note.was)
        made = identity.note_guid(overview.project.key, note.was or note.id)
        guid = note.guid or (known.guid if known else made)
        found[guid] = ProjectNote(note.id, note.location)
    return found


def _deliberate(
    overview: pipeline.Overview, notes: Mapping[str, ProjectNote], looks: Restyled
) -> Deliberate:
    """Return what of an update is meant, although it may look like a broken promise."""
    lock = overview.lock
    ids = set(looks.notes)
    restyled = {guid for guid, note in notes.items() if note.id in ids}
    types = {
        lock.note_types[key].id for key in looks.note_types if key in lock.note_types
    }
    return Deliberate(
        restyled=frozenset({*restyled, *types}),
        released=frozenset(
            {
                *(note.guid for note in lock.notes.values() if note.shipped),
                *(one.id for one in lock.note_types.values() if one.shipped),
            }
        ),
    )
