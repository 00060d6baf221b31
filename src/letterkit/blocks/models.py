"""The typed blocks an author writes: one class for each kind, all frozen, all refusing unknown keys."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from letterkit.blocks.about import About
from letterkit.blocks.base import BlockModel, exactly_one
from letterkit.blocks.offices import Address, EmailAddress, Fax, FormerAddress, Holder, PostalFields
from letterkit.blocks.provenance import Citation, Ignore, Provenance, Remarked, SeedReference, Translated
from letterkit.blocks.signing import (
    Coalition,
    IndividualSigner,
    Organisation,
    SignatureEntry,
    SignatureEntryOrGroup,
    Signatures,
    Signer,
    SigningPerson,
)
from letterkit.blocks.statuses import Status
from letterkit.blocks.values import Date, FieldName, Language, Name, Shorthand, WithValue, Words, problem
from letterkit.blocks.yaml import Steps
from letterkit.language.dates import completed_years

__all__ = [
    "Account",
    "Address",
    "CaseEntry",
    "CaseListBlock",
    "CaseListWords",
    "Citation",
    "Coalition",
    "Consent",
    "EmailAddress",
    "Event",
    "Fax",
    "FormerAddress",
    "Framing",
    "FramingWords",
    "Holder",
    "Ignore",
    "IndividualSigner",
    "Issue",
    "IssueWords",
    "Organisation",
    "Person",
    "PersonWords",
    "PostalFields",
    "Prose",
    "Provenance",
    "QuotationBlock",
    "QuotationWords",
    "Remarked",
    "SeedReference",
    "SignatureEntry",
    "SignatureEntryOrGroup",
    "Signatures",
    "Signer",
    "SigningPerson",
    "Status",
    "TextWords",
    "Translated",
]


class TextWords(BlockModel):
    """A text in another language."""

    text: Words


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
    about: About | None = None
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
    def _one_of(self) -> Self:
        exactly_one(self, ("person", "people", "list"))
        if self.people and self.text is None:
            raise problem("LK202", "several people in one entry need a 'text'")
        if self.list and self.text:
            raise problem("LK203", "a list that is included brings its own text")
        return self


class CaseListBlock(Translated):
    """Which people a letter names, in what order, and the words around them."""

    title: Words
    about: About | None = None
    lead_in: Words | None = None
    cases: tuple[Annotated[CaseEntry, Shorthand("person")], ...] = Field(min_length=1)
    closing: Words | None = None
    native_names: bool = False
    people: tuple[Name, ...] = ()
    translations: dict[Language, CaseListWords] = Field(default={})
