"""A small sample of what `python -m fuzz` tries, and that the program would see a fault."""

from __future__ import annotations

import sys

import pytest

from fuzz.inputs import MAKERS, data_of
from fuzz.runs import faults_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the limits are those of POSIX")


@pytest.mark.parametrize("target", MAKERS)
def test_no_input_raises_or_takes_too_long(target: str) -> None:
    assert [str(fault) for fault in faults_of(target, 2026, range(60))] == []


def test_an_input_is_the_same_each_time() -> None:
    for target in MAKERS:
        assert data_of(target, 1, 7) == data_of(target, 1, 7)


def _harm(target: str, seed: int, number: int) -> None:
    if number == 0:
        raise ValueError("a fault")
    if number == 1:
        raise SystemExit(3)


def test_a_fault_and_a_crash_are_seen() -> None:
    found = [(fault.number, fault.what) for fault in faults_of("source", 1, range(4), _harm)]
    assert found == [(0, "ValueError: a fault"), (1, "the process ended with 3")]
