"""What an author writes: card files and deck.yaml, as notes with their places."""

from __future__ import annotations
