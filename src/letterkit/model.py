"""The typed blocks an author writes, and how a value that does not fit becomes a diagnostic.

One class for each kind of block, all frozen, all refusing keys they do not know. The values come from
`source` as words; this room decides what a word means: here a date, there a number, elsewhere just
itself. It looks at one file at a time: whether a name stands for a block is for `library` to say.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError, core_schema

from letterkit.diagnostics import Diagnostic, did_you_mean
from letterkit.source import Document, Steps

if TYPE_CHECKING:
    import phonenumbers

MAX_ADDRESS_LINES = 8
NAME_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NAME = re.compile(NAME_PATTERN)


def is_name(text: str) -> bool:
    """Whether `text` can name a block: small letters, digits, single hyphens; never a path."""
    return len(text) <= 80 and _NAME.fullmatch(text) is not None


def _problem(code: str, message: str, hint: str = "") -> PydanticCustomError:
    # The message travels as a value, not as pydantic's template: braces in it must stay braces.
    return PydanticCustomError(code, "{text}", {"text": message, "hint": hint})


def _check_name(text: str) -> str:
    if not is_name(text):
        raise _problem("LK207", f"'{_short(text)}' is not a name")
    return text


def _check_text(text: str) -> str:
    if not text.strip():
        raise _problem("LK203", "expected some text, found none")
    return text


def _check_number(text: str) -> str:
    import phonenumbers

    hint = 'write it as "+1 202-555-0123", one number an entry, without an extension'
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        raise _problem("LK216", f"'{_short(text)}' is not a telephone number", hint) from None
    if number.extension or not re.fullmatch(r"[+\d ().\-/]+", text):
        raise _problem("LK216", f"'{_short(text)}' holds more than a telephone number", hint)
    if not phonenumbers.is_valid_number(number):
        raise _problem("LK216", f"'{_short(text)}' is not a valid telephone number", hint)
    if _is_fictitious(number) or _is_premium(number):
        raise _problem("LK216", f"'{_short(text)}' is a number for examples or for charging", hint)
    return text


def is_telephone_number(text: str) -> bool:
    """Whether a block may hold `text` as a number that can be dialled."""
    try:
        _check_number(text)
    except PydanticCustomError:
        return False
    return True


def _is_fictitious(number: phonenumbers.PhoneNumber) -> bool:
    """555-0100 to 555-0199 are kept for fiction: ATIS-0300115, section 4.1."""
    return number.country_code == 1 and str(number.national_number)[3:8] == "55501"


def _is_premium(number: phonenumbers.PhoneNumber) -> bool:
    import phonenumbers

    kind = phonenumbers.number_type(number)
    return bool(kind == phonenumbers.PhoneNumberType.PREMIUM_RATE)


def _parse_day(value: object) -> object:
    if isinstance(value, dt.date):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return dt.date.fromisoformat(value)
    except ValueError:
        raise _problem("LK203", f"there is no date {value}") from None
    raise _problem("LK203", f"expected a day such as 2016-06-06, found {_found(value)}")


def _short(text: object, most: int = 60) -> str:
    words = str(text)
    return words if len(words) <= most else words[: most - 1] + "…"


_DATE_EXPECTED = "expected a date such as 2016-06-06, 2016-06 or 2016"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as it is known: `2016`, `2016-06` or `2016-06-06` (ISO 8601)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Raises ValueError where `text` is no such date."""
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
        if match is None:
            raise ValueError(f"{_DATE_EXPECTED}, found {_found(text)}")
        month, day = (int(part) if part else None for part in match.groups()[1:])
        date = cls(int(match[1]), month, day)
        try:
            dt.date(date.year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise ValueError(f"there is no date {text}") from None
        return date

    @property
    def first_day(self) -> dt.date:
        """The earliest day it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The latest day it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        if self.year == dt.MAXYEAR and self.month is None:
            return "undated"
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}

    @classmethod
    def _validate(cls, value: object) -> PartialDate:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            raise _problem("LK203", f"{_DATE_EXPECTED}, found {_found(value)}")
        try:
            return cls.parse(value)
        except ValueError as error:
            raise _problem("LK203", str(error)) from None


UNDATED = PartialDate(dt.MAXYEAR)
"""The date of a document that has none: no fact is so new that it does not count."""


def _parse_undated(value: object) -> object:
    return UNDATED if value == "undated" else value


DocumentDate = Annotated[
    PartialDate,
    BeforeValidator(_parse_undated, json_schema_input_type=PartialDate | Literal["undated"]),
]
Name = Annotated[
    str, AfterValidator(_check_name), Field(json_schema_extra={"pattern": f"^{NAME_PATTERN}$"})
]
Words = Annotated[str, AfterValidator(_check_text)]
Day = Annotated[dt.date, BeforeValidator(_parse_day)]
Url = Annotated[str, Field(pattern=r"^https?://\S+$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
Period = Annotated[str, Field(pattern=r"^[1-9]\d{0,2} (month|year)s?$")]
LineRange = Annotated[str, Field(pattern=r"^\d+(-\d+)?$")]
TextDigest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
_PATTERNS = {
    r"^https?://\S+$": "an address such as https://example.org/page",
    r"^[a-z]{2,3}(-[A-Z]{2})?$": "a language such as en-US or fr",
    r"^[A-Z]{2}$": "a country's two capital letters, such as US",
    r"^[^@\s]+@[^@\s]+$": "an e-mail address",
    r"^[1-9]\d{0,2} (month|year)s?$": "a period such as 12 months",
    r"^[a-z][a-z0-9_]*$": "a field name of small letters, digits and underscores",
    r"^LK\d{3}$": "a code such as LK423",
    r"^\d+(-\d+)?$": "a line or lines such as 12-18",
    r"^[0-9a-f]{64}$": "the digest that `letterkit import` wrote",
}
TelephoneNumber = Annotated[str, AfterValidator(_check_number)]


@dataclass(frozen=True, slots=True)
class _Shorthand:
    """Lets an entry that needs only one key stand as that key's value."""

    key: str

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self._written_out, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(schema)]}

    def _written_out(self, value: object) -> object:
        return {self.key: value} if isinstance(value, str) else value


