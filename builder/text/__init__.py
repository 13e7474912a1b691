"""From the text of a field to its HTML: Markdown, code, cloze deletions."""

from __future__ import annotations
