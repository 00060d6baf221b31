"""Postal addresses, as far as letterkit reads them: the last line of one in the United States."""

from __future__ import annotations

import re
from typing import NamedTuple

from letterkit.language.names import plain

# Also without a space or with a stop after the state, as old letters have it: 'Washington, DC., 20520'.
_US_LAST_LINE = re.compile(
    r"(?P<locality>.*?),? ?\b(?P<region>[A-Z]{2})\.?,? (?P<postal_code>\d{5}(?:-\d{4})?)"
)
_ABBREVIATED = {"street": "st", "avenue": "ave", "road": "rd", "northwest": "nw", "square": "sq"}


class LastLine(NamedTuple):
    """City, state and ZIP code, named as RFC 6350 (vCard 4.0), section 6.3.1, names them."""

    locality: str
    region: str
    postal_code: str


def us_last_line(line: str) -> LastLine | None:
    """The parts of the last line of a United States address; None for another line.

    Source: USPS Publication 28, section 213.
    """
    match = _US_LAST_LINE.fullmatch(" ".join(line.split()))
    return LastLine(**match.groupdict()) if match else None


def postal(address: str) -> str:
    """An address to compare by: its words as the post abbreviates them (USPS Publication 28, C1)."""
    return " ".join(_ABBREVIATED.get(word, word) for word in plain(address).split())
