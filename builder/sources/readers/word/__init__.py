"""Word documents to blocks."""

from __future__ import annotations
