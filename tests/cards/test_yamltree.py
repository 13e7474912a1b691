"""YAML is read with places, in a time that grows with its size alone."""

from __future__ import annotations

import time

from builder.cards import yamltree


def test_many_blocks_take_their_time_once() -> None:
    text = "- |\n  a\n" * 60_000
    began = time.process_time()
    tree, problems = yamltree.parse(text, "a.yaml")

    assert time.process_time() - began < 6
    assert isinstance(tree, yamltree.Items)
    assert (len(tree.values), problems) == (60_000, [])
