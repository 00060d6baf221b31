"""Dates as people write them, in words or figures, with the month names of babel's languages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache

from letterkit.language import loader
from letterkit.language.locales import cldr_of, locale_of
from letterkit.language.names import folded

# Dates are read in more languages than letters are: babel has their months.
_OTHERS = ("pt", "it", "nl", "ru", "ar", "tr")
_EARLIEST, _LATEST = 1945, 2100
_MOST_WORDS = 6  # before the date of a line that is nothing else
_FIGURES = "〇一二三四五六七八九"
_ISO = re.compile(
    r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?(?!\w)"
)
_CJK = re.compile(
    rf"(?P<year>\d{{4}}|[零{_FIGURES}]{{4}})\s?年\s?(?P<month>\d{{1,2}}|[十{_FIGURES}]{{1,2}})\s?月\s?"
    rf"(?P<day>\d{{1,2}}|[十{_FIGURES}]{{1,3}})\s?[日号號]"
)
_NUMERIC = re.compile(
    r"\b(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})\b"
)
_BEFORE = re.compile(
    r"\W*(?:(?:date|datum|fecha|posted|published|updated|issued|released|sent|on)\b\W*){0,3}"
    r"(?:[^\W\d_][^\d:;!?]{1,45}[,:–—-]?\s*)?",  # the place
    re.IGNORECASE,
)
_AFTER = re.compile(r"^[\s\W]*(?:\d{1,2}[:.h]\d{2}[^,;]{0,30}|\W*|/.{4,45}\d{4})$", re.IGNORECASE)


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first whole date in a text as ISO 8601, with its start and end; None where there is none."""
    patterns = (*_named(), _ISO, _CJK, _NUMERIC)
    matches = (match for pattern in patterns for match in pattern.finditer(text))
    found = ((day, *match.span()) for match in matches if (day := _day(match)))
    return min(found, key=lambda hit: hit[1], default=None)


def date_line(text: str) -> str | None:
    """The date of a line that is nothing else but a date, with its place or weekday perhaps."""
    if len(text) > 90:
        return None
    found = find_date(text)
    if found is None:
        return None
    iso, start, end = found
    before = _weekdays().sub("", text[:start])
    plain = _BEFORE.fullmatch(before) and len(before.split()) <= _MOST_WORDS
    return iso if plain and _AFTER.match(text[end:]) else None


def month_line(text: str) -> str | None:
    """The month of a line that is nothing else but a month and its year: `2016-06`."""
    match = re.fullmatch(r"([^\W\d_]+)\.?,?\s+(?:(?:of|de|del|do)\s+)?((?:19|20)\d{2})", text.strip())
    month = _months().get(folded(match[1])) if match else None
    return f"{match[2]}-{month:02}" if match and month else None


def is_month(text: str) -> bool:
    """Whether a text begins with the name of a month."""
    first = re.match(r"[^\W\d_]+", text)
    return first is not None and folded(first[0]) in _months()


@cache
def _languages() -> tuple[str, ...]:
    """The languages in whose words the dates of letters are read."""
    read = (name for name in loader.read_languages() if name not in loader.SPACELESS)
    return tuple(dict.fromkeys((*read, *_OTHERS)))


@cache
def months_named(languages: tuple[str, ...]) -> Mapping[str, int]:
    """The month that each name means, without capitals and full stops, in the languages of these tags.

    A name is whole or as CLDR shortens it, of three letters at least. One that means several months is
    left out.
    """
    found: dict[str, set[int]] = {}
    rows = (row for one in languages for use in cldr_of(one).months.values() for row in use.values())
    for month, name in (each for row in rows for each in enumerate(row, 1)):
        found.setdefault(folded(name).rstrip("."), set()).add(month)
    named = {name: min(months) for name, months in found.items() if len(months) == 1}
    return {name: month for name, month in named.items() if not name.isdigit() and len(name) > 2}


def _months() -> Mapping[str, int]:
    return months_named(_languages())


def _one_of(names: Iterable[str]) -> str:
    """A regular expression for any of the names, the longest first."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    """A month by its name, behind the day or before it."""
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
    year, month = r"(?P<year>(?:19|20)\d{2})", rf"(?P<month>{_one_of(_months())})\b\.?"
    between = r"[\s,]{1,3}(?:(?:of|de|del|do)\s+)?(?:the\s+)?"
    forms = (between.join((day, month, year)), between.join((month, day, year)))
    return tuple(re.compile(rf"(?<![\w-]){form}(?!\w)", re.IGNORECASE) for form in forms)


@cache
def _weekdays() -> re.Pattern[str]:
    formats = [locale_of(language).days["format"] for language in _languages()]
    rows = (row.values() for each in formats for row in (each["wide"], each["abbreviated"]))
    names = {name for row in rows for name in row if len(name) > 2}
    return re.compile(rf"\b(?:{_one_of(names)})\b\.?,?", re.IGNORECASE)


def _day(match: re.Match[str]) -> str | None:
    """The day of a date, ISO 8601; in figures alone, where only one reading is possible."""
    said = match.groupdict()
    try:
        if mark := said.get("mark"):
            year, month, day = (int(said[part]) for part in ("year", "first", "second"))
            if month > 12 or mark == ".":  # with full stops the day stands first
                month, day = day, month
            elif day <= 12 and month != day:
                return None
            year += 2000 if year < 100 else 0
        else:
            year, month, day = (_number(said[part]) for part in ("year", "month", "day"))
        found = dt.date(year, month, day)
    except ValueError:  # no calendar has it
        return None
    return found.isoformat() if _EARLIEST <= year <= _LATEST else None


def _number(text: str) -> int:
    """A number in figures, Western or Chinese (二〇一三, 十二), or that of a month by its name."""
    if text.isdecimal():
        return int(text)
    if month := _months().get(folded(text)):
        return month
    tens, ten, ones = text.replace("零", "〇").rpartition("十")
    if ten:
        return 10 * (_FIGURES.index(tens) if tens else 1) + (_FIGURES.index(ones) if ones else 0)
    return int("".join(str(_FIGURES.index(figure)) for figure in ones))
