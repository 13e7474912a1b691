"""The command ``decks``: the only module that knows click.

Each command parses, calls one function of the pipeline and prints. Results go to
standard output, talk to standard error. Exit codes: 0 sound, 1 findings or a refusal,
2 wrong usage, 3 a bug of ours.
"""

from __future__ import annotations

import contextlib
import functools
import json
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TextIO

import click

from builder import __version__

if TYPE_CHECKING:
    from builder.base.diagnostic import Diagnostic
    from builder.cards.project import Selection
    from builder.packages import BuiltPackage, Counts
    from builder.pipeline import Report
    from builder.plan import PlanReport
    from builder.versions.outcome import Finding, NoteOutcome

_NEW_LOCK = (
    "made cards/deck.lock: commit it (if this project had one before, restore that: "
    "with a new one the next import updates every note, over what learners edited)"
)
_BUG = 3
_INTERRUPTED = 130
_TERMINATED = 143

_project_option = click.option(
    "--project",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of the project. Default: the one you are in.",
)
_json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print the result as JSON."
)


def _usable(
    _context: click.Context, _parameter: click.Parameter, path: Path | None
) -> Path | None:
    """Refuse a path that the system cannot even look for: one too long, say."""
    try:
        if path is not None:
            path.exists()
    except OSError as error:
        raise click.BadParameter(f"{path}: {error.strerror}") from error
    return path


def _target(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> Path | None:
    """Return what --out names: a folder, or a package to write."""
    if value is None:
        return None
    if not value:
        raise click.UsageError("--out is empty: name a folder or an .apkg file")
    path = Path(value)
    _usable(context, parameter, path)
    if path.suffix.lower() != ".apkg" and path.is_file():
        raise click.UsageError(
            f"--out {value} is a file: name a folder, or a file that ends in `.apkg`"
        )
    return path


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="decks")
def cli() -> None:
    """Decks as code: YAML card files in, Anki packages out.

    \b
    decks new my-deck        make a project
    decks check              find every mistake
    decks build              write dist/*.apkg, ready to import
    """


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the deck in Anki. Default: from the folder.")
@click.option(
    "--language", default="en", show_default=True, help="Language of the cards."
)
def new(folder: Path, name: str | None, language: str) -> None:
    """Make a new deck project that builds.

    \b
    Examples:
      decks new my-deck
      decks new spanish --name Spanish --language es
    """
    from builder.starter import default_name, make_project

    deck_name = default_name(folder) if name is None else name
    for path in make_project(folder, name=deck_name, language=language):
        click.echo(path)
    click.echo(f"\nNext: cd {folder} && decks build", err=True)


@cli.command()
@click.option("--tag", "tags", multiple=True, help="Only notes with this tag or below.")
@click.option("--not-tag", "without", multiple=True, help="No notes with this tag.")
@click.option("--name", help="File name of the part that --tag and --not-tag choose.")
@click.option(
    "--out",
    type=click.Path(),
    callback=_target,
    help="Folder, or .apkg file, to write to. Default: dist/.",
)
@click.option(
    "--locked", is_flag=True, help="Refuse when ids or cards/deck.lock would change."
)
@click.option(
    "--allow-notetype-change",
    is_flag=True,
    help="Build although a released note type has other fields or templates.",
)
@click.option(
    "--update-file",
    is_flag=True,
    help="Also write Anki text files that leave learners' tags and fields alone.",
)
@_json_option
@_project_option
def build(  # noqa: PLR0913 -- one for each option
    tags: tuple[str, ...],
    without: tuple[str, ...],
    name: str | None,
    out: Path | None,
    project: Path | None,
    *,
    locked: bool,
    allow_notetype_change: bool,
    update_file: bool,
    as_json: bool,
) -> None:
    """Write the packages: the whole deck and those of deck.yaml.

    With --tag or --not-tag, one package with just these notes.

    \b
    Examples:
      decks build
      decks build --tag k8s::pod --not-tag draft --name pods
      decks build --out ~/Desktop/my-deck.apkg
      decks build --locked --json          in continuous integration
    """
    from builder import pipeline
    from builder.cli.console import console, print_diagnostics, track

    folder = _found(project)
    selection = _selection(folder, tags, without, name)
    options = pipeline.Options(
        selection=selection,
        out=out,
        is_locked=locked,
        allow_notetype_change=allow_notetype_change,
        with_update_file=update_file,
    )
    report = pipeline.build(folder, options, track=track)
    talk = console(stderr=True)
    if as_json:
        _print_json(report)
    else:
        print_diagnostics(talk, report.diagnostics, folder)
        for package in report.packages:
            click.echo(_package_line(package))
        for path in report.update_files:
            click.echo(_shown(path))
        if report.edited:
            talk.print(f"wrote ids into {', '.join(report.edited)}: commit them")
        if report.has_new_lock:
            talk.print(_NEW_LOCK)
    if report.errors:
        if not as_json:
            talk.print(f"{_summary(report)}: nothing was written")
        raise SystemExit(1)


