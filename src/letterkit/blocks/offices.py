"""An office that is written to: what it is and was called, who holds it, and what reaches it when."""

import datetime as dt
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from letterkit.blocks.base import BlockModel
from letterkit.blocks.provenance import Citation, InUse, TimedName, Translated
from letterkit.blocks.values import (
    MAX_ADDRESS_LINES,
    Country,
    Date,
    Day,
    Email,
    Language,
    Name,
    OneOrMore,
    Shorthand,
    TelephoneNumber,
    TextByLanguage,
    Words,
    problem,
)


class OfficeWords(BlockModel):
    """An office in another language."""

    office: Words
    organisation: Words | None = None


class Holder(BlockModel):
    """Who holds an office from one day to another.

    `id` is what a public data set knows the person by, such as `bioguide C000127`: names change.
    """

    name: Words
    id: Words | None = None
    party: Words | None = None
    honorific: TextByLanguage | None = None
    salutation: TextByLanguage
    from_: Day = Field(alias="from")
    to: Day | None = None
    sources: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise problem("LK203", f"the term ends ({self.to}) before it begins ({self.from_})")
        return self


class Fax(InUse):
    """A fax number, in the international form, and when and where it was checked."""

    number: TelephoneNumber
    verified: Date | None = None
    sources: tuple[Citation, ...] = ()


class EmailAddress(InUse):
    """An e-mail address."""

    address: Email


class PostalFields(BlockModel):
    """An address by field, as RFC 6350 (vCard 4.0), section 6.3.1, names them."""

    street: Words
    locality: str = ""
    region: str | None = None
    postal_code: str | None = None


class OfficeName(TimedName):
    """What an office, or the organisation that it is of, was called for a time."""

    office: TextByLanguage | None = None
    organisation: TextByLanguage | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.office is None and self.organisation is None:
            raise problem("LK202", "an earlier name needs 'office' or 'organisation'")
        return self


def _fits_a_window(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) > MAX_ADDRESS_LINES:
        raise problem("LK215", f"{len(lines)} address lines; at most {MAX_ADDRESS_LINES}")
    return lines


AddressLines = Annotated[tuple[Words, ...], AfterValidator(_fits_a_window)]


class FormerAddress(InUse):
    """Where an office was until a day."""

    address: AddressLines = Field(min_length=1)
    country: Country | None = None
    country_name: Words | None = None
    postal: PostalFields | None = None
    withdrawn: Date


class Address(Translated):
    """An office, its postal address and fax numbers, and who has held it.

    What an old letter does not say of it may be missing; the checks say so. `chamber`, `state`,
    `district`
    and `class` say which seat of a parliament it is. The fax number and the room of a seat are those of
    who holds it; a ministry's are its own.
    """

    office: Words
    organisation: Words | None = None
    chamber: Name | None = None
    state: Words | None = None
    district: Words | None = None
    class_: Words | None = Field(default=None, alias="class")
    names: tuple[OfficeName, ...] = ()
    address: AddressLines = ()
    country: Country | None = None
    country_name: Words | None = None
    postal: PostalFields | None = None
    former_addresses: tuple[FormerAddress, ...] = ()
    fax: tuple[Fax, ...] = ()
    email: Annotated[tuple[Annotated[EmailAddress, Shorthand("address")], ...], OneOrMore()] = ()
    holders: tuple[Holder, ...] = ()
    translations: dict[Language, OfficeWords] = Field(default={})

    def holder_on(self, day: dt.date) -> Holder | None:
        """Who holds the office on that day; on a day of hand-over the one who comes."""
        serving = [h for h in self.holders if h.from_ <= day and (h.to is None or day <= h.to)]
        return max(serving, key=lambda h: h.from_, default=None)
