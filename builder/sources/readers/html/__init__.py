"""Web pages to blocks."""

from __future__ import annotations
