"""``decks check``: find every mistake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.options import (
    cache_options,
    found_project,
    json_option,
    project_option,
    usable_path,
    watch_option,
)
from builder.cli.remembering import cache_of, cache_told, watch
from builder.cli.results import json_text, say

if TYPE_CHECKING:
    from builder.pipeline import Report
    from builder.reports.replay import Replay
    from builder.reports.words import Said


@click.command(short_help="Find every mistake, and what makes cards poor.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "github", "gitlab", "sarif", "junit"]),
    default="text",
    help="How to tell it: for people, or for a program.",
)
@json_option
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    callback=usable_path,
    help="Leave out the warnings that FILE knows.",
    metavar="FILE",
)
@click.option(
    "--write-baseline",
    is_flag=True,
    help="Write the warnings of today into the file of --baseline.",
)
@click.option(
    "--explain",
    metavar="RULE",
    help="Tell what a rule finds, and why; with an example of each.",
)
@click.option(
    "--fix",
    is_flag=False,
    flag_value="",
    multiple=True,
    metavar="[NAME]",
    help="Mend what no learner notices: ids, quotes, blanks behind lines. With a NAME "
    "also what moves times: tag-case, deck-case.",
)
@click.option(
    "--diff", is_flag=True, help="With --fix: show what it would do, write nothing."
)
@watch_option
@cache_options
@project_option
@click.pass_obj
def check(  # noqa: PLR0913, PLR0917 -- each is an option of the command
    replay: Replay | None,
    paths: tuple[Path, ...],
    project: Path | None,
    format_name: str,
    baseline: Path | None,
    explain: str | None,
    fix: tuple[str, ...],
    *,
    strict: bool,
    as_json: bool,
    write_baseline: bool,
    diff: bool,
    stays: bool,
    verbose: bool,
) -> None:
    """Find everything that build would refuse or warn of, and poor cards.

    Nothing is written but what --fix mends. With PATH, show only what is found in these
    files and folders.

    \b
    Examples:
      decks check
      decks check cards/docker --strict
      decks check --format sarif > findings.sarif
      decks check --explain yes-no
    """
    if explain is not None:
        _explain(explain)
        return
    _refuse_half_options(
        knows=bool(baseline), writes=write_baseline, mends=bool(fix), shows=diff
    )
    named, more = _fixes_and_paths(fix)
    paths = (*paths, *more)
    folder = found_project(project or (paths[0].parent if paths else None))
    if fix:
        _fix(folder, named, is_only_shown=diff)
    if diff:
        return
    from builder import pipeline
    from builder.cli.console import tell, track
    from builder.reports import findings

    options = pipeline.Options(cache=cache_of(replay))
    is_plain = not (fix or paths or baseline)

    def once() -> None:
        if is_plain:
            watch(replay, folder, project)
        whole = pipeline.check(folder, options, track=track)
        if baseline is not None:
            if write_baseline:
                _write_baseline(baseline, whole)
                return
            whole = _unknown_to(baseline, whole)
        report = findings.within(whole, folder, paths) if paths else whole
        told = _said(report, whole, folder, "json" if as_json else format_name)
        said = [*cache_told(verbose=verbose), *told]
        tell(said)
        code = 1 if report.errors or (strict and report.warnings) else 0
        if replay is not None and is_plain and not stays:
            replay.keep(said, code, {})
        raise SystemExit(code)

    if not stays:
        once()
        return
    from builder.cli.staying import stay

    stay(folder, once)


def _refuse_half_options(
    *, knows: bool, writes: bool, mends: bool, shows: bool
) -> None:
    """Refuse options that say nothing without another."""
    if writes and not knows:
        raise click.UsageError("--write-baseline needs --baseline FILE")
    if shows and not mends:
        raise click.UsageError("--diff shows what --fix would do: say both")


def _said(
    report: Report, whole: Report, folder: Path, format_name: str
) -> Iterator[Said]:
    """Yield findings for people, or as a program asks for them."""
    from builder.reports import findings
    from builder.reports.checkformats import CHECK_FORMATS
    from builder.reports.words import Said, lines_said

    if format_name == "json":
        yield Said(text=json_text(findings.values(report)))
    elif format_name in CHECK_FORMATS:
        yield Said(text=CHECK_FORMATS[format_name](report.diagnostics))
    else:
        yield from lines_said(findings.lines(report.diagnostics, folder))
        yield from lines_said(findings.numbers_by_code(report.diagnostics))
        yield Said(text=f"{findings.summary(report, whole)}\n", is_talk=True)


def _write_baseline(path: Path, report: Report) -> None:
    from builder.base.diagnostic import BuilderError
    from builder.checkbaseline import write_warnings
    from builder.reports.findings import summary

    if report.errors:
        raise BuilderError(f"{summary(report)}: mend the errors first")
    write_warnings(path, report.warnings)
    click.echo(f"{path}: knows {summary(report)}", err=True)


def _unknown_to(path: Path, report: Report) -> Report:
    """Return a report without what a baseline knows."""
    from builder.checkbaseline import known_warnings
    from builder.reports.findings import without

    return without(report, known_warnings(path))


def _fixes_and_paths(words: tuple[str, ...]) -> tuple[list[str], list[Path]]:
    """Tell the names of fixes from paths: `--fix cards/a.yaml` is no name.

    Raises:
        click.UsageError: A word is neither.
    """
    from builder.base.diagnostic import did_you_mean
    from builder.cards.onespelling import SPELLING_FIXES

    named = [word for word in words if word in SPELLING_FIXES]
    others = [word for word in words if word and word not in SPELLING_FIXES]
    for word in others:
        if not Path(word).exists():
            known = ", ".join(SPELLING_FIXES)
            hint = did_you_mean(word, SPELLING_FIXES)
            raise click.UsageError(f"no fix `{word}`{hint}: there are {known}")
    return named, [Path(word) for word in others]


def _fix(folder: Path, named: list[str], *, is_only_shown: bool) -> None:
    """Mend card files, or show how."""
    from builder import fixing
    from builder.base.phrases import counted

    mended = (
        fixing.fixes(folder, named=named)
        if is_only_shown
        else fixing.fix(folder, named=named, say=say)
    )
    for one in mended:
        if is_only_shown:
            click.echo("\n".join(one.difference()))
        else:
            click.echo(f"mended {one.path}", err=True)
    if not mended:
        click.echo("nothing to mend", err=True)
    elif is_only_shown:
        click.echo(f"would mend {counted(len(mended), 'file')}", err=True)


def _explain(name: str) -> None:
    """Tell of a rule."""
    from builder.base.diagnostic import BuilderError
    from builder.check.switches import unknown_rule
    from builder.reports.rulepage import explained

    problem = unknown_rule(name)
    if problem:
        raise BuilderError(problem)
    click.echo(explained(name))
