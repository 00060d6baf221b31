"""Dates as precise as they are known, and how they are told."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from letterkit.language import loader
from letterkit.language.locales import locale_of

_DATES = 256  # a letter has few
EXPECTED = "expected a date such as 2016-06-06, 2016-06 or 2016"


class PartialDate(Struct, frozen=True):
    """A date as precise as it is known: `2016`, `2016-06` or `2016-06-06` (ISO 8601)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Raises ValueError where `text` is no such date."""
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
        if match is None:
            raise ValueError(f"{EXPECTED}, found '{text}'")
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


UNDATED = PartialDate(dt.MAXYEAR)
"""The date of a document that has none: no fact is so new that it does not count."""


def completed_years(since: PartialDate, day: dt.date) -> int:
    """Whole years from a date to a day; of a date that is not exact, those that are certain."""
    first = since.last_day
    return max(0, day.year - first.year - ((day.month, day.day) < (first.month, first.day)))


@lru_cache(_DATES)
def date_text(date: PartialDate | dt.date, language: str) -> str:
    """A date in words, in CLDR's long form: 'June 6, 2016', 'June 2016', or '2016'."""
    if isinstance(date, dt.date) or date.day:
        day = date if isinstance(date, dt.date) else date.first_day
        return "".join(_written(day, part, language) for part in _long_form(language))
    from babel.dates import format_skeleton

    skeleton = "yMMMM" if date.month else "y"
    return format_skeleton(skeleton, date.first_day, locale=locale_of(language))


@cache
def month_names(language: str) -> tuple[str, ...]:
    """The names of the twelve months, January first, as a date has them (Unicode CLDR)."""
    months = locale_of(language).months["format"]["wide"]
    return tuple(months[month] for month in range(1, 13))


@cache
def day_names(language: str) -> tuple[str, ...]:
    """The names of the days of the week, Monday first, as a date has them (Unicode CLDR)."""
    days = locale_of(language).days["format"]["wide"]
    return tuple(days[day] for day in range(7))


def days_text(start: PartialDate, until: PartialDate, language: str) -> str:
    """A range of dates in words: 'June 6–8, 2016'.

    CLDR has most of its ranges with months in digits or cut short. So the long form of the date is taken,
    in which what differs stands twice, and between the two what CLDR writes there: '～', '日至'.
    """
    if start == until:
        return date_text(start, language)
    if not (start.day and until.day):
        return _months_text(start, until, language)
    return _range_text(start.first_day, until.first_day, language)


def _range_text(first: dt.date, last: dt.date, language: str) -> str:
    difference = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    before, twice, after = _parts_that_differ(language, difference)
    between = _between(language, difference)
    if not (after and str(after[0][1]).startswith(".")):
        between = between.removeprefix(".")  # of a month in digits or cut short
    days = [(first, part) for part in (*before, *twice)]
    days += [(last, part) for part in (("chars", between), *twice, *after)]
    return "".join(_written(day, part, language) for day, part in days)


# A part of a CLDR pattern: literal `chars`, or a `field`, as its letter and how often it stands.
_Part = tuple[str, Any]
# The fields that stand twice where days, months or years differ. L is a month that stands alone.
_SPAN = {"d": "d", "M": "dML", "y": "dMLyG"}
_DASH = re.compile(r"[\s\u2009]*–[\s\u2009]*")


@cache
def _long_form(language: str) -> tuple[_Part, ...]:
    """CLDR's long form of a date, part by part, the day without a leading zero where a word follows."""
    from babel.dates import tokenize_pattern

    parts: list[_Part] = list(tokenize_pattern(locale_of(language).date_formats["long"].pattern))
    in_words = any(kind == "field" and field[0] in "ML" and field[1] > 2 for kind, field in parts)
    return tuple(
        ("field", ("d", 1)) if in_words and (kind, field) == ("field", ("d", 2)) else (kind, field)
        for kind, field in parts
    )


def _parts_that_differ(
    language: str, difference: str
) -> tuple[tuple[_Part, ...], tuple[_Part, ...], tuple[_Part, ...]]:
    """The long form in three: before what stands twice in a range, that, and what comes after it."""
    form, span = _long_form(language), _SPAN[difference]
    places = [i for i, part in enumerate(form) if part[0] == "field" and part[1][0] in span]
    begin, end = places[0], places[-1] + 1
    return form[:begin], form[begin:end], form[end:]


def _written(day: dt.date, part: _Part, language: str) -> str:
    """One part of a date. The first of a month may have a form of its own: '1er mai'."""
    from babel.dates import format_date, untokenize_pattern

    kind, value = part
    if kind == "chars":
        return str(value)
    own = loader.of_tag(language)
    if value[0] == "d" and day.day == 1 and own and own.first_of_month:
        return own.first_of_month
    return format_date(day, untokenize_pattern([part]), locale=locale_of(language))


def _between(language: str, difference: str) -> str:
    """What stands between the two days of a range (Unicode CLDR, interval formats)."""
    from babel.dates import tokenize_pattern

    formats = locale_of(language).interval_formats
    skeletons = (formats.get(key, {}) for key in ("yMMMMd", "yMMMd", "yMd"))
    pattern = next((each[difference][0] for each in skeletons if difference in each), "")
    parts = tokenize_pattern(pattern)
    last = str(parts[-1][1]) if parts and parts[-1][0] == "chars" else " – "
    if last.count("(") < last.count(")"):
        last = f"({last}"  # lost in babel's Basque
    # CLDR sets thin spaces around the dash; within a month the days close up (Chicago 6.78).
    return _DASH.sub("–" if difference == "d" and "\u2009" in last else _spaced, last)


def _spaced(dash: re.Match[str]) -> str:
    """A dash between words, not at the head of a line."""
    return "\u00a0– " if len(dash[0]) > 1 else dash[0]


def _months_text(start: PartialDate, end: PartialDate, language: str) -> str:
    """A range of dates of which one is not known to the day: 'June 2016 – August 2016'."""
    return f"{date_text(start, language)}\u00a0– {date_text(end, language)}"
