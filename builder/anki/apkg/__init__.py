"""Packages: writing our own, reading those of any tool."""

from __future__ import annotations
