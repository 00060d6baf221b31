"""The sheet that goes before a document, and the margins, outline and anchors that belong to it.

Drafts and redlines both have one. All of it is added to pages that are laid out already, so that the
document breaks its lines and pages as it will without; those pages themselves stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from letterkit.writers.pdf.lines import BODY, POINT, PrintedLine
from letterkit.writers.pdf.margins import BlockName, MarkedPage, PageMargins, with_margins
from letterkit.writers.pdf.places import anchor_of

if TYPE_CHECKING:
    from weasyprint import Document, Page


class Labels(Struct, frozen=True):
    """What every page says: `band` at its head, `version` at the left of its foot. At the right of it the
    sheet's own pages have `sheet`, the document's their number. `names_blocks` says whether each block's
    name stands beside it, and leads to it.
    """

    band: str
    version: str
    sheet: str
    names_blocks: bool = True


def with_sheet(
    document: Document, lines: Sequence[PrintedLine], sheet: Sequence[Page], labels: Labels
) -> tuple[Document, int]:
    """The document with these pages before it and with margins, and how many pages those are."""
    margins = [PageMargins((), (), (labels.version, labels.sheet), labels.band) for _ in sheet]
    margins += _margins_of(lines, len(document.pages), labels)
    pages = with_margins([*sheet, *document.pages], margins, document.font_config)
    if labels.names_blocks:
        _lead_to(pages[len(sheet) :], lines)
    return document.copy(pages), len(sheet)


def _margins_of(lines: Sequence[PrintedLine], count: int, labels: Labels) -> Iterator[PageMargins]:
    """What the margins of each page get: its lines' numbers, its blocks' names, and the version."""
    for number in range(1, count + 1):
        on_page = [line for line in lines if line.page == number]
        foot = (labels.version, f"page {number} of {count}")
        names = list(_names(on_page)) if labels.names_blocks else []
        yield PageMargins(on_page, names, foot, labels.band)


def _names(lines: Sequence[PrintedLine]) -> Iterator[BlockName]:
    """Each block's name where its lines begin on the page, or go on after another block's."""
    before = None
    for line in lines:
        if line.block and line.block != before:
            yield BlockName(line.block, line, left=_has_neighbour(line, lines))
        before = line.block


def _has_neighbour(line: PrintedLine, lines: Iterable[PrintedLine]) -> bool:
    """Whether another block stands to the right of the line: then its name goes to the left."""
    if line.part == BODY:
        return False
    return any(
        other.block != line.block and other.left > line.right and abs(other.baseline - line.baseline) < 1
        for other in lines
    )


def _lead_to(pages: Sequence[MarkedPage], lines: Iterable[PrintedLine]) -> None:
    """Let the outline lead to where each block begins, and links to every line."""
    blocks: set[str] = set()
    for page in pages:
        page.bookmarks = []
    for line in lines:
        page = pages[line.page - 1]
        left, top, right, bottom = (x / POINT for x in (line.left, line.top, line.right, line.bottom))
        page.anchors.setdefault(anchor_of(line), (left, top, right, bottom))
        if line.block and line.block not in blocks:
            blocks.add(line.block)
            page.bookmarks.append((1, line.block, (left, top), "open"))
