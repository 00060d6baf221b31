"""What `list`, `show` and `due` found, as JSON for other programs, and its schemas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from letterkit.diagnostics import Location
from letterkit.diagnostics.json import DRAFT, json_schema, json_text
from letterkit.library.alike import Likeness
from letterkit.library.catalogue import COLUMNS, UNUSED, USAGE, BlockPage, Listing
from letterkit.library.upkeep import Due


def table_to_json(table: Listing) -> str:
    """A table as a JSON list, one object a row, whose members are named as the columns."""
    return json_text([dict(zip(table.columns, row, strict=True)) for row in table.rows])


def table_schema() -> dict[str, Any]:
    """The JSON Schema of what `table_to_json` writes of any topic."""
    topics = [
        {"title": topic, "type": "array", "items": _row_schema(columns)}
        for topic, columns in {**COLUMNS, "--usage": USAGE, "--unused": UNUSED}.items()
    ]
    return {"$schema": DRAFT, "title": "letterkit list", "anyOf": topics}


def _row_schema(columns: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {column: {"type": "string"} for column in columns},
        "required": list(columns),
        "additionalProperties": False,
    }


def alike_to_json(found: Sequence[Likeness]) -> str:
    """Pairs of blocks that are alike as a JSON list, the most alike first."""
    return json_text(found)


def alike_schema() -> dict[str, Any]:
    """The JSON Schema of what `alike_to_json` writes."""
    return json_schema(list[Likeness], "letterkit list --alike")


def pages_to_json(pages: Sequence[BlockPage]) -> str:
    """The pages of all blocks of a name as a JSON list."""
    return json_text(pages)


def pages_schema() -> dict[str, Any]:
    """The JSON Schema of what `pages_to_json` writes."""
    return json_schema(list[BlockPage], "letterkit block")


class DueRow(Struct, frozen=True):
    """A fact to be looked at, and where it stands.

    `why` is `ended` (and nothing follows), `stale`, `never` (verified) or `soon`. `date` is the day on
    which that began or will begin, null where there is none.
    """

    why: str
    block: str
    title: str
    message: str
    date: str | None
    location: Location
    used_by: tuple[str, ...]


def due_to_json(found: Sequence[Due]) -> str:
    """What is due as a JSON list, the worst first."""
    return json_text(
        [
            DueRow(
                fact.urgency.name.lower(),
                fact.block,
                fact.title,
                fact.message,
                fact.date.isoformat() if fact.date else None,
                fact.location,
                fact.used_by,
            )
            for fact in found
        ]
    )


def due_schema() -> dict[str, Any]:
    """The JSON Schema of what `due_to_json` writes."""
    return json_schema(list[DueRow], "letterkit due")
