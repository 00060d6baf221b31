"""Several partners' changes of one paragraph, merged by its words: what agrees, and what contradicts.

The order of the partners plays no part, nothing is left out, and each wish is in exactly one outcome.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from letterkit.values import replace


class Wish(Struct, frozen=True, order=True):
    """What one file wants in the place of the words from `start` to before `end`: words, or none.

    `name` tells it from every other; `file` is the file that it stands in.
    """

    start: int
    end: int
    came: tuple[str, ...]
    file: str
    name: str

    @property
    def is_insertion(self) -> bool:
        """Whether words come and none goes."""
        return self.start == self.end

    def wants_the_same_as(self, other: Wish) -> bool:
        """Whether both want the same words at the same place."""
        return (self.start, self.end, self.came) == (other.start, other.end, other.came)

    def concerns(self, other: Wish) -> bool:
        """Whether it is another file's, about the same words or place."""
        return self.file != other.file and self.overlaps(other)

    def overlaps(self, other: Wish) -> bool:
        """Whether both are about the same words, or put words at the same place."""
        if self.is_insertion and other.is_insertion:
            return self.start == other.start
        return self.start < other.end and other.start < self.end


class WishedReading(Struct, frozen=True):
    """How one file, or several that agree, would have the words; and the wishes that say so."""

    words: tuple[str, ...]
    wishes: tuple[Wish, ...]


class MergeOutcome(Struct, frozen=True):
    """Words of the paragraph from `start` to before `end`, and the readings of them.

    With one reading it can be taken; several contradict. `near` says that another file's change stands
    directly beside it: the two are to be read together.
    """

    start: int
    end: int
    readings: tuple[WishedReading, ...]
    near: bool = False

    @property
    def is_conflict(self) -> bool:
        """Whether files contradict one another."""
        return len(self.readings) > 1

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """All that it is about."""
        return tuple(wish for reading in self.readings for wish in reading.wishes)


def merged(words: Sequence[str], wishes: Iterable[Wish]) -> list[MergeOutcome]:
    """The outcomes, in the order of the paragraph's words."""
    groups: list[list[Wish]] = []
    for wish in sorted(wishes):
        if groups and any(wish.overlaps(other) for other in groups[-1]):
            groups[-1].append(wish)
        else:
            groups.append([wish])
    outcomes = [_outcome(words, group) for group in groups]
    near = {i for i, pair in enumerate(pairwise(outcomes)) if _touch(*pair)}
    return [replace(each, near=bool(near & {i, i - 1})) for i, each in enumerate(outcomes)]


def _outcome(words: Sequence[str], group: Sequence[Wish]) -> MergeOutcome:
    start, end = min(w.start for w in group), max(w.end for w in group)
    by_file: dict[str, list[Wish]] = defaultdict(list)
    for wish in group:
        by_file[wish.file].append(wish)
    readings: dict[tuple[str, ...], list[Wish]] = defaultdict(list)
    for own in by_file.values():
        readings[carried_out(words, own, start, end)] += own
    return MergeOutcome(
        start, end, tuple(WishedReading(w, tuple(sorted(own))) for w, own in sorted(readings.items()))
    )


def _touch(one: MergeOutcome, two: MergeOutcome) -> bool:
    """Whether outcomes of different files stand beside each other, with a word between them at most."""
    files = [{wish.file for wish in each.wishes} for each in (one, two)]
    return two.start - one.end <= 1 and files[0] != files[1]


def carried_out(
    words: Sequence[str], wishes: Iterable[Wish], start: int = 0, end: int | None = None
) -> tuple[str, ...]:
    """The words from `start` to `end` with these wishes, none of which overlap, carried out."""
    made: list[str] = []
    at = start
    for wish in sorted(wishes):
        made += [*words[at : wish.start], *wish.came]
        at = wish.end
    return (*made, *words[at : len(words) if end is None else end])
