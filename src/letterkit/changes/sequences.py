"""Two sequences compared: which items stayed, in linear time or little more, whatever they are.

Items that stand once on both sides hold the comparison in place (patience diff); between them Myers'
algorithm finds the shortest script, up to a bound, so that no input takes quadratic time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

# Edits that Myers' algorithm follows between two anchors before the stretch counts as replaced.
_MAX_EDITS = 200

# An index of an old item with that of a new one.
Match = tuple[int, int]


class _Stretch(NamedTuple):
    """A stretch of both sides, each from its begin to before its end."""

    old_begin: int
    old_end: int
    new_begin: int
    new_end: int

    @property
    def has_both(self) -> bool:
        return self.old_begin < self.old_end and self.new_begin < self.new_end


def matches(
    old: Sequence[Hashable], new: Sequence[Hashable], anchor: Sequence[bool] | None = None
) -> list[Match]:
    """Pairs of indices of equal items, rising on both sides: a long common subsequence.

    `anchor` says which old items may hold the comparison in place.
    """
    may_anchor = anchor or [True] * len(old)
    found: list[Match] = []
    waiting = [_Stretch(0, len(old), 0, len(new))]
    while waiting:
        ends, stretch = _equal_ends(old, new, waiting.pop())
        found += ends
        if not stretch.has_both:
            continue
        a1, a2, b1, b2 = stretch
        anchors = _anchors(old, new, stretch, may_anchor)
        if anchors:
            corners = [(a1 - 1, b1 - 1), *anchors, (a2, b2)]
            found += anchors
            waiting += [_Stretch(i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(corners)]
        else:
            found += [(a1 + i, b1 + j) for i, j in _shortest_edit(old[a1:a2], new[b1:b2])]
    return sorted(found)


def _equal_ends(
    old: Sequence[Hashable], new: Sequence[Hashable], stretch: _Stretch
) -> tuple[list[Match], _Stretch]:
    """The equal items with which the stretch begins and ends, and what is left between them."""
    found: list[Match] = []
    a1, a2, b1, b2 = stretch
    while a1 < a2 and b1 < b2 and old[a1] == new[b1]:
        found.append((a1, b1))
        a1, b1 = a1 + 1, b1 + 1
    while a1 < a2 and b1 < b2 and old[a2 - 1] == new[b2 - 1]:
        a2, b2 = a2 - 1, b2 - 1
        found.append((a2, b2))
    return found, _Stretch(a1, a2, b1, b2)


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], stretch: _Stretch, may_anchor: Sequence[bool]
) -> list[Match]:
    """The items that stand once on each side, as many as keep their order."""
    a1, a2, b1, b2 = stretch
    once = _once(old[a1:a2]) & _once(new[b1:b2])
    where = {new[j]: j for j in range(b1, b2) if new[j] in once}
    pairs = [(i, where[old[i]]) for i in range(a1, a2) if may_anchor[i] and old[i] in once]
    return [pairs[k] for k in longest_rising([j for _, j in pairs])]


def _once(items: Sequence[Hashable]) -> set[Hashable]:
    return {item for item, count in Counter(items).items() if count == 1}


def longest_rising(values: Sequence[int]) -> list[int]:
    """The indices of a longest strictly rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for i, value in enumerate(values):
        k = bisect_left(tails, value)
        before.append(ends[k - 1] if k else -1)
        tails[k : k + 1] = [value]
        ends[k : k + 1] = [i]
    chain: list[int] = []
    i = ends[-1] if ends else -1
    while i >= 0:
        chain.append(i)
        i = before[i]
    return chain[::-1]


# Myers' algorithm. A diagonal k holds the pairs of indices (i, i - k); `reach` says how far into the old
# side one comes on each of them with so many edits.

_Reach = Mapping[int, int]


def _shortest_edit(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Match]:
    """E. W. Myers, An O(ND) Difference Algorithm (1986), greedy; nothing beyond `_MAX_EDITS` edits."""
    reach = {1: 0}
    history: list[dict[int, int]] = []
    for edits in range(min(len(old) + len(new), _MAX_EDITS) + 1):
        history.append(dict(reach))
        for k in range(-edits, edits + 1, 2):
            i = reach[k + 1] if _comes_down(reach, k, edits) else reach[k - 1] + 1
            reach[k] = i = _slide(old, new, i, k)
            if i >= len(old) and i - k >= len(new):
                return _way_back(history, len(old), len(new))
    return []


def _comes_down(reach: _Reach, k: int, edits: int) -> bool:
    """Whether the diagonal is reached from the one above, by an insertion, and not by a deletion."""
    return k == -edits or (k != edits and reach[k - 1] < reach[k + 1])


def _slide(old: Sequence[Hashable], new: Sequence[Hashable], i: int, k: int) -> int:
    """How far the equal items lead on along the diagonal."""
    while 0 <= i < len(old) and i - k < len(new) and old[i] == new[i - k]:
        i += 1
    return i


def _way_back(history: Sequence[_Reach], i: int, j: int) -> list[Match]:
    found: list[Match] = []
    for edits in range(len(history) - 1, -1, -1):
        reach, k = history[edits], i - j
        k = k + 1 if _comes_down(reach, k, edits) else k - 1
        before = reach[k], reach[k] - k
        while i > max(before[0], 0) and j > max(before[1], 0):
            i, j = i - 1, j - 1
            found.append((i, j))
        i, j = before
    return found[::-1]
