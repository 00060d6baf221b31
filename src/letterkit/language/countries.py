"""Countries, by their ISO 3166 codes: which there are, what they are called, which an address is in.

The names of countries are babel's (Unicode CLDR); those that coalitions write otherwise, and cities that
letters go to, are in the files of the languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import NamedTuple

from letterkit.language import loader
from letterkit.language.addresses import us_last_line
from letterkit.language.locales import cldr_of, known_language, locale_of, script_of
from letterkit.language.names import plain
from letterkit.language.patterns import regular_expression

# What CLDR has beside the countries of ISO 3166-1: islands without a code of their own, unions, codes for
# tests. Kosovo's XK stays, which the European Commission, CLDR and telephone numbering all use.
_NO_COUNTRIES = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)
EUROPEAN_UNION = "EU"
"""The European Union: no country, but ISO 3166 keeps the two letters for it."""
EU_MEMBERS = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)
"""The members of the European Union since 2020. Source: https://european-union.europa.eu."""
_TRAILING_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]$")
# Of names shorter than this every other one is close.
_LONG_ENOUGH = 4
_CLOSE = 0.8
_LONGEST_CODE = 3
# What stands for itself in a pattern of a language's file.
_PLAIN = re.compile(r"[\w ’'.-]+")
_GROUP = re.compile(r"\([^()]*\)")
_WASHINGTON = re.compile(r"\bD\. ?C\.")


def is_country(code: str) -> bool:
    """Whether it is the code of a country or territory: ISO 3166-1 alpha-2, or Kosovo's XK."""
    return code in _codes()


@cache
def _codes() -> frozenset[str]:
    territories = cldr_of(loader.ENGLISH).territories
    return frozenset(c for c in territories if len(c) == 2 and c.isalpha()) - _NO_COUNTRIES


def country_meant(words: str) -> str | None:
    """The code that somebody may have meant who wrote something else: UK, usa, Germany, Gremany.

    It is for a hint: a word that is merely near a country's name may be another country's.
    """
    if known := country_called(words):
        return known
    wanted, names = plain(words), _every_name()
    close = [] if len(wanted) < _LONG_ENOUGH else get_close_matches(wanted, names, 1, _CLOSE)
    return names[close[0]] if close else None


def country_called(words: str) -> str | None:
    """The code of the country that words name as they stand: UK, usa, Germany."""
    code = words.strip().upper()
    meant = [code] if is_country(code) else _aliases(code)
    if len(meant) == 1 and is_country(meant[0]):
        return meant[0]
    wanted = plain(words)
    return _english_names().get(wanted) or _every_name().get(wanted)


def _aliases(code: str) -> list[str]:
    """CLDR's aliases: other codes, three-letter codes, and codes of countries that are no more, several
    of which may have come after one.
    """
    if len(code) > _LONGEST_CODE:
        return []
    from babel.core import get_global

    return list(get_global("territory_aliases").get(code, ()))


def country_name(code: str, language: str) -> str:
    """What a country is called in a letter of that language; the code where babel has no name for it.

    As the language's file has it, else CLDR's name without another name that it adds in brackets, and in
    English with an "and": "Myanmar", "Bosnia and Herzegovina".
    """
    file = loader.of_tag(language)
    if file and code in file.country_names:
        return file.country_names[code][0]
    territories = cldr_of(language).territories
    name = territories.get(code, code)
    short = _TRAILING_BRACKETS.sub("", name)
    others = (other for each, other in territories.items() if each != code)
    if short != name and not any(_TRAILING_BRACKETS.sub("", other) == short for other in others):
        name = short
    return name.replace(" & ", " and ") if language.startswith(loader.ENGLISH) else name


def is_named(code: str, line: str, language: str) -> bool:
    """Whether a line is a name of that country, in any of its usual forms.

    In the letter's language, in English, in the languages that have a file, and in the country's own.
    """
    if any(map(str.isdigit, line)):  # a line with a postal code, and no country's name
        return False
    from babel.languages import get_official_languages

    wanted = plain(line)
    if _every_name().get(wanted) == code:
        return True
    tags = [tag for tag in map(known_language, (language, *get_official_languages(code))) if tag]
    names = (cldr_of(tag).territories.get(code, "") for tag in tags)
    return wanted in {plain(name) for name in (*names, country_name(code, language))}


@cache
def _english_names() -> dict[str, str]:
    """CLDR's names of the countries in English, to compare by: enough for most, and read quickly."""
    return {plain(name): code for name, code in country_names(loader.ENGLISH)}


