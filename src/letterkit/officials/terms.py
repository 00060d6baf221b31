"""What a file says: terms of people in offices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from letterkit.blocks.values import is_name
from letterkit.diagnostics import Diagnostic, Location
from letterkit.language.names import plain
from letterkit.library.checked import Source


class Seat(Struct, frozen=True):
    """An office as a file names it; what the file does not say is empty.

    `block` is the name of its file in the library, where somebody says it; `name` the one that a new file
    gets. In a parliament the chamber says with state, district and class which seat it is.
    """

    office: str = ""
    organisation: str = ""
    country: str = ""
    chamber: str = ""
    state: str = ""
    district: str = ""
    class_: str = ""
    block: str = ""
    name: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other offices."""
        if self.block:
            return ("block", self.block)
        if self.chamber:
            return seat_key(self.country, self.chamber, self.state, self.district, self.class_)
        return ("office", plain(self.office), plain(self.organisation), self.country)

    @property
    def keys(self) -> dict[str, str]:
        """Those keys of a block that it says."""
        values = {
            "office": self.office,
            "organisation": self.organisation,
            "chamber": self.chamber,
            "state": self.state,
            "district": self.district,
            "class": self.class_,
        }
        return {key: value for key, value in values.items() if value}


def seat_key(*parts: str) -> tuple[str, ...]:
    """What tells a seat from others: country, chamber, state, district, class."""
    return ("seat", *(part.casefold() for part in parts))


class Whereabouts(Struct, frozen=True):
    """Where an office is while somebody holds it; None where the file does not speak of it at all."""

    address: tuple[str, ...] | None = None
    fax: tuple[str, ...] | None = None
    email: str = ""


class Term(Struct, frozen=True):
    """Somebody in an office from a day to another, as a file says it.

    `id` is what the data set knows the person by. `known_by` are other words for the person: parts of a
    name, in any order, as pocom's ids have them. `end` is the last day, None where the file names none.
    """

    seat: Seat
    name: str
    begin: dt.date | None
    end: dt.date | None
    place: Location
    source: Source
    honorific: str = ""
    salutation: str = ""
    party: str = ""
    id: str = ""
    known_by: tuple[str, ...] = ()
    contact: Whereabouts = field(default_factory=Whereabouts)

    def is_serving(self, on: dt.date) -> bool:
        """Whether it runs on that day."""
        return (self.begin is None or self.begin <= on) and (self.end is None or on <= self.end)


class Records(Struct, frozen=True):
    """What was read of files: terms, vacant offices, and the day of which they speak.

    `covered` are the keys' beginnings of the seats of which they name everybody who serves: who is not
    named there has left.
    """

    terms: Sequence[Term]
    on: dt.date
    covered: frozenset[tuple[str, ...]] = frozenset()
    vacant: Mapping[tuple[str, ...], Term] = field(default_factory=dict)
    problems: Sequence[Diagnostic] = ()


def block_name(seat: Seat) -> str:
    """The name of a new file for an office; empty where none can be made."""
    name = seat.block or seat.name
    return name if is_name(name) else ""


def day(text: str) -> dt.date | None:
    """A day as data sets write it, 2025-01-20; None for anything else."""
    try:
        return dt.date.fromisoformat(text) if len(text) == len("2025-01-20") else None
    except ValueError:
        return None
