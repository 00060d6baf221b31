"""Who signs: the members of a coalition and who signs for them, individuals, and signature blocks."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from letterkit.blocks.base import BlockModel, exactly_one
from letterkit.blocks.looks import Facsimile, Logo
from letterkit.blocks.provenance import Provenance, Remarked, TimedName, Translated
from letterkit.blocks.values import (
    MAX_ADDRESS_LINES,
    Date,
    Email,
    Language,
    Name,
    Shorthand,
    TelephoneNumber,
    TextByLanguage,
    Url,
    Words,
    problem,
)
from letterkit.blocks.yaml import Steps
from letterkit.language.dates import PartialDate
from letterkit.language.names import as_read


class OrganisationWords(BlockModel):
    """A member in another language."""

    name: Words | None = None
    short_name: str | None = None
    about: Words | None = None


class Signer(BlockModel):
    """Who signs for an organisation from one date to another; `jointly`, beside those who came before."""

    name: Words
    title: TextByLanguage | None = None
    native_name: str | None = None
    from_: Date = Field(alias="from")
    to: Date | None = None
    jointly: bool = False
    signature: Facsimile | None = None

    def gives_way_to(self, other: "Signer") -> bool:
        """Whether the other came in the place of this one: later, and not while this term still ran.

        A term without an end runs until somebody comes who does not sign jointly.
        """
        if self.from_.first_day >= other.from_.first_day:
            return False
        if as_read(self.name) == as_read(other.name):  # the same person in another post
            return True
        has_ended = self.to is None or self.to.first_day <= other.from_.last_day
        return has_ended and not other.jointly


class OrganisationName(TimedName):
    """What an organisation was called for a time."""

    name: TextByLanguage
    short_name: TextByLanguage | None = None


class SignOnContact(BlockModel):
    """Whom one writes to when a letter goes round; it prints nowhere."""

    email: Email
    name: Words | None = None


class Delegation(BlockModel):
    """A standing word of an organisation: from one day to another somebody may sign letters in its name.

    `on_behalf` is who may, and `source` how that is known, such as a minute of its board.
    """

    on_behalf: Words
    from_: Date = Field(alias="from")
    to: Date
    source: Words

    @model_validator(mode="after")
    def _in_order_of_time(self) -> Self:
        if self.to.last_day < self.from_.first_day:
            raise problem("LK203", f"the delegation ends ({self.to}) before it begins ({self.from_})")
        return self

    def holds_on(self, day: dt.date) -> bool:
        """Whether it holds on that day: a month or a year counts from its first day to its last."""
        return self.from_.first_day <= day <= self.to.last_day


class Organisation(Translated):
    """A member of the coalition."""

    name: Words
    short_name: str | None = None
    names: tuple[OrganisationName, ...] = ()
    sort_as: Words | None = None
    url: Url | None = None
    about: Words | None = None
    member_from: Date | None = None
    member_to: Date | None = None
    signers: tuple[Signer, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    contact: Annotated[SignOnContact, Shorthand("email")] | None = None
    translations: dict[Language, OrganisationWords] = Field(default={})

    @model_validator(mode="after")
    def _leaves_as_a_member(self) -> Self:
        if self.retired is not None:
            message = "an organisation leaves the coalition: write 'member_to' in place of 'retired'"
            raise problem("LK203", message)
        return self

    @property
    def ended(self) -> PartialDate | None:
        """Since when it is no member."""
        return self.member_to

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


class PersonSigning(BlockModel):
    """What prints below the name of an individual who signs, and what the name is sorted by.

    `note` prints too, as in "for identification only".
    """

    native_name: str | None = None
    title: TextByLanguage | None = None
    affiliation: TextByLanguage | None = None
    note: TextByLanguage | None = None
    sort_as: Words | None = None
    signature: Facsimile | None = None


class IndividualSigner(PersonSigning, Provenance):
    """Who signs letters for himself or herself alone."""

    name: Words
    contact: Annotated[SignOnContact, Shorthand("email")] | None = None


class SigningPerson(PersonSigning):
    """An individual who signs this letter: by the name of a signer's file, or by all that prints.

    What is said here beside the file's name prints in the place of what the file says.
    """

    signer: Name | None = None
    name: Words | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        exactly_one(self, ("signer", "name"))
        return self


class SignatureEntry(BlockModel):
    """One entry of a group: an organisation, an individual, or another signature block."""

    organisation: Name | None = None
    person: Annotated[SigningPerson, Shorthand("signer")] | None = None
    list: Name | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        exactly_one(self, self.kinds)
        return self

    @property
    def kinds(self) -> tuple[str, ...]:
        """The keys of which an entry has one."""
        return ("organisation", "person", "list")


SignatureOrder = Literal["as-written", "alphabetical", "by-group"]
_Entries = tuple[Annotated[SignatureEntry, Shorthand("organisation")], ...]


class SignatureEntryOrGroup(SignatureEntry):
    """One entry of a signature block; or a group below a heading of its own, such as "Endorsed by".

    With `letterhead: no` a group's organisations are not among those who write.
    """

    heading: TextByLanguage | None = None
    organisations: _Entries = ()
    order: SignatureOrder | None = None
    letterhead: bool = True

    @property
    def kinds(self) -> tuple[str, ...]:
        """The keys of which an entry has one."""
        return ("organisation", "person", "list", "organisations")

    @model_validator(mode="after")
    def _has_a_heading(self) -> Self:
        if self.organisations and self.heading is None:
            raise problem("LK202", "a group needs a 'heading'")
        if not self.organisations and (self.heading or self.order or not self.letterhead):
            raise problem("LK202", "a 'heading' needs 'organisations' below it: those who sign there")
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


class Signatures(Remarked):
    """Which organisations and individuals sign, in what order, and how.

    `individuals_need` is what must be known of each individual.
    """

    title: Words
    coalition: Coalition | None = None
    sign_as: Literal["person", "organisation"] = "person"
    order: SignatureOrder = "as-written"
    individuals_need: tuple[Literal["title", "affiliation", "note"], ...] = ()
    columns: Annotated[int, Field(ge=1, le=3)] = 2
    letterhead_members: Annotated[int, Field(ge=0)] = 15
    organisations: tuple[Annotated[SignatureEntryOrGroup, Shorthand("organisation")], ...] = ()

    @property
    def entries(self) -> Iterator[tuple[Steps, SignatureEntry]]:
        """Who signs, each with the path of the entry; those of a group in its place."""
        for i, entry in enumerate(self.organisations):
            path: Steps = ("organisations", i)
            if entry.heading is None:
                yield path, entry
            else:
                inner = enumerate(entry.organisations)
                yield from (((*path, "organisations", j), each) for j, each in inner)

    def entry_at(self, path: Steps) -> SignatureEntry:
        """The entry at a path."""
        found = self.organisations[int(path[1])]
        return found.organisations[int(path[3])] if found.heading is not None else found

    def group_at(self, path: Steps) -> SignatureEntryOrGroup | None:
        """The group that the entry at a path is in."""
        found = self.organisations[int(path[1])]
        return found if found.heading is not None else None
