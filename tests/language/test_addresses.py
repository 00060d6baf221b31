"""addresses: the last line of one in the United States, and two spellings of a street."""

from __future__ import annotations

import pytest

from letterkit.language.addresses import postal, us_last_line


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Washington, DC 20520", ("Washington", "DC", "20520")),
        ("Washington DC 20520-0001", ("Washington", "DC", "20520-0001")),
        ("Washington,  DC.,  20520", ("Washington", "DC", "20520")),
        ("St. Paul, MN 55101", ("St. Paul", "MN", "55101")),
        ("DC 20520", ("", "DC", "20520")),
    ],
)
def test_the_last_line_of_a_us_address(line: str, parts: tuple[str, str, str]) -> None:
    assert us_last_line(line) == parts


@pytest.mark.parametrize(
    "line", ["Washington", "Washington, DC 2052", "D-10115 Berlin", "ABDC 20520", "DC 20520, USA", ""]
)
def test_other_lines_are_none(line: str) -> None:
    assert us_last_line(line) is None


def test_streets_are_compared_as_the_post_abbreviates_them() -> None:
    assert postal("2201 C Street, NW") == postal("2201 C St NW")
    assert postal("2201 C Street, NW") != postal("2201 D Street, NW")
