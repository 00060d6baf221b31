"""References: every block can be read, and every name in it stands for a block of the right kind."""

from __future__ import annotations

from collections.abc import Iterable

from letterkit.diagnostics import Diagnostic
from letterkit.library import Library


def check(library: Library) -> Iterable[Diagnostic]:
    """Reads every block and looks up every name in it; the library keeps the problems it meets."""
    for block in library.load_all():
        for reference in block.references():
            library.get(reference.model, reference.name, block.location(*reference.path))
    return ()
