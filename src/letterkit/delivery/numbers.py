"""What speaks against calling a number: it is foreign, stale, our own, somebody else's too, or expensive.

A letter that comes out of the wrong machine has told somebody what was not meant for them. So each of
these stops the delivery until a person has looked at it and accepts the number by name.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.dates import PartialDate, completed_years
from letterkit.language.telephones import Telephone, telephone

_FRESH_YEARS = 1
"""Years after which nobody should rely on a number: offices move with every administration."""


class FaxLine(Struct, frozen=True):
    """A fax number of an addressee: E.164, whose, fields of the address, when verified, its place."""

    e164: str
    recipient: str
    country: str
    region: str
    locality: str
    verified: PartialDate | None
    place: Location


def doubts(
    numbers: Iterable[FaxLine],
    own: str | None,
    on: dt.date,
    accepted: Collection[str],
    others: Iterable[tuple[str, str]] = (),
) -> Mapping[tuple[str, str], tuple[Diagnostic, ...]]:
    """What speaks against each number, by recipient and number. `on` is the day of sending; `others` are
    numbers and offices of the library, whether or not they are written to.

    What was `accepted`, in E.164 form, is told as a warning; anything else is an error.
    """
    numbers = tuple(numbers)
    offices: dict[str, set[str]] = defaultdict(set)
    for e164, office in (*((number.e164, number.recipient) for number in numbers), *others):
        offices[e164].add(office)
    return {
        (number.recipient, number.e164): tuple(
            doubt(code, number.e164, f"{number.e164} {message}", number.place, accepted)
            for code, message in _doubts(number, own, on, offices[number.e164])
        )
        for number in numbers
    }


def doubt(code: str, e164: str, message: str, place: Location, accepted: Collection[str]) -> Diagnostic:
    """What speaks against a number: an error, or a warning where somebody has `accepted` the number."""
    if e164 in accepted:
        return Diagnostic(code, message, place, "you have accepted this number", Severity.WARNING)
    return Diagnostic(code, message, place, f"ask the office; then accept it with --accept-number {e164}")


def _doubts(
    number: FaxLine, own: str | None, on: dt.date, offices: Collection[str]
) -> Iterator[tuple[str, str]]:
    called = telephone(number.e164)
    if number.country and called.region != number.country:
        region = called.region or "no country"
        yield "LK611", f"is a number of {region}, the address is in {number.country}"
    elif elsewhere := _other_area(called, number):
        yield "LK612", f"is a number of {elsewhere}, the address is in {number.region}"
    yield from _stale(number.verified, on)
    if number.e164 == own:
        yield "LK614", "is the sender's own number"
    if len(offices) > 1:
        yield "LK615", f"stands for {len(offices)} offices: {', '.join(sorted(offices))}"
    if not called.is_valid:
        yield "LK617", "is no number that anybody was given"
    elif called.is_premium or called.is_shared_cost:
        yield "LK616", "costs whoever calls it more than an ordinary call"


def _stale(verified: PartialDate | None, on: dt.date) -> Iterator[tuple[str, str]]:
    if verified is None:
        yield "LK613", "was never verified"
    elif completed_years(verified, on) >= _FRESH_YEARS:
        yield "LK613", f"was verified in {verified}, more than 12 months before {on}"


def _other_area(called: Telephone, number: FaxLine) -> str:
    """The state or province whose number it is, where that is not the address'; else empty.

    It is told of American and Canadian numbers alone: elsewhere an area is no part of an address.
    """
    region = number.region.upper()
    states = _states()
    area = states.get(called.e164[2:5], "") if number.country in ("US", "CA") else ""
    return area if area and region in states.values() and area != region else ""


@cache
def _states() -> Mapping[str, str]:
    """The state or province of each area."""
    import yaml

    text = Path(__file__).with_name("areas.yaml").read_text(encoding="utf-8")
    # ON, Ontario, is no truth value.
    areas = yaml.load(text, yaml.BaseLoader)  # noqa: S506  # words alone
    return {area: state for state, there in areas.items() for area in there}
