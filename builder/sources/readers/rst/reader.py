"""reStructuredText to blocks."""

from __future__ import annotations

from builder.sources.readers import markdown
from builder.sources.readers.block import Document
from builder.sources.readers.rst.writing import RstWriter, references_of


def read(text: str) -> Document:
    """Read a document; nothing is included, and nothing raw is taken over."""
    writer = RstWriter(references_of(text))
    rows = [
        (number, row.rstrip()) for number, row in enumerate(text.split("\n"), start=1)
    ]
    blocks, remarks = markdown.read_lines(list(writer.write(rows)))
    return Document(blocks, remarks=remarks, left_out=tuple(writer.left))
