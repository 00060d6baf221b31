"""Which offices a filter means."""

from __future__ import annotations

import datetime as dt

import pytest

from letterkit.blocks.offices import Address
from letterkit.diagnostics import LetterkitError
from letterkit.library.where import values_of, where

OFFICE = Address.model_validate(
    {
        "office": "Delegate",
        "chamber": "house",
        "state": "Puerto Rico",
        "district": "8",
        "country": "US",
        "holders": [
            {
                "name": "José Poe",
                "party": "Independent",
                "salutation": "x",
                "from": "2020-01-03",
                "to": "2024-01-03",
            },
            {"name": "Bo Ek", "salutation": "x", "from": "2024-01-04"},
        ],
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("chamber=house", True),
        ("chamber=House district=8", True),
        ("chamber=house district=9", False),
        ("district=7,8,9", True),
        ('state="Puerto Rico"', True),
        ("name='jose poe'", True),
        ("party=Independent", True),
        ("party!=Independent", False),
        ("class!=2", True),
        ("block=delegate", True),
    ],
)
def test_what_a_filter_means(text: str, expected: bool) -> None:
    assert where(text).holds(values_of("delegate", OFFICE, dt.date(2023, 1, 1))) is expected


def test_the_party_is_that_of_who_holds_the_office_on_the_day() -> None:
    assert not where("party=Independent").holds(values_of("x", OFFICE, dt.date(2025, 1, 1)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("chamber", "'chamber' is no condition"),
        ("chamber=", "'chamber=' is no condition"),
        ("state=VA,", "'state=VA,' is no condition"),
        ("chamer=house", "did you mean 'chamber'?"),
        ("colour=red", "offices have no 'colour'"),
        ('state="VA', "a quotation mark is not closed"),
    ],
)
def test_a_filter_that_cannot_be_understood(text: str, said: str) -> None:
    with pytest.raises(LetterkitError) as error:
        where(text)
    assert said in str(error.value)
    assert error.value.status == 2
