"""Files that are played, and not shown, by their suffixes."""

from __future__ import annotations

# https://docs.ankiweb.net/media.html#supported-formats
PLAYED = frozenset(
    """.3gp .aac .avi .flac .m4a .mkv .mov .mp3 .mp4 .mpeg .mpg .oga .ogg .ogv .ogx
    .opus .spx .swf .wav .webm""".split()  # noqa: SIM905 -- a list of words
)
"""What Anki plays through its own player, never in an ``<img>``."""
