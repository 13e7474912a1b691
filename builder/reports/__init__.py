"""What people and programs are told, as text and as values."""

from __future__ import annotations
