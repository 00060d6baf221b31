"""Telephone and fax numbers, by the numbering plans of all countries (Google's libphonenumber).

The library takes longer to load than a letter's numbers to read: what it says of a number is kept between
runs, by the library's version.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from letterkit.files.kept import KeptAnswers


class Telephone(Struct, frozen=True):
    """A number as it is dialled: in E.164 form (ITU-T E.164), from abroad, and in its own country.

    `region` is the country's code, None where no country has it. `is_abroad` says that it is not of the
    country in which it was said to be dialled, `is_possible` that it has the length of a number,
    `is_valid` that such a number may have been given out.
    """

    e164: str
    international: str
    national: str
    region: str | None
    is_abroad: bool
    has_extension: bool
    is_possible: bool
    is_valid: bool
    is_premium: bool
    is_shared_cost: bool

    @property
    def is_fictitious(self) -> bool:
        """555-0100 to 555-0199 are kept for fiction: ATIS-0300115, section 4.1."""
        return self.e164.startswith("+1") and self.e164[5:10] == "55501"


class NoTelephoneError(ValueError):
    """A text that is no number, or does not say its country's code where it must."""


def telephone(text: str, country: str = "") -> Telephone:
    """The number that a text is: with its country's code, or as it is dialled in `country` (ISO 3166).

    Raises NoTelephoneError.
    """
    return _known().answer(f"{text}\n{country}", lambda _: _asked(text, country))


def meant_by(printed: str, country: str = "") -> list[Telephone]:
    """What a printed number can be: dialled in the country, or from abroad ("0033 …" and "33 …" too)."""
    text = printed.replace("(0)", "")
    abroad = text if text.startswith("+") else f"+{text.removeprefix('00').lstrip()}"
    found: dict[str, Telephone] = {}
    for each in (text, abroad):
        with suppress(NoTelephoneError):
            number = telephone(each, country)
            found.setdefault(number.e164, number)
    return [*found.values()]


@cache
def _known() -> KeptAnswers[Telephone]:
    spec = find_spec("phonenumbers")  # whose first module has its version
    library = Path(spec.origin).read_bytes() if spec and spec.origin else b""
    digest = hashlib.sha256(library + Path(__file__).read_bytes()).hexdigest()[:32]
    return KeptAnswers("telephones", digest, Telephone)


def _asked(text: str, country: str) -> Telephone:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        raise NoTelephoneError(text) from None
    form, kind = phonenumbers.PhoneNumberFormat, phonenumbers.number_type(number)
    return Telephone(
        e164=phonenumbers.format_number(number, form.E164),
        international=phonenumbers.format_number(number, form.INTERNATIONAL),
        national=phonenumbers.format_number(number, form.NATIONAL),
        region=phonenumbers.region_code_for_number(number),
        is_abroad=number.country_code != phonenumbers.country_code_for_region(country),
        has_extension=bool(number.extension),
        is_possible=phonenumbers.is_possible_number(number),
        is_valid=phonenumbers.is_valid_number(number),
        is_premium=kind == phonenumbers.PhoneNumberType.PREMIUM_RATE,
        is_shared_cost=kind == phonenumbers.PhoneNumberType.SHARED_COST,
    )
