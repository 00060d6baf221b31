"""Things in a row → a label for each, and how likely it is: a conditional random field with learned weights.

A linear-chain model (Lafferty, McCallum and Pereira 2001): what is seen of each thing speaks for some
labels and against others, and so does the label of the one before it. The weights are data, learned from
letters with true readings by `scripts/learn.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from math import exp
from operator import mul
from typing import NamedTuple

from msgspec import Struct


class Likely(NamedTuple):
    """A label, and its probability: what all ways through the row in which it stands there weigh."""

    label: str
    probability: float


class Chain(Struct, frozen=True, dict=True):
    """The weights: of what is seen for a label, of a label behind another."""

    labels: tuple[str, ...]
    seen: dict[str, dict[str, float]]
    steps: dict[str, dict[str, float]]

    @cached_property
    def _numbers(self) -> dict[str, tuple[tuple[int, float], ...]]:
        """What is seen → the numbers of the labels for which it speaks, and how much."""
        number = {label: i for i, label in enumerate(self.labels)}
        return {
            seen: tuple((number[label], weight) for label, weight in weights.items())
            for seen, weights in self.seen.items()
        }

    @cached_property
    def _factors(self) -> list[list[float]]:
        """By how much a label (the row) makes the next (the place in it) more likely."""
        behind = [self.steps.get(label, {}) for label in self.labels]
        return [[exp(steps.get(label, 0.0)) for label in self.labels] for steps in behind]

    def _at(self, seen: Collection[str]) -> list[float]:
        """How likely each label is by what is seen alone, the likeliest of them 1."""
        weights = [0.0] * len(self.labels)
        for one in seen:
            for number, weight in self._numbers.get(one, ()):
                weights[number] += weight
        most = max(weights)
        return [exp(weight - most) for weight in weights]

    def read(self, row: Sequence[Collection[str]]) -> list[list[Likely]]:
        """For each thing its labels, the likeliest first. `row` has what is seen of each."""
        here = list(map(self._at, row))
        ahead = list(_sums([[1.0] * len(self.labels), *here[:0:-1]], self._factors))[::-1]
        behind = list(
            _sums([[1.0] * len(self.labels), *here[:-1]], list(zip(*self._factors, strict=True)))
        )
        found = []
        for i, place in enumerate(here):
            weights = [a * b * c for a, b, c in zip(behind[i], place, ahead[i], strict=True)]
            total = sum(weights)
            likely = map(Likely, self.labels, (weight / total for weight in weights))
            found.append(sorted(likely, key=lambda one: -one.probability))
        return found


def _sums(places: Sequence[Sequence[float]], factors: Sequence[Sequence[float]]) -> Iterator[list[float]]:
    """What the ways up to each place weigh, told from one end: each scaled, so that none vanishes."""
    reached = [1.0] * len(factors)
    for i, place in enumerate(places):
        if i:
            both = list(map(mul, reached, place))
            reached = [sum(map(mul, row, both)) for row in factors]
            total = sum(reached)
            reached = [one / total for one in reached]
        yield reached
