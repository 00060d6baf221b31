"""What an update from public data changes, as JSON for other programs, and its schema."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from letterkit.diagnostics.json import json_schema, json_text
from letterkit.library.workspace import Workspace
from letterkit.officials.update import Update


class OfficeChange(Struct, frozen=True):
    """One thing that changes in an office's file, or is left as it is.

    `what` is `new`, `came`, `went`, `term`, `id`, `party`, `seat`, `address`, `fax`, `e-mail`,
    `verified` or `kept`. `date` is the day from which on it holds, null where there is none.
    """

    office: str
    what: str
    who: str
    date: str | None
    says: str


class OfficesUpdated(Struct, frozen=True):
    """What public data of a day changes, in which files, and whether these were written.

    `unknown` are the offices of the data that the library does not have, of those that were asked for.
    """

    on: str
    changes: tuple[OfficeChange, ...]
    files: tuple[str, ...]
    written: bool
    unknown: tuple[str, ...]


def update_to_json(workspace: Workspace, update: Update, *, written: bool) -> str:
    """The changes as one JSON object."""
    changes = (
        OfficeChange(
            f"addresses/{fact.block}",
            fact.what,
            fact.who,
            fact.date.isoformat() if fact.date else None,
            fact.said,
        )
        for fact in update.facts
    )
    return json_text(
        OfficesUpdated(
            update.on.isoformat(),
            tuple(changes),
            tuple(workspace.shown(path) for path in update.plan.files),
            written,
            tuple(seat.office or seat.block for seat in update.unknown),
        )
    )


def update_schema() -> dict[str, Any]:
    """The JSON Schema of what `update_to_json` writes."""
    return json_schema(OfficesUpdated, "letterkit update")
