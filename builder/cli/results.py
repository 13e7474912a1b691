"""Results on standard output: JSON, packages, and paths as short as they can be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from builder.pipeline import Report


def say(words: str) -> None:
    """Tell the person at the terminal what a command waits for or has mended."""
    click.echo(words, err=True)


def echo_json(values: Mapping[str, Any]) -> None:
    """Print values as JSON that a person can read too."""
    click.echo(json_text(values), nl=False)


def json_text(values: Mapping[str, Any]) -> str:
    """Return values as JSON that a person can read too, with its last line end."""
    return f"{json.dumps(values, ensure_ascii=False, indent=2)}\n"


def echo_packages(report: Report) -> None:
    """Print a line for each file that a build wrote."""
    for line in package_lines(report):
        click.echo(line)


def package_lines(report: Report) -> Iterator[str]:
    """Yield a line for each file that a build wrote."""
    from builder.reports.findings import package_facts

    for package in report.packages:
        yield f"{short_path(package.path)}  {package_facts(package)}"
    yield from map(short_path, report.update_files)


def short_path(path: Path) -> str:
    """Return a path as short as it can be from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
