"""Words of many languages: what asks, what answers, what stands around both."""

from __future__ import annotations
