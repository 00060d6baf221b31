"""Sending: each delivery at most once, and none forgotten.

The order is what makes it so. First the intent is written into the journal, under the lock of the
workspace, and is on the disk; only then is the network touched; then what is known is written down. A
run that is killed in between leaves a delivery unknown, which no run sends again by itself. Two runs at
once take turns at the lock, and the second finds what the first one intends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from letterkit.blocks.deliveries import DeliveryEvent, What
from letterkit.delivery.hours import when_to_call
from letterkit.delivery.journal import (
    AlreadyError,
    DeliveryJournal,
    DeliveryState,
    RecordedDelivery,
    moment,
)
from letterkit.delivery.model import Key, PreparedDelivery, digest_of
from letterkit.delivery.transports import NotSubmittedError, Parcel, Receipt, Transport
from letterkit.diagnostics import LetterkitError

MOST_FAILURES = 3
"""So many deliveries that fail one after the other end the run: something else is wrong than they are."""
_OPEN = (DeliveryState.UNKNOWN, DeliveryState.SUBMITTED)


class Outcome(Struct, frozen=True):
    """What became of a delivery in this run: how it stands, and what there is to say."""

    delivery: PreparedDelivery
    state: DeliveryState
    said: str
    is_sent: bool
    """Whether this run submitted it, as far as anybody knows."""


class Sending(Struct, frozen=True):
    """How a run sends: by which way, with which clock, why once more, and whether at any hour."""

    journal: DeliveryJournal
    transport: Transport
    now: Callable[[], dt.datetime]
    again: str | None = None
    any_hour: bool = False

    def wanted(self, deliveries: Iterable[PreparedDelivery]) -> list[PreparedDelivery]:
        """Those that would be sent: they go this way, nothing is in their way, and they are pending or
        wanted again. Raises LetterkitError where what became of one cannot be told.
        """
        return [
            each
            for each in deliveries
            if self.transport.file_for(each)
            and not each.is_blocked
            and (self.again or self.journal.entry(each.key).state is DeliveryState.PENDING)
        ]

    def send(self, deliveries: Iterable[PreparedDelivery], files: dict[str, bytes]) -> Iterator[Outcome]:
        """Send what is `wanted`, and tell of each at once. It ends after three failures in a row.

        Raises LetterkitError where the journal cannot be written: then nothing more is sent.
        """
        failures = 0
        called: dict[str, dt.datetime] = {}
        for delivery in deliveries:
            outcome = self._sent(delivery, files, called)
            yield outcome
            failures = 0 if outcome.is_sent else failures + 1
            if failures == MOST_FAILURES:
                return

    def _sent(
        self, delivery: PreparedDelivery, files: dict[str, bytes], called: dict[str, dt.datetime]
    ) -> Outcome:
        content = files[self.transport.file_for(delivery) or ""]
        try:
            entry = self._claimed(delivery, content)
        except AlreadyError as already:
            return Outcome(delivery, already.entry.state, "it went out already", False)
        parcel = Parcel(delivery, content, tag_of(entry), self._time(delivery, called))
        try:
            receipt = self.transport.submit(parcel)
        except NotSubmittedError as error:
            entry = self._record(delivery, self._event("not-submitted", detail=str(error)))
            return Outcome(delivery, entry.state, str(error), False)
        except Exception as error:  # noqa: BLE001  # whatever it is: the delivery is unknown
            said = str(error) or type(error).__name__
            self._record(delivery, self._event("unknown", detail=said))
            return Outcome(delivery, DeliveryState.UNKNOWN, said, False)
        event = self._event(receipt.what, job=receipt.job, detail=receipt.detail)
        entry = self._record(delivery, event)
        at = f", to be called at {moment(parcel.not_before)}" if parcel.not_before else ""
        return Outcome(delivery, entry.state, (receipt.detail or receipt.job or "") + at, True)

    def _claimed(self, delivery: PreparedDelivery, content: bytes) -> RecordedDelivery:
        """Write the intent down, with what somebody has accepted for it. See `DeliveryJournal.claim`."""
        accepted = "; ".join(f"{each.code}: {each.message}" for each in delivery.in_the_way)
        detail = f"sent all the same: {accepted}" if accepted else None
        intent = self._event("intended", sha256=digest_of(content), reason=self.again, detail=detail)
        return self.journal.claim(delivery.key, intent, again=bool(self.again))

    def _record(self, delivery: PreparedDelivery, event: DeliveryEvent) -> RecordedDelivery:
        """Write down what became of it. Where that fails, what stands there is the intent: unknown."""
        try:
            return self.journal.append(delivery.key, event)
        except LetterkitError as error:
            message = f"what became of {delivery.id} could not be written down: {event.what}"
            hint = f"{error.message}; it counts as unknown; see: letterkit deliveries"
            raise LetterkitError(message, hint, status=error.status) from None

    def _event(self, what: What, **values: str | None) -> DeliveryEvent:
        given = {name: value for name, value in values.items() if value}
        return DeliveryEvent(at=moment(self.now()), what=what, via=self.transport.name, **given)

    def _time(self, delivery: PreparedDelivery, called: dict[str, dt.datetime]) -> dt.datetime | None:
        if not self.transport.calls:
            return None
        number, now = delivery.key.destination, self.now()
        at = when_to_call(number, now, called.get(number), any_hour=self.any_hour)
        called[number] = at or now
        return at


def tag_of(entry: RecordedDelivery) -> str:
    """What the last attempt of a delivery is called wherever it goes."""
    return f"{entry.key.id}.{entry.attempts}"


def is_open(entry: RecordedDelivery, transport: Transport) -> bool:
    """Whether a transport may know more of a delivery than the journal does."""
    return entry.state in _OPEN and entry.latest("via") == transport.name


def look_up(journal: DeliveryJournal, key: Key, transport: Transport, now: dt.datetime) -> Receipt | None:
    """Ask what became of a delivery that is open, and write down what is new; None where nobody can tell.

    Raises OSError and LetterkitError.
    """
    entry = journal.entry(key)
    receipt = transport.look_up(tag_of(entry)) if is_open(entry, transport) else None
    if receipt is None or receipt.what == entry.events[-1].what:
        return receipt
    values = {name: value for name in ("job", "detail") if (value := getattr(receipt, name))}
    journal.append(key, DeliveryEvent(at=moment(now), what=receipt.what, via=transport.name, **values))
    return receipt
