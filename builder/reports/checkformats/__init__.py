"""Findings as the programs around a project read them: a format and a row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from builder.base.diagnostic import Diagnostic
from builder.reports.checkformats import github, gitlab, junit, sarif

CheckFormat: TypeAlias = Callable[[Sequence[Diagnostic]], str]
"""Returns findings as the whole text of a report."""

CHECK_FORMATS: Mapping[str, CheckFormat] = {
    "github": github.report,
    "gitlab": gitlab.report,
    "sarif": sarif.report,
    "junit": junit.report,
}
