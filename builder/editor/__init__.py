"""What an editor asks while somebody writes cards: places, names, texts, and the server."""

from __future__ import annotations
