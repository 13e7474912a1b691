"""What an import tells, for people and for programs."""

from __future__ import annotations
