"""Dates as precise as they are known, and how they are told."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

from msgspec import Struct

from letterkit.language import loader
from letterkit.language.cldr import Part
from letterkit.language.locales import cldr_of, locale_of

_DATES = 256  # a letter has few
_DATES_READ = 4096  # a library has many blocks that were checked on one day
EXPECTED = "expected a date such as 2016-06-06, 2016-06 or 2016"


class PartialDate(Struct, frozen=True):
    """A date as precise as it is known: `2016`, `2016-06` or `2016-06-06` (ISO 8601)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    @lru_cache(_DATES_READ)
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
    forms = cldr_of(language)
    if isinstance(date, dt.date) or date.day:
        day = date if isinstance(date, dt.date) else date.first_day
        return "".join(_written(day, part, language) for part in forms.long_date)
    parts = forms.month_and_year if date.month else forms.year_alone
    return "".join(_printed(date.first_day, part, language) for part in parts)


def month_names(language: str) -> tuple[str, ...]:
    """The names of the twelve months, January first, as a date has them (Unicode CLDR)."""
    return cldr_of(language).months["format"]["wide"]


def day_names(language: str) -> tuple[str, ...]:
    """The names of the days of the week, Monday first, as a date has them (Unicode CLDR)."""
    return cldr_of(language).days


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
    between = cldr_of(language).between[difference]
    if not (after and str(after[0][1]).startswith(".")):
        between = between.removeprefix(".")  # of a month in digits or cut short
    days = [(first, part) for part in (*before, *twice)]
    days += [(last, part) for part in (("chars", between), *twice, *after)]
    return "".join(_written(day, part, language) for day, part in days)


# The fields that stand twice where days, months or years differ. L is a month that stands alone.
_SPAN = {"d": "d", "M": "dML", "y": "dMLyG"}
# CLDR, Date Field Symbol Table: a month of so many letters is a name, in one use or the other.
_MONTHS = {("M", 3): ("format", "abbreviated"), ("M", 4): ("format", "wide")}
_MONTHS |= {("L", 3): ("stand-alone", "abbreviated"), ("L", 4): ("stand-alone", "wide")}


def _parts_that_differ(
    language: str, difference: str
) -> tuple[tuple[Part, ...], tuple[Part, ...], tuple[Part, ...]]:
    """The long form in three: before what stands twice in a range, that, and what comes after it."""
    form, span = cldr_of(language).long_date, _SPAN[difference]
    places = [i for i, part in enumerate(form) if part[0] == "field" and part[1][0] in span]
    begin, end = places[0], places[-1] + 1
    return form[:begin], form[begin:end], form[end:]


def _written(day: dt.date, part: Part, language: str) -> str:
    """One part of a date. The first of a month may have a form of its own: '1er mai'."""
    own = loader.of_tag(language)
    if part[1][0] == "d" and part[0] == "field" and day.day == 1 and own and own.first_of_month:
        return own.first_of_month
    return _printed(day, part, language)


def _printed(day: dt.date, part: Part, language: str) -> str:
    """One part of a date as CLDR has it."""
    kind, value = part
    if kind == "chars":
        return str(value)
    letter, times = value[0], int(value[1])
    if use := _MONTHS.get((letter, times)):
        return cldr_of(language).months[use[0]][use[1]][day.month - 1]
    number = {"d": day.day, "M": day.month, "y": day.year}.get(letter)
    if number is not None and times < 3:
        return f"{number:0{times}}"
    from babel.dates import format_date, untokenize_pattern

    return format_date(day, untokenize_pattern([(kind, (letter, times))]), locale=locale_of(language))


def _months_text(start: PartialDate, end: PartialDate, language: str) -> str:
    """A range of dates of which one is not known to the day: 'June 2016 – August 2016'."""
    return f"{date_text(start, language)}\u00a0– {date_text(end, language)}"