class Part(BaseModel):
    """What all models share: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Source(Part):
    """Where a fact was read."""

    title: Words
    publisher: str | None = None
    url: Url | None = None
    date: PartialDate | None = None


class SeedReference(Part):
    """The place in a seed document or imported letter that a block carries."""

    seed: Words
    part: str | None = None
    ask: int | None = None
    lines: LineRange | None = None


class Ignore(Part):
    """A finding that an officer decided to keep: its code, and why."""

    code: Annotated[str, Field(pattern=r"^LK\d{3}$")]
    reason: Words


class Provenance(Part):
    """What every block says of its own facts."""

    verified: PartialDate | None = None
    review_after: Period | None = None
    sources: tuple[Source, ...] = ()
    origin: tuple[SeedReference, ...] = ()
    note: str | None = None
    ignore: tuple[Ignore, ...] = ()


WithValue = str | list[str]


class Prose(Provenance):
    """A block with text: Markdown with merge fields. `with` holds its own values for them."""

    text: Words
    as_of: PartialDate | None = None
    people: tuple[Name, ...] = ()
    with_: dict[FieldName, WithValue] = Field(default={}, alias="with")


class Framing(Prose):
    """An opening, linking or closing passage."""

    title: Words


class Issue(Prose):
    """A topic, what is asked for in one line, and the paragraph that asks for it in a letter."""

    topic: Name
    title: Words
    ask: Words
    cases: Name | None = None


class Quotation(Prose):
    """What somebody said, as reported speech: the speaker, for which organisation, and when."""

    speaker: Words
    speaker_title: str | None = None
    organisation: Name
    date: PartialDate


class Holder(Part):
    """Who holds an office from one day to another."""

    name: Words
    honorific: str | None = None
    salutation: Words
    from_: Day = Field(alias="from")
    to: Day | None = None
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Holder:
        if self.to is not None and self.to < self.from_:
            raise _problem("LK203", f"the term ends ({self.to}) before it begins ({self.from_})")
        return self


class Fax(Part):
    """A fax number, in the international form, and when and where it was checked."""

    number: TelephoneNumber
    verified: PartialDate | None = None
    sources: tuple[Source, ...] = ()


class PostalFields(Part):
    """An address by field, as RFC 6350 (vCard 4.0), section 6.3.1, names them."""

    street: Words
    locality: str = ""
    region: str | None = None
    postal_code: str | None = None


class Address(Provenance):
    """An office, its postal address and fax numbers, and who has held it.

    What an old letter does not say of it may be missing; the checks say so.
    """

    office: Words
    organisation: Words | None = None
    address: tuple[Words, ...] = ()
    country: Country | None = None
    postal: PostalFields | None = None
    fax: tuple[Fax, ...] = ()
    email: Email | None = None
    holders: tuple[Holder, ...] = ()

    @field_validator("address")
    @classmethod
    def _fits_a_window(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        if len(lines) > MAX_ADDRESS_LINES:
            raise _problem("LK215", f"{len(lines)} address lines; at most {MAX_ADDRESS_LINES}")
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


class Event(Part):
    """What happened to a person on a date; without a status it leaves the status as it was."""

    date: PartialDate
    status: Status | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()


class Account(Part):
    """What a letter says of a person from a date on, in words that follow the name."""

    as_of: PartialDate
    text: Words


Consent = Literal["none", "letter", "public"]


class Person(Provenance):
    """A case: the person's names, what happened when, and what may name the person."""

    name: Words
    native_name: str | None = None
    also_known_as: tuple[Words, ...] = ()
    described_as: str | None = None
    nationality: str | None = None
    born: PartialDate | None = None
    history: tuple[Event, ...] = ()
    accounts: tuple[Account, ...] = ()
    consent: Consent

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


