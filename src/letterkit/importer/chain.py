"""Things in a row → a label for each, and how likely it is: a conditional random field, weights learned.

A linear-chain model (Lafferty, McCallum and Pereira 2001): what is seen of each thing speaks for some
labels and against others, and so does the label of the one before it. The weights are data, learned from
letters with true readings by `scripts/learn_roles.py` and `learn_fields.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from heapq import nlargest
from importlib.resources import files
from math import exp
from operator import mul
from typing import NamedTuple

from msgspec import Struct
from msgspec.json import decode


class Likely(NamedTuple):
    """A label, and its probability: what all ways through the row in which it stands there weigh."""

    label: str
    probability: float


GoesOn = Callable[[str, str], tuple[str, float]]
_LEAST = 0.001  # how likely a label must be to be thought of
_WAYS = 16  # that are followed from a thing to the next


class _Way(NamedTuple):
    """A way through a row up to a thing: how likely, what stands before the next, the last label."""

    weight: float
    before: str
    label: Likely | None
    way: _Way | None


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

    def _weights(self, seen: Iterable[str]) -> list[float]:
        """How much what is seen speaks for each label."""
        weights = [0.0] * len(self.labels)
        for one in seen:
            for number, weight in self._numbers.get(one, ()):
                weights[number] += weight
        return weights

    def read(self, row: Sequence[Collection[str]]) -> list[list[Likely]]:
        """For each thing its labels, the likeliest first. `row` has what is seen of each."""
        found = self._probabilities([_relative(self._weights(seen)) for seen in row])
        return [
            sorted(map(Likely, self.labels, one), key=lambda each: -each.probability) for one in found
        ]

    def read_whole(self, row: Sequence[Sequence[tuple[str, ...]]], go_on: GoesOn) -> list[Likely]:
        """The labels that are likeliest together, in the order that `go_on` allows: given what stands
        before ('' at first) and a label, it says what stands behind it, and what that costs (the
        logarithm of how much less likely it is). What is seen stands in groups; many things share one.
        """
        groups = {group: self._weights(group) for group in {group for seen in row for group in seen}}
        weighed = [list(map(sum, zip(*(groups[group] for group in seen), strict=True))) for seen in row]
        likely = self._probabilities(list(map(_relative, weighed)))
        ways = [_Way(0.0, "", None, None)]
        for weights, probabilities in zip(weighed, likely, strict=True):
            ways = self._go_on(ways, weights, probabilities, go_on)
        return list(_traced(ways[0]))[::-1]

    def _go_on(
        self, ways: Sequence[_Way], weights: Sequence[float], likely: Sequence[float], go_on: GoesOn
    ) -> list[_Way]:
        """The ways up to the next thing that weigh most, of those with the same behind them the best."""
        least = min(_LEAST, max(likely))
        some = [one for one in zip(self.labels, weights, likely, strict=True) if one[2] >= least]
        best: dict[tuple[str, str], _Way] = {}
        for way in ways:
            steps = self.steps.get(way.label.label, {}) if way.label else {}
            for label, own, probability in some:
                after, cost = go_on(way.before, label)
                weight = way.weight + own + steps.get(label, 0.0) - cost
                known = best.get((after, label))
                if known is None or known.weight < weight:
                    best[after, label] = _Way(weight, after, Likely(label, probability), way)
        return nlargest(_WAYS, best.values(), key=lambda way: way.weight)

    def _probabilities(self, here: Sequence[Sequence[float]]) -> list[list[float]]:
        """How likely each label of each thing is, all ways through the row together."""
        if not here:
            return []
        ahead = list(_sums([[1.0] * len(self.labels), *here[:0:-1]], self._factors))[::-1]
        behind = list(
            _sums([[1.0] * len(self.labels), *here[:-1]], list(zip(*self._factors, strict=True)))
        )
        found = []
        for before, place, after in zip(behind, here, ahead, strict=True):
            weights = list(map(mul, map(mul, before, place), after))
            total = sum(weights)
            found.append([weight / total for weight in weights])
        return found


@cache
def learned(name: str) -> Chain:
    """The weights of a file of the package, such as `roles.json`."""
    return decode(files("letterkit.importer").joinpath(name).read_bytes(), type=Chain)


def _relative(weights: Sequence[float]) -> list[float]:
    """How likely each label is by what is seen alone, the likeliest of them 1."""
    most = max(weights)
    return [exp(weight - most) for weight in weights]


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


def _traced(last: _Way) -> Iterator[Likely]:
    """The labels of a way, from its end."""
    way: _Way | None = last
    while way is not None and way.label is not None:
        yield way.label
        way = way.way
