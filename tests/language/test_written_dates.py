"""Dates as letters have them, in several languages."""

from __future__ import annotations

import pytest

from letterkit.language.written_dates import date_line, find_date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("June 5, 2016", "2016-06-05"),
        ("Geneva, 29th August 2016", "2016-08-29"),
        ("Paris, le 4 octobre 2012", "2012-10-04"),
        ("Ciudad de México, a 18 de febrero de 2014", "2014-02-18"),
        ("Berlin, den 21. September 2015", "2015-09-21"),
        ("2016年6月5日", "2016-06-05"),
        ("二〇一三年十二月五日", "2013-12-05"),
        ("Tuesday, September 12, 2017 - 14:20", "2017-09-12"),
        ("24.10.2014", "2014-10-24"),
        ("03/04/2014", None),
        ("31 February 2014", None),
        ("The dialogue will convene in Beijing June 6, 2016, we are told", None),
    ],
)
def test_date_lines(line: str, day: str | None) -> None:
    assert date_line(line) == day


def test_a_date_in_a_sentence_is_found_where_it_stands() -> None:
    assert find_date("(Nairobi, February 18, 2013) – The") == ("2013-02-18", 10, 27)
