"""The values an author writes, one type for each: names, texts, dates, telephone numbers.

A value comes from `blocks.yaml` as words; the type says what the words mean, and refuses the others with
a diagnostic's code, message and hint.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from msgspec import Struct
from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from letterkit.language.countries import EUROPEAN_UNION, country_meant, is_country
from letterkit.language.dates import EXPECTED, UNDATED, PartialDate
from letterkit.language.moments import Moment, MomentError
from letterkit.language.telephones import NoTelephoneError, telephone

MAX_ADDRESS_LINES = 8
NAME_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NAME = re.compile(NAME_PATTERN)
# As BCP 47 has them, for editors: which tags there are, `_check_language` knows.
_LANGUAGE_SCHEMA = r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{4,8})*$"


def is_name(text: str) -> bool:
    """Whether `text` can name a block: small letters, digits, single hyphens; never a path."""
    return len(text) <= 80 and _NAME.fullmatch(text) is not None


def problem(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """What is raised for a value that does not fit: a diagnostic's code, message and hint."""
    # The message travels as a value, not as pydantic's template: braces in it must stay braces.
    return PydanticCustomError(code, "{text}", {"text": message, "hint": hint})


def _check_name(text: str) -> str:
    if not is_name(text):
        raise problem("LK207", f"'{short(text)}' is not a name")
    return text


def _check_text(text: str) -> str:
    if not text.strip():
        raise problem("LK203", "expected some text, found none")
    return text


def _check_country(text: str) -> str:
    if is_country(text):
        return text
    meant = country_meant(text)
    hint = "write the two capital letters of ISO 3166, such as US; see https://www.iso.org/obp/ui/#search"
    message = f"there is no country '{short(text)}'"
    raise problem("LK217", message, f"did you mean '{meant}'?" if meant else hint)


def _check_party(text: str) -> str:
    return text if text == EUROPEAN_UNION else _check_country(text)


def _check_language(text: str) -> str:
    """The tag in its usual capitals. A language that is written from right to left is LK404."""
    from letterkit.language import locales

    try:
        tag = locales.checked_language(text)
    except locales.UnknownLanguageError as error:
        hint = f"did you mean '{error.suggestion}'?" if error.suggestion else ""
        message = f"expected a language such as en-US or fr, found '{short(text)}'"
        raise problem("LK203", message, hint) from None
    if locales.is_right_to_left(tag):
        hint = "its lines run from right to left, which letterkit cannot set yet"
        raise problem("LK404", f"letterkit lays out no letters in '{tag}'", hint)
    return tag


def _check_any_language(text: str) -> str:
    return text and _check_language(text)


def _for_all(value: object) -> object:
    return {"": value} if isinstance(value, str) else value


def text_in(texts: Mapping[str, str], language: str) -> str | None:
    """The text for a language: its own, else that for all; None where there is neither."""
    tag = language_among(texts, language)
    return texts.get(tag if tag is not None else "")


def lacks(texts: Mapping[str, str] | None, language: str) -> bool:
    """Whether there are texts, and none for a language."""
    return bool(texts) and text_in(texts or {}, language) is None


def language_among(tags: Iterable[str], language: str) -> str | None:
    """Which of these languages a document in `language` uses: its own, else the same in its script."""
    from letterkit.language.locales import is_same

    tags = [tag for tag in tags if tag]
    same = (tag for tag in tags if is_same(tag, language))
    return language if language in tags else next(same, None)


def _check_number(text: str) -> str:
    hint = 'write it as "+1 202-555-0123", one number an entry, without an extension'
    try:
        number = telephone(text)
    except NoTelephoneError:
        raise problem("LK216", f"'{short(text)}' is not a telephone number", hint) from None
    if number.has_extension or not re.fullmatch(r"[+\d ().\-/]+", text):
        raise problem("LK216", f"'{short(text)}' holds more than a telephone number", hint)
    if not number.is_valid:
        raise problem("LK216", f"'{short(text)}' is not a valid telephone number", hint)
    if number.is_fictitious or number.is_premium:
        raise problem("LK216", f"'{short(text)}' is a number for examples or for charging", hint)
    return text


def is_telephone_number(text: str) -> bool:
    """Whether a block may hold `text` as a number that can be dialled."""
    try:
        _check_number(text)
    except PydanticCustomError:
        return False
    return True


def _parse_day(value: object) -> object:
    if isinstance(value, dt.date):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return dt.date.fromisoformat(value)
    except ValueError:
        raise problem("LK203", f"there is no date {value}") from None
    raise problem("LK203", f"expected a day such as 2016-06-06, found {described(value)}")


