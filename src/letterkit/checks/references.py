"""References: every block can be read, and every name in it stands for a block of the right kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letterkit.blocks.base import BlockModel
from letterkit.diagnostics import Diagnostic
from letterkit.library.index import Block, Library


def check(library: Library, blocks: Iterable[Block[BlockModel]]) -> Iterator[Diagnostic]:
    """Looks up every name in the blocks; yields the problems that the library meets."""
    for block in blocks:
        for reference in block.references():
            place = block.location(*reference.path)
            _, problems = library.get(reference.model, reference.name, place)
            yield from problems
