"""What makes a deck sound: rules over all notes of a project."""

from __future__ import annotations
