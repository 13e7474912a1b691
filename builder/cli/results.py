"""Results on standard output: JSON, packages, and paths as short as they can be."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
    click.echo(json.dumps(values, ensure_ascii=False, indent=2))


def echo_packages(report: Report) -> None:
    """Print a line for each file that a build wrote."""
    from builder.reports.findings import package_facts

    for package in report.packages:
        click.echo(f"{short_path(package.path)}  {package_facts(package)}")
    for path in report.update_files:
        click.echo(short_path(path))


def short_path(path: Path) -> str:
    """Return a path as short as it can be from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
