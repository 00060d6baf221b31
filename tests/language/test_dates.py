"""dates: as precise as they are known, in the words of each language."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from letterkit.language.dates import PartialDate, date_text, day_names, days_text, month_names


@pytest.mark.parametrize(
    ("date", "language", "words"),
    [
        (PartialDate(2020), "en-US", "2020"),
        (PartialDate(2020, 4), "en-US", "April 2020"),
        (PartialDate(2020, 4, 20), "en-US", "April 20, 2020"),
        (PartialDate(2020, 4, 20), "en-GB", "20 April 2020"),
        (PartialDate(2020, 4, 20), "de", "20. April 2020"),
        (PartialDate(2020, 4), "fr", "avril 2020"),
        (dt.date(2020, 4, 20), "es", "20 de abril de 2020"),
    ],
)
def test_a_date_in_words(date: PartialDate | dt.date, language: str, words: str) -> None:
    assert date_text(date, language) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2020-05-04", "2020-05-06", "May 4–6, 2020"),
        ("2020-05-04", "2020-05-04", "May 4, 2020"),
        ("2020-05", "2020-05", "May 2020"),
        ("2020-05", "2020-06", "May 2020\u00a0– June 2020"),
        ("2020-05-30", "2020-06-02", "May 30\u00a0– June 2, 2020"),
        ("2020-12-30", "2021-01-02", "December 30, 2020\u00a0– January 2, 2021"),
    ],
)
def test_days_in_words(first: str, last: str, words: str) -> None:
    assert days_text(PartialDate.parse(first), PartialDate.parse(last), "en-US") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "4.–6. Mai 2020"),
        ("fr", "4–6 mai 2020"),
        ("es", "4–6 de mayo de 2020"),
        ("en-GB", "4–6 May 2020"),
    ],
)
def test_days_in_other_languages(language: str, words: str) -> None:
    assert days_text(PartialDate(2020, 5, 4), PartialDate(2020, 5, 6), language) == words


def test_the_names_of_months_and_days_in_their_order() -> None:
    assert month_names("en")[::11] == ("January", "December")
    assert month_names("de")[4] == "Mai"
    assert day_names("en")[::6] == ("Monday", "Sunday")


def _table() -> str:
    """Dates and ranges in many languages, as a table that a person can read."""
    first, second, third = PartialDate(2026, 5, 1), PartialDate(2026, 5, 4), PartialDate(2026, 5, 6)
    june, new_year = PartialDate(2026, 6, 2), PartialDate(2027, 1, 2)
    rows = [
        (
            language,
            date_text(first, language),
            date_text(PartialDate(2026, 5), language),
            days_text(second, third, language),
            days_text(first, june, language),
            days_text(PartialDate(2026, 12, 30), new_year, language),
        )
        for language in TABLE.split()
    ]
    head = ("language", "a day", "a month", "days of a month", "days of two months", "days of two years")
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


TABLE = (
    "en en-GB en-ZA fr fr-CA es es-419 de de-AT it pt pt-BR nl sv da nb fi is pl cs sk hu ro bg hr sl sr "
    "sr-Latn lt lv et el ru uk tr ka hy az kk mn hi ne bo zh zh-TW ja ko vi th id km my sw eu ca ga cy"
)


def test_dates_in_many_languages_are_those_that_a_person_has_read() -> None:
    """LETTERKIT_REWRITE=1 writes the table anew: read what changed."""
    file = Path(__file__).with_name("dates.md")
    if os.environ.get("LETTERKIT_REWRITE"):
        file.write_text(_table(), encoding="utf-8")
    assert _table() == file.read_text(encoding="utf-8")
