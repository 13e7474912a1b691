"""Org files of Emacs: outlines of headings, and the cards that some of them are."""

from __future__ import annotations
