"""From a source of any format to notes: reading, recognition, making, merging."""

from __future__ import annotations
