"""Dates as precise as they are known, and how they are told."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from letterkit.language.locales import locale_of

EXPECTED = "expected a date such as 2016-06-06, 2016-06 or 2016"


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


def date_text(date: PartialDate | dt.date, language: str) -> str:
    """A date in words: 'June 6, 2016', 'June 2016' or '2016'."""
    from babel.dates import format_date, format_skeleton

    locale = locale_of(language)
    if isinstance(date, dt.date):
        return format_date(date, "long", locale=locale)
    if date.day:
        return format_date(date.first_day, "long", locale=locale)
    if date.month:
        return format_skeleton("yMMMM", date.first_day, locale=locale)
    return str(date.year)


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


def days_text(start: PartialDate, end: PartialDate, language: str) -> str:
    """A range of days in words: 'June 6–8, 2016', from CLDR's interval patterns."""
    from babel.dates import format_date

    locale = locale_of(language)
    if start == end:
        return date_text(start, language)
    if not (start.day and end.day):
        return f"{date_text(start, language)} – {date_text(end, language)}"
    first, last = start.first_day, end.first_day
    difference = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = locale.interval_formats
    parts = patterns["yMMMMd" if "yMMMMd" in patterns else "yMMMd"][difference]
    long = [re.sub("M+", "MMMM", part) for part in parts]
    text = "".join(
        format_date(day, pattern, locale=locale) for day, pattern in zip((first, last), long, strict=True)
    )
    # CLDR sets thin spaces around the dash; within a month the days close up (Chicago 6.78).
    spaced = "–" if difference == "d" else "\u00a0– "
    return re.sub(r"\s*–\s*", spaced, text)
