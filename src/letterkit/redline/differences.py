"""What a comparison finds: each change, and each difference from which a change's cause can be told."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.changes import ListedChange
from letterkit.changes.kinds import ChangeKind
from letterkit.redline.excerpts import joined


class Aspect(StrEnum):
    """What of a node differs: its words, its place in the letter, or values of its own."""

    WORDS = "words"
    PLACE = "place"
    VALUES = "values"


class Difference(Struct, frozen=True):
    """Something that differs, as part of the change `number`.

    `old` or `new` is None where only one letter has the node; `within` are the nodes that hold it, and
    `blocks` the full names of the blocks. `part` is the letter's part, `fields` are the values' names,
    and `come` are the words that are new.
    """

    number: int
    aspect: Aspect
    old: lt.Node | None
    new: lt.Node | None
    within: tuple[lt.Node, lt.Node]
    blocks: tuple[str | None, str | None]
    part: str
    fields: tuple[str, ...] = ()
    come: str = ""

    @property
    def node(self) -> lt.Node:
        """The node as it is now, or as it was."""
        return self.new or self.old or self.within[1]


class OpenChange(Struct):
    """A change while more may be found to belong to it."""

    number: int
    kind: ChangeKind
    place: str
    origin: lt.Origin
    excerpts: list[tuple[str, str]] = field(default_factory=list)

    def listed(self) -> ListedChange:
        """The change as the letter lists it, for no cause that is known yet."""
        old, new = (joined(excerpt[side] for excerpt in self.excerpts) for side in (0, 1))
        file, line = self.origin.file, self.origin.line
        return ListedChange(self.number, str(self.kind), (), self.place, file, line, old, new)
