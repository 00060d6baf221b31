"""The table of approvals for other programs, and its schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, structs

from letterkit.diagnostics.json import json_schema, json_text
from letterkit.partners.approvals.standing import StandingRow
from letterkit.partners.approvals.states import State
from letterkit.tables.delimited import to_csv


class ApprovalRow(Struct, frozen=True):
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


def approval_rows(rows: Sequence[StandingRow]) -> list[ApprovalRow]:
    """The rows as other programs get them."""
    return [_row(row) for row in rows]


def _row(row: StandingRow) -> ApprovalRow:
    state, event = row.state, row.state.event
    by, evidence = _known(row)
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
        evidence=evidence,
        condition=event.condition if event else None,
        until=state.until.isoformat(timespec="minutes") if state.until else None,
    )


def _known(row: StandingRow) -> tuple[str | None, str | None]:
    """Who said it, and how that is known."""
    event, delegation = row.state.event, row.state.delegation
    if event is None:
        return (delegation.on_behalf, delegation.source) if delegation else (None, None)
    evidence = event.evidence
    return event.by, (evidence.mail or evidence.file or evidence.said) if evidence else None


def approvals_to_json(rows: Sequence[StandingRow]) -> str:
    """The table as a JSON list."""
    return json_text(approval_rows(rows))


def approvals_to_csv(rows: Sequence[StandingRow]) -> str:
    """The table as CSV; several parts in a cell are separated by spaces."""
    cells = ([_cell(value) for value in structs.astuple(row)] for row in approval_rows(rows))
    return to_csv(ApprovalRow.__struct_fields__, cells)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)


def approvals_schema() -> dict[str, Any]:
    """The JSON Schema of what `approvals_to_json` writes."""
    return json_schema(list[ApprovalRow], "letterkit approvals")


def told(row: StandingRow) -> str:
    """What a person is told of a state, in a few words."""
    event, delegation = row.state.event, row.state.delegation
    if event is None:
        return f"by {delegation.on_behalf}, until {delegation.to}" if delegation else ""
    late = "after the deadline" if row.state.agrees and _is_late(row.state) else ""
    return "; ".join(filter(None, (event.condition or event.reason, _changes(row.state), late)))


def _changes(state: State) -> str:
    if state.changed is None:
        return "changed since"
    return f"changed since: {', '.join(state.changed)}" if state.changed else ""


def _is_late(state: State) -> bool:
    """Whether it was said after the deadline, as far as hours tell."""
    said = state.event.at.local if state.event else None
    return said is not None and state.until is not None and said > state.until
