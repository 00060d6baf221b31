"""The comparison stays fast: two letters of forty pages, whatever was done to them."""

from __future__ import annotations

import runpy
from typing import Any

import pytest

from conftest import REPOSITORY


@pytest.fixture(scope="module")
def bench() -> dict[str, Any]:
    """The script that times it."""
    return runpy.run_path(str(REPOSITORY / "bench" / "redline_speed.py"))


@pytest.mark.parametrize("part", [0.0, 0.1, 0.33, 0.9])
def test_two_letters_of_forty_pages(bench: dict[str, Any], part: float) -> None:
    """The bound is the issue's; a usual machine takes a quarter of it."""
    old = bench["letter"](bench["PAGES"])
    new = bench["rewritten"](old, part)
    assert min(bench["seconds"](old, new) for _ in range(3)) < 2


def test_two_letters_that_have_nothing_in_common(bench: dict[str, Any]) -> None:
    old, new = (bench["letter"](bench["PAGES"], seed) for seed in (1, 9))
    assert min(bench["seconds"](old, new) for _ in range(3)) < 2


def test_ten_times_the_pages_take_not_a_hundred_times_as_long(bench: dict[str, Any]) -> None:
    times = []
    for pages in (40, 400):
        old = bench["letter"](pages)
        times.append(min(bench["seconds"](old, bench["rewritten"](old, 0.1)) for _ in range(2)))
    assert times[1] < 40 * times[0]
