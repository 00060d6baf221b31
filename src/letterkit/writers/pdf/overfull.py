"""The lines that do not fit: words outside their column or off the page, each with where it was written.

Words break where they can (see `writers.breaks` and `overflow-wrap` in letter.css), so that it takes a
template's own style, or a column narrower than a letter, to come to this.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from letterkit import letter as lt
from letterkit.diagnostics import Diagnostic, Location
from letterkit.writers.pdf.lines import StrayLine, stray_lines

if TYPE_CHECKING:
    from weasyprint import Document

_POINTS_A_MILLIMETRE = 72 / 25.4
_SHOWN = 40  # characters of the line that are quoted
_HINT = "make it shorter, or give it more room: fewer columns, or another rule in templates/"


def overfull_lines(document: Document, tree: lt.Document) -> Iterator[Diagnostic]:
    """LK510: a diagnostic for each block with such lines on a page, at the first of them."""
    said: set[tuple[int, str | None, int | None]] = set()
    for stray in stray_lines(document):
        line = stray.line
        if (line.page, line.file, line.line) in said:
            continue
        said.add((line.page, line.file, line.line))
        yield Diagnostic("LK510", _message(stray), _place(stray, tree), _HINT)


def _message(stray: StrayLine) -> str:
    text = stray.line.text.replace("\u00a0", " ")
    shown = text if len(text) <= _SHOWN else f"…{text[-_SHOWN:].lstrip()}"
    millimetres = max(1, round(stray.beyond / _POINTS_A_MILLIMETRE))
    return f"a line on page {stray.line.page} is {millimetres} mm outside its place: '{shown}'"


def _place(stray: StrayLine, tree: lt.Document) -> Location:
    """Where the line was written; the document's file for what no block wrote, such as a running head."""
    if stray.line.file is not None:
        return Location(stray.line.file, stray.line.line or 1, 1)
    return Location(tree.origin.file, tree.origin.line, tree.origin.column)
