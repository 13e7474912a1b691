"""Anki's native image occlusion: masks over a picture, a cloze number for each."""

from __future__ import annotations
