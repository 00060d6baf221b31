"""What a check of a document gets to see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TypeVar, cast

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import Dialogue, DocumentFile, Occasion
from letterkit.library.consent import Consents
from letterkit.library.index import Block, Library

Model = TypeVar("Model", bound=BlockModel)


class Subject(Struct, frozen=True):
    """A document: its file, its tree, the document it is about, its blocks, and the day to judge by.

    `tree` is None where the document cannot be made; `about` is the document of the same campaign that it
    tells of, as a press release tells of the letter. `used` are the blocks it is made of, and `consents`
    what people's files allow.
    """

    library: Library
    block: Block[DocumentFile]
    tree: lt.Document | None
    about: lt.Document | None
    used: tuple[Block[BlockModel], ...]
    on: dt.date
    consents: Consents

    @property
    def occasion(self) -> Occasion | None:
        """What the document is written for; None where its dialogue cannot be read."""
        dialogue = next(self.blocks(Dialogue), None)
        return dialogue.model if dialogue else self.block.model.occasion

    def files(self) -> tuple[Block[BlockModel], ...]:
        """The document's own file and the blocks it is made of."""
        return (cast("Block[BlockModel]", self.block), *self.used)

    def blocks(self, model: type[Model]) -> Iterator[Block[Model]]:
        """The blocks of that model among those used."""
        for block in self.used:
            if isinstance(block.model, model):
                yield block  # type: ignore[misc]  # just checked
