"""What speaks against a destination of a letter: its number is doubtful, or the office has given it up.

A final campaign keeps the address that it was finalized with. The library may know better by the day of
sending: what it has given up since is no longer the office's, and whoever has it now may be anybody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.models import Address
from letterkit.blocks.offices import Fax
from letterkit.blocks.provenance import InUse
from letterkit.delivery.model import one_line, post_destination
from letterkit.delivery.numbers import FaxLine, doubt, doubts
from letterkit.delivery.order import DeliveryOrder
from letterkit.delivery.settings import Settings, e164
from letterkit.diagnostics import Diagnostic, Location
from letterkit.language.dates import PartialDate
from letterkit.library.index import Block, Library

Objections = Mapping[str, tuple[Diagnostic, ...]]
"""What speaks against each destination of one addressee, by the destination of its key."""


def block_of(library: Library, addressee: lt.Addressee) -> Block[Address] | None:
    """The block of an addressee, as that library has it; None where it has none that can be read."""
    name = addressee.block.rpartition("/")[2]
    return library.get(Address, name, Location(addressee.origin.file, 1, 1))[0]


class Reached(Struct, frozen=True):
    """An addressee, and their office: as the letter had it, and as it is known on the day of sending.
    Either is None where there is no block that can be read.
    """

    addressee: lt.Addressee
    then: Block[Address] | None
    now: Block[Address] | None


def reached(order: DeliveryOrder, addressee: lt.Addressee) -> Reached:
    """An addressee of the letter, whose office stands in the library."""
    return Reached(addressee, block_of(order.library, addressee), block_of(order.today, addressee))


def objections(
    order: DeliveryOrder, addressees: Sequence[Reached], settings: Settings
) -> dict[str, Objections]:
    """What speaks against each destination, by addressee's block: LK611 to LK617, and LK618 for what was
    given up. The day is that of sending.
    """
    lines = [line for each in addressees for line in _fax_lines(order, each)]
    others = _numbers_in_use(order)
    doubtful = doubts(lines, settings.own_number, order.on, order.accepted, others)
    found: dict[str, dict[str, tuple[Diagnostic, ...]]] = {
        each.addressee.block: {} for each in addressees
    }
    for (recipient, number), problems in doubtful.items():
        found[recipient][number] = problems
    for each in addressees:
        against = found[each.addressee.block]
        for destination, problem in _given_up(order, each):
            against[destination] = (*against.get(destination, ()), problem)
    return dict(found)


def _numbers_in_use(order: DeliveryOrder) -> Iterator[tuple[str, str]]:
    """Each number that the library has for an office on the day of sending, and the office."""
    for block in order.today.readable(Address)[0]:
        retired = block.model.retired
        if retired is None or retired.first_day > order.on:
            for fax in block.model.fax:
                if _is_used(fax, order.on):
                    yield e164(fax.number), block.reference


def _fax_lines(order: DeliveryOrder, who: Reached) -> Iterator[FaxLine]:
    addressee, block = who.addressee, who.then
    address = addressee.address
    for fax in addressee.fax:
        place = Location(addressee.origin.file, 1, 1)
        if block is not None:
            index, entry = _latest(block.model.fax, fax.e164, order.on)
            place = block.location("fax", index, "number") if entry else block.location("fax")
        # What the letter was finalized with, or the library's of today: a number is verified again later.
        known = [_verified(each, fax.e164, order.on) for each in (block, who.now)]
        verified = max((date for date in known if date), key=lambda date: date.last_day, default=None)
        yield FaxLine(
            fax.e164, addressee.block, address.country, address.region, address.locality, verified, place
        )


def _verified(block: Block[Address] | None, number: str, on: dt.date) -> PartialDate | None:
    """When that block's number was verified last, or else all that it says of the office."""
    _, entry = _latest(block.model.fax, number, on) if block is not None else (0, None)
    return (entry.verified or block.model.verified) if block is not None and entry is not None else None


def _latest(entries: Sequence[Fax], number: str, on: dt.date) -> tuple[int, Fax | None]:
    """The entry of a number: the one in use on that day, else the last; its index, and itself."""
    same = [(index, entry) for index, entry in enumerate(entries) if e164(entry.number) == number]
    used = [each for each in same if _is_used(each[1], on)]
    return next(iter((*used, *reversed(same))), (0, None))


def _is_used(entry: InUse, on: dt.date) -> bool:
    return entry.is_used_on(PartialDate.parse(on.isoformat()))


def _given_up(order: DeliveryOrder, who: Reached) -> Iterator[tuple[str, Diagnostic]]:
    """LK618 for each destination that the library no longer has for the office on the day of sending."""
    addressee, block = who.addressee, who.now
    if block is not None:
        yield from _numbers_given_up(order, addressee, block)
        yield from _mail_given_up(order, addressee, block)
        yield from _moved(order, addressee, block)


def _numbers_given_up(
    order: DeliveryOrder, addressee: lt.Addressee, block: Block[Address]
) -> Iterator[tuple[str, Diagnostic]]:
    used = {e164(each.number) for each in block.model.fax if _is_used(each, order.on)}
    for fax in addressee.fax:
        if fax.e164 not in used:
            message = f"{fax.e164} is no longer the office's in the library"
            yield (
                fax.e164,
                doubt("LK618", fax.e164, message, block.location("fax"), order.accepted),
            )


def _mail_given_up(
    order: DeliveryOrder, addressee: lt.Addressee, block: Block[Address]
) -> Iterator[tuple[str, Diagnostic]]:
    used = {each.address.lower() for each in block.model.email if _is_used(each, order.on)}
    if addressee.email and (mail := addressee.email.lower()) not in used:
        yield mail, _no_longer(mail, block.location("email"))


def _moved(
    order: DeliveryOrder, addressee: lt.Addressee, block: Block[Address]
) -> Iterator[tuple[str, Diagnostic]]:
    """Of a postal address nothing is said while only its form differs: a former one is entered so."""
    address = addressee.address
    for index, former in enumerate(block.model.former_addresses):
        if one_line(former.address) == one_line(address.lines) and not _is_used(former, order.on):
            place = block.location("former_addresses", index)
            yield post_destination(address), _no_longer(one_line(former.address), place)


def _no_longer(what: str, place: Location) -> Diagnostic:
    hint = "finalize the letter anew with what the library has now"
    return Diagnostic("LK618", f"{what} is no longer the office's in the library", place, hint)