def completed_years(since: PartialDate, day: dt.date) -> int:
    """Whole years from a date to a day; of a date that is not exact, those that are certain."""
    first = since.last_day
    return max(0, day.year - first.year - ((day.month, day.day) < (first.month, first.day)))


def _exactly_one(part: Part, names: tuple[str, ...]) -> None:
    given = [name for name in names if getattr(part, name)]
    if len(given) != 1:
        expected = ", ".join(f"'{name}'" for name in names)
        found = " and ".join(f"'{name}'" for name in given) or "none"
        raise _problem("LK203", f"expected exactly one of {expected}; found {found}")


class CaseEntry(Part):
    """One entry of a case list: a person, several persons of one text, or another list."""

    person: Name | None = None
    people: tuple[Name, ...] = ()
    text: Words | None = None
    list: Name | None = None

    @model_validator(mode="after")
    def _one_of(self) -> CaseEntry:
        _exactly_one(self, ("person", "people", "list"))
        if self.people and self.text is None:
            raise _problem("LK202", "several people in one entry need a 'text'")
        if self.list and self.text:
            raise _problem("LK203", "a list that is included brings its own text")
        return self


class CaseList(Provenance):
    """Which people a letter names, in what order, and the words around them."""

    title: Words
    lead_in: Words | None = None
    cases: tuple[Annotated[CaseEntry, _Shorthand("person")], ...] = Field(min_length=1)
    closing: Words | None = None
    native_names: bool = False
    people: tuple[Name, ...] = ()


class Signer(Part):
    """Who signs for an organisation from one date to another."""

    name: Words
    title: str | None = None
    native_name: str | None = None
    from_: PartialDate = Field(alias="from")
    to: PartialDate | None = None


class Organisation(Provenance):
    """A member of the coalition."""

    name: Words
    short_name: str | None = None
    url: Url | None = None
    about: Words | None = None
    member_from: PartialDate | None = None
    member_to: PartialDate | None = None
    signers: tuple[Signer, ...] = ()

    def signer_on(self, date: PartialDate) -> Signer | None:
        """Who signs a letter of that date."""
        known = [
            s
            for s in self.signers
            if s.from_.first_day <= date.last_day and (s.to is None or date.first_day <= s.to.last_day)
        ]
        return max(known, key=lambda s: s.from_.first_day, default=None)


class SignatureEntry(Part):
    """One entry of a signature block: an organisation, or another signature block."""

    organisation: Name | None = None
    list: Name | None = None

    @model_validator(mode="after")
    def _one_of(self) -> SignatureEntry:
        _exactly_one(self, ("organisation", "list"))
        return self


class Coalition(Part):
    """A coalition with a name and an address of its own, for the letterhead."""

    name: Words
    lines: tuple[Words, ...] = Field(default=(), max_length=MAX_ADDRESS_LINES)


class Signatures(Provenance):
    """Which organisations sign, in what order, and how."""

    title: Words
    coalition: Coalition | None = None
    sign_as: Literal["person", "organisation"] = "person"
    columns: Annotated[int, Field(ge=1, le=3)] = 2
    organisations: tuple[Annotated[SignatureEntry, _Shorthand("organisation")], ...] = ()


class IssueEntry(Part):
    """An issue in a letter, with the case list and values that this letter gives it."""

    issue: Name
    cases: Name | None = None
    with_: dict[FieldName, WithValue] = Field(default={}, alias="with")


AskStyle = Literal["numbered", "bulleted", "headed", "prose", "short"]


