"""What in the library is due: what ended and has no successor, what is stale, what nobody ever verified,
and what ends or is to be reviewed soon.

It looks at facts as the library has them on a day, whether or not a letter uses them. Old editions of an
issue are left alone: no new letter is made of them. So are members that left, and people who died.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import Any

from msgspec import Struct

from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import Dialogue
from letterkit.blocks.models import (
    Address,
    CaseListBlock,
    IndividualSigner,
    Issue,
    Organisation,
    Person,
    Prose,
    Provenance,
    Signatures,
)
from letterkit.blocks.provenance import InUse, TimedName, name_on
from letterkit.diagnostics import Diagnostic, Location
from letterkit.language.dates import PartialDate
from letterkit.library import review
from letterkit.library.editions import newest_editions
from letterkit.library.index import Block, Library
from letterkit.library.usage import uses
from letterkit.library.workspace import Workspace


class Urgency(IntEnum):
    """Why a fact is due, the worst first."""

    ENDED = 0
    STALE = 1
    NEVER = 2
    SOON = 3


class Due(Struct, frozen=True):
    """A fact that somebody should look at: what is to be said of it, since or until when, and where.

    `used_by` are the campaigns that are made of its block, and for those that nobody finalized yet a
    reason to hurry.
    """

    urgency: Urgency
    block: str
    title: str
    message: str
    date: dt.date | None
    location: Location
    used_by: tuple[str, ...] = ()


def due(
    workspace: Workspace, library: Library, on: dt.date, within: dt.timedelta
) -> tuple[list[Due], list[Diagnostic]]:
    """Every fact that is due on that day or within so many days after, worst first, and what could not be
    read.
    """
    blocks, problems = library.load_all()
    used, told = uses(workspace, library)
    newest = set(newest_editions((b for b in blocks if isinstance(b.model, Issue)), on).values())
    found: list[Due] = []
    for block in blocks:
        is_old = isinstance(block.model, Issue) and block.model.as_of and block.name not in newest
        facts = () if is_old else _facts(block, on, within)
        campaigns = tuple(sorted(use.campaign for use in used.get(block.reference, ())))
        found += [fact(campaigns) for fact in facts]
    in_order = sorted(found, key=lambda f: (f.urgency, f.date or dt.date.min, f.location))
    return in_order, list(dict.fromkeys([*problems, *told]))


_Fact = Callable[[tuple[str, ...]], Due]


def _facts(block: Block[Any], on: dt.date, within: dt.timedelta) -> Iterator[_Fact]:
    """What is due of a block. Of one that was retired nothing is: no new letter asks for it."""
    day = _Day(block, on, on + within)
    end: PartialDate | None = block.model.retired
    if end is None or end.first_day > on:
        yield from _facts_by_kind(day, block.model)
    if end is not None and on < end.first_day <= day.until:
        yield day.fact(Urgency.SOON, f"retired{_why(block.model)}", end.first_day, "retired")


def _facts_by_kind(day: _Day, model: Any) -> Iterator[_Fact]:
    match model:
        case Address():
            yield from _office(day, model)
        case Organisation():
            yield from _member(day, model)
        case Person():
            if not any(event.status == "died" for event in model.history):
                yield from day.verified(model.review_after or review.PERSON)
        case Prose() | CaseListBlock():
            yield from day.verified(model.review_after)
        case IndividualSigner() if model.verified:  # who signed once need not be looked at
            yield from day.verified(model.review_after or review.OFFICE)
        case Dialogue() | Signatures() | IndividualSigner():
            if model.review_after:
                yield from day.verified(model.review_after)


def _why(given_up: Provenance | InUse) -> str:
    return f": {given_up.reason}" if given_up.reason else ""


class _Day(Struct, frozen=True):
    """A block as it is looked at: on a day, and up to another."""

    block: Block[Any]
    on: dt.date
    until: dt.date

    def fact(self, urgency: Urgency, message: str, date: dt.date | None, *path: str | int) -> _Fact:
        block = self.block
        place = block.location(*path)
        return lambda uses: Due(urgency, block.reference, block.title, message, date, place, uses)

    def verified(self, period: str | None, what: str = "", *path: str | int) -> Iterator[_Fact]:
        """What is to be said of a `verified:`, that of the block or one at a path of its own."""
        model = self.block.model if not path else _part(self.block.model, path)
        verified: PartialDate | None = model.verified
        begin = f"{what}: " if what else ""
        if verified is None:
            yield self.fact(Urgency.NEVER, f"{begin}never verified", None, *path)
        elif period is not None:
            day = review.review_date(verified, period).last_day
            message = f"{begin}verified {verified}, to be reviewed after {period}"
            if day < self.on:
                yield self.fact(Urgency.STALE, message, day, *path, "verified")
            elif day <= self.until:
                yield self.fact(Urgency.SOON, message, day, *path, "verified")


def _part(model: BlockModel, path: tuple[str | int, ...]) -> Any:
    found: Any = model
    for step in path:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    return found


def _office(day: _Day, office: Address) -> Iterator[_Fact]:
    """An office without a holder, one whose holder leaves, and what is known of it."""
    serving = office.holder_on(day.on)
    last = max(office.holders, key=lambda holder: holder.from_, default=None)
    if serving is None and last is not None and last.to is not None:
        index = office.holders.index(last)
        message = f"nobody is entered since {last.name} left"
        yield day.fact(Urgency.ENDED, message, last.to, "holders", index, "to")
    elif serving is None:
        yield day.fact(Urgency.ENDED, "no holder is entered", None)
    elif serving.to is not None and serving.to <= day.until and serving is last:
        index = office.holders.index(serving)
        yield day.fact(Urgency.SOON, f"{serving.name} leaves", serving.to, "holders", index, "to")
    yield from day.verified(office.review_after or review.OFFICE)
    yield from _last_name(day, office.names, office.office)
    yield from _reached_by(day, office)


def _reached_by(day: _Day, office: Address) -> Iterator[_Fact]:
    """The numbers and addresses of an office, but those that were given up."""
    for i, fax in enumerate(office.fax):
        if fax.withdrawn is None or fax.withdrawn.first_day > day.on:
            yield from day.verified(review.FAX_NUMBER, f"fax {fax.number}", "fax", i)
        yield from _given_up(day, f"fax {fax.number}", fax, "fax", i)
    for i, email in enumerate(office.email):
        yield from _given_up(day, email.address, email, "email", i)


def _given_up(day: _Day, what: str, fact: InUse, *path: str | int) -> Iterator[_Fact]:
    """What is to be given up soon; what was is not due."""
    end = fact.withdrawn.first_day if fact.withdrawn else None
    if end is not None and day.on < end <= day.until:
        yield day.fact(Urgency.SOON, f"{what} is given up{_why(fact)}", end, *path, "withdrawn")


def _last_name(day: _Day, names: Sequence[TimedName], today: str) -> Iterator[_Fact]:
    """A name that ended, or soon will, and is still the name of today: nobody has entered the next."""
    current = name_on(tuple(names), PartialDate(day.on.year, day.on.month, day.on.day))
    ending = [(i, name.to.last_day) for i, name in enumerate(names) if name.to and _is_name(name, today)]
    for i, end in ending:
        if names[i] is current and end <= day.until:
            yield day.fact(Urgency.SOON, f"the name {today} ends", end, "names", i, "to")
        elif current is None and end < day.on:
            message = f"no name is entered since it is {today} no longer"
            yield day.fact(Urgency.ENDED, message, end, "names", i, "to")


def _is_name(name: TimedName, today: str) -> bool:
    said = getattr(name, "office", None) or getattr(name, "name", None) or {}
    return today in said.values()


def _member(day: _Day, member: Organisation) -> Iterator[_Fact]:
    """A member for whom nobody signs any more, or soon will not; none that has left."""
    end = member.member_to.last_day if member.member_to else None
    if end is not None and end < day.on:
        return
    if end is not None and end <= day.until:
        yield day.fact(Urgency.SOON, f"is a member no longer{_why(member)}", end, "member_to")
    yield from _signers(day, member)
    yield from _last_name(day, member.names, member.name)
    yield from day.verified(member.review_after or review.OFFICE)


def _signers(day: _Day, member: Organisation) -> Iterator[_Fact]:
    """Who signs for a member no longer, or soon will not."""
    today = PartialDate(day.on.year, day.on.month, day.on.day)
    serving = member.signers_on(today)
    past = [signer for signer in member.signers if signer.to and signer.to.last_day < day.on]
    if not serving and past:
        last = max(past, key=lambda signer: signer.from_.first_day)
        index = member.signers.index(last)
        ended = last.to.last_day if last.to else None
        yield day.fact(
            Urgency.ENDED, f"nobody signs for it since {last.name} left", ended, "signers", index, "to"
        )
    for signer in serving:
        if signer.to is not None and signer.to.last_day <= day.until:
            index = member.signers.index(signer)
            message = f"{signer.name} signs no longer"
            yield day.fact(Urgency.SOON, message, signer.to.last_day, "signers", index, "to")
