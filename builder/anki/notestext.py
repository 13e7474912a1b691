"""Notes as Anki's own text export has them: GUID, note type, deck, fields and tags.

https://docs.ankiweb.net/importing/text-files.html#file-headers
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from builder.anki.ankinote import AnkiNote

FIRST_WORD = "#separator:"
"""What every such text begins with."""

_BEFORE = 3


def notes_text(notes: Sequence[AnkiNote]) -> str:
    """Return the text of all notes; rows are as wide as the widest."""
    width = max((len(note.fields) for note in notes), default=0)
    stream = io.StringIO()
    stream.write(f"{FIRST_WORD}tab\n#html:true\n#guid column:1\n#notetype column:2\n")
    stream.write(f"#deck column:3\n#tags column:{_BEFORE + width + 1}\n")
    writer = csv.writer(stream, "excel-tab", quoting=csv.QUOTE_ALL, lineterminator="\n")
    for note in notes:
        fields = [*note.fields, *[""] * (width - len(note.fields))]
        tags = " ".join(sorted(note.tags))
        writer.writerow([note.guid, note.note_type.name, note.deck, *fields, tags])
    return stream.getvalue()
