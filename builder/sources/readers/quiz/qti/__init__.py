"""QTI, the interchange format of tests: items of version 1.2 and of 2.x and 3.0."""

from __future__ import annotations
