"""Differences as JSON values, whole and not shortened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from builder.anki.apkg.package import Package, PackageMedia, PackageNote
from builder.comparison import Comparison
from builder.versions.notechange import NoteChange
from builder.versions.notetypechange import NoteTypeChange
from builder.versions.packagediff import PackageDiff
from builder.versions.segment import marked
from builder.versions.worddiff import compare_html


def comparison_values(old: Path, new: Path, comparison: Comparison) -> dict[str, Any]:
    """Return two packages, where they were found, and their differences."""
    return {
        "old": {"path": str(old), **package_values(comparison.old)},
        "new": {"path": str(new), **package_values(comparison.new)},
        **values(comparison.diff),
    }


def values(diff: PackageDiff) -> dict[str, Any]:
    """Return the differences as JSON values, whole and not shortened."""
    return {
        "equal": diff.is_empty,
        "added": [_note_values(note) for note in diff.added],
        "changed": [_change_values(change) for change in diff.changed],
        "retired": [_note_values(note) for note in diff.retired],
        "moved": [
            {
                "guid": change.new.guid,
                "from": list(change.old.decks),
                "to": list(change.new.decks),
            }
            for change in diff.moved
        ],
        "note_types": {
            "added": [one.name for one in diff.note_types_added],
            "changed": [_type_values(change) for change in diff.note_types_changed],
            "retired": [one.name for one in diff.note_types_retired],
        },
        "descriptions": [
            {"deck": change.name, "old": change.old, "new": change.new}
            for change in diff.descriptions
        ],
        "media": {
            "added": [_file_values(file) for file in diff.media_added],
            "changed": [
                {
                    **_file_values(change.new),
                    "arrival": change.arrival,
                    "old": _file_values(change.old),
                }
                for change in diff.media_changed
            ],
            "retired": [_file_values(file) for file in diff.media_retired],
        },
    }


def package_values(package: Package) -> dict[str, Any]:
    """Return what there is to say of a package as a whole."""
    return {
        "format": package.format,
        "notes": len(package.notes),
        "cards": sum(len(note.ordinals) for note in package.notes),
        "media": len(package.media),
    }


def _note_values(note: PackageNote) -> dict[str, Any]:
    return {
        "guid": note.guid,
        "note_type": note.note_type.name,
        "decks": list(note.decks),
        "tags": list(note.tags),
        "cards": [ordinal + 1 for ordinal in note.ordinals],
        "modified": note.modified,
        "fields": note.fields,
    }


def _change_values(change: NoteChange) -> dict[str, Any]:
    old, new = change.old, change.new
    return {
        "guid": new.guid,
        "arrival": change.arrival,
        "decks": list(new.decks),
        "note_type": {"old": old.note_type.name, "new": new.note_type.name},
        "modified": {"old": old.modified, "new": new.modified},
        "fields": [
            {
                "name": field.name,
                "old": field.old,
                "new": field.new,
                "words": marked(compare_html(field.old or "", field.new or "")),
            }
            for field in change.fields
        ],
        "tags": {
            "added": list(change.tags_added),
            "retired": list(change.tags_removed),
        },
        "cards": {
            "added": [ordinal + 1 for ordinal in change.cards_added],
            "retired": [ordinal + 1 for ordinal in change.cards_removed],
        },
    }


def _type_values(change: NoteTypeChange) -> dict[str, Any]:
    return {
        "name": change.new.name,
        "arrival": change.arrival,
        "same_form": change.has_same_form,
        "parts": [
            {"name": part.name, "old": part.old, "new": part.new}
            for part in change.parts
        ],
    }


def _file_values(file: PackageMedia) -> dict[str, Any]:
    return {"name": file.name, "bytes": file.size, "sha256": file.sha256}
