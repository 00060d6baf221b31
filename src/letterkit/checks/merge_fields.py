"""Merge fields: every field, filter and statement in every text of the library is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letterkit.blocks.models import BlockModel
from letterkit.checks.texts import texts
from letterkit.diagnostics import Diagnostic
from letterkit.library.index import Block, Library
from letterkit.text import merge as interpolate


def check(library: Library, blocks: Iterable[Block[BlockModel]]) -> Iterator[Diagnostic]:
    """Yields the problems of each text of the blocks, whether or not a letter uses it."""
    for block in blocks:
        for text in texts(block):
            if text.merges:
                locate = text.document.locator(text.path)
                yield from interpolate.check(text.words, locate, text.with_, text.people)
