"""A PDF → lines, by where its words stand: columns read in turn, notes told by their size.

Each row of a page becomes a line with its words as far apart as they are printed, so that columns of
addresses and signatures are seen as in a text; a page set in two columns is read column by column.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from letterkit.importer.parts import MAX_CHARACTERS, SourceLine, SourceRegion, SourceText
from letterkit.importer.readers import UnreadableError
from letterkit.importer.readers.characters import cleaned
from letterkit.importer.readers.text import read_text
from letterkit.values import replace

MAX_PAGES = 500
_NOTE_SIZE = 0.9  # of the size that most of the text has
_NOTE = re.compile(r"\d.{12}|[*¹²³\[]")  # how a footnote begins
_PITCH = 1.25  # of the usual height: how far rows of a paragraph may be apart
_GAP = 1.6  # of it: the distance of a blank line
_MOST_CHARACTERS = 200_000  # of a page
_COLUMN_ROWS = 8  # as many rows make a column of running text
# Points, from the corner of a page: ISO 32000-1, annex C lets none be longer than 14,400.
_FARTHEST = 20_000.0


# Left, bottom, right and top in points from the lower left.
_Box = tuple[float, float, float, float]


class _Run(Struct, frozen=True):
    """Characters that stand in one row, and their box in points from the lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read_pdf(name: str, data: bytes) -> SourceText:
    """The lines of a PDF. Raises UnreadableError."""
    import pypdfium2 as pdfium
    from pypdfium2 import PdfiumError

    try:
        document = pdfium.PdfDocument(data)
    except PdfiumError as error:
        raise UnreadableError("encrypted" if "password" in str(error).lower() else "damaged") from error
    try:
        pages = _pages(document)
    except PdfiumError as error:
        raise UnreadableError("damaged") from error
    finally:
        document.close()
    if not any(pages):
        raise UnreadableError("scan")
    return _source(name, pages)


def _pages(document: Any) -> list[list[_Run]]:
    """The runs of characters of each page of a document of pypdfium2's."""
    if len(document) > MAX_PAGES:
        raise UnreadableError("pages")
    pages: list[list[_Run]] = []
    characters = 0
    for i in range(len(document)):
        pages.append(list(_runs(document[i])))
        characters += sum(len(run.text) for run in pages[-1])
        if characters > MAX_CHARACTERS:
            raise UnreadableError("long")
    return pages


def _runs(page: Any) -> Iterator[_Run]:
    """The runs of a page: characters that follow each other in one row, no wide gap between them."""
    text, box = "", None
    for character, place in _characters(page):
        space = character.isspace()
        if box and (not place or (not space and _is_apart(box, place))):
            yield _Run(" ".join(text.split()), *box)
            text, box = "", None
        if place and not (space and not text):
            text += character
            box = place if box is None else box if space else _around(box, place)


def _is_apart(box: _Box, place: _Box) -> bool:
    """Whether a character stands in another row than a run, or far from its end."""
    left, bottom, _, top = place
    height = top - bottom
    far = left - box[2] > 1.6 * height or left < box[2] - 3 * height
    return far or abs(bottom - box[1]) > 0.6 * height


