"""Fax numbers in a letter: as printed, and as E.164 with the country that the address suggests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from letterkit.importer import words
from letterkit.importer.parts import Number

_CANDIDATE = re.compile(r"(?:\+|\(|\b)\d[\d\s().\-/–]{5,22}\d")
_OTHER_NUMBER = re.compile(
    r"\b(?:tel|telephone|phone|ph|tél|téléphone|teléfono|telefon|mobile|cell|voice|t)\b\.?\s*[:+(]?",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:;|,|\||\bor\b|\band\b|\bou\b|\by\b|\bund\b|&|\s/\s)\s*")


def is_fax_line(text: str) -> bool:
    """Whether a line gives a fax number."""
    return len(text) <= 160 and words.FAX.search(text) is not None and bool(list(_pieces(text)))


def numbers(text: str, country: str | None) -> tuple[Number, ...]:
    """The fax numbers of a line, those after the word for telephone left out.

    `country` is the ISO 3166 code that a number without its country's code is read with; without one
    such a number stays as it is printed.
    """
    return tuple(Number(piece, _e164(piece, country)) for piece in _pieces(text))


def country_of(lines: Iterable[str]) -> str | None:
    """The country that an address is in, as its ISO 3166 code; None where nothing says it.

    A state and its ZIP code are an address in the United States (USPS Publication 28, 211).
    """
    text = "\n".join(lines)
    for name, code in _country_codes():
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            return code
    return "US" if _ZIP.search(text) else None


_ZIP = re.compile(r"\b[A-Z]{2},? \d{5}(?:-\d{4})?$|\bD\. ?C\.", re.MULTILINE)


def _pieces(text: str) -> Iterator[str]:
    """The numbers as printed: what follows the word for fax, up to a word for another thing."""
    match = words.FAX.search(text)
    if match is None:
        return
    rest = text[match.end() :]
    if len(re.findall(r"\d", rest)) < 6:
        rest = text[: match.start()]  # "+1 202 647 2283 (fax)"
    cut = _OTHER_NUMBER.search(rest)
    rest = rest[: cut.start()] if cut and len(re.findall(r"\d", rest[: cut.start()])) > 5 else rest
    for piece in _SEPARATOR.split(rest):
        if found := _CANDIDATE.search(piece):
            yield found[0].strip()


# As numbers are printed in the North American Numbering Plan, all of whose countries have the code 1.
_NANP = re.compile(r"\([2-9]\d{2}\) ?[2-9]\d{2}[-.]\d{4}")


def _e164(printed: str, country: str | None) -> str | None:
    import phonenumbers

    text = re.sub(r"\(0\)", "", printed)
    country = country or ("US" if _NANP.fullmatch(text) else None)
    for region in dict.fromkeys((country, None)):
        candidate = text if region or text.startswith("+") else f"+{text.removeprefix('00')}"
        try:
            number = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


_CITIES = {
    "GB": ("United Kingdom", "London", "UK", "England"),
    "US": ("Washington", "New York", "U.S.", "USA"),
    "BE": ("Brussels", "Bruxelles"),
    "FR": ("Paris", "Strasbourg"),
    "CH": ("Geneva", "Genève"),
    "CN": ("Beijing",),
    "DE": ("Berlin",),
    "NL": ("The Hague",),
    "AU": ("Canberra",),
    "CA": ("Ottawa",),
    "JP": ("Tokyo",),
    "AT": ("Vienna",),
    "VN": ("Hanoi",),
    "ES": ("Madrid",),
    "IT": ("Rome",),
    "IE": ("Dublin",),
    "PL": ("Warsaw",),
    "TR": ("Ankara",),
    "RU": ("Moscow",),
    "UA": ("Kyiv",),
    "EG": ("Cairo",),
}


@cache
def _country_codes() -> list[tuple[str, str]]:
    """Names of countries in four languages, and of cities that letters go to, the longest first."""
    from babel import Locale

    rows = [
        (name, code)
        for language in ("en", "fr", "es", "de")
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2 and code.isalpha()
    ]
    rows += [(name, code) for code, names in _CITIES.items() for name in names]
    return sorted(rows, key=lambda row: -len(row[0]))