class BodyEntry(Part):
    """One entry of a document's body: a framing, asks, a case list of its own, or a quotation.

    Without a style the asks of a letter are numbered, and those of a press release are short.
    """

    framing: Name | None = None
    asks: tuple[Annotated[IssueEntry, _Shorthand("issue")], ...] = ()
    cases: Name | None = None
    quotation: Name | None = None
    style: AskStyle | None = None
    with_: dict[FieldName, WithValue] = Field(default={}, alias="with")

    @model_validator(mode="after")
    def _one_of(self) -> BodyEntry:
        _exactly_one(self, ("framing", "asks", "cases", "quotation"))
        if self.with_ and not (self.framing or self.quotation):
            raise _problem("LK203", "'with' here belongs to a framing; give it to each issue")
        return self


class NamedHolder(Part):
    """The holder of an office as a campaign names it, in place of the one the office's file gives."""

    name: Words
    honorific: str | None = None
    salutation: Words | None = None


class NamedSigner(Part):
    """Who signs for an organisation as a campaign says it, in place of its file."""

    name: Words
    title: str | None = None
    native_name: str | None = None


class Composition(Part):
    """What every document is made of: a letter or a press release, as a recipe or as a campaign."""

    date: DocumentDate
    language: Language = "en-US"
    paper: Literal["letter", "a4"] = "letter"
    to: tuple[Name, ...] = ()
    holders: dict[Name, Annotated[NamedHolder, _Shorthand("name")]] = Field(default={})
    body: tuple[BodyEntry, ...] = Field(min_length=1)
    signatures: Name
    signers: dict[Name, Annotated[NamedSigner, _Shorthand("name")]] = Field(default={})
    ignore: tuple[Ignore, ...] = ()


class LetterComposition(Composition):
    """What a letter is made of besides."""

    addresses: Literal["side-by-side", "stacked"] = "side-by-side"
    subject: Words | None = None
    delivery_notation: bool = True
    salutation: Words | None = None
    close: Words = "Respectfully,"
    enclosures: tuple[Words, ...] = ()
    cc: tuple[Words, ...] = ()


class LearnMore(Part):
    """Something to read, at the end of a press release."""

    title: Words
    url: Url | None = None


class ReleaseComposition(Composition):
    """What a press release is made of besides: the member that issues it, its headline and place."""

    issuer: Name | None = None
    headline: Words
    place: Words | None = None
    embargo: Day | None = None
    learn_more: tuple[Annotated[LearnMore, _Shorthand("title")], ...] = ()


class Dialogue(Provenance):
    """What is coming: its name, its host, its days, and the recipes of its documents.

    Its host and days may be unknown, where all that is known of it is an old letter.
    """

    name: Words
    short_name: Words | None = None
    host_city: Words | None = None
    host_country: str | None = None
    from_: PartialDate | None = Field(default=None, alias="from")
    to: PartialDate | None = None
    lead: Name | None = None
    letter: LetterComposition | None = None
    press_release: ReleaseComposition | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Dialogue:
        if self.from_ and self.to and self.to.last_day < self.from_.first_day:
            raise _problem("LK203", f"it ends ({self.to}) before it begins ({self.from_})")
        if not (self.letter or self.press_release):
            raise _problem("LK202", "a dialogue needs the recipe of a 'letter' or a 'press_release'")
        return self


class Campaign(LetterComposition):
    """One letter: the dialogue it is for, and its composition.

    `published` is the digest of the body of a letter that went out before letterkit knew it.
    """

    dialogue: Name
    published: TextDigest | None = None


class Release(ReleaseComposition):
    """One press release: the dialogue it is for, and its composition. `published` as for a letter."""

    dialogue: Name
    published: TextDigest | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of block: what people call it, the folder it lives in, its model."""

    name: str
    folder: str
    model: type[Part]


KINDS: tuple[Kind, ...] = (
    Kind("dialogue", "dialogues", Dialogue),
    Kind("address", "addresses", Address),
    Kind("framing", "framing", Framing),
    Kind("issue", "issues", Issue),
    Kind("quotation", "quotations", Quotation),
    Kind("person", "people", Person),
    Kind("case list", "case-lists", CaseList),
    Kind("organisation", "organisations", Organisation),
    Kind("signature block", "signatures", Signatures),
)
CAMPAIGN = Kind("campaign", "campaigns", Campaign)
RELEASE = Kind("press release", "campaigns", Release)
KIND_BY_MODEL: Mapping[type[Part], Kind] = {kind.model: kind for kind in (*KINDS, CAMPAIGN, RELEASE)}

Model = TypeVar("Model", bound=Part)


def validate(model: type[Model], document: Document) -> tuple[Model | None, list[Diagnostic]]:
    """Read a document as a block. Every misfit is a diagnostic at the value or key it is about."""
    try:
        return model.model_validate(_without_empty(document.value)), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [_diagnostic(model, document, detail) for detail in details if not _is_echo(detail)]


def _is_echo(error: ErrorDetails) -> bool:
    """pydantic also calls a list too short when it has only thrown out its faulty items."""
    given = error["input"]
    return (
        error["type"] == "too_short"
        and isinstance(given, list)
        and len(given) >= error["ctx"]["min_length"]
    )


def _without_empty(value: object) -> object:
    """A key without a value counts as not given."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value


