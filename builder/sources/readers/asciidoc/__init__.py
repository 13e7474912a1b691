"""AsciiDoc as Markdown: sections, lists, blocks and tables."""

from __future__ import annotations
