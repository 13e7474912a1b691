"""``decks import DECK``: an existing deck becomes a project, or a part of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from builder.cli.results import echo_json, say

_PACKAGES = frozenset({".apkg", ".colpkg"})
_TABLES = frozenset({".csv", ".tsv", ".txt"})
_FIT = frozenset({"sources", "project", "dry_run", "as_json", "like", "convert"})


def may_be_deck(path: Path, like: Path | None, project: Path | None) -> bool:
    """Whether a path names an existing deck; what cannot is told without a look."""
    if like is None and path.is_file() and path.suffix.lower() not in _PACKAGES:
        return _is_table(path) or _is_own_export(path, project)
    from builder.sources.decks.places import is_deck

    return is_deck(path, like)


def import_deck(  # noqa: PLR0913 -- one for each option
    sources: Sequence[Path],
    project: Path | None,
    like: Path | None,
    *,
    convert: tuple[str, ...] = (),
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take over the one deck that is named."""
    from builder import takeover
    from builder.base.diagnostic import BuilderError
    from builder.cards.project import find_project
    from builder.reports import takeover as reports

    if len(sources) > 1:
        raise click.UsageError("an existing deck is imported alone: name one")
    for option in _unfit_options(click.get_current_context()):
        raise click.UsageError(f"{option} is not for an existing deck")
    start = project or Path.cwd()
    if _is_table(sources[0]):
        folder = find_project(start)
        _pull_table(folder, sources[0], is_preview=dry_run, as_json=as_json)
        return
    try:
        folder = find_project(start)
    except BuilderError:
        folder = start.resolve()
    else:
        if like is None and _is_newer_export(folder, sources[0]):
            _pull(folder, sources[0], is_preview=dry_run, as_json=as_json)
            return
    report = takeover.take_over(
        folder,
        sources[0],
        like=like,
        convert=convert,
        is_preview=dry_run,
        say=say,
    )
    if as_json:
        echo_json(reports.values(report))
    else:
        for path in report.files:
            click.echo(path)
    click.echo(reports.text(report, is_preview=dry_run), err=True, nl=False)


def _is_table(source: Path) -> bool:
    """Whether a file is a table that `decks export` made, and people edited."""
    if source.suffix.lower() not in _TABLES:
        return False
    from builder.tables import is_own_table

    return is_own_table(source)


def _pull_table(folder: Path, source: Path, *, is_preview: bool, as_json: bool) -> None:
    from builder import tables
    from builder.cli.pull import decisions, tell_pull

    asks = not (is_preview or as_json)
    decided = decisions(theirs=False, ours=False, delete=False, asks=asks)
    report = tables.pull_table(
        folder, source, decisions=decided, is_preview=is_preview, say=say
    )
    tell_pull(report, is_preview=is_preview, as_json=as_json)


def _is_own_export(source: Path, project: Path | None) -> bool:
    """Whether a text is one that Anki exported of the project's notes."""
    from builder.base.diagnostic import BuilderError
    from builder.cards.project import find_project
    from builder.sources.decks.places import has_guids

    if not source.is_file() or not has_guids(source):
        return False
    try:
        folder = find_project(project or Path.cwd())
    except BuilderError:
        return False
    return _is_newer_export(folder, source)


def _is_newer_export(folder: Path, source: Path) -> bool:
    """Whether most notes of a deck are the project's: it is another state of them."""
    from builder.pulling import shared_notes

    shared, every = shared_notes(folder, source)
    return 2 * shared > every


def _pull(folder: Path, source: Path, *, is_preview: bool, as_json: bool) -> None:
    """Merge another state of the project's notes with what the card files say."""
    from builder import pulling
    from builder.cli.pull import decisions, tell_pull

    asks = not (is_preview or as_json)
    decided = decisions(theirs=False, ours=False, delete=False, asks=asks)
    report = pulling.pull_from_file(
        folder, source, decisions=decided, is_preview=is_preview, say=say
    )
    tell_pull(report, is_preview=is_preview, as_json=as_json)


def refuse_deck_options(like: Path | None, convert: tuple[str, ...]) -> None:
    """Refuse what is for an existing deck where there is none."""
    if like is not None:
        raise click.UsageError("--like goes with an existing deck")
    if convert:
        raise click.UsageError("--convert goes with an existing deck")


def kinds_to_convert(
    _context: click.Context, _parameter: click.Parameter, value: str
) -> tuple[str, ...]:
    """Return the kinds that --convert names."""
    from builder.sources.decks.conversion import CONVERSIONS

    kinds = tuple(filter(None, value.split(",")))
    for kind in kinds:
        if kind not in CONVERSIONS:
            raise click.UsageError(
                f"--convert {kind}: write some of {','.join(CONVERSIONS)}"
            )
    return kinds


def _unfit_options(context: click.Context) -> Iterator[str]:
    """Yield the options on the command line that are for questions and answers."""
    for parameter in context.command.params:
        name = parameter.name or ""
        source = context.get_parameter_source(name)
        if source is ParameterSource.COMMANDLINE and name not in _FIT:
            yield parameter.opts[0]
