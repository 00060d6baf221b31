"""The typed blocks an author writes: one class for each kind, all frozen, all refusing unknown keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from letterkit.blocks.base import BlockModel, exactly_one
from letterkit.blocks.looks import Facsimile, Logo
from letterkit.blocks.values import (
    MAX_ADDRESS_LINES,
    Code,
    Country,
    Date,
    Day,
    Email,
    FieldName,
    Language,
    LineRange,
    Name,
    Period,
    Shorthand,
    TelephoneNumber,
    TextByLanguage,
    Url,
    WithValue,
    Words,
    problem,
)
from letterkit.blocks.yaml import Steps
from letterkit.language.dates import PartialDate, completed_years
from letterkit.language.names import as_read


class Citation(BlockModel):
    """Where a fact was read."""

    title: Words
    publisher: str | None = None
    url: Url | None = None
    date: Date | None = None


class SeedReference(BlockModel):
    """The place in a seed document or imported letter that a block carries."""

    seed: Words
    part: str | None = None
    ask: int | None = None
    lines: LineRange | None = None


class Ignore(BlockModel):
    """A finding that an officer decided to keep: its code, and why."""

    code: Code
    reason: Words


class Provenance(BlockModel):
    """What every block says of its own facts."""

    verified: Date | None = None
    review_after: Period | None = None
    sources: tuple[Citation, ...] = ()
    origin: tuple[SeedReference, ...] = ()
    note: str | None = None
    ignore: tuple[Ignore, ...] = ()


class Translated(Provenance):
    """A block whose words may stand in several languages.

    `language` is that of its own keys; a class that inherits has the other languages' words below
    `translations`, by the same keys.
    """

    language: Language | None = None


class TextWords(BlockModel):
    """A text in another language."""

    text: Words


class OrganisationWords(BlockModel):
    """A member in another language."""

    name: Words | None = None
    short_name: str | None = None
    about: Words | None = None


class FramingWords(TextWords):
    """A passage in another language."""

    title: Words | None = None


class IssueWords(TextWords):
    """An issue in another language."""

    title: Words
    ask: Words


class QuotationWords(TextWords):
    """What somebody said, in another language."""

    speaker_title: str | None = None


class OfficeWords(BlockModel):
    """An office in another language."""

    office: Words
    organisation: Words | None = None


class PersonWords(BlockModel):
    """Who a person is, in another language."""

    name: Words | None = None
    described_as: str | None = None
    nationality: str | None = None


class CaseListWords(BlockModel):
    """The words around a case list, in another language."""

    lead_in: Words | None = None
    closing: Words | None = None


class Prose(Translated):
    """A block with text: Markdown with merge fields. `with` holds its own values for them."""

    text: Words
    as_of: Date | None = None
    people: tuple[Name, ...] = ()
    with_: dict[FieldName, WithValue] = Field(default={}, alias="with")


class Framing(Prose):
    """An opening, linking or closing passage."""

    title: Words
    translations: dict[Language, FramingWords] = Field(default={})


class Issue(Prose):
    """A topic, what is asked for in one line, and the paragraph that asks for it in a letter."""

    topic: Name
    title: Words
    ask: Words
    cases: Name | None = None
    translations: dict[Language, IssueWords] = Field(default={})

    def printed_lines(self) -> Iterator[tuple[Steps, str]]:
        """The title, and the ask in one line."""
        yield ("title",), self.title
        yield ("ask",), self.ask


class QuotationBlock(Prose):
    """What somebody said, as reported speech: the speaker, for which organisation, and when."""

    speaker: Words
    speaker_title: str | None = None
    organisation: Name
    date: Date
    translations: dict[Language, QuotationWords] = Field(default={})


class Holder(BlockModel):
    """Who holds an office from one day to another."""

    name: Words
    honorific: TextByLanguage | None = None
    salutation: TextByLanguage
    from_: Day = Field(alias="from")
    to: Day | None = None
    sources: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Holder:
        if self.to is not None and self.to < self.from_:
            raise problem("LK203", f"the term ends ({self.to}) before it begins ({self.from_})")
        return self


class Fax(BlockModel):
    """A fax number, in the international form, and when and where it was checked."""

    number: TelephoneNumber
    verified: Date | None = None
    sources: tuple[Citation, ...] = ()


class PostalFields(BlockModel):
    """An address by field, as RFC 6350 (vCard 4.0), section 6.3.1, names them."""

    street: Words
    locality: str = ""
    region: str | None = None
    postal_code: str | None = None


class Address(Translated):
    """An office, its postal address and fax numbers, and who has held it.

    What an old letter does not say of it may be missing; the checks say so.
    """

    office: Words
    organisation: Words | None = None
    address: tuple[Words, ...] = ()
    country: Country | None = None
    country_name: Words | None = None
    postal: PostalFields | None = None
    fax: tuple[Fax, ...] = ()
    email: Email | None = None
    holders: tuple[Holder, ...] = ()
    translations: dict[Language, OfficeWords] = Field(default={})

    @field_validator("address")
    @classmethod
    def _fits_a_window(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        if len(lines) > MAX_ADDRESS_LINES:
            raise problem("LK215", f"{len(lines)} address lines; at most {MAX_ADDRESS_LINES}")
        return lines

    def holder_on(self, day: dt.date) -> Holder | None:
        """Who holds the office on that day; on a day of hand-over the one who comes."""
        serving = [h for h in self.holders if h.from_ <= day and (h.to is None or day <= h.to)]
        return max(serving, key=lambda h: h.from_, default=None)


Status = Literal[
    "detained",
    "disappeared",
    "house-arrest",
    "arrested",
    "charged",
    "sentenced",
    "imprisoned",
    "released",
    "exiled",
    "died",
]


class Event(BlockModel):
    """What happened to a person on a date; without a status it leaves the status as it was."""

    date: Date
    status: Status | None = None
    note: str | None = None
    sources: tuple[Citation, ...] = ()


class Account(BlockModel):
    """What a letter says of a person from a date on, in words that follow the name."""

    as_of: Date
    text: Words
    translations: dict[Language, TextWords] = Field(default={})


Consent = Literal["none", "letter", "public"]


class Person(Translated):
    """A case: the person's names, what happened when, and what may name the person."""

    name: Words
    native_name: str | None = None
    also_known_as: tuple[Words, ...] = ()
    described_as: str | None = None
    nationality: str | None = None
    born: Date | None = None
    history: tuple[Event, ...] = ()
    accounts: tuple[Account, ...] = ()
    consent: Consent
    translations: dict[Language, PersonWords] = Field(default={})

    def printed_lines(self) -> Iterator[tuple[Steps, str]]:
        """What the person is described as."""
        if self.described_as is not None:
            yield ("described_as",), self.described_as

    @property
    def names(self) -> Iterator[str]:
        """Every name of the person, in all languages."""
        yield self.name
        yield from filter(None, (self.native_name, *self.also_known_as))
        yield from (words.name for words in self.translations.values() if words.name)

    def status_on(self, day: dt.date) -> Event | None:
        """The newest event with a status on or before that day."""
        known = [e for e in self.history if e.status and e.date.first_day <= day]
        return max(known, key=lambda e: e.date.first_day, default=None)

    def age_on(self, day: dt.date) -> int | None:
        """The age in completed years; None where the date of birth is not known."""
        return completed_years(self.born, day) if self.born else None

    def account_on(self, day: dt.date) -> Account | None:
        """The newest account on or before that day."""
        known = [a for a in self.accounts if a.as_of.first_day <= day]
        return max(known, key=lambda a: a.as_of.first_day, default=None)


