"""Notes as Anki text files, which bring new content and leave a learner's own alone.

An ``.apkg`` replaces a note whole, tags and all. A text file names the fields it brings,
so tags and the fields that are the learner's stay as they are.
https://docs.ankiweb.net/importing/text-files.html
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence

from builder.anki.ankinote import AnkiNote
from builder.anki.notetype import RESERVE_FIELDS, NoteType


def update_files(
    notes: Sequence[AnkiNote], *, root: str, personal: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the key of each note type with the text of its file.

    A file for each, since Anki matches columns to fields by name only where a file has
    one note type. ``personal`` are the fields left out.
    """
    note_types = {note.note_type.key: note.note_type for note in notes}
    for key, note_type in sorted(note_types.items()):
        of_type = [note for note in notes if note.note_type.key == key]
        yield key, _text(of_type, note_type, root, personal)


def _text(
    notes: Sequence[AnkiNote],
    note_type: NoteType,
    root: str,
    personal: Collection[str],
) -> str:
    places = [
        place
        for place, name in enumerate(note_type.fields)
        if name not in personal and name not in RESERVE_FIELDS
    ]
    columns = ["guid", *(note_type.fields[place] for place in places)]
    stream = io.StringIO()
    stream.write("#separator:tab\n#html:true\n#guid column:1\n")
    stream.write(f"#notetype:{note_type.name}\n#deck:{root}\n")
    stream.write("#columns:" + "\t".join(columns) + "\n")
    writer = csv.writer(stream, "excel-tab", quoting=csv.QUOTE_ALL, lineterminator="\n")
    for note in notes:
        writer.writerow([note.guid, *(note.fields[place] for place in places)])
    return stream.getvalue()