@cli.command(short_help="Find every mistake; write nothing.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@_json_option
@_project_option
def check(
    paths: tuple[Path, ...], project: Path | None, *, strict: bool, as_json: bool
) -> None:
    """Find everything that build would refuse or warn of; write nothing.

    With PATH, show only what is found in these files and folders.

    \b
    Examples:
      decks check
      decks check cards/docker --strict
      decks check --json
    """
    from builder import pipeline
    from builder.cli.console import console, print_diagnostics, track

    folder = _found(project or (paths[0].parent if paths else None))
    whole = pipeline.check(folder, track=track)
    report = _narrowed(whole, folder, paths)
    if as_json:
        _print_json(report)
    else:
        print_diagnostics(console(), report.diagnostics, folder)
        console(stderr=True).print(_summary(report, whole))
    if report.errors or (strict and report.warnings):
        raise SystemExit(1)


@cli.command("import")
@click.argument(
    "sources", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
@click.option("--into", type=click.Path(path_type=Path), help="Card file to write to.")
@click.option("--deck", default="", help="Deck below the root deck.")
@click.option("--tag", "tags", multiple=True, help="A tag for every note.")
@click.option(
    "--cloze",
    type=click.Choice(["terms", "none"]),
    default="terms",
    show_default=True,
    help="Make cloze notes of lists of terms.",
)
@click.option("--format", "format_name", default="", help="Read the sources as this.")
@click.option("--sections", is_flag=True, help="Without questions, a note a section.")
@click.option("--dry-run", is_flag=True, help="Show what is found, write nothing.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write the report to a file."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object per item.")
@_project_option
def import_(  # noqa: PLR0913, PLR0917 -- one for each option
    sources: tuple[Path, ...],
    into: Path | None,
    deck: str,
    tags: tuple[str, ...],
    cloze: Literal["terms", "none"],
    format_name: str,
    report: Path | None,
    project: Path | None,
    *,
    sections: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Turn questions and answers of any source into card files.

    Markdown, HTML, plain text, CSV, JSON and Word documents; a folder stands for the
    files in it. Importing again updates the notes you have not edited.

    \b
    Examples:
      decks import interview.md
      decks import faq.html --deck FAQ --tag faq
      decks import questions/ --dry-run
      decks import notes.txt --dry-run --json
    """
    from builder import importing
    from builder.reports import imports

    options = importing.Options(into, deck, tags, cloze, format_name, sections)
    if dry_run:
        result = importing.preview(sources, options)
    else:
        result = importing.import_sources(_found(project), sources, options)
    if as_json:
        for line in imports.json_lines(result):
            click.echo(line)
    else:
        for path in result.files:
            click.echo(path)
    text = imports.text(result, is_preview=dry_run)
    if report is not None:
        imports.write(report, text)
    click.echo(text, err=True, nl=False)
    if not result.items:
        raise SystemExit(1)


@cli.command()
@click.argument(
    "old", required=False, type=click.Path(path_type=Path), callback=_usable
)
@click.option(
    "--learner-edits",
    is_flag=True,
    help="Edit notes, tags and CSS in between, as learners do.",
)
@click.option(
    "--allow-notetype-change",
    is_flag=True,
    help="Look although a released note type has other fields or templates.",
)
@click.option("--all", "show_all", is_flag=True, help="Show all, not 20 of a kind.")
@_json_option
@_project_option
def plan(  # noqa: PLR0913 -- one for each option
    old: Path | None,
    project: Path | None,
    *,
    learner_edits: bool,
    allow_notetype_change: bool,
    show_all: bool,
    as_json: bool,
) -> None:
    """Ask the real Anki engine what a learner with OLD.apkg will see after an update.

    It imports OLD (default: the package of the last release) into a scratch collection,
    studies every card, imports what `decks build` would make now, and compares. The
    project stays as it is. Exit code 1 when a promise to learners would break.

    \b
    Examples:
      decks plan
      decks plan ~/Downloads/my-deck-1.2.0.apkg --learner-edits
      decks plan --json
    """
    from builder import pipeline
    from builder.cli.console import console, print_diagnostics, print_outcome
    from builder.plan import plan as look_ahead

    folder = _found(project)
    report = look_ahead(
        folder,
        old,
        with_learner_edits=learner_edits,
        options=pipeline.Options(allow_notetype_change=allow_notetype_change),
    )
    if as_json:
        click.echo(json.dumps(_plan_values(report), ensure_ascii=False, indent=2))
    elif report.outcome is None:
        print_diagnostics(console(stderr=True), report.diagnostics, folder)
    else:
        console().print(f"{_shown(report.old)}, studied, then this project's build")
        print_outcome(console(), report.outcome, show_all=show_all)
    if not report.is_sound:
        raise SystemExit(1)


@cli.command()
@click.argument("level")
@click.option("--no-plan", is_flag=True, help="Do not try the update on the engine.")
@click.option(
    "--allow-notetype-change",
    is_flag=True,
    help="Release although a released note type has other fields or templates.",
)
@_project_option
def release(
    level: str, project: Path | None, *, no_plan: bool, allow_notetype_change: bool
) -> None:
    """Make the next version: stamp, write changelog and notes, build all packages.

    LEVEL is major, minor, patch or a version. Nothing is written when there is an error
    or when the Anki engine finds that the update would break a promise.

    \b
    Examples:
      decks release minor
      decks release 1.0.0
    """
    from builder import pipeline
    from builder import release as releasing
    from builder.cli.console import console, print_diagnostics
    from builder.plan import broken_promises

    folder = _found(project)
    options = pipeline.Options(allow_notetype_change=allow_notetype_change)
    judge = functools.partial(
        broken_promises, folder, allow_notetype_change=allow_notetype_change
    )
    made = releasing.release(folder, level, options, judge=None if no_plan else judge)
    talk = console(stderr=True)
    print_diagnostics(talk, made.report.diagnostics, folder)
    for promise in made.broken:
        talk.print(promise)
    if not made.is_done:
        talk.print("nothing was released")
        raise SystemExit(1)
    for package in made.report.packages:
        click.echo(_package_line(package))
    if made.notes is not None:
        click.echo(_shown(made.notes))
    files = " ".join(made.files)
    click.echo(
        f"\nThen, with the card files and media of this version:\n"
        f"  git add {files}\n  git commit -m 'Release {made.version}'\n"
        f"  git tag -a v{made.version} -m 'Release {made.version}'\n"
        "  git push --follow-tags"
    )


@cli.command()
@click.argument("old", type=click.Path(path_type=Path), callback=_usable)
@click.argument(
    "new", type=click.Path(path_type=Path), required=False, callback=_usable
)
@click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when there are any.")
@click.option("--tag", "tags", multiple=True, help="Of a project, notes with this tag.")
@click.option("--not-tag", "without", multiple=True, help="And none with this tag.")
@_json_option
@_project_option
def diff(  # noqa: PLR0913 -- one for each option
    old: Path,
    new: Path | None,
    tags: tuple[str, ...],
    without: tuple[str, ...],
    project: Path | None,
    *,
    as_json: bool,
    as_markdown: bool,
    exit_code: bool,
) -> None:
    """Show the differences between two packages, word by word.

    OLD and NEW are .apkg files of any tool, or folders of a project for what a build
    would write now. Default for NEW: the project you are in.

    \b
    Examples:
      decks diff dist/my-deck-1.0.0.apkg
      decks diff old.apkg new.apkg --markdown
      decks diff dist/pods-1.0.0.apkg . --tag k8s::pod --exit-code
    """
    from builder import comparison
    from builder.cli.console import console, print_diff
    from builder.pipeline import Options
    from builder.reports import diff

    if as_json and as_markdown:
        raise click.UsageError("--json and --markdown: choose one")
    if new is not None and project is not None:
        raise click.UsageError("NEW and --project: choose one")
    new = new or _found(project)
    folder = next((path for path in (new, old) if path.is_dir()), None)
    if folder is None and (tags or without):
        raise click.UsageError("--tag and --not-tag choose notes of a project")
    selection = _selection(_found(folder), tags, without, None) if folder else None
    found = comparison.compare(old, new, Options(selection=selection))
    if as_json:
        values = {
            "old": {"path": str(old), **diff.package_values(found.old)},
            "new": {"path": str(new), **diff.package_values(found.new)},
            **diff.values(found.diff),
        }
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
    elif as_markdown:
        click.echo(diff.markdown(found.diff), nl=False)
    else:
        print_diff(console(), found.diff)
    if exit_code and not found.diff.is_empty:
        raise SystemExit(1)


@cli.command()
def schema() -> None:
    """Print the JSON Schema of card files, for editors.

    \b
    Example:
      decks schema > cards/card.schema.json
    """
    from builder.cards.jsonschema import json_schema

    click.echo(json_schema(), nl=False)


def _found(project: Path | None) -> Path:
    from builder.cards.project import find_project

    return find_project(project or Path.cwd())


def _selection(
    folder: Path, tags: tuple[str, ...], without: tuple[str, ...], name: str | None
) -> Selection | None:
    """Return the part that the options choose, with a file name made from its tags."""
    import re

    from builder.cards.project import Selection, read_project

    if not tags and not without:
        if name is not None:
            raise click.UsageError("--name names a part: choose it with --tag")
        return None
    if name is not None and not re.fullmatch(r"[^\W_][\w.-]*", name):
        raise click.UsageError(f"--name {name}: use letters, digits and `-`")
    project, _ = read_project(folder)
    if name is not None and project is not None:
        taken = [project.slug, *(package.slug for package in project.packages)]
        if name.casefold() in {slug.casefold() for slug in taken}:
            raise click.UsageError(
                f"--name {name}: a package of deck.yaml is called so, choose another"
            )
    if name is None:
        words = [*tags, *(f"not-{tag}" for tag in without)]
        name = "-".join([project.slug if project else "deck", *words])
        name = re.sub(r"[^\w.-]+", "-", name)
    return Selection(name, tags, without)


def _narrowed(report: Report, folder: Path, paths: tuple[Path, ...]) -> Report:
    import os
    from dataclasses import replace

    if not paths:
        return report
    wanted = [os.path.realpath(path) for path in paths]
    kept = tuple(
        finding
        for finding in report.diagnostics
        if any(
            Path(os.path.realpath(folder / finding.location.path)).is_relative_to(path)
            for path in wanted
        )
    )
    return replace(report, diagnostics=kept)


def _summary(report: Report, whole: Report | None = None) -> str:
    """Tell the findings of a report in a line, and those of the rest of ``whole``."""
    counts = report.counts
    errors, warnings = len(report.errors), len(report.warnings)
    here = _numbers(errors, warnings)
    if whole is not None:
        elsewhere = _numbers(len(whole.errors) - errors, len(whole.warnings) - warnings)
        if elsewhere:
            return f"{here or 'no findings here'}; {elsewhere} elsewhere"
    return here or f"{counts.notes} notes, {counts.cards} cards: no findings"


def _numbers(errors: int, warnings: int) -> str:
    from builder.base.phrases import counted

    return ", ".join(
        counted(number, word)
        for number, word in ((errors, "error"), (warnings, "warning"))
        if number
    )


def _package_line(package: BuiltPackage) -> str:
    counts = package.counts
    return (
        f"{_shown(package.path)}  {counts.notes} notes, {counts.cards} cards, "
        f"{counts.media} media, {package.size / 1024:,.0f} KB"
    )


def _shown(path: Path) -> str:
    """Return a path as short as it can be from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _print_json(report: Report) -> None:
    values = {
        "ok": not report.errors,
        "findings": [_finding_values(finding) for finding in report.diagnostics],
        **_count_values(report.counts),
        "packages": [
            {
                "slug": package.slug,
                "path": str(package.path.absolute()),
                "bytes": package.size,
                "sha256": package.sha256,
                **_count_values(package.counts),
            }
            for package in report.packages
        ],
        "update_files": [str(path.absolute()) for path in report.update_files],
    }
    click.echo(json.dumps(values, ensure_ascii=False, indent=2))


def _plan_values(report: PlanReport) -> dict[str, Any]:
    outcome = report.outcome
    values: dict[str, Any] = {
        "ok": report.is_sound,
        "old": str(report.old),
        "build": [_finding_values(finding) for finding in report.diagnostics],
    }
    if outcome is None:
        return values
    return values | {
        "counts": outcome.counts,
        "findings": [_outlook_values(finding) for finding in outcome.findings],
        "notes": [_note_values(note) for note in outcome.notes],
        "moves": [
            {
                "from": move.old,
                "to": move.new,
                "cards": len(move.cards),
                "search": move.search,
            }
            for move in outcome.moves
        ],
    }


def _note_values(note: NoteOutcome) -> dict[str, Any]:
    place = note.place
    location = place.location if place else None
    return {
        "guid": note.guid,
        "id": place.id if place else None,
        "path": location.path if location else None,
        "line": location.line if location else None,
        "question": note.question,
        "outcome": note.kind,
        "findings": [_outlook_values(finding) for finding in note.findings],
    }


def _outlook_values(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "breaks": finding.is_broken,
        "message": finding.message,
        "search": finding.search,
    }


def _count_values(counts: Counts) -> dict[str, int]:
    return {
        "notes": counts.notes,
        "cards": counts.cards,
        "decks": counts.decks,
        "tags": counts.tags,
        "media": counts.media,
    }


def _finding_values(finding: Diagnostic) -> dict[str, Any]:
    return {
        "path": finding.location.path,
        "line": finding.location.line,
        "column": finding.location.column,
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
    }


def main() -> NoReturn:
    """Run the command and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(run())


def run(  # noqa: PLR0911 -- a table of ways to end
    arguments: Sequence[str] | None = None,
) -> int:
    """Run the command and return its exit code; ``None`` takes the process's words."""
    from builder.base.diagnostic import BuilderError

    try:
        cli.main(arguments, prog_name="decks", standalone_mode=False)
    except SystemExit as ended:
        return int(ended.code or 0)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BuilderError as error:
        click.echo(f"decks: {error}", err=True)
        return 1
    except (click.Abort, KeyboardInterrupt):
        click.echo("decks: interrupted, nothing was written", err=True)
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:  # noqa: BLE001 -- the last stop: a bug of ours is told as one
        # An error of a file we opened has its name; the others are of our own output.
        if isinstance(error, OSError) and error.filename is None:
            _give_up_printing(error)
            return 1
        traceback.print_exc()
        click.echo("decks: this is a bug of ours, please report it", err=True)
        return _BUG
    return 0


def _give_up_printing(error: OSError) -> None:
    """Say that the output cannot be written and drop what is left of it."""
    import os

    with contextlib.suppress(OSError):
        click.echo(f"decks: cannot print: {error.strerror or error}", err=True)
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    """Leave by an exception, so that half-written files are taken away."""
    raise SystemExit(_TERMINATED)


def _speak_utf8(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
