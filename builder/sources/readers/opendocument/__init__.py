"""OpenDocument files: texts and spreadsheets of LibreOffice and its like."""

from __future__ import annotations
