"""The files of a proposal in the making, each under a name that is free, with where its words came from.

Every guess says how sure it is in a comment: a comment goes when somebody has checked it, a key would
stay and be false.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from letterkit.blocks import schemas
from letterkit.blocks.base import BlockModel as Model
from letterkit.blocks.kinds import KIND_BY_MODEL, DocumentKind, Kind
from letterkit.blocks.values import is_name
from letterkit.importer.parts import FoundAddressee, FoundCase, FoundSignatory, Proposed, ReadPart
from letterkit.importer.reading import Sure
from letterkit.importer.reading_text import span
from letterkit.letter import words_digest
from letterkit.library.index import Block
from letterkit.proposals.block_text import comment, scalar
from letterkit.proposals.likeness import KnownBlocks


class FoundAt(NamedTuple):
    """The lines of the source that something was found in, and how sure that is."""

    first: int
    last: int
    sure: Sure

    @property
    def lines(self) -> str:
        """'12-14', or '12'."""
        return span(self.first, self.last)


def found_at(parts: Sequence[ReadPart | FoundAddressee | FoundCase | FoundSignatory]) -> FoundAt:
    """All their lines, as sure as the least sure of them. At least one must be given."""
    first, last = min(part.first for part in parts), max(part.last for part in parts)
    return FoundAt(first, last, max((part.sure for part in parts), key=list(Sure).index))


class ProposalFiles:
    """A proposal's files so far.

    `files` are the texts by their names within the proposal's folder. `proposed` are the blocks, by the
    document that gave them. `known` is what the library has.
    """

    def __init__(self, source: str, name: str, known: KnownBlocks, documents: int) -> None:
        self.source = source
        self.name = name
        self.known = known
        self.files: dict[str, str] = {}
        self.proposed: list[list[Proposed]] = [[] for _ in range(documents)]
        self._document = 0

    def begin(self, document: int) -> None:
        """The blocks that follow are those of the document with this number."""
        self._document = document

    def add(
        self,
        model: type[Model],
        wanted: str,
        lines: Iterable[str],
        at: FoundAt,
        remark: str = "",
        own: bool = False,
    ) -> str:
        """Enter a block's file under a name that is free, or its `own`; returns the name."""
        kind = KIND_BY_MODEL[model]
        name = wanted if own else self.free(kind, wanted)
        text = [schema_line(kind, 5), f"{imported_from(self.source, at)}; {at.sure}."]
        text += [*comment(remark) * bool(remark), *lines, "verified:", "origin:"]
        text += [f"  - seed: {scalar(self.source)}", f'    lines: "{at.lines}"']
        self.files[f"blocks/{kind.folder}/{name}.yaml"] = file_text(text)
        self.note(kind.name, name, at, remark)
        return name

    def add_document(self, kind: DocumentKind, lines: Iterable[str], at: FoundAt) -> None:
        """Enter the file of a document."""
        self.files[kind.file] = file_text(lines)
        self.note(kind.file.removesuffix(".yaml").replace("-", " "), self.name, at)

    def note(self, kind: str, name: str, at: FoundAt, remark: str = "") -> None:
        """Note what a document gives, or what the library has of it already."""
        found = Proposed(kind, name, at.first, at.last, at.sure, remark)
        self.proposed[self._document].append(found)

    def refer(self, block: Block[Any], at: FoundAt) -> str:
        """Note that the library has the block already; returns its name."""
        self.note(block.kind.name, block.name, at, block.reference)
        return block.name

    def free(self, kind: Kind, wanted: str) -> str:
        """A name that neither the library nor the proposal has."""
        otherwise = f"{kind.name.replace(' ', '-')}-{words_digest([wanted])[:8]}"
        base = wanted if is_name(wanted) else otherwise
        library = set(self.known.library.names(kind))
        names = (base if n == 1 else f"{base}-{n}" for n in range(1, 10_000))
        return next(
            n for n in names if n not in library and f"blocks/{kind.folder}/{n}.yaml" not in self.files
        )


def schema_line(kind: Kind | DocumentKind, depth: int) -> str:
    """The first line of a file, which tells an editor its schema; `depth` folders below the workspace."""
    up = "../" * depth
    return f"# yaml-language-server: $schema={up}{schemas.FOLDER}/{schemas.file_name(kind)}"


def file_text(lines: Iterable[str]) -> str:
    """Lines as the text of a file."""
    return "".join(f"{line}\n" for line in lines)


def imported_from(source: str, at: FoundAt) -> str:
    """The comment that says where something was imported from."""
    return (
        f"{comment(f'Imported from {source},')[0]} {'lines' if at.last > at.first else 'line'} {at.lines}"
    )
