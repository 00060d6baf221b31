"""What became of each delivery: `campaigns/NAME/deliveries/ID.yaml`, one file a delivery, in git.

Events are appended and nothing is ever changed. An event is a line, and a `.gitattributes` beside the
files tells git to keep the lines of both sides, so that two people's branches meet without conflict. What
state a delivery is in follows from its events, never from a clock. One that was intended and of which
nothing more is known may have gone out: it counts as unknown, and nothing sends it again by itself.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from letterkit.blocks.deliveries import DeliveryEvent, DeliveryRecord, What
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import decode
from letterkit.delivery.model import Channel, Key
from letterkit.diagnostics import Diagnostic, LetterkitError, Location
from letterkit.files.plan import Plan
from letterkit.files.reading import RECORD, problem_of
from letterkit.files.refusal import refusal
from letterkit.files.transaction import transaction
from letterkit.files.writing import sync_folder
from letterkit.library.workspace import Workspace

FOLDER = "deliveries"
_HEAD = "# What became of a delivery, an event a line. letterkit adds lines and changes none.\n"
_ATTRIBUTES = "*.yaml merge=union\n"


class DeliveryState(StrEnum):
    """How a delivery stands. "accepted" says no more than that a server took it."""

    PENDING = "pending"
    UNKNOWN = "unknown"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    HANDED_OVER = "handed over"
    DELIVERED = "delivered"
    FAILED = "failed"


_STATES = {
    "intended": DeliveryState.UNKNOWN,
    "unknown": DeliveryState.UNKNOWN,
    "submitted": DeliveryState.SUBMITTED,
    "accepted": DeliveryState.ACCEPTED,
    "handed-over": DeliveryState.HANDED_OVER,
    "delivered": DeliveryState.DELIVERED,
    "failed": DeliveryState.FAILED,
}


class RecordedDelivery(Struct, frozen=True):
    """A delivery and its events; none where nothing happened yet."""

    key: Key
    events: tuple[DeliveryEvent, ...] = ()

    @property
    def state(self) -> DeliveryState:
        """How it stands: an attempt that surely sent nothing is as if it had not been.

        So a delivery is pending only if that is true of every attempt, also of those that somebody else
        made on a branch that was merged, in whatever order their lines stand.
        """
        counted: list[What] = []
        for event in self.events:
            if event.what != "not-submitted":
                counted.append(event.what)
            elif "intended" in counted:
                del counted[-1 - counted[::-1].index("intended")]
        return _STATES[counted[-1]] if counted else DeliveryState.PENDING

    @property
    def attempts(self) -> int:
        """How often it was to be submitted."""
        return sum(event.what == "intended" for event in self.events)

    def latest(self, name: str) -> str | None:
        """The last value that any event has of that field."""
        values = (getattr(event, name) for event in reversed(self.events))
        return next((value for value in values if value), None)


class AlreadyError(Exception):
    """The delivery is not pending: `entry` says how it stands."""

    def __init__(self, entry: RecordedDelivery) -> None:
        super().__init__(entry.state.value)
        self.entry = entry


class DeliveryJournal:
    """The deliveries of a campaign."""

    def __init__(self, workspace: Workspace, campaign: str) -> None:
        self._workspace = workspace
        self.folder = workspace.campaign_folder(campaign) / FOLDER

    def entries(self) -> tuple[list[RecordedDelivery], list[Diagnostic]]:
        """Everything that is recorded, and LK651 for each file that cannot be relied on."""
        found: list[RecordedDelivery] = []
        problems: list[Diagnostic] = []
        for path in self._workspace.entries(self.folder):
            if path.suffix == ".yaml":
                entry, wrong = self._read(path)
                problems += wrong
                found += [entry] if entry is not None else []
        return found, problems

    def entry(self, key: Key) -> RecordedDelivery:
        """How a delivery stands. Raises LetterkitError where its file cannot be relied on."""
        path = self._path(key)
        if not path.exists() and not path.is_symlink():
            return RecordedDelivery(key)
        entry, problems = self._read(path)
        if entry is None or entry.key != key:
            raise LetterkitError("\n".join(map(str, problems)) or "", status=1)
        return entry

    def claim(self, key: Key, event: DeliveryEvent, *, again: bool) -> RecordedDelivery:
        """Write down, for good, that a delivery is about to be submitted; the entry with that.

        When this returns the disk has it, and any other run sees it. Raises AlreadyError where it is not
        pending and is not meant to go `again`, and LetterkitError where it cannot be written down.
        """

        def require_pending(entry: RecordedDelivery) -> None:
            if entry.state is not DeliveryState.PENDING and not again:
                raise AlreadyError(entry)

        return self.append(key, event, require_pending)

    def append(
        self,
        key: Key,
        event: DeliveryEvent,
        require: Callable[[RecordedDelivery], None] = lambda entry: None,
    ) -> RecordedDelivery:
        """Append an event under the lock of the workspace, once `require` has let the entry pass.

        Raises LetterkitError where the file cannot be relied on or written, BusyError where others are at
        work for long.
        """
        path = self._path(key)
        with transaction(self._workspace.root):
            entry = self.entry(key)
            require(entry)
            before = self._workspace.read(path, RECORD) if entry.events else None
            text = before.decode() if before is not None else _head(key)
            ended = text if text.endswith("\n") else text + "\n"
            after = (ended + _line(event)).encode()
            self._plan(path, before, after).write()
        try:
            for folder in (self.folder, self.folder.parent):
                sync_folder(folder)
        except OSError as error:
            raise refusal(error, f"{self._workspace.shown(path)} may not be on the disk") from None
        return RecordedDelivery(key, (*entry.events, event))

    def _plan(self, path: Path, before: bytes | None, after: bytes) -> Plan:
        """Write the record; beside the first one, what git merges them by."""
        files: dict[Path, str | bytes] = {path: after}
        attributes = self.folder / ".gitattributes"
        if not attributes.exists():
            files[attributes] = _ATTRIBUTES
        return Plan(self._workspace.root, files, {path: before} if before is not None else {})

    def _path(self, key: Key) -> Path:
        return self.folder / f"{key.id}.yaml"

    def _read(self, path: Path) -> tuple[RecordedDelivery | None, list[Diagnostic]]:
        shown = self._workspace.shown(path)
        try:
            document, problems = decode(self._workspace.read(path, RECORD), shown)
        except OSError as error:
            return None, [_unreliable(shown, problem_of(error, shown).message)]
        record, misfits = validate(DeliveryRecord, document) if document else (None, [])
        if record is None or problems:
            return None, [
                _unreliable(shown, str(each.message), each.location) for each in (*problems, *misfits)
            ]
        key = Key(record.document, record.recipient, Channel(record.channel), record.destination)
        if key.id != path.stem:
            return None, [_unreliable(shown, "it speaks of another delivery than its name")]
        return RecordedDelivery(key, record.events), []


def _unreliable(file: str, why: str, place: Location | None = None) -> Diagnostic:
    message = f"the record of this delivery cannot be relied on: {why}"
    return Diagnostic("LK651", message, place or Location(file, 1, 1), "take it back with git")


def moment(now: dt.datetime) -> str:
    """A moment as events have it: ISO 8601, universal time, to the second."""
    return now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _head(key: Key) -> str:
    parts = {
        "document": key.document,
        "recipient": key.recipient,
        "channel": key.channel.value,
        "destination": key.destination,
    }
    return _HEAD + "".join(f"{name}: {_quoted(value)}\n" for name, value in parts.items()) + "events:\n"


def _line(event: DeliveryEvent) -> str:
    """An event as a line of YAML."""
    values = [(name, value) for name, value in event.model_dump().items() if value is not None]
    return "  - {" + ", ".join(f"{name}: {_quoted(value)}" for name, value in values) + "}\n"


def _quoted(value: str) -> str:
    """A value in double quotes: JSON's strings are YAML's, once what cannot be printed is gone."""
    plain = "".join(c if c.isprintable() else " " for c in value)
    return json.dumps(" ".join(plain.split()) or "-", ensure_ascii=False)
