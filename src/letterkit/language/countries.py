"""Which country an address is in, as its ISO 3166 code: by what it names, or by a US state and ZIP code.

The names of countries are babel's (Unicode CLDR); cities that letters go to, and other names of
countries, are in the files of the languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from letterkit.language import loader
from letterkit.language.addresses import us_last_line
from letterkit.language.locales import known_language, locale_of
from letterkit.language.names import plain

_WASHINGTON = re.compile(r"\bD\. ?C\.")


def country_mentioned(lines: Iterable[str]) -> str | None:
    """The country that any of these lines names, or a city in it; the longest name decides.

    For lines that may hold anything: a guess, good enough to read a telephone number by. None where
    nothing says it.
    """
    text = "\n".join(lines)
    pattern, codes = _places()
    if found := [match[1].lower() for match in pattern.finditer(text)]:
        return codes[max(found, key=len)]
    american = _WASHINGTON.search(text) or any(map(us_last_line, text.splitlines()))
    return "US" if american else None


def country_on_last_line(line: str, language: str) -> str | None:
    """The country whose name, in that language or in English, the last line of an address is.

    For an address that will be printed: nothing is guessed from a city. A US state and ZIP code are in
    the United States. `language` is a tag; one that babel does not know counts as English.
    """
    if us_last_line(line):
        return "US"
    wanted = plain(line)
    tags = dict.fromkeys((known_language(language) or loader.ENGLISH, loader.ENGLISH))
    named = (pair for tag in tags for pair in country_names(tag))
    return next((code for name, code in named if plain(name) == wanted), None)


def country_names(language: str) -> Iterator[tuple[str, str]]:
    """The names of the countries in a language, each with its code."""
    territories: Mapping[str, str] = locale_of(language).territories
    return ((name, code) for code, name in territories.items() if len(code) == 2 and code.isalpha())


@cache
def _places() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds a place's name at every place of a text, the longest there, and the country of each."""
    rows = sorted(_names_and_cities(), key=lambda row: -len(row[0]))
    names = "|".join(re.escape(name) for name, _ in rows)
    # Looked ahead for, so that a name is found that begins within another.
    pattern = re.compile(rf"(?<!\w)(?=({names})(?!\w))", re.IGNORECASE)
    return pattern, {name.lower(): code for name, code in reversed(rows)}


def _names_and_cities() -> list[tuple[str, str]]:
    """Names of countries and of cities that letters go to.

    Not in Chinese: without spaces a name has no edges, and would be found within other words.
    """
    readings = [language.reading for language in loader.every()]
    rows = [
        pair
        for name in loader.read_languages()
        if name not in loader.SPACELESS
        for pair in country_names(name)
    ]
    for reading in readings:
        for places in (reading.countries, reading.cities):
            rows += [(name, code) for code, names in places.items() for name in names]
    return rows
