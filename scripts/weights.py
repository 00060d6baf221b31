"""Weights of a conditional random field, learned further: letters → weights that read them better.

What is learned from are new letters; the old ones are not kept (`learn_roles` says why). So weights go on
from those that the package has: a priori each is normally distributed about what it was (maximum a
posteriori adaptation: Chelba and Acero 2006). The stronger the `pull`, the inverse of the variance, the
more new letters must say the same before a weight moves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from letterkit.importer.chain import Chain

SEEN = 3
"""How often a mark must be seen of things of a label to speak for it."""
_TOGETHER = 400  # rows that are weighed together
_LONGER = 1.3  # times the shortest of them


class Row(NamedTuple):
    """Things in a row: what is seen of each, and its true label."""

    seen: Sequence[Collection[str]]
    labels: Sequence[str]


class _Weighed(NamedTuple):
    """What weights say of rows: how likely all true labels are (its logarithm), how likely each label of
    each thing is, how often each label is to be expected behind another.
    """

    likely: float
    each: Any
    steps: Any


class _Rows:
    """Rows as matrices: what is seen of each thing (a row of `seen`), its true label (of `true`)."""

    def __init__(self, rows: Sequence[Row], marks: Sequence[str], labels: Sequence[str]) -> None:
        number = {mark: i for i, mark in enumerate(marks)}
        label = {name: i for i, name in enumerate(labels)}
        rows = sorted(filter(lambda row: row.labels, rows), key=lambda row: len(row.labels))
        known = [[number[m] for m in one if m in number] for row in rows for one in row.seen]
        ends = np.cumsum([0, *map(len, known)])
        ones = np.ones(ends[-1], np.float32)
        places = np.fromiter((place for one in known for place in one), np.int32, ends[-1])
        self.seen = sparse.csr_matrix((ones, places, ends), (len(known), len(marks)))
        self.of_marks = self.seen.T.tocsr()
        found = np.array([label[name] for row in rows for name in row.labels])
        self.true = np.eye(len(labels), dtype=np.float32)[found]
        self.steps = np.zeros((len(labels), len(labels)))
        for row in rows:
            for one, after in pairwise(row.labels):
                self.steps[label[one], label[after]] += 1
        self._together = list(_alike([len(row.labels) for row in rows]))

    def weighed(self, weights: Any, steps: Any) -> _Weighed:
        """What weights of marks (a row each, a place for each label) and of steps say of the rows."""
        here = (self.seen @ weights).astype(np.float64)
        likely = float((here * self.true).sum() + (steps * self.steps).sum())
        each, expected, factors = np.empty_like(here), np.zeros_like(steps), np.exp(steps)
        for begins, lengths in self._together:
            likely -= _weigh(here, begins, lengths, factors, each, expected)
        return _Weighed(likely, each, expected)


def _alike(lengths: Sequence[int]) -> Iterator[tuple[Any, Any]]:
    """Where rows of about one length begin, and their lengths, as many as are weighed together."""
    ends = np.cumsum([0, *lengths])
    first = 0
    for i in range(1, len(lengths) + 1):
        if i == len(lengths) or i - first >= _TOGETHER or lengths[i] > _LONGER * lengths[first] + 2:
            yield ends[first:i], np.array(lengths[first:i])
            first = i


def _weigh(here: Any, begins: Any, lengths: Any, factors: Any, each: Any, expected: Any) -> float:
    """The logarithm of what all ways through rows of about one length weigh together. How likely each
    label is goes into `each`, how often one is behind another is added to `expected`.
    """
    most = int(lengths.max())
    places = begins[:, None] + np.minimum(np.arange(most), lengths[:, None] - 1)
    there = np.arange(most) < lengths[:, None]
    least = here[places].max(2, keepdims=True)
    weights = np.exp(here[places] - least)
    ahead, behind = np.empty_like(weights), np.ones_like(weights)
    total = 0.0
    for t in range(most):
        reached = weights[:, t] * (ahead[:, t - 1] @ factors if t else 1.0)
        sums = reached.sum(1, keepdims=True)
        total += float((np.log(sums) + least[:, t])[there[:, t]].sum())
        ahead[:, t] = np.where(there[:, t, None], reached / sums, ahead[:, t - 1])
    for t in range(most - 2, -1, -1):
        left = (behind[:, t + 1] * weights[:, t + 1]) @ factors.T
        behind[:, t] = np.where(there[:, t + 1, None], left / left.sum(1, keepdims=True), 1.0)
    both = ahead * behind
    each[places[there]] = (both / both.sum(2, keepdims=True))[there]
    for t in range(1, most):
        some = there[:, t]
        before, after = ahead[some, t - 1], (weights[:, t] * behind[:, t])[some]
        sums = ((before @ factors) * after).sum(1, keepdims=True)
        expected += (before / sums).T @ after * factors
    return total


def learned_further(
    chain: Chain, rows: Sequence[Row], rare: Collection[str], *, pull: float, rounds: int
) -> Chain:
    """The weights of a chain, learned further from rows; marks that are `rare` get none."""
    counted = Counter(mark for row in rows for one in row.seen for mark in one if mark not in rare)
    new = (mark for mark, count in counted.items() if count >= SEEN and mark not in chain.seen)
    marks, labels = [*chain.seen, *sorted(new)], chain.labels
    data = _Rows(rows, marks, labels)
    size = len(labels)
    weights = np.array([[chain.seen.get(m, {}).get(name, 0.0) for name in labels] for m in marks])
    steps = np.array([[chain.steps.get(one, {}).get(name, 0.0) for name in labels] for one in labels])
    speak = np.flatnonzero((data.of_marks @ data.true >= SEEN) | (weights != 0))

    def moved(by: Any) -> tuple[Any, Any]:
        """The weights, those that may move by so much."""
        other = weights.copy()
        other.ravel()[speak] += by[: len(speak)]
        return other.astype(np.float32), steps + by[len(speak) :].reshape(size, size)

    def cost(by: Any) -> tuple[float, Any]:
        """How unlikely the true labels are, what the springs cost besides; and how that changes."""
        said = data.weighed(*moved(by))
        of_marks = (data.of_marks @ (said.each - data.true).astype(np.float32)).ravel()[speak]
        slope = np.concatenate([of_marks, (said.steps - data.steps).ravel()])
        return -said.likely + pull * float(by @ by) / 2, slope + pull * by

    start = np.zeros(len(speak) + size * size)
    found = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return _chain(marks, labels, *moved(found.x))


def _chain(marks: Sequence[str], labels: Sequence[str], weights: Any, steps: Any) -> Chain:
    seen: dict[str, dict[str, float]] = defaultdict(dict)
    for i, j in zip(*np.nonzero(weights), strict=True):
        seen[marks[i]][labels[j]] = float(weights[i, j])
    behind = {
        one: dict(zip(labels, map(float, row), strict=True))
        for one, row in zip(labels, steps, strict=True)
    }
    return Chain(tuple(labels), dict(seen), behind)
