"""The JSON Schemas that a workspace keeps in `schemas/`, for editors and other programs.

They are those of the files that people write and of the trees that go on to other programs: what a
command merely prints is described by `letterkit schema`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from letterkit.blocks import schemas as blocks
from letterkit.diagnostics.json import json_text
from letterkit.files.plan import Plan
from letterkit.files.reading import RECORD, read_file
from letterkit.files.refusal import refusal
from letterkit.files.transaction import transaction
from letterkit.importer import results
from letterkit.library.workspace import Workspace
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


def write(workspace: Workspace) -> list[Path]:
    """Write them anew, all or none. Raises LetterkitError where that fails."""
    folder = workspace.root / blocks.FOLDER
    contents: dict[Path, str | bytes] = {folder / name: text for name, text in files().items()}
    with transaction(workspace.root):
        before = _found(workspace, contents)
        Plan(workspace.root, contents, before).write()
    return list(contents)


def _found(workspace: Workspace, paths: Iterable[Path]) -> dict[Path, bytes]:
    """What those of the files hold that are there. Raises LetterkitError where one cannot be read."""
    try:
        there = [path for path in paths if os.path.lexists(path)]
        return {path: read_file(path, workspace.root, RECORD) for path in there}
    except OSError as error:
        raise refusal(error, f"{blocks.FOLDER}/ could not be written") from None
