"""Lists that include lists: the entries of all of them, in order, each list once.

One walk serves case lists and signature blocks. It ends where lists include each other in a circle, too
deep, or too often: a list that includes the next one twice, thirty times over, would name a thousand
million entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from letterkit.assemble.assembly import Assembly
from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import DocumentFile
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


@dataclass(slots=True)
class Inclusion(Generic[List]):
    """What is included: the model of the lists, the key of their entries, and how to get at them."""

    assembly: Assembly[DocumentFile]
    model: type[List]
    key: str
    entries: Callable[[List], tuple[Entry, ...]]
    seen: dict[str, Location] = field(default_factory=dict)
    count: int = 0

    def of(self, top: Block[List], place: Location) -> Iterator[tuple[Block[List], int]]:
        """The entries of a list, and of those it includes, each as its list and its index there.

        A circle is LK206, what goes too deep or is too much LK218; a list that stands twice is LK210, but
        in a letter that is kept as it was published.
        """
        yield from self._of(top, place, ())

    def _of(
        self, block: Block[List], place: Location, above: tuple[str, ...]
    ) -> Iterator[tuple[Block[List], int]]:
        self.seen.setdefault(block.name, place)
        for i, entry in enumerate(self.entries(block.model)):
            self.count += 1
            here = block.location(self.key, i)
            if self.count > MAX_ENTRIES:
                self._too_much(here)
                return
            if not entry.list:
                yield block, i
            elif self._may_include(entry.list, (*above, block.name), here):
                included = self.assembly.get(self.model, entry.list, here)
                if included is not None:
                    yield from self._of(included, here, (*above, block.name))

    def _may_include(self, name: str, above: tuple[str, ...], place: Location) -> bool:
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