class CaseEntry(BlockModel):
    """One entry of a case list: a person, several persons of one text, or another list."""

    person: Name | None = None
    people: tuple[Name, ...] = ()
    text: Words | None = None
    list: Name | None = None
    translations: dict[Language, TextWords] = Field(default={})

    @model_validator(mode="after")
    def _one_of(self) -> CaseEntry:
        exactly_one(self, ("person", "people", "list"))
        if self.people and self.text is None:
            raise problem("LK202", "several people in one entry need a 'text'")
        if self.list and self.text:
            raise problem("LK203", "a list that is included brings its own text")
        return self


class CaseListBlock(Translated):
    """Which people a letter names, in what order, and the words around them."""

    title: Words
    lead_in: Words | None = None
    cases: tuple[Annotated[CaseEntry, Shorthand("person")], ...] = Field(min_length=1)
    closing: Words | None = None
    native_names: bool = False
    people: tuple[Name, ...] = ()
    translations: dict[Language, CaseListWords] = Field(default={})


class Signer(BlockModel):
    """Who signs for an organisation from one date to another; `jointly`, beside those who came before."""

    name: Words
    title: TextByLanguage | None = None
    native_name: str | None = None
    from_: Date = Field(alias="from")
    to: Date | None = None
    jointly: bool = False
    signature: Facsimile | None = None

    def gives_way_to(self, other: Signer) -> bool:
        """Whether the other came in the place of this one: later, and not while this term still ran.

        A term without an end runs until somebody comes who does not sign jointly.
        """
        if self.from_.first_day >= other.from_.first_day:
            return False
        if as_read(self.name) == as_read(other.name):  # the same person in another post
            return True
        has_ended = self.to is None or self.to.first_day <= other.from_.last_day
        return has_ended and not other.jointly


class Organisation(Translated):
    """A member of the coalition."""

    name: Words
    short_name: str | None = None
    url: Url | None = None
    about: Words | None = None
    member_from: Date | None = None
    member_to: Date | None = None
    signers: tuple[Signer, ...] = ()
    translations: dict[Language, OrganisationWords] = Field(default={})

    def signers_on(self, date: PartialDate) -> tuple[Signer, ...]:
        """Who signs a letter of that date, in the file's order."""
        known = self.entered_on(date)
        return tuple(s for s in known if not any(s.gives_way_to(other) for other in known))

    def entered_on(self, date: PartialDate) -> tuple[Signer, ...]:
        """Those whose terms that date may be in, also who gave way to another."""
        return tuple(
            s
            for s in self.signers
            if s.from_.first_day <= date.last_day and (s.to is None or date.first_day <= s.to.last_day)
        )


class SignatureEntry(BlockModel):
    """One entry of a signature block: an organisation, or another signature block."""

    organisation: Name | None = None
    list: Name | None = None

    @model_validator(mode="after")
    def _one_of(self) -> SignatureEntry:
        exactly_one(self, ("organisation", "list"))
        return self


class Coalition(BlockModel):
    """A coalition with a name, a picture and an address of its own, for the letterhead."""

    name: Words
    lines: tuple[Words, ...] = Field(default=(), max_length=MAX_ADDRESS_LINES)
    logo: Logo | None = None
    contact_person: Words | None = None
    telephone: TelephoneNumber | None = None
    email: Email | None = None
    website: Url | None = None


class Signatures(Provenance):
    """Which organisations sign, in what order, and how."""

    title: Words
    coalition: Coalition | None = None
    sign_as: Literal["person", "organisation"] = "person"
    columns: Annotated[int, Field(ge=1, le=3)] = 2
    letterhead_members: Annotated[int, Field(ge=0)] = 15
    organisations: tuple[Annotated[SignatureEntry, Shorthand("organisation")], ...] = ()
