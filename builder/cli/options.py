"""The options that several commands share, and what their words stand for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from builder.cards.project import Selection

project_option = click.option(
    "--project",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of the project. Default: the one you are in.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print the result as JSON."
)
watch_option = click.option(
    "--watch", "stays", is_flag=True, help="Stay, and run again after each save."
)


def cache_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a command that remembers what it said."""
    for option in (
        click.option(
            "--no-cache",
            is_flag=True,
            expose_value=False,
            help="Do everything anew, and remember nothing.",
        ),
        click.option("--verbose", is_flag=True, help="Also say where the cache is."),
    ):
        command = option(command)
    return command


def usable_path(
    _context: click.Context, _parameter: click.Parameter, path: Path | None
) -> Path | None:
    """Refuse a path that the system cannot even look for: one too long, say."""
    try:
        if path is not None:
            path.exists()
    except OSError as error:
        raise click.BadParameter(f"{path}: {error.strerror}") from error
    return path


def package_target(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> Path | None:
    """Return what --out names: a folder, or a package to write."""
    if value is None:
        return None
    if not value:
        raise click.UsageError("--out is empty: name a folder or an .apkg file")
    path = Path(value)
    usable_path(context, parameter, path)
    if path.suffix.lower() != ".apkg" and path.is_file():
        raise click.UsageError(
            f"--out {value} is a file: name a folder, or a file that ends in `.apkg`"
        )
    return path


def found_project(project: Path | None) -> Path:
    """Return the folder of the project that is named, or else the one we are in."""
    from builder.cards.project import find_project

    return find_project(project or Path.cwd())


def chosen_part(
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
