"""How the deliveries of a campaign stand: those that were prepared, and those that are recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from msgspec import Struct, structs

from letterkit.delivery.journal import DeliveryJournal, DeliveryState, RecordedDelivery
from letterkit.delivery.manifest import csv_text, read_keys
from letterkit.delivery.model import Key
from letterkit.diagnostics import Diagnostic, LetterkitError
from letterkit.diagnostics.json import json_schema, json_text
from letterkit.files.reading import DELIVERIES
from letterkit.library.workspace import Workspace

_MANIFEST = "out/delivery/manifest.json"
_OF_MAILING = "out/mail/manifest.json"
UNREADABLE = "unreadable"


class CampaignRow(Struct, frozen=True):
    """A delivery: its key, its state, the last event's moment (ISO 8601, universal time), the way it
    went, the job there, what was said last, how often it was submitted, and why it went again.
    """

    id: str
    document: str
    recipient: str
    channel: str
    destination: str
    state: str
    at: str | None
    via: str | None
    job: str | None
    detail: str | None
    attempts: int
    reason: str | None


def entries_of(workspace: Workspace, campaign: str) -> tuple[list[RecordedDelivery], list[Diagnostic]]:
    """Every delivery, recorded or prepared, by document, recipient and channel; and LK651."""
    recorded, problems = DeliveryJournal(workspace, campaign).entries()
    known = {entry.key.id: entry for entry in recorded}
    # Of a record that cannot be relied on nobody says that it is pending.
    unreliable = {problem.location.file.rpartition("/")[2] for problem in problems}
    for key in _prepared(workspace, campaign):
        if f"{key.id}.yaml" not in unreliable:
            known.setdefault(key.id, RecordedDelivery(key))
    ordered = sorted(known.values(), key=lambda entry: (entry.key.document, *_order(entry.key)))
    return ordered, problems


def _order(key: Key) -> tuple[str, str, str]:
    return key.recipient, key.channel.value, key.destination


def _prepared(workspace: Workspace, campaign: str) -> Iterator[Key]:
    """What was prepared last, of the letter and of its mailing, which may have been one of a draft: then
    nothing of it. Nothing of a list that cannot be read.
    """
    folder = workspace.campaign_folder(campaign)
    for name in (_MANIFEST, _OF_MAILING) if workspace.is_final(campaign) else (_MANIFEST,):
        with suppress(OSError, ValueError):
            yield from read_keys(workspace.read(folder / name, DELIVERIES))


def known(entries: Iterable[RecordedDelivery], name: str) -> Key:
    """The key of the delivery of that id. Raises LetterkitError where there is none."""
    for entry in entries:
        if entry.key.id == name:
            return entry.key
    hint = "see them all, with their ids: letterkit deliveries --format csv"
    raise LetterkitError(f"there is no delivery '{name}'", hint, status=2)


def counts(entries: Iterable[RecordedDelivery]) -> str:
    """How many stand how: '2 delivered, 1 pending'; empty where there are none."""
    return ", ".join(f"{count} {state}" for state, count in _by_state(entries).items())


def counted(workspace: Workspace, campaign: str) -> dict[str, int]:
    """How many deliveries of a campaign stand how, by state; those whose record cannot be relied on are
    "unreadable".
    """
    entries, problems = entries_of(workspace, campaign)
    unreadable = {problem.location.file for problem in problems}
    return _by_state(entries) | ({UNREADABLE: len(unreadable)} if unreadable else {})


def _by_state(entries: Iterable[RecordedDelivery]) -> dict[str, int]:
    found = Counter(entry.state for entry in entries)
    return {state.value: found[state] for state in DeliveryState if found[state]}


def to_json(entries: Sequence[RecordedDelivery]) -> str:
    """The deliveries as a JSON list."""
    return json_text([_row(entry) for entry in entries])


def schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes."""
    return json_schema(list[CampaignRow], "letterkit deliveries, as they stand")


def to_csv(entries: Sequence[RecordedDelivery]) -> str:
    """The deliveries as CSV, for a report."""
    return csv_text(CampaignRow.__struct_fields__, [structs.astuple(_row(entry)) for entry in entries])


def _row(entry: RecordedDelivery) -> CampaignRow:
    key = entry.key
    return CampaignRow(
        id=key.id,
        document=key.document,
        recipient=key.recipient,
        channel=key.channel.value,
        destination=key.destination,
        state=entry.state.value,
        at=entry.events[-1].at if entry.events else None,
        via=entry.latest("via"),
        job=entry.latest("job"),
        detail=entry.latest("detail"),
        attempts=entry.attempts,
        reason=entry.latest("reason"),
    )
