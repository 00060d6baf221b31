"""What a check of a document gets to see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar, cast

from letterkit import letter as lt
from letterkit.library import Block, Library
from letterkit.model import Campaign, Part, Release

Model = TypeVar("Model", bound=Part)


@dataclass(frozen=True, slots=True)
class Subject:
    """A document: its file, its tree, the letter it is about, its blocks, and the day to judge by.

    `tree` is None where the document cannot be made; `letter` is the campaign's letter where the
    document is a press release. `used` are the blocks it is made of.
    """

    library: Library
    block: Block[Campaign] | Block[Release]
    tree: lt.Document | None
    letter: lt.Letter | None
    used: tuple[Block[Part], ...]
    on: dt.date

    def files(self) -> tuple[Block[Part], ...]:
        """The document's own file and the blocks it is made of."""
        return (cast("Block[Part]", self.block), *self.used)

    def blocks(self, model: type[Model]) -> Iterator[Block[Model]]:
        """The blocks of that model among those used."""
        for block in self.used:
            if isinstance(block.model, model):
                yield block  # type: ignore[misc]  # just checked
