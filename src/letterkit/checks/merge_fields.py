"""Merge fields: every field, filter and statement in every text of the library is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letterkit.blocks.base import BlockModel
from letterkit.blocks.translations import languages
from letterkit.checks.texts import texts
from letterkit.diagnostics import Diagnostic
from letterkit.library.index import Block, Library
from letterkit.text import merge as interpolate


def check(library: Library, blocks: Iterable[Block[BlockModel]]) -> Iterator[Diagnostic]:
    """Yields the problems of each text of the blocks, whether or not a letter uses it."""
    for block in blocks:
        in_all = (block, *(block.in_language(tag) for tag in dict.fromkeys(languages(block.model))))
        found = {text.words: text for each in in_all for text in texts(each)}
        for text in found.values():
            if text.merges:
                locate = text.document.locator(text.path)
                yield from interpolate.check(text.words, locate, text.with_, text.people)
