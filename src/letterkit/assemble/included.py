"""Lists that include lists: the entries of all of them, in order, each list once.

One walk serves case lists and signature blocks. It ends where lists include each other in a circle, too
deep, or too often: a list that includes the next one twice, thirty times over, would name a thousand
million entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from msgspec import Struct, field

from letterkit.assemble.assembly import Assembly
from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import DocumentFile
from letterkit.blocks.yaml import Steps
from letterkit.diagnostics import Location
from letterkit.library.index import Block

MAX_DEPTH = 20
MAX_ENTRIES = 5_000


class Entry(Protocol):
    """An entry of a list: a part of it, or another list's name."""

    @property
    def list(self) -> str | None:
        """The list that it includes."""


List = TypeVar("List", bound=BlockModel)


class Included(Struct, Generic[List], frozen=True):
    """An entry: the list that it stands in, and where there; and the entries that included that list, the
    outermost first.
    """

    block: Block[List]
    path: Steps
    above: tuple[Included[List], ...] = ()


class Inclusion(Struct, Generic[List]):
    """What is included: the model of the lists, and how to get at their entries, each with its path."""

    assembly: Assembly[DocumentFile]
    model: type[List]
    entries: Callable[[List], Iterable[tuple[Steps, Entry]]]
    seen: dict[str, Location] = field(default_factory=dict)
    count: int = 0

    def of(self, top: Block[List], place: Location) -> Iterator[Included[List]]:
        """The entries of a list, and of those it includes.

        A circle is LK206, what goes too deep or is too much LK218; a list that stands twice is LK210, but
        in a letter that is kept as it was published.
        """
        yield from self._of(top, place, ())

    def _of(
        self, block: Block[List], place: Location, above: tuple[Included[List], ...]
    ) -> Iterator[Included[List]]:
        self.seen.setdefault(block.name, place)
        for path, entry in self.entries(block.model):
            self.count += 1
            found = Included(block, path, above)
            here = block.location(*path)
            if self.count > MAX_ENTRIES:
                self._too_much(here)
                return
            if not entry.list:
                yield found
            elif self._may_include(entry.list, [each.block.name for each in (*above, found)], here):
                included = self.assembly.get(self.model, entry.list, here)
                if included is not None:
                    yield from self._of(included, here, (*above, found))

    def _may_include(self, name: str, above: list[str], place: Location) -> bool:
        if name in above:
            self.assembly.report("LK206", f"a loop: {' → '.join((*above, name))}", place)
            return False
        if len(above) >= MAX_DEPTH:
            message = f"lists that include lists, more than {MAX_DEPTH} levels deep"
            self.assembly.report("LK218", message, place, "name the entries themselves")
            return False
        before = self.seen.get(name)
        if before is not None and self.assembly.rules.once:
            where = f"{before.file}, line {before.line}"
            self.assembly.report("LK210", f"the list {name} stands twice; first in {where}", place)
            return False
        return True

    def _too_much(self, place: Location) -> None:
        if self.count == MAX_ENTRIES + 1:
            message = f"lists that come to more than {MAX_ENTRIES:,} entries"
            self.assembly.report("LK218", message, place, "take out what stands in them twice")
