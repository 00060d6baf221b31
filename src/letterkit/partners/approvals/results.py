"""The table of approvals for other programs, and its schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from letterkit.diagnostics.json import json_schema, json_text
from letterkit.partners.approvals.standing import Row
from letterkit.tables.delimited import to_csv


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A signatory: where it stands, whether that is a yes to this very text, and by which event.

    `changed` are the parts that say something else than in the text of that event, null where nobody can
    tell. `at` is when it happened, `until` the deadline, both as ISO 8601 writes them.
    """

    signatory: str
    title: str
    signs: bool
    state: str
    agrees: bool
    text: str | None
    changed: list[str] | None
    by: str | None
    at: str | None
    evidence: str | None
    condition: str | None
    until: str | None


def approval_rows(rows: Sequence[Row]) -> list[ApprovalRow]:
    """The rows as other programs get them."""
    return [_row(row) for row in rows]


def _row(row: Row) -> ApprovalRow:
    state, event = row.state, row.state.event
    evidence = event.evidence if event else None
    by = event.by if event else state.delegation.on_behalf if state.delegation else None
    how = (evidence.mail or evidence.file or evidence.said) if evidence else None
    return ApprovalRow(
        signatory=row.party.key,
        title=row.party.title,
        signs=row.signs,
        state=str(state.standing),
        agrees=state.agrees,
        text=event.text if event else None,
        changed=None if state.changed is None else list(state.changed),
        by=by,
        at=event.at.iso if event else None,
        evidence=how or (state.delegation.source if state.delegation else None),
        condition=event.condition if event else None,
        until=state.until.isoformat(timespec="minutes") if state.until else None,
    )


def approvals_to_json(rows: Sequence[Row]) -> str:
    """The table as a JSON list."""
    return json_text(approval_rows(rows))


def approvals_to_csv(rows: Sequence[Row]) -> str:
    """The table as CSV; several parts in a cell are separated by spaces."""
    cells = ([_cell(value) for value in astuple(row)] for row in approval_rows(rows))
    return to_csv([each.name for each in fields(ApprovalRow)], cells)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)


def approvals_schema() -> dict[str, Any]:
    """The JSON Schema of what `approvals_to_json` writes."""
    return json_schema(list[ApprovalRow], "letterkit approvals")


def told(row: Row) -> str:
    """What a person is told of a state, in a few words."""
    state, event = row.state, row.state.event
    if state.delegation is not None and event is None:
        return f"by {state.delegation.on_behalf}, until {state.delegation.to}"
    if event is None:
        return ""
    parts = [event.condition or event.reason or ""]
    if state.changed:
        parts.append(f"changed since: {', '.join(state.changed)}")
    elif state.changed is None:
        parts.append("changed since")
    if event.text and state.agrees and state.until and _after(row, state.until):
        parts.append("after the deadline")
    return "; ".join(filter(None, parts))


def _after(row: Row, until: dt.datetime) -> bool:
    event = row.state.event
    return event is not None and event.at.local is not None and event.at.local > until
