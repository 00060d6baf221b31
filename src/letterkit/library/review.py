"""How long a fact that was verified holds."""

from __future__ import annotations

import datetime as dt

from letterkit.language.dates import PartialDate

PERSON = "6 months"
"""How long what is known of a person holds, where the file does not say it."""
OFFICE = "12 months"
"""The same of an office and its holder, and of who signs for an organisation."""
FAX_NUMBER = "12 months"
"""The same of a fax number, which has no period of its own."""


def is_past(verified: PartialDate, period: str, on: dt.date) -> bool:
    """Whether a period such as `6 months` after `verified` is over on a day.

    A date that is known to the month or year may mean its last day, and so counts as that.
    """
    return review_date(verified, period).last_day < on


def review_date(date: PartialDate, period: str) -> PartialDate:
    """The date one period later; a year means its last month, a day past a month's end the last."""
    number, unit = period.split()
    months = int(number) * (12 if unit.startswith("year") else 1)
    years, month = divmod((date.month or 12) - 1 + months, 12)
    later = PartialDate(min(date.year + years, dt.MAXYEAR), month + 1)
    if date.day is None:
        return later
    return PartialDate(later.year, later.month, min(date.day, later.last_day.day))
