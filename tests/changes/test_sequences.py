"""Two sequences compared: what is found is there, in order, and as much as can be."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from letterkit.changes.sequences import longest_rising, matches


@given(st.lists(st.sampled_from("abc"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30))
def test_matches_are_equal_items_in_order(old: list[str], new: list[str]) -> None:
    found = matches(old, new)
    assert all(old[i] == new[j] for i, j in found)
    assert all(a < c and b < d for (a, b), (c, d) in itertools.pairwise(found))
    if old and old == new:
        assert len(found) == len(old)


@given(st.lists(st.integers(0, 20)))
def test_the_longest_rising_subsequence(values: list[int]) -> None:
    chosen = [values[i] for i in longest_rising(values)]
    assert chosen == sorted(set(chosen))
    best = [1] * len(values)
    for i, value in enumerate(values):
        best[i] = max([1, *(best[j] + 1 for j in range(i) if values[j] < value)])
    assert len(chosen) == max(best, default=0)
