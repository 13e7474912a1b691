"""From an item to the notes worth making of it: a file for each kind."""

from __future__ import annotations
