"""XML files, told apart by their root: quizzes of Moodle and QTI, outlines."""

from __future__ import annotations

from builder.sources.readers import opml, xmltree
from builder.sources.readers.block import Document, ReaderError
from builder.sources.readers.quiz import moodle
from builder.sources.readers.quiz.qti import package


def read_bytes(content: bytes) -> Document:
    """Read a file of XML.

    Raises:
        ReaderError: It is no XML, or of a kind that nobody asks in.
    """
    root = xmltree.parsed(content, "the file")
    if moodle.is_quiz(root):
        return moodle.document_of(root)
    if package.is_test(root):
        return package.document_of_root(root)
    if opml.is_outline(root):
        return opml.document_of(root)
    raise ReaderError(
        f"XML of `{xmltree.local(root)}` is not read: Moodle's quizzes, QTI and OPML are"
    )
