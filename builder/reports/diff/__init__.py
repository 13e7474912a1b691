"""The differences between two packages, for people and for programs."""

from __future__ import annotations
