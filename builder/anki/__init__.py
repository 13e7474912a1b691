"""What Anki is: note types, templates, media, GUIDs, notes, packages and the engine."""

from __future__ import annotations
