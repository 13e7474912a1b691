"""The deck in a browser: as Anki shows it, to be looked at, studied and published.

One set of files is the website of a deck and what ``decks preview`` serves; the preview
adds what an author wants to see: findings, drafts, what changed.
"""
