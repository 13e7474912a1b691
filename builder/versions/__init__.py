"""What was shipped and what learners have: the lock, stamps, changes, outcomes."""

from __future__ import annotations
