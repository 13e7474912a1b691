"""What knows nothing of decks: places of findings, files written whole, hashes, zips."""

from __future__ import annotations