def short(text: object, most: int = 60) -> str:
    """As many characters of a text as a message has room for."""
    words = str(text)
    return words if len(words) <= most else words[: most - 1] + "…"


class _AsDate:
    """Reads a partial date from its words."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _parse_date, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


def _parse_date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if not isinstance(value, str):
        raise problem("LK203", f"{EXPECTED}, found {described(value)}")
    try:
        return PartialDate.parse(value)
    except ValueError as error:
        raise problem("LK203", str(error)) from None


Date = Annotated[PartialDate, _AsDate()]


class _AsMoment:
    """Reads a day, or an hour of it at a place, from its words."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _parse_moment, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([ T]\d{1,2}:\d{2} [A-Za-z0-9_+/-]+)?$"}


def _parse_moment(value: object) -> Moment:
    if isinstance(value, Moment):
        return value
    if not isinstance(value, str):
        raise problem("LK203", f"expected a day or an hour of it, found {described(value)}")
    try:
        return Moment.parse(value)
    except MomentError as error:
        raise problem("LK203", str(error), error.hint) from None


DayOrHour = Annotated[Moment, _AsMoment()]


def _parse_undated(value: object) -> object:
    return UNDATED if value == "undated" else value


PATTERNS: dict[str, str] = {}
"""What each pattern of a type is called in messages."""


def _matching(pattern: str, called: str) -> Any:
    """A type's pattern, and what is expected where a value does not match it."""
    PATTERNS[pattern] = called
    return Field(pattern=pattern)


DocumentDate = Annotated[
    Date,
    BeforeValidator(_parse_undated, json_schema_input_type=Date | Literal["undated"]),
]
Name = Annotated[
    str, AfterValidator(_check_name), Field(json_schema_extra={"pattern": f"^{NAME_PATTERN}$"})
]
Words = Annotated[str, AfterValidator(_check_text)]
Day = Annotated[dt.date, BeforeValidator(_parse_day)]
Url = Annotated[str, _matching(r"^https?://\S+$", "an address such as https://example.org/page")]
Language = Annotated[
    str, AfterValidator(_check_language), Field(json_schema_extra={"pattern": _LANGUAGE_SCHEMA})
]
# A text in each language; one that stands alone is for all, and has no language: "".
TextByLanguage = Annotated[
    dict[Annotated[str, AfterValidator(_check_any_language)], Words],
    BeforeValidator(_for_all, json_schema_input_type=Words | dict[Language, Words]),
    Field(min_length=1),
]
Country = Annotated[
    str, AfterValidator(_check_country), Field(json_schema_extra={"pattern": "^[A-Z]{2}$"})
]
"""A country's two capital letters (ISO 3166-1 alpha-2); which there are, LK217 says."""
Party = Annotated[str, AfterValidator(_check_party), Field(json_schema_extra={"pattern": "^[A-Z]{2}$"})]
"""Who takes part in a dialogue: a country, or EU for the European Union."""
Email = Annotated[str, _matching(r"^[^@\s]+@[^@\s]+$", "an e-mail address")]
Domain = Annotated[
    str, _matching(r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$", "a host such as mail.example.org")
]
UserName = Annotated[str, _matching(r"^[A-Za-z0-9._@+-]{1,100}$", "the name of an account")]
Instant = Annotated[
    str, _matching(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", "a moment such as 2016-06-06T14:00:00Z")
]
Period = Annotated[str, _matching(r"^[1-9]\d{0,2} (month|year)s?$", "a period such as 12 months")]
LineRange = Annotated[str, _matching(r"^\d+(-\d+)?$", "a line or lines such as 12-18")]
TextDigest = Annotated[str, _matching(r"^[0-9a-f]{64}$", "the digest that `letterkit import` wrote")]
FieldName = Annotated[
    str, _matching(r"^[a-z][a-z0-9_]*$", "a field name of small letters, digits and underscores")
]
Code = Annotated[str, _matching(r"^LK\d{3}$", "a code such as LK423")]
TelephoneNumber = Annotated[str, AfterValidator(_check_number)]


class Shorthand(Struct, frozen=True):
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


class OneOrMore(Struct, frozen=True):
    """Lets a list of one entry stand as that entry."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self._listed, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        several = handler(schema)
        return {"anyOf": [several.get("items", {}), several]}

    def _listed(self, value: object) -> object:
        return [value] if isinstance(value, str | dict) else value


WithValue = str | list[str]
"""What stands under `with:`: a text, or a list of texts."""


def described(value: object) -> str:
    """A value that was found, in the words of a message."""
    match value:
        case None:
            return "nothing"
        case str():
            return f"'{short(value)}'"
        case list() | tuple():
            return "a list" if value else "an empty list"
        case _:
            return "keys with values"
