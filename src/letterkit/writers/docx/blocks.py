"""What a Word file's text consists of, before it is XML: paragraphs, tables, and what moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from letterkit import letter as lt
from letterkit.writers.docx.runs import Run
from letterkit.writers.docx.tracking import Tracked


class Numbering(Struct, frozen=True):
    """The list that a paragraph is an item of (its number in the numbering part), and how deep it is."""

    list: int
    level: int


class WordParagraph(Struct):
    """A paragraph: its style, its words, and what became of it.

    `end` is what became of its end where the next one begins in one of the letters alone. `indent` counts
    the lists around it; `before` is the space above it in points, where that is not its style's.
    `keep_next` keeps it on the page of what follows; `node` is the innermost that it was made of.
    """

    style: str
    runs: Sequence[Run]
    kind: Tracked = Tracked.KEPT
    end: Tracked | None = None
    numbering: Numbering | None = None
    indent: int = 0
    before: float | None = None
    keep_next: bool = False
    alignment: lt.Alignment = "left"
    node: lt.Node | None = None


class Cell(Struct, frozen=True):
    """A cell of a table: its paragraphs, and how their words are aligned."""

    paragraphs: tuple[WordParagraph, ...]
    alignment: lt.Alignment = "left"


class WordRow(Struct, frozen=True):
    """A row of a table, and what became of it."""

    cells: tuple[Cell, ...]
    kind: Tracked = Tracked.KEPT
    is_header: bool = False
    keep_next: bool = False


class WordTable(Struct, frozen=True):
    """A table: of data, with a line below its header, or columns alone where it has none."""

    rows: tuple[WordRow, ...]
    columns: int
    indent: int = 0
    is_data: bool = False


class Moved(Struct, frozen=True):
    """What moved, at one of its places; `number` is the change's."""

    number: int
    kind: Tracked
    blocks: tuple[Block, ...]


Block: TypeAlias = WordParagraph | WordTable | Moved


def paragraphs(blocks: Iterable[Block]) -> Iterator[WordParagraph]:
    """The paragraphs that stand in no table, in their order."""
    for block in blocks:
        match block:
            case WordParagraph():
                yield block
            case Moved():
                yield from paragraphs(block.blocks)


def every_paragraph(blocks: Iterable[Block]) -> Iterator[WordParagraph]:
    """The paragraphs in their order, those of tables too, row by row."""
    for block in blocks:
        match block:
            case WordParagraph():
                yield block
            case Moved():
                yield from every_paragraph(block.blocks)
            case WordTable():
                yield from (p for row in block.rows for cell in row.cells for p in cell.paragraphs)


def made_of(node: lt.Node, blocks: Iterable[Block]) -> list[Block]:
    """The blocks, each paragraph of them knowing that it was made of this node or of one within."""
    found = list(blocks)
    for paragraph in every_paragraph(found):
        paragraph.node = paragraph.node or node
    return found