@cache
def _every_name() -> dict[str, str]:
    """The names of all countries in all languages that have a file, to compare by, with their codes.

    Where two have one name, it is the country's that English has it for.
    """
    rows = [row for tag in loader.names() for row in country_names(tag)]
    for file in loader.every():
        for table in (file.reading.countries, file.country_names):
            rows += [(name, code) for code, names in table.items() for name in names]
    return {plain(name): code for name, code in reversed(rows)}


class _CountryWord(NamedTuple):
    """Words by which a text speaks of a country: its code, None where they mean no country after all.

    `expression` is the pattern of the words, `stem` what stands in every text that it finds, in small
    letters.
    """

    code: str | None
    expression: str
    stem: str


@cache
def _spoken_of(language: str) -> tuple[_CountryWord, ...]:
    """By what a text in a language speaks of countries: people, some leaders of each, and names.

    Where two begin at one place, the first of them is meant: longer names come before shorter.
    """
    codes = dict(reversed(list(_names_in(language))))
    longest_first = sorted(codes, key=lambda name: (-len(name), name))
    if _is_spaceless(language):
        # Of a state's name that ends with "state" the last character may begin another word: 道德国家.
        ending = "(?!(?<=[国國])家)"
    else:
        file = loader.of_tag(language) or loader.english()
        ending = f"(?:{'|'.join(file.name_endings)})?" if file.name_endings else ""
    names = (
        _CountryWord(codes[name], re.escape(name).replace(r"\ ", r"\s+") + ending, name.casefold())
        for name in longest_first
    )
    return (*_others(language), *names)


@lru_cache(1024)
def _pattern(expression: str, *, is_spaceless: bool) -> re.Pattern[str]:
    """A word has edges, but in a language without spaces between words. An article may be elided before
    it: l’Égypte.
    """
    if is_spaceless:
        return re.compile(expression)
    return re.compile(rf"(?<!\w)(?<!\w-)(?<![^\WdDlLuU][’'])(?:{expression})(?!\w|[-’']\w\w)")


def _names_in(language: str) -> Iterator[tuple[str, str]]:
    """The names of countries in a language, each with the country's code."""
    tag = known_language(language) or loader.ENGLISH
    yield from country_names(tag)
    yield EUROPEAN_UNION, EUROPEAN_UNION
    yield cldr_of(tag).territories[EUROPEAN_UNION], EUROPEAN_UNION
    file = loader.of_tag(language) or loader.english()
    for table in (file.reading.countries, file.country_names):
        yield from ((name, code) for code, names in table.items() for name in names)


def _others(language: str) -> Iterator[_CountryWord]:
    """The patterns of what is no country's name: what means no country at all, people and leaders.

    The leaders of the English file are known in every language of Latin letters.
    """
    file = loader.of_tag(language) or loader.english()
    tables = [file.demonyms, file.leaders]
    if script_of(known_language(language) or loader.ENGLISH) == "Latn":
        tables.append(loader.english().leaders)
    found: dict[str, list[str]] = {}
    for table in tables:
        for code, patterns in table.items():
            found.setdefault(code, []).extend(patterns)
    rows: list[tuple[str | None, str]] = [(None, pattern) for pattern in file.no_countries]
    rows += [(code, pattern) for code, patterns in found.items() for pattern in patterns]
    for meant, pattern in rows:
        yield _CountryWord(meant, _either_case(pattern), _stem(pattern))


def _stem(pattern: str) -> str:
    """The characters that whatever a pattern finds begins with; none where it has several beginnings."""
    if "|" in _GROUP.sub("", pattern):
        return ""
    plain = _PLAIN.match(pattern)
    stem = plain[0] if plain else ""
    return (stem[:-1] if pattern[len(stem) : len(stem) + 1] in ("?", "*") else stem).casefold()


def _either_case(pattern: str) -> str:
    first, expression = pattern[0], regular_expression(pattern)
    return f"[{first}{first.upper()}]{expression[1:]}" if first.islower() else expression


def _is_spaceless(language: str) -> bool:
    return language.partition("-")[0] in loader.SPACELESS


