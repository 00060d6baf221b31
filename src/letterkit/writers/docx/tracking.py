"""How words stand in a redline: which tracked change they are, and what a node's change makes of them.

A change stands in no other: Word does not expect an insertion within a moved text, nor a deletion within
an insertion. What moved and lost words has them struck at its old place alone. So accepting all gives the
new letter, and rejecting all the old one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from msgspec import Struct

from letterkit import letter as lt
from letterkit.changes import Change, Deleted, Inserted
from letterkit.writers.docx.markup import w


class Tracked(Enum):
    """What became of words; the value is the element that tracks them (ECMA-376, part 1, 17.13.5)."""

    KEPT = ""
    CAME = "ins"
    WENT = "del"
    CAME_FROM_ELSEWHERE = "moveTo"
    WENT_ELSEWHERE = "moveFrom"

    @property
    def is_new(self) -> bool:
        """Whether the words are in the new letter."""
        return self in (Tracked.KEPT, Tracked.CAME, Tracked.CAME_FROM_ELSEWHERE)

    @property
    def is_old(self) -> bool:
        """Whether the words are in the old letter."""
        return self in (Tracked.KEPT, Tracked.WENT, Tracked.WENT_ELSEWHERE)

    @property
    def without_moves(self) -> Tracked:
        """The same where nothing can be said to have moved: in a table, in a note."""
        return {Tracked.CAME_FROM_ELSEWHERE: Tracked.CAME, Tracked.WENT_ELSEWHERE: Tracked.WENT}.get(
            self, self
        )


def of_side(around: Tracked, *, is_new: bool, is_old: bool) -> Tracked | None:
    """What became of words that only these letters have; None where neither has."""
    if is_new and is_old:
        return around
    if is_new:
        return around if around is Tracked.CAME_FROM_ELSEWHERE else Tracked.CAME
    if is_old:
        return around if around is Tracked.WENT_ELSEWHERE else Tracked.WENT
    return None


def kind_of(change: Change | None, around: Tracked, moves: frozenset[int]) -> Tracked | None:
    """What became of a node in something that became `around`; None where it does not stand here.

    `moves` are the changes that are told as moves.
    """
    if not isinstance(change, Inserted | Deleted):
        return around
    is_new = isinstance(change, Inserted)
    if not (around.is_new if is_new else around.is_old):
        return None
    if around is not Tracked.KEPT:
        return Tracked.CAME if is_new else around
    if change.moved and change.number in moves:
        return Tracked.CAME_FROM_ELSEWHERE if is_new else Tracked.WENT_ELSEWHERE
    return Tracked.CAME if is_new else Tracked.WENT


def moves_of(document: lt.Document) -> frozenset[int]:
    """The changes to be told as moves: of paragraphs and what holds them, from one place to one other."""
    found = Counter(_moved(document.body))
    return frozenset(n for n, is_new in found if is_new and found[n, True] == found[n, False] == 1)


_FLOWS = (lt.Passage, lt.Quote, lt.Ask, lt.CaseList, lt.Case, lt.Paragraph, lt.Heading, lt.ListItem)


def _moved(nodes: Iterable[lt.Node]) -> Iterator[tuple[int, bool]]:
    """The number of each change that moves, and whether it is the new place; nothing within another."""
    for node in nodes:
        match node.change:
            case Inserted(number=number, moved=moved) | Deleted(number=number, moved=moved):
                if moved and isinstance(node, _FLOWS) and not _has_table(node):
                    yield number, isinstance(node.change, Inserted)
            case _:
                for _, value in lt.values_of(node):
                    if isinstance(value, tuple):
                        yield from _moved(each for each in value if isinstance(each, lt.Node))


def _has_table(node: lt.Node) -> bool:
    return any(isinstance(each, lt.Table) for each in lt.walk(node))


class Tracker(Struct):
    """Makes the elements that track changes: whose they are, from when (ISO 8601), and their numbers."""

    author: str
    date: str
    moves: frozenset[int] = frozenset()
    _made: int = 0

    def element(self, tag: str, *children: Any, **more: str) -> Any:
        """A tracked change of that name around these elements."""
        self._made += 1
        return w(tag, *children, id=self._made, author=self.author, date=self.date, **more)
