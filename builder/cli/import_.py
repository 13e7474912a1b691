"""``decks import``: questions and answers become card files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli import asking
from builder.cli.deckimport import (
    import_deck,
    kinds_to_convert,
    may_be_deck,
    refuse_deck_options,
)
from builder.cli.importoptions import column_targets, made_names, one_of, print_contract
from builder.cli.options import found_project, project_option
from builder.cli.results import say

if TYPE_CHECKING:
    from builder.cards.importoptions import ImportOptions
    from builder.sources.importlock import Decided


@click.command("import")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--into", type=click.Path(path_type=Path), help="Card file to write to.")
@click.option("--deck", default="", help="Deck below the root deck.")
@click.option("--tag", "tags", multiple=True, help="A tag for every note.")
@click.option(
    "--make",
    callback=made_names,
    metavar="all|none|NAME,…",
    help="What is made beside a question's own note: terms, members, steps, …",
)
@click.option(
    "--whole",
    default="",
    callback=one_of("WHOLE_ANSWERS"),
    metavar="keep|drop",
    help="Keep or drop the note of a long answer that is divided.",
)
@click.option(
    "--deck-by",
    default="",
    callback=one_of("DECKS_BY"),
    metavar="section|topic",
    help="What subdecks are made of.",
)
@click.option(
    "--remake",
    is_flag=True,
    help="Offer what is made today of questions that have not changed, too.",
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    callback=column_targets,
    metavar="COLUMN=front,…",
    help="What each column of a table becomes.",
)
@click.option(
    "--type",
    "note_type",
    default="",
    is_eager=True,
    help="An own note type of the project.",
)
@click.option(
    "--kind",
    default="",
    callback=one_of("NOTE_KINDS"),
    help="reversed, typed or cloze notes of questions and answers.",
)
@click.option(
    "--question-style",
    default="",
    callback=one_of("QUESTION_STYLES"),
    help="How the source marks its questions, when the guess is wrong.",
)
@click.option(
    "--refine",
    default="",
    metavar="CMD",
    help="A program that proposes notes of each item, see docs/refine.md.",
)
@click.option(
    "--contract",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=print_contract,
    help="Print what such a program reads and answers.",
)
@click.option("--format", "format_name", default="", help="Read the sources as this.")
@click.option("--sections", is_flag=True, help="Without questions, a note a section.")
@click.option(
    "--interactive", is_flag=True, help="Ask about doubtful questions, one by one."
)
@click.option("--dry-run", is_flag=True, help="Show what is found, write nothing.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write the report to a file."
)
@click.option(
    "--explain",
    is_flag=True,
    help="Say why each line was taken for what; write nothing.",
)
@click.option(
    "--like",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The package that learners have, for a deck that comes without ids.",
)
@click.option(
    "--convert",
    default="",
    callback=kinds_to_convert,
    metavar="basic,cloze,choice",
    help="Make notes of an existing deck our own kinds: its learners lose their updates.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object per item.")
@project_option
def import_(  # noqa: PLR0913, PLR0917 -- one for each option
    sources: tuple[Path, ...],
    into: Path | None,
    deck: str,
    tags: tuple[str, ...],
    make: tuple[str, ...],
    whole: str,
    deck_by: str,
    columns: tuple[tuple[str, str], ...],
    note_type: str,
    kind: str,
    question_style: str,
    refine: str,
    format_name: str,
    report: Path | None,
    project: Path | None,
    like: Path | None,
    convert: tuple[str, ...],
    *,
    sections: bool,
    interactive: bool,
    remake: bool,
    dry_run: bool,
    explain: bool,
    as_json: bool,
) -> None:
    """Turn questions and answers of any source into card files.

    A folder or a zip file stands for the files in it. The project remembers each source
    with its options in cards/sources.yaml; without SOURCES all of these are read again.
    Importing again updates the notes you have not edited.

    \b
    Examples:
      decks import interview.md
      decks import faq.html --deck FAQ --tag faq
      decks import words.xlsx --map Spanish=front,English=back
      decks import questions/ --dry-run
      decks import notes.txt --explain
      decks import
    """
    if any(may_be_deck(source, like, project) for source in sources):
        import_deck(
            sources, project, like, convert=convert, dry_run=dry_run, as_json=as_json
        )
        return
    refuse_deck_options(like, convert)
    from builder import importing
    from builder.cards.importoptions import ImportOptions
    from builder.refineprogram import refiner
    from builder.reportfile import refuse_report_path, write_report
    from builder.reports import explanation
    from builder.reports.imports import text, values

    options = ImportOptions(
        into=into,
        deck=deck,
        tags=tags,
        make=make,
        whole=whole,
        deck_by=deck_by,
        format_name=format_name,
        is_by_sections=sections,
        columns=columns,
        note_type=note_type,
        kind=kind,
        question_style=question_style,
    )
    is_preview = dry_run or explain
    _refuse_usage(sources, options, is_preview=is_preview, asks=interactive)
    if is_preview:
        if report is not None:
            refuse_report_path(report)
        here = _project_here(project, is_needed=not sources)
        result = importing.preview(sources, options, folder=here)
    else:
        file = importing.ReportFile(report, text.whole_text) if report else None
        folder = found_project(project)
        decided = _decided(folder, sources, options) if interactive else []
        result = importing.import_sources(
            folder,
            sources,
            options,
            manner=importing.Manner(
                tuple(decided),
                is_anew=remake,
                refine=refiner(refine) if refine else None,
                command=refine,
            ),
            report_file=file,
            say=say,
        )
    if explain:
        click.echo(explanation.text(result), nl=False)
    elif as_json:
        for item in values.values(result):
            click.echo(json.dumps(item, ensure_ascii=False))
    else:
        for path in result.files:
            click.echo(path)
    if is_preview and report is not None:
        write_report(report, text.whole_text(result, is_preview=True))
    click.echo(text.text(result, is_preview=is_preview), err=True, nl=False)
    if not result.items:
        raise SystemExit(1)


def _refuse_usage(
    sources: tuple[Path, ...], options: ImportOptions, *, is_preview: bool, asks: bool
) -> None:
    from builder.cards.importoptions import NOTHING_ASKED, combination_problems

    if not sources and options != NOTHING_ASKED:
        raise click.UsageError(
            "name a source: what all sources are imported with stands in "
            "cards/sources.yaml"
        )
    for problem in combination_problems(options):
        raise click.UsageError(problem)
    if asks and is_preview:
        raise click.UsageError(
            "--interactive remembers what you decide, and a dry run writes nothing: "
            "leave one of them out"
        )
    if asks:
        asking.refuse_without_terminal()


def _decided(
    folder: Path, sources: tuple[Path, ...], options: ImportOptions
) -> list[Decided]:
    """Ask before anything is begun: nobody has to wait, and files may be edited."""
    from builder import importing

    return asking.decisions(importing.inquiries(folder, sources, options))


def _project_here(project: Path | None, *, is_needed: bool) -> Path | None:
    """Return the project we are in, where there is one."""
    from builder.base.diagnostic import BuilderError

    try:
        return found_project(project)
    except BuilderError:
        if is_needed or project is not None:
            raise
        return None
