"""The files of a proposal in the making, each under a name that is free, with where its words came from.

Every guess says how sure it is in a comment: a comment goes when somebody has checked it, a key would
stay and be false.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from letterkit.blocks.base import BlockModel as Model
from letterkit.blocks.kinds import KIND_BY_MODEL, DocumentKind, Kind
from letterkit.blocks.values import is_name
from letterkit.importer.parts import FoundAddressee, FoundCase, FoundSignatory, Proposed, ReadPart
from letterkit.importer.reading import FoundAt, Sure
from letterkit.letter import words_digest
from letterkit.library.index import Block
from letterkit.proposals.block_text import Keys, file_text
from letterkit.proposals.likeness import KnownBlocks


def found_at(parts: Sequence[ReadPart | FoundAddressee | FoundCase | FoundSignatory]) -> FoundAt:
    """All their lines, as sure as the least sure of them. At least one must be given."""
    places = [part.at for part in parts]
    least = max((at.sure for at in places), key=list(Sure).index)
    return FoundAt(min(at.first for at in places), max(at.last for at in places), least)


class ProposalFiles:
    """A proposal's files so far.

    `files` are the texts by their names within the proposal's folder. `proposed` are the blocks, by the
    document that gave them. `known` is what the library has. `people` and `organisations` are the blocks
    of those named so far, by each of their names as printed.
    """

    def __init__(self, source: str, name: str, known: KnownBlocks) -> None:
        self.source = source
        self.name = name
        self.known = known
        self.files: dict[str, str] = {}
        self.proposed: defaultdict[int, list[Proposed]] = defaultdict(list)
        self.people: dict[str, str] = {}
        self.organisations: dict[str, str] = {}
        self._document = 0

    def begin(self, document: int) -> None:
        """The blocks that follow are those of the document with this number."""
        self._document = document

    def add(
        self,
        model: type[Model],
        wanted: str,
        at: FoundAt,
        keys: Keys,
        *comments: str,
        remark: str = "",
        own: bool = False,
    ) -> str:
        """Enter a block's file under a name that is free, or its `own`; returns the name.

        `comments` and the `remark`, which says what the library has of it, stand above its keys.
        """
        kind = KIND_BY_MODEL[model]
        name = wanted if own else self.free(kind, wanted)
        said = (f"{self._imported(at)}; {at.sure}.", *[remark] * bool(remark), *comments)
        origin: Keys = {"verified": None, "origin": [{"seed": self.source, "lines": at.lines}]}
        self.files[_file(kind, name)] = file_text(kind, 5, said, {**keys, **origin})
        self._note(kind.name, name, at, remark)
        return name

    def add_document(self, kind: DocumentKind, at: FoundAt, keys: Keys, *comments: str) -> None:
        """Enter the file of a document."""
        self.files[kind.file] = file_text(kind, 3, (f"{self._imported(at)}.", *comments), keys)
        self._note(kind.file.removesuffix(".yaml").replace("-", " "), self.name, at)

    def refer(self, block: Block[Any], at: FoundAt) -> str:
        """Note that the library has the block already; returns its name."""
        self._note(block.kind.name, block.name, at, block.reference)
        return block.name

    def _note(self, kind: str, name: str, at: FoundAt, remark: str = "") -> None:
        self.proposed[self._document].append(Proposed(kind, name, at, remark))

    def _imported(self, at: FoundAt) -> str:
        return f"Imported from {self.source}, {'lines' if at.last > at.first else 'line'} {at.lines}"

    def free(self, kind: Kind, wanted: str) -> str:
        """A name that neither the library nor the proposal has."""
        otherwise = f"{kind.name.replace(' ', '-')}-{words_digest([wanted])[:8]}"
        base = wanted if is_name(wanted) else otherwise
        library = set(self.known.library.names(kind))
        names = (base if n == 1 else f"{base}-{n}" for n in range(1, 10_000))
        return next(n for n in names if n not in library and _file(kind, n) not in self.files)


def _file(kind: Kind, name: str) -> str:
    return f"blocks/{kind.folder}/{name}.yaml"
