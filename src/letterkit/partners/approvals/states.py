"""Where a signatory stands, computed from events and the text as it is now.

Pure: no file, no clock. A yes is to one text. It holds while the text says the same, and again when a
change is taken back. Silence is never a yes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from letterkit.blocks.approvals import PART_DIGEST, SignOnEvent
from letterkit.blocks.signing import Delegation
from letterkit.letter.agreed import ORDER, Agreed


class Standing(StrEnum):
    """Where a signatory can stand, in the words that people read."""

    NOT_ASKED = "not asked"
    INVITED = "invited"
    SEEN = "seen"
    COMMENTED = "commented"
    NO_ANSWER = "no answer"
    APPROVED = "approved"
    DELEGATED = "delegated"
    CONDITION = "on a condition"
    SUPERSEDED = "approved another text"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LATE = "late"


AGREEING = (Standing.APPROVED, Standing.DELEGATED)
"""Who stands so has agreed to this very text, and no other does."""


class State(Struct, frozen=True):
    """Where a signatory stands, by which event, and what of the text changed since the one it was about.

    `changed` has the names of parts, `letter.agreed.ORDER` where they only changed places; None where the
    event does not say what its text's parts were.
    """

    standing: Standing
    event: SignOnEvent | None = None
    changed: tuple[str, ...] | None = ()
    until: dt.datetime | None = None
    delegation: Delegation | None = None

    @property
    def agrees(self) -> bool:
        """Whether it is a yes to the text as it is."""
        return self.standing in AGREEING


def state(
    events: Sequence[SignOnEvent], now: Agreed, moment: dt.datetime, delegation: Delegation | None = None
) -> State:
    """Where a signatory stands at a moment, by its events about one document that says `now`.

    `delegation` is a standing one that holds on the document's date.
    """
    known = sorted(events, key=lambda event: event.order)
    until = _until(known)
    decided = _decided(known, now)
    if decided is not None and not (decided.standing is Standing.SUPERSEDED and delegation):
        return State(decided.standing, decided.event, decided.changed, until)
    if delegation is not None:
        return State(Standing.DELEGATED, until=until, delegation=delegation)
    return _waiting(known, moment, until)


_DECISIONS = ("approved", "approved-if", "condition-met", "declined", "withdrawn", "late")


def _decided(events: Sequence[SignOnEvent], now: Agreed) -> State | None:
    """What the decisions come to; None where there is none. What was before a no is past."""
    decisions = [event for event in events if event.event in _DECISIONS]
    if not decisions:
        return None
    last_open = max((i for i, e in enumerate(decisions) if e.event in _UNDOING), default=-1)
    holding = [event for event in decisions[last_open + 1 :] if _is_yes_to(event, now)]
    if holding:
        return State(Standing.APPROVED, holding[-1])
    last = decisions[-1]
    standing = _STANDINGS[last.event]
    is_yes = standing in (Standing.SUPERSEDED, Standing.CONDITION)
    return State(standing, last, changed_since(last, now) if is_yes else ())


def _is_yes_to(event: SignOnEvent, now: Agreed) -> bool:
    return event.event in _YES and event.text == now.digest


_YES = ("approved", "condition-met")
_UNDOING = ("approved-if", "declined", "withdrawn", "late")
_STANDINGS: Mapping[str, Standing] = {
    "approved": Standing.SUPERSEDED,
    "condition-met": Standing.SUPERSEDED,
    "approved-if": Standing.CONDITION,
    "declined": Standing.DECLINED,
    "withdrawn": Standing.WITHDRAWN,
    "late": Standing.LATE,
}


def _until(events: Sequence[SignOnEvent]) -> dt.datetime | None:
    """The deadline that was given last."""
    given = [event.until.local for event in events if event.until is not None]
    return given[-1] if given else None


def _waiting(events: Sequence[SignOnEvent], moment: dt.datetime, until: dt.datetime | None) -> State:
    """Who has not decided: how far it came since it was last invited."""
    if not events:
        return State(Standing.NOT_ASKED)
    told: dict[str, SignOnEvent] = {event.event: event for event in events}
    name = next((each for each in ("commented", "seen") if each in told), "invited")
    event = told.get(name)
    if until is not None and moment > until:
        return State(Standing.NO_ANSWER, event, until=until)
    return State(Standing(name) if event else Standing.NOT_ASKED, event, until=until)


def changed_since(event: SignOnEvent, now: Agreed) -> tuple[str, ...] | None:
    """The parts that say something else than in the event's text; None where it does not tell them."""
    if event.text == now.digest:
        return ()
    if not event.parts:
        return None
    before = event.parts
    after = {part.name: part.digest[:PART_DIGEST] for part in now.parts}
    return tuple(name for name in {**after, **before} if after.get(name) != before.get(name)) or (ORDER,)


def parts_of(text: Agreed) -> dict[str, str]:
    """The parts of a text as an event keeps them."""
    return {part.name: part.digest[:PART_DIGEST] for part in text.parts}


def condition_on(events: Sequence[SignOnEvent]) -> SignOnEvent | None:
    """The condition that is open: the last decision, where that is one."""
    decisions = [e for e in sorted(events, key=lambda e: e.order) if e.event in _DECISIONS]
    return decisions[-1] if decisions and decisions[-1].event == "approved-if" else None
