"""The JSON Schemas of everything letterkit reads and prints, for editors and other programs.

A block's file begins with `# yaml-language-server: $schema=../../schemas/<kind>.json`, so that an editor
completes its keys and underlines what does not fit.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from letterkit.blocks.kinds import DOCUMENTS, KINDS, DocumentKind, Kind

FOLDER = "schemas"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def file_name(kind: Kind | DocumentKind) -> str:
    """The schema's file name: that of the document's file, or the kind with hyphens, `.json`."""
    stem = Path(kind.file).stem if isinstance(kind, DocumentKind) else kind.name.replace(" ", "-")
    return f"{stem}.json"


def names() -> list[str]:
    """What `schema` can be asked for."""
    return [*_kinds(), "document", "import"]


def schema(name: str) -> dict[str, Any]:
    """The schema of a kind of block, of a document's tree (`document`), or of what `import` finds.

    Raises KeyError.
    """
    if name == "document":
        from letterkit.writers.json import schema as document_schema

        return document_schema()
    if name == "import":
        from letterkit.importer.results import schema as import_schema

        return import_schema()
    return {
        "$schema": _DRAFT,
        **_kinds()[name].model.model_json_schema(),
        "title": name.replace("-", " "),
    }


def _kinds() -> dict[str, Kind | DocumentKind]:
    kinds: tuple[Kind | DocumentKind, ...] = (*KINDS, *DOCUMENTS)
    return {Path(file_name(kind)).stem: kind for kind in kinds}


def to_text(name: str) -> str:
    """The schema as JSON."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def files() -> dict[str, str]:
    """All schema files of a workspace: name → content."""
    return {f"{name}.json": to_text(name) for name in names()}
