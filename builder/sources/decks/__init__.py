"""Existing decks, from whatever holds them, as they will stand in a project."""

from __future__ import annotations
