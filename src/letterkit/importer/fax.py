"""Fax numbers in a letter: as E.164, with the country that the address suggests; else as printed."""

from __future__ import annotations

import re

from letterkit.language import words
from letterkit.language.telephones import meant_by

_CANDIDATE = re.compile(r"(?:\+|\(|\b)\d[\d\s().\-/–]{5,22}\d")
_SEPARATOR = re.compile(rf"\s*(?:;|,|\||\b(?:{words.AND_OR})\b|&|\s/\s)\s*|\s+(?=\+)")


def is_fax_line(text: str) -> bool:
    """Whether a line gives a fax number."""
    return len(text) <= 160 and bool(_pieces(text))


def numbers(text: str, country: str = "") -> list[str]:
    """The fax numbers of a line (`+12026472283`), those after the word for telephone left out.

    `country` is the ISO 3166 code that a number without its country's code is read with; without one
    such a number stays as it is printed.
    """
    return [_dialled(piece, country) for piece in _pieces(text)]


def _pieces(text: str) -> list[str]:
    """The numbers as printed: what follows the word for fax, up to a word for another thing."""
    match = words.FAX.search(text)
    if match is None:
        return []
    before, after = text[: match.start()], text[match.end() :]
    cut = words.OTHER_NUMBER.search(after)
    own = _printed(after[: cut.start()]) if cut else []
    return own or _printed(after) or _printed(before)  # "+1 202 647 2283 (fax)"


def _printed(text: str) -> list[str]:
    found = (_CANDIDATE.search(piece) for piece in _SEPARATOR.split(text))
    return [each[0].strip() for each in found if each]


# As numbers are printed in the North American Numbering Plan, all of whose countries have the code 1.
_NANP = re.compile(r"\([2-9]\d{2}\) ?[2-9]\d{2}[-.]\d{4}")


def _dialled(printed: str, country: str) -> str:
    country = country or ("US" if _NANP.fullmatch(printed) else "")
    return next((number.e164 for number in meant_by(printed, country) if number.is_possible), printed)
