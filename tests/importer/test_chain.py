"""The probabilities of a chain are those that all its ways together give."""

from __future__ import annotations

from itertools import pairwise, product
from math import exp, isclose

from hypothesis import given
from hypothesis import strategies as st

from letterkit.importer.chain import Chain

LABELS = ("ask", "sign", "text")
CHAIN = Chain(
    LABELS,
    {"small": {"ask": 1.5, "text": -0.5}, "name": {"sign": 2.0}, "long": {"text": 3.0, "sign": -9.0}},
    {"ask": {"ask": 0.7, "sign": -1.0}, "text": {"sign": 0.4}, "sign": {"text": -6.0}},
)


def weight(way: tuple[str, ...], row: list[set[str]]) -> float:
    """What a way through the row weighs, summed up one by one."""
    seen = sum(
        CHAIN.seen.get(mark, {}).get(label, 0)
        for label, marks in zip(way, row, strict=True)
        for mark in marks
    )
    steps = sum(CHAIN.steps.get(one, {}).get(other, 0) for one, other in pairwise(way))
    return exp(seen + steps)


@given(st.lists(st.sets(st.sampled_from(sorted(CHAIN.seen))), min_size=1, max_size=5))
def test_a_label_is_as_likely_as_all_ways_in_which_it_stands(row: list[set[str]]) -> None:
    ways = {way: weight(way, row) for way in product(LABELS, repeat=len(row))}
    whole = sum(ways.values())
    for i, likely in enumerate(CHAIN.read(row)):
        assert [one.probability for one in likely] == sorted(
            (one.probability for one in likely), reverse=True
        )
        for label, probability in likely:
            through = sum(each for way, each in ways.items() if way[i] == label)
            assert isclose(probability, through / whole, rel_tol=1e-6)


def test_an_empty_row_has_no_labels() -> None:
    assert CHAIN.read([]) == []


def test_what_was_never_seen_says_nothing() -> None:
    assert CHAIN.read([{"name", "else"}]) == CHAIN.read([{"name"}])
