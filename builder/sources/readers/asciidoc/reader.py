"""AsciiDoc to blocks."""

from __future__ import annotations

from builder.sources.readers import markdown
from builder.sources.readers.asciidoc.writing import AsciiDocWriter
from builder.sources.readers.block import Document


def read(text: str) -> Document:
    """Read a document; other files are not called in."""
    writer = AsciiDocWriter()
    rows = [
        (number, row.rstrip()) for number, row in enumerate(text.split("\n"), start=1)
    ]
    blocks, remarks = markdown.read_lines(list(writer.write(rows)))
    return Document(blocks, writer.title, remarks=remarks, left_out=tuple(writer.left))
