"""The JSON Schemas of everything letterkit reads and prints, for editors and other programs.

A block's file begins with `# yaml-language-server: $schema=../../schemas/<kind>.json`, so that an editor
completes its keys and underlines what does not fit.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from letterkit.blocks.kinds import CAMPAIGN, KINDS, RELEASE, Kind

FOLDER = "schemas"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def file_name(kind: Kind) -> str:
    """The schema's file name: the kind with hyphens, `.json`."""
    return f"{kind.name.replace(' ', '-')}.json"


def names() -> list[str]:
    """What `schema` can be asked for."""
    return [Path(file_name(kind)).stem for kind in (*KINDS, CAMPAIGN, RELEASE)] + ["document", "import"]


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
    kinds = {Path(file_name(kind)).stem: kind for kind in (*KINDS, CAMPAIGN, RELEASE)}
    kind = kinds[name]
    return {"$schema": _DRAFT, **kind.model.model_json_schema(), "title": kind.name}


def to_text(name: str) -> str:
    """The schema as JSON."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def files() -> dict[str, str]:
    """All schema files of a workspace: name → content."""
    return {f"{name}.json": to_text(name) for name in names()}
