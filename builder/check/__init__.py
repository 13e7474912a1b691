"""What makes a deck sound: rules over the whole project."""

from __future__ import annotations
