"""Blocks to items: where the questions of a document stand and where answers end."""
