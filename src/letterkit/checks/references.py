"""References: every block can be read, and every name in it stands for a block of the right kind."""

from __future__ import annotations

from collections.abc import Iterable

from letterkit.diagnostics import Diagnostic
from letterkit.library import Block, Library
from letterkit.model import Part


def check(library: Library, blocks: Iterable[Block[Part]]) -> Iterable[Diagnostic]:
    """Looks up every name in the blocks; the library keeps the problems it meets."""
    for block in blocks:
        for reference in block.references():
            library.get(reference.model, reference.name, block.location(*reference.path))
    return ()
