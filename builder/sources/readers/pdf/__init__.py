"""PDF files with a text layer: where their text stands tells how it is read."""

from __future__ import annotations
