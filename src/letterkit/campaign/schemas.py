"""The JSON Schemas that a workspace keeps in `schemas/`, for editors and other programs.

They are those of the files that people write and of the trees that go on to other programs: what a
command merely prints is described by `letterkit schema`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from letterkit.blocks import schemas as blocks
from letterkit.diagnostics.json import json_text
from letterkit.importer import results
from letterkit.writers import as_printed
from letterkit.writers import json as tree

KEPT: Mapping[str, Callable[[], dict[str, Any]]] = {
    **{name: partial(blocks.schema, name) for name in blocks.names()},
    "document": tree.schema,
    "printed": as_printed.schema,
    "import": results.schema,
}
"""The schema of each kind of block and of document, of a document's tree, of what a PDF carries of it,
and of what `import` finds."""


def files() -> dict[str, str]:
    """The files in `schemas/`: name → content."""
    return {f"{name}.json": json_text(schema()) for name, schema in KEPT.items()}
