"""The JSON Schemas of what an author writes: the kinds of block and the files of documents.

A block's file begins with `# yaml-language-server: $schema=../../schemas/<kind>.json`, so that an editor
completes its keys and underlines what does not fit.
"""

from __future__ import annotations

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
    return list(_kinds())


def schema(name: str) -> dict[str, Any]:
    """The schema of a kind of block or of document. Raises KeyError."""
    return {
        "$schema": _DRAFT,
        **_kinds()[name].model.model_json_schema(),
        "title": name.replace("-", " "),
    }


def _kinds() -> dict[str, Kind | DocumentKind]:
    kinds: tuple[Kind | DocumentKind, ...] = (*KINDS, *DOCUMENTS)
    return {Path(file_name(kind)).stem: kind for kind in kinds}
