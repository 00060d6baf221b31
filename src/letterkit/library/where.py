"""Which offices are meant: a filter such as `state=VA,MD chamber=senate party!=Independent`.

A condition is a key, `=` or `!=`, and a value or several with commas between them; all conditions must
hold. Capitals, accents and spaces do not count. A value with a space stands in quotation marks, as
in a shell:
`state="Puerto Rico"`.
"""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from letterkit.blocks.offices import Address
from letterkit.diagnostics import LetterkitError, did_you_mean
from letterkit.language.names import folded, without_accents

KEYS = (
    "block",
    "office",
    "organisation",
    "country",
    "chamber",
    "state",
    "district",
    "class",
    "name",
    "party",
)
"""What a condition can ask of an office, and of who holds it on a day."""
_CONDITION = re.compile(r"(?P<key>[^\W\d]\w*)(?P<sign>!?=)(?P<values>.*)", re.DOTALL)
_HINT = "write it as 'state=VA chamber=senate'"


class Condition(Struct, frozen=True):
    """A key, and the values that it may have; or may not."""

    key: str
    values: frozenset[str]
    is_not: bool = False

    def holds(self, values: Mapping[str, str]) -> bool:
        """Whether it holds of an office with these values."""
        return (_plain(values.get(self.key, "")) in self.values) is not self.is_not


class Where(Struct, frozen=True):
    """Conditions, all of which must hold; without any, every office is meant."""

    conditions: tuple[Condition, ...] = ()

    def holds(self, values: Mapping[str, str]) -> bool:
        """Whether all hold of an office with these values. See `values_of`."""
        return all(condition.holds(values) for condition in self.conditions)


@lru_cache
def where(text: str, keys: tuple[str, ...] | None = KEYS, said_in: str = "--where") -> Where:
    """Read a filter that asks for these keys, or for any. `said_in` is where it stands, for people.

    Raises LetterkitError, of status 2, where a part of it is no condition.
    """
    try:
        words = shlex.split(text)
    except ValueError:
        message = f"{said_in}: a quotation mark is not closed in '{text}'"
        raise LetterkitError(message, _HINT, status=2) from None
    return Where(tuple(_condition(word, keys, said_in) for word in words))


def _condition(word: str, keys: tuple[str, ...] | None, said_in: str) -> Condition:
    match = _CONDITION.fullmatch(word)
    values = [value.strip() for value in match["values"].split(",")] if match else []
    if match is None or not all(values):
        raise LetterkitError(f"{said_in}: '{word}' is no condition", _HINT, status=2)
    if keys is not None and match["key"] not in keys:
        hint = did_you_mean(match["key"], keys) or f"there are {', '.join(keys)}"
        raise LetterkitError(f"{said_in}: offices have no '{match['key']}'", hint, status=2)
    return Condition(match["key"], frozenset(map(_plain, values)), match["sign"] == "!=")


def values_of(name: str, office: Address, on: dt.date) -> dict[str, str]:
    """What a filter can ask of the office in the block of that name, and of who holds it on that day."""
    holder = office.holder_on(on)
    return {
        "block": name,
        "office": office.office,
        "organisation": office.organisation or "",
        "country": office.country or "",
        "chamber": office.chamber or "",
        "state": office.state or "",
        "district": office.district or "",
        "class": office.class_ or "",
        "name": holder.name if holder else "",
        "party": (holder.party if holder else None) or "",
    }


def _plain(value: str) -> str:
    return without_accents(folded(value))
