"""dates: a date is as precise as it is known."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit.language.dates import PartialDate

DAY = dt.date(2020, 5, 4)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("2019-02", dt.date(2019, 2, 1), dt.date(2019, 2, 28)),
        ("2020-12", dt.date(2020, 12, 1), dt.date(2020, 12, 31)),
        ("2020-05-04", DAY, DAY),
        ("0987-01", dt.date(987, 1, 1), dt.date(987, 1, 31)),
    ],
)
def test_a_date_as_precise_as_it_is_known(text: str, first: dt.date, last: dt.date) -> None:
    date = PartialDate.parse(text)
    assert (date.first_day, date.last_day, str(date)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    ["", "20", "2020-5", "2020-13", "2020-00", "2020-02-30", "0000", "2020-05-04-01", "2020/05", "٢٠٢"],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a date|there is no date"):
        PartialDate.parse(text)


@settings(deadline=None, max_examples=150)
@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_a_date_reads_back_as_written(day: dt.date, length: int) -> None:
    text = day.isoformat()[:length]
    date = PartialDate.parse(text)
    assert str(date) == text
    assert date.first_day <= day <= date.last_day
