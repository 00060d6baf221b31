"""References: every block can be read, and every name in it stands for a block of the right kind."""

from __future__ import annotations

from collections.abc import Iterable

from letterkit.blocks.models import BlockModel
from letterkit.diagnostics import Diagnostic
from letterkit.library.index import Block, Library


def check(library: Library, blocks: Iterable[Block[BlockModel]]) -> Iterable[Diagnostic]:
    """Looks up every name in the blocks; the library keeps the problems it meets."""
    for block in blocks:
        for reference in block.references():
            library.get(reference.model, reference.name, block.location(*reference.path))
    return ()
