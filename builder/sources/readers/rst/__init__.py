"""reStructuredText as Markdown: sections, lists, tables and what directives say."""

from __future__ import annotations
