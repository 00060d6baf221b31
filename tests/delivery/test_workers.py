"""Which process makes which copy."""

from __future__ import annotations

from collections import deque

from letterkit.delivery.workers import next_copy


def test_whoever_is_done_helps_with_the_end_of_the_longest_part() -> None:
    parts = [deque([0, 1, 2]), deque([3, 4]), deque([5])]
    took = [next_copy(parts, number) for number in (2, 2, 1, 2, 0, 0, 0, 1)]
    assert took == [5, 2, 3, 1, 0, 4, None, None]
