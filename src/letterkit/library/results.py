"""What `list` and `show` found, as JSON for other programs, and its schemas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from letterkit.diagnostics.json import DRAFT, json_schema, json_text
from letterkit.library.catalogue import COLUMNS, BlockPage, Listing


def table_to_json(table: Listing) -> str:
    """A table as a JSON list, one object a row, whose members are named as the columns."""
    return json_text([dict(zip(table.columns, row, strict=True)) for row in table.rows])


def table_schema() -> dict[str, Any]:
    """The JSON Schema of what `table_to_json` writes of any topic."""
    topics = [
        {"title": topic, "type": "array", "items": _row_schema(columns)}
        for topic, columns in COLUMNS.items()
    ]
    return {"$schema": DRAFT, "title": "letterkit list", "anyOf": topics}


def _row_schema(columns: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {column: {"type": "string"} for column in columns},
        "required": list(columns),
        "additionalProperties": False,
    }


def pages_to_json(pages: Sequence[BlockPage]) -> str:
    """The pages of all blocks of a name as a JSON list."""
    return json_text(pages)


def pages_schema() -> dict[str, Any]:
    """The JSON Schema of what `pages_to_json` writes."""
    return json_schema(list[BlockPage], "letterkit block")
