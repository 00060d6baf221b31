"""values: the words of an author as names, dates and numbers."""

from __future__ import annotations

import pytest

from blocks.validated import ADDRESS, misfits, read
from letterkit.blocks.models import (
    Address,
)
from letterkit.blocks.values import is_name


@pytest.mark.parametrize("name", ["a", "2016-sed", "religious-freedom", "x" * 80])
def test_a_name(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "A", "a_b", "-a", "a-", "a--b", "a b", "../a", "a/b", "a.yaml", "é", "x" * 81, "a\n", "۱"],
)
def test_what_is_no_name(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize("number", ["+1 202-647-2283", "+12026472283", "+41 (22) 917 9000"])
def test_a_fax_number(number: str) -> None:
    assert read(Address, f'{ADDRESS}fax: [{{number: "{number}"}}]').fax[0].number == number


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("202-647-2283", "is not a telephone number"),
        ("ask them", "is not a telephone number"),
        ("+1 202-647-2283 x12", "holds more than a telephone number"),
        ("+1 202-647-2283;ext=1", "holds more than a telephone number"),
        ("+1 202 CALL NOW", "holds more than a telephone number"),
        ("+1 123", "is not a valid telephone number"),
        ("+999 1234567", "is not a telephone number"),
    ],
)
def test_what_is_no_fax_number(number: str, message: str) -> None:
    text = f'{ADDRESS}fax:\n  - number: "{number}"'
    assert misfits(Address, text) == [("f.yaml:6:13 LK216", f"'{number}' {message}")]
