"""Telephone and fax numbers, by the numbering plans of all countries (Google's libphonenumber).

The library takes longer to load than a letter's numbers to read: what it says of a number is kept between
runs, by the library's version.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from letterkit.files.kept import KeptAnswers


class Telephone(Struct, frozen=True):
    """A number as it is dialled: in E.164 form (ITU-T E.164), from abroad, and in its own country.

    `region` is the country's code, None where no country has it. `is_valid` says that such a number may
    have been given out.
    """

    e164: str
    international: str
    national: str
    region: str | None
    has_extension: bool
    is_valid: bool
    is_premium: bool

    @property
    def is_fictitious(self) -> bool:
        """555-0100 to 555-0199 are kept for fiction: ATIS-0300115, section 4.1."""
        return self.e164.startswith("+1") and self.e164[5:10] == "55501"


class NoTelephoneError(ValueError):
    """A text that is no number with its country's code."""


def telephone(text: str) -> Telephone:
    """The number that a text is, which begins with its country's code. Raises NoTelephoneError."""
    return _known().answer(text, _asked)


@cache
def _known() -> KeptAnswers[Telephone]:
    spec = find_spec("phonenumbers")  # whose first module has its version
    library = Path(spec.origin).read_bytes() if spec and spec.origin else b""
    digest = hashlib.sha256(library + Path(__file__).read_bytes()).hexdigest()[:32]
    return KeptAnswers("telephones", digest, Telephone)


def _asked(text: str) -> Telephone:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        raise NoTelephoneError(text) from None
    form, kind = phonenumbers.PhoneNumberFormat, phonenumbers.PhoneNumberType
    return Telephone(
        e164=phonenumbers.format_number(number, form.E164),
        international=phonenumbers.format_number(number, form.INTERNATIONAL),
        national=phonenumbers.format_number(number, form.NATIONAL),
        region=phonenumbers.region_code_for_number(number),
        has_extension=bool(number.extension),
        is_valid=phonenumbers.is_valid_number(number),
        is_premium=phonenumbers.number_type(number) == kind.PREMIUM_RATE,
    )
