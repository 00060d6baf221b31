"""Several partners' changes of one paragraph: nothing lost, no order, what contradicts side by side."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterkit.partners.decided.merging import MergeOutcome, Wish, carried_out, merged

WORDS = ("we", "urge", "you", "to", "speak", "in", "public", "for", "the", "release", "of", "all")
NEW = ("openly", "again", "firmly")


@st.composite
def wishes_of(draw: st.DrawFn, file: str) -> list[Wish]:
    """What one file wants: changes that do not touch each other."""
    made: list[Wish] = []
    at = 0
    while at <= len(WORDS) and draw(st.booleans()):
        start = draw(st.integers(at, len(WORDS)))
        end = draw(st.integers(start, min(len(WORDS), start + 3)))
        came = tuple(draw(st.lists(st.sampled_from(NEW), min_size=start == end, max_size=2)))
        made.append(Wish(start, end, came, file, f"{file}-{len(made) + 1}"))
        at = end + 1
    return made


PARTNERS = st.tuples(*(wishes_of(name) for name in ("ana", "ben", "cem")))


def shape(outcomes: Sequence[MergeOutcome]) -> list[tuple[object, ...]]:
    """Outcomes as they can be compared, whatever the order within."""
    return [(o.start, o.end, o.near, [(r.words, set(r.wishes)) for r in o.readings]) for o in outcomes]


@given(PARTNERS)
def test_each_wish_is_in_exactly_one_outcome(partners: tuple[list[Wish], ...]) -> None:
    every = [wish for own in partners for wish in own]
    found = [wish for outcome in merged(WORDS, every) for wish in outcome.wishes]
    assert sorted(found) == sorted(every)


@given(PARTNERS, st.randoms(use_true_random=False))
def test_the_order_plays_no_part(partners: tuple[list[Wish], ...], rng: random.Random) -> None:
    every = [wish for own in partners for wish in own]
    other = every.copy()
    rng.shuffle(other)
    assert shape(merged(WORDS, every)) == shape(merged(WORDS, other))


@given(wishes_of("ana"))
def test_one_file_alone_gives_back_what_it_says(own: list[Wish]) -> None:
    outcomes = merged(WORDS, own)
    assert not any(outcome.is_conflict or outcome.near for outcome in outcomes)
    taken = [Wish(o.start, o.end, o.readings[0].words, "", "") for o in outcomes]
    assert carried_out(WORDS, taken) == carried_out(WORDS, own)


@given(PARTNERS)
def test_what_does_not_contradict_is_what_each_file_says_there(partners: tuple[list[Wish], ...]) -> None:
    for outcome in merged(WORDS, [wish for own in partners for wish in own]):
        for reading in outcome.readings:
            for file in {wish.file for wish in reading.wishes}:
                own = [wish for wish in outcome.wishes if wish.file == file]
                assert reading.words == carried_out(WORDS, own, outcome.start, outcome.end)


def wish(start: int, end: int, came: str, file: str) -> Wish:
    return Wish(start, end, tuple(came.split()), file, file)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ((1, 2, "ask"), (1, 2, "press"), "conflict"),
        ((1, 2, "ask"), (1, 2, "ask"), "agreed"),
        ((1, 4, "ask"), (3, 5, "to talk"), "conflict"),
        ((3, 3, "now"), (3, 3, "again"), "conflict"),
        ((1, 2, "ask"), (2, 2, "now"), "near"),
        ((1, 2, "ask"), (3, 4, "that"), "near"),
        ((1, 2, "ask"), (4, 5, "talk"), "apart"),
        ((0, 12, ""), (4, 5, "talk"), "conflict"),
    ],
)
def test_two_files(one: tuple[int, int, str], two: tuple[int, int, str], expected: str) -> None:
    outcomes = merged(WORDS, [wish(*one, "ana"), wish(*two, "ben")])
    found = "conflict" if outcomes[0].is_conflict else "agreed" if len(outcomes) == 1 else "apart"
    assert ("near" if all(o.near for o in outcomes) else found) == expected
