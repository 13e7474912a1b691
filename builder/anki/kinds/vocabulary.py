"""The picture and the sound of a word."""

from __future__ import annotations

from builder.anki.fieldmedia import picture_tag, sound_tag
from builder.anki.fieldrenderer import FieldRenderer
from builder.cards.note import Note


def fields(note: Note, rendering: FieldRenderer) -> dict[str, str]:
    """Return the fields of the files that the note names."""
    texts, media = note.texts, rendering.media
    picture = (
        rendering.file(media.picture, texts["picture"]) if "picture" in texts else None
    )
    sound = rendering.file(media.sound, texts["sound"]) if "sound" in texts else None
    return {
        "Picture": picture_tag(picture) if picture else "",
        "Sound": sound_tag(sound) if sound else "",
    }
