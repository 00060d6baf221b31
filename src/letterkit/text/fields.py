"""What a merge field can be. These classes are what docs/merge-fields.md documents.

A value that stands alone in a text, `{{ dialogue }}`, prints what `str` makes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, get_type_hints

from jinja2 import StrictUndefined
from jinja2.exceptions import UndefinedError
from msgspec import Struct

from letterkit.diagnostics import Location
from letterkit.language.dates import PartialDate


class PersonField(Struct, frozen=True):
    """A person's names and what was true on the letter's date. Alone it prints the name."""

    name: str
    native_name: str
    also_known_as: tuple[str, ...]
    described_as: str
    nationality: str
    status: str
    status_since: PartialDate | None
    years: int
    age: int | None

    def __str__(self) -> str:
        return self.name


class AddresseeField(Struct, frozen=True):
    """An official who is written to. Alone it prints the form of the salutation."""

    name: str
    full_name: str
    salutation: str
    office: str
    organisation: str

    def __str__(self) -> str:
        return self.salutation


RECIPIENT = (
    "name",
    "full_name",
    "salutation",
    "office",
    "organisation",
    "chamber",
    "state",
    "district",
    "class",
    "party",
)
"""What every recipient of a mailing has, besides the columns of its own table."""


class RecipientField(Struct, frozen=True):
    """Whom a copy of a letter goes to. Alone it prints the form of the salutation.

    `values` are by the names of the fields. Of a letter that is no mailing's copy (`is_open`) nobody
    knows what columns there will be: `placeholder`, with the name put in, prints for what has no value.
    """

    values: Mapping[str, object]
    placeholder: str = ""
    is_open: bool = False

    def __getattr__(self, name: str) -> object:
        """The value of a field of that name, for Jinja."""
        if name in self.values:
            return self.values[name]
        if self.is_open and not name.startswith("_"):
            return self.placeholder.format(what=name)
        raise AttributeError(name)

    def __str__(self) -> str:
        return str(self.salutation)


NO_RECIPIENT = RecipientField({}, "[{what}]", is_open=True)
"""Whom a document goes to that is no mailing's copy, and has not one addressee."""


class BlankFieldError(UndefinedError):
    """A text prints a field of the recipient's that is empty, at this place in the recipients' table."""

    def __init__(self, message: str | None, place: Location) -> None:
        super().__init__(message)
        self.place = place


class BlankField(StrictUndefined):
    """A field of the recipient's that is empty: a text may ask whether it is, but never print it."""

    __slots__ = ()

    def __init__(self, message: str, place: Location) -> None:
        """`message` says where what is empty."""
        raised = partial(BlankFieldError, place=place)
        super().__init__(hint=message, exc=raised)  # type: ignore[arg-type]  # Jinja calls it

    def __bool__(self) -> bool:  # type: ignore[override]  # there it never returns, here and below
        return False

    def __eq__(self, other: object) -> bool:  # type: ignore[override]
        return other == "" or isinstance(other, BlankField)

    def __ne__(self, other: object) -> bool:  # type: ignore[override]
        return not self == other

    def __hash__(self) -> int:  # type: ignore[override]
        return hash("")


class SignatoryField(Struct, frozen=True):
    """An organisation that signs. Alone it prints the organisation's name."""

    organisation: str
    person: str
    title: str

    def __str__(self) -> str:
        return self.organisation


class SignatoriesField(tuple[SignatoryField, ...]):
    """The organisations that sign, and how many sign: organisations, individuals, and both together."""

    organisations: int
    individuals: int
    total: int

    @classmethod
    def of(cls, organisations: Iterable[SignatoryField], individuals: int) -> SignatoriesField:
        """The organisations, each once, with so many individuals beside them."""
        made = cls(organisations)
        made.organisations = len(made)
        made.individuals = individuals
        made.total = len(made) + individuals
        return made


class DialogueField(Struct, frozen=True):
    """The dialogue. Alone it prints its name."""

    name: str
    short_name: str
    host_city: str
    host_country: str
    first_day: PartialDate
    last_day: PartialDate
    year: int

    def __str__(self) -> str:
        return self.name


class OccasionField(Struct, frozen=True):
    """What the document is written for: the dialogue, or an occasion of its own. Alone, its name."""

    name: str
    first_day: PartialDate
    last_day: PartialDate

    def __str__(self) -> str:
        return self.name


class LetterField(Struct, frozen=True):
    """The letter: the one being made, or the one that a press release is about."""

    date: PartialDate
    language: str


class DocumentField(Struct, frozen=True):
    """The document that is being made: a letter, or a press release about one. Alone, its kind."""

    kind: str
    date: PartialDate
    language: str

    def __str__(self) -> str:
        return self.kind


class IssuerField(Struct, frozen=True):
    """The organisation that issues a press release; empty in a letter. Alone, its name."""

    name: str
    about: str

    def __str__(self) -> str:
        return self.name


class Fields(Struct, frozen=True):
    """All fields that a block's text can use, besides `with` and `people`.

    `dialogue` is None in a document that is written for no dialogue.
    """

    dialogue: DialogueField | None
    occasion: OccasionField
    letter: LetterField
    addressees: tuple[AddresseeField, ...]
    cases: tuple[PersonField, ...]
    signatories: SignatoriesField
    document: DocumentField
    issuer: IssuerField
    recipient: RecipientField = NO_RECIPIENT


FIELDS: Mapping[str, Any] = get_type_hints(Fields)
"""What a field is called, and the type of what it holds."""


def field_name(name: str) -> str:
    """A block's name as a merge field has it: `people.jane_doe` is the person of jane-doe.yaml."""
    return name.replace("-", "_")