def _around(one: _Box, other: _Box) -> _Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _characters(page: Any) -> Iterator[tuple[str, _Box | None]]:
    """The characters of a page as drawn, each with its box; a line's end and the page's have none."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        whole = text_page.get_text_range(0, count) if count else ""
        exact = len(whole) == count
        for i in range(min(count, _MOST_CHARACTERS)):
            character = whole[i] if exact else text_page.get_text_range(i, 1)
            if character == "\ufffe":  # what PDFium makes of a hyphen at a line's end
                character = "-"
            ends = character in "\r\n" or not character
            yield character, None if ends else _within_reach(text_page.get_charbox(i, loose=True))
        yield "", None
    finally:
        text_page.close()
        page.close()


def _within_reach(box: _Box) -> _Box:
    """A box that can be reckoned with: a damaged file has characters at infinity, or at no place."""
    left, bottom, right, top = (
        min(max(edge, -_FARTHEST), _FARTHEST) if not math.isnan(edge) else 0.0 for edge in box
    )
    return left, bottom, right, top


# Pages → text


def _source(name: str, pages: Sequence[list[_Run]]) -> SourceText:
    heights = Counter(round(run.height, 1) for runs in pages for run in runs for _ in run.text)
    usual = heights.most_common(1)[0][0]
    right = max(run.right for runs in pages for run in runs)
    texts: list[str] = []
    full: list[bool | None] = []
    notes: list[tuple[int, str]] = []
    for number, runs in enumerate(pages, 1):
        small = _footnotes(runs, usual)
        rows = list(_laid_out([run for run in runs if run not in small], usual, right)) or [("", None)]
        texts.append("\n".join(text for text, _ in rows))
        full += [end for _, end in rows]
        notes += [(number, line) for line in _joined(small)]
    read = read_text(name, cleaned("\n\f".join(texts))).lines
    lines = [replace(line, page=line.page or 1, full=end) for line, end in zip(read, full, strict=True)]
    below = (
        SourceLine(number, cleaned(text), page=page, region=SourceRegion.NOTE)
        for number, (page, text) in enumerate(notes, len(lines) + 1)
    )
    return SourceText(name, "pdf", (*lines, *below))


def _footnotes(runs: Sequence[_Run], usual: float) -> list[_Run]:
    """The footnotes of a page: small print below its text that begins with a figure or a mark."""
    small = sorted((run for run in runs if run.height < _NOTE_SIZE * usual), key=lambda run: -run.top)
    start = next((run for run in small if _NOTE.match(run.text)), None)
    long = (run.bottom for run in runs if run.height >= _NOTE_SIZE * usual and len(run.text) > 30)
    if start is None or start.top > min(long, default=0.0) + 2:
        return []
    return [run for run in small if run.top <= start.top + 1 and len(run.text) > 3]


def _joined(notes: Sequence[_Run]) -> list[str]:
    """Footnotes, each with the rows that go on with it."""
    texts: list[str] = []
    for run in notes:
        if texts and not (run.text[:1].isdigit() or run.text[:1] in "*["):
            texts[-1] += f" {run.text}"
        else:
            texts.append(run.text)
    return texts


def _laid_out(runs: Sequence[_Run], usual: float, right: float) -> Iterator[tuple[str, bool | None]]:
    """The rows of a page as lines of text, from the top, and whether each is as full as it can be."""
    for column in _columns(runs):
        margin = min(run.left for run in column)
        edge = right if len(column) == len(runs) else max(run.right for run in column)
        yield from _rows(column, usual, margin, edge)


def _columns(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """A page; where running text stands beside running text, what stands across, and each column."""
    left, right = min((r.left for r in runs), default=0), max((r.right for r in runs), default=0)
    middle = (left + right) / 2
    first = [run for run in runs if run.right <= middle]
    second = [run for run in runs if run.left >= middle and run.right > middle]
    running = sum(run.right - run.left > 0.3 * (right - left) for run in (*first, *second))
    if min(len(first), len(second)) < _COLUMN_ROWS or running < 0.6 * len(runs):
        yield from filter(None, (list(runs),))
    else:
        across = [run for run in runs if run.left < middle < run.right]
        yield from filter(None, (across, first, second))


def _rows(
    runs: Sequence[_Run], usual: float, margin: float, edge: float
) -> Iterator[tuple[str, bool | None]]:
    """Lines with their words as far apart as printed; a wide gap between rows is a blank line."""
    rows = _in_rows(runs, usual)
    width = max(1.0, sum(run.right - run.left for run in runs) / sum(len(run.text) for run in runs))
    for above, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        if above and min(run.bottom for run in above) - max(run.bottom for run in row) > _GAP * usual:
            yield "", None
        text = _line(sorted(row, key=lambda run: run.left), margin, width)
        close = after and min(r.bottom for r in row) - max(r.top for r in after) <= _PITCH * usual
        yield text, _is_full(row, after if close else None, edge)


def _in_rows(runs: Sequence[_Run], usual: float) -> list[list[_Run]]:
    """Runs of one height on the page together, from the top."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (-run.bottom, run.left)):
        if rows and abs(rows[-1][0].bottom - run.bottom) < 0.45 * max(usual, run.height):
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _is_full(row: Sequence[_Run], after: Sequence[_Run] | None, edge: float) -> bool | None:
    """Whether the first word of the next row had no room in this one; None at a page's end."""
    end = max(run.right for run in row)
    if after is None:
        return None if end > 0.6 * edge else False
    first = min(after, key=lambda run: run.left)
    space = (first.right - first.left) / max(1, len(first.text))
    return end + space * (len(first.text.split(" ", 1)[0]) + 0.5) > edge - space


def _line(row: Sequence[_Run], margin: float, width: float) -> str:
    """The runs of a row, as far apart and as far in as they are printed."""
    text, end = " " * max(0, round((row[0].left - margin) / width)), row[0].left
    for run in row:
        gap = run.left - end
        wide = gap > 1.6 * run.height
        text += " " * (max(3, round(gap / width)) if wide else 1 if text.strip() else 0) + run.text
        end = run.right
    return text
