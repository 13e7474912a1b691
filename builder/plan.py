"""Looking ahead: a learner's collection is made, studied, and gets the new build."""

from __future__ import annotations

import contextlib
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from builder import pipeline
from builder.anki import engine, identity
from builder.base.diagnostic import BuilderError, Diagnostic
from builder.release import released_package
from builder.versions.judgement import judge
from builder.versions.learner import Stages
from builder.versions.outcome import Outcome, ProjectNote, broken_lines


@dataclass(frozen=True, slots=True)
class PlanReport:
    """What a learner with the package ``old`` will see after the next import.

    No ``outcome`` when ``diagnostics``, those of the build, hold errors.
    """

    old: Path
    diagnostics: tuple[Diagnostic, ...]
    outcome: Outcome | None

    @property
    def is_sound(self) -> bool:
        """Whether there is a build and no promise breaks."""
        return self.outcome is not None and not self.outcome.is_broken


def plan(
    folder: Path,
    old: Path | None = None,
    *,
    with_learner_edits: bool = False,
    new: Path | None = None,
    options: pipeline.Options | None = None,
) -> PlanReport:
    """Import ``old`` into a scratch collection, study it, import ``new``, and compare.

    Without ``old``, the package of the last release. Without ``new``, what a build would
    make now with ``options``; the project and its lock stay as they are.

    Raises:
        BuilderError: The engine is not installed, or there is no package to begin with.
    """
    engine.require()
    overview = pipeline.survey(folder)
    old = old or _released_package(overview)
    if not old.is_file():
        raise BuilderError(f"no package {old}: name one that learners have")
    diagnostics: tuple[Diagnostic, ...] = ()
    with tempfile.TemporaryDirectory(prefix="decks-plan-") as name:
        scratch = Path(name)
        if new is None:
            new = scratch / "new.apkg"
            report = pipeline.draft(folder, new, options)
            diagnostics = report.diagnostics
            if report.errors:
                return PlanReport(old, diagnostics, None)
        # Engines before 26 print it when they take long.
        with contextlib.redirect_stdout(io.StringIO()):
            stages = _act(scratch, old, new, with_learner_edits=with_learner_edits)
    return PlanReport(old, diagnostics, judge(stages, _project_notes(overview)))


def broken_promises(
    folder: Path, old: Path, new: Path, *, allow_notetype_change: bool = False
) -> list[str]:
    """Return what an update from ``old`` to ``new`` would break, in words.

    ``allow_notetype_change`` says that learners will be told what to tick.
    """
    report = plan(folder, old, with_learner_edits=True, new=new)
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
        engine.study(learner)
        if with_learner_edits:
            engine.edit_as_learner(learner, later_than=expected.modified)
        before = engine.snapshot(learner)
        log = engine.import_package(learner, new)
        after = engine.snapshot(learner)
        health = engine.examine(learner)
    return Stages(imported, before, after, expected, log, health)


def _released_package(overview: pipeline.Overview) -> Path:
    """Return where the package of the last release is."""
    project, release = overview.project, overview.lock.release
    if release is None:
        raise BuilderError(
            "there was no release yet: name a package that learners have, such as "
            "`decks plan old.apkg`"
        )
    path = released_package(project, release.version)
    if not path.is_file():
        raise BuilderError(
            f"no package {path} of the last release: fetch it from where it is "
            "published, or name another"
        )
    return path


def _project_notes(overview: pipeline.Overview) -> dict[str, ProjectNote]:
    """Return the notes that are written or were, by their GUIDs."""
    found = {note.guid: ProjectNote(note.id) for note in overview.lock.notes.values()}
    for note in overview.notes:
        guid = note.guid or identity.note_guid(overview.project.key, note.id)
        found[guid] = ProjectNote(note.id, note.location)
    return found