@lru_cache(1024)
def countries_spoken_of(text: str, language: str) -> tuple[tuple[str, int, int], ...]:
    """The countries a text names, or speaks of by people or leaders: the code, and from where to where.

    Capitals count, so that "turkey" is none. Nor is one the Indian Ocean. What was found is kept: most
    texts stay as they were from one look to the next.
    """
    is_spaceless = _is_spaceless(language)
    found = [
        (*match.span(), rank, word.code)
        for rank, word in _that_may_be_in(text, language)
        for match in _pattern(word.expression, is_spaceless=is_spaceless).finditer(text)
    ]
    last, spoken_of = 0, []
    for start, end, _, code in sorted(found, key=lambda each: (each[0], each[2])):
        if start >= last:
            last = end
            if code is not None:
                spoken_of.append((code, start, end))
    return tuple(spoken_of)


def _that_may_be_in(text: str, language: str) -> Iterator[tuple[int, _CountryWord]]:
    """The words of which the stem is in a text, each with its rank.

    They are few of hundreds: a pattern of all takes ten milliseconds to compile, and even to look for
    each stem takes longer than to see which beginnings of stems are there.
    """
    said, words = " ".join(text.split()).casefold(), _by_beginning(language)
    beginnings = {said[i : i + _BEGINNING] for i in range(len(said))} & words.keys()
    for beginning in ("", *beginnings):
        yield from ((rank, word) for rank, word in words.get(beginning, ()) if word.stem in said)


_BEGINNING = 3  # characters


@cache
def _by_beginning(language: str) -> dict[str, list[tuple[int, _CountryWord]]]:
    """The words and their ranks by how the stem begins; those of shorter stems by nothing."""
    found: dict[str, list[tuple[int, _CountryWord]]] = {}
    for rank, word in enumerate(_spoken_of(language)):
        beginning = word.stem[:_BEGINNING] if len(word.stem) >= _BEGINNING else ""
        found.setdefault(beginning, []).append((rank, word))
    return found


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
    named = [pair for tag in tags for pair in country_names(tag)]
    named += [(country_name(code, tag), code) for tag in tags for code in sorted(_codes())]
    return next((code for name, code in named if plain(name) == wanted), None)


def country_names(language: str) -> Iterator[tuple[str, str]]:
    """The names of the countries in a language, each with its code; unions of states are none."""
    return ((name, code) for name, code in territory_names(language) if is_country(code))


def territory_names(language: str) -> Iterator[tuple[str, str]]:
    """The names of countries, unions of states and territories in a language, each with its code."""
    territories = cldr_of(language).territories
    return ((name, code) for code, name in territories.items() if len(code) == 2 and code.isalpha())


@cache
def _places() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds a place's name at every place of a text, the longest there, and the country of each."""
    # Not in Chinese: without spaces a name has no edges, and would be found within other words.
    tags = (tag for tag in loader.read_languages() if tag not in loader.SPACELESS)
    rows = sorted(_names_and_cities(tags), key=lambda row: -len(row[0]))
    names = "|".join(re.escape(name) for name, _ in rows)
    # Looked ahead for, so that a name is found that begins within another.
    pattern = re.compile(rf"(?<!\w)(?=({names})(?!\w))", re.IGNORECASE)
    return pattern, {name.lower(): code for name, code in reversed(rows)}


def _names_and_cities(tags: Iterable[str]) -> list[tuple[str, str]]:
    """Names of countries in these languages, and what all files call countries, and cities."""
    rows = [pair for tag in tags for pair in country_names(tag)]
    for file in loader.every():
        for table in (file.reading.countries, file.reading.cities):
            rows += [(name, code) for code, names in table.items() for name in names]
    return rows


@cache
def places() -> frozenset[str]:
    """The world's countries and its cities in small letters: by CLDR, its time zones, and the files."""
    from babel.core import get_global

    tags = (tag for tag in loader.names() if tag.partition("-")[0] in loader.read_languages())
    found = [name for name, _ in _names_and_cities(tags)]
    for file in loader.every():
        found += (*file.reading.other_countries, *file.reading.other_cities)
    zones = locale_of(loader.ENGLISH).time_zones
    found += (str(zone["city"]) for zone in zones.values() if "city" in zone)
    found += (key.rsplit("/", 1)[-1].replace("_", " ") for key in get_global("zone_territories"))
    return frozenset(map(str.lower, found))


@cache
def regions() -> frozenset[str]:
    """The parts of the world in small letters, as the United Nations divide it (UN M49, by CLDR)."""
    named = (cldr_of(tag).territories for tag in loader.read_languages())
    return frozenset(name.lower() for one in named for code, name in one.items() if code.isdigit())