def _diagnostic(model: type[Part], document: Document, error: ErrorDetails) -> Diagnostic:
    """One validation error of pydantic's, in our words and at its place."""
    kind, found = error["type"], error["input"]
    path = _steps(document, error["loc"])
    about_key = error["loc"][-1:] == ("[key]",)  # pydantic's step for a mapping's key
    here = document.key_location(path) if about_key else document.location(path)
    context = error.get("ctx", {})
    if kind.startswith("LK"):
        return Diagnostic(kind, error["msg"], here, context.get("hint") or None)
    if kind == "missing":
        word = "is empty" if path in document.keys else "is missing"
        return Diagnostic("LK202", f"'{path[-1]}' {word}", document.key_location(path))
    if kind == "extra_forbidden":
        keys = _keys_at(model, path[:-1])
        hint = did_you_mean(str(path[-1]), keys) or f"known keys: {', '.join(keys)}"
        place = document.key_location(path)
        return Diagnostic("LK201", f"unknown key '{_short(path[-1])}'", place, hint)
    if kind == "literal_error":
        choices = [str(choice) for choice in context["expected"].replace("'", "").split(", ")]
        choices = [word for choice in choices for word in choice.split(" or ")]
        message = f"expected one of {', '.join(choices)}; found {_found(found)}"
        return Diagnostic("LK203", message, here, did_you_mean(str(found), choices))
    expected = _EXPECTED.get(kind)
    if expected is None:
        return Diagnostic("LK203", f"{error['msg']}; found {_found(found)}", here)
    return Diagnostic("LK203", f"expected {expected(context)}, found {_found(found)}", here)


_EXPECTED: dict[str, Callable[[dict[str, Any]], str]] = {
    "string_type": lambda _: "text",
    "tuple_type": lambda _: "a list",
    "list_type": lambda _: "a list",
    "dict_type": lambda _: "keys with values",
    "model_type": lambda _: "keys with values",
    "model_attributes_type": lambda _: "keys with values",
    "bool_parsing": lambda _: "yes or no",
    "bool_type": lambda _: "yes or no",
    "int_parsing": lambda _: "a whole number",
    "int_type": lambda _: "a whole number",
    "string_pattern_mismatch": lambda context: _PATTERNS[context["pattern"]],
    "greater_than_equal": lambda context: f"at least {context['ge']}",
    "less_than_equal": lambda context: f"at most {context['le']}",
    "too_short": lambda context: f"at least {context['min_length']} of them",
    "too_long": lambda context: f"at most {context['max_length']} of them",
}


def _found(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case str():
            return f"'{_short(value)}'"
        case list() | tuple():
            return "a list" if value else "an empty list"
        case _:
            return "keys with values"


def _steps(document: Document, location: Iterable[str | int]) -> Steps:
    """pydantic's location without the steps that are names of its types, not of our keys.

    The last step stays even when it stands nowhere: it may be the key that is missing.
    """
    steps: Steps = ()
    value: object = document.value
    for step in location:
        if isinstance(value, dict) and isinstance(step, str):
            steps, value = (*steps, step), value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            steps, value = (*steps, step), value[step]
    return steps


def _keys_at(model: type[Part], path: Steps) -> list[str]:
    """The keys that the model at `path` knows, as authors write them."""
    here = model
    for step in path:
        fields = {field.alias or name: field for name, field in here.model_fields.items()}
        if isinstance(step, str) and step in fields:
            here = part_in(fields[step].annotation) or here
    return [field.alias or name for name, field in here.model_fields.items()]


def part_in(annotation: object) -> type[Part] | None:
    """The model inside `tuple[Model, ...]`, `Model | None` or `Annotated[Model, …]`."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    found = (part_in(inner) for inner in get_args(annotation))
    return next((model for model in found if model), None)
