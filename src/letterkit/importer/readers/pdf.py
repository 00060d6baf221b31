"""A PDF → lines, by where its words stand: columns read in turn, notes told by their size.

Each row of a page becomes a line with its words as far apart as they are printed, so that columns of
addresses and signatures are seen as in a text; a page set in two columns is read column by column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from msgspec import Struct

from letterkit.foreign import UnreadableError
from letterkit.foreign.characters import cleaned
from letterkit.importer.parts import MAX_CHARACTERS, SourceLine, SourceRegion, SourceText
from letterkit.importer.readers.text import line_of, undivided
from letterkit.values import replace

MAX_PAGES = 500
_NOTE_SIZE = 0.9  # of the size that most of the text has
_NOTE = re.compile(r"(\d{1,3}(?!\d)|[*¹²³]+|\[\d{1,3}\])\s*(?=\S.{11})")  # how a footnote begins
_PITCH = 1.25  # of the usual height: how far rows of a paragraph may be apart
_GAP = 1.6  # of it: the distance of a blank line; of a run's own: that of a word in another column
_MOST_CHARACTERS = 200_000  # of a page
_COLUMN_ROWS = 8  # as many rows make a column of running text
# Points, from the corner of a page: ISO 32000-1, annex C lets none be longer than 14,400.
_FARTHEST = 20_000.0

# Left, bottom, right and top in points from the lower left.
_Box = tuple[float, float, float, float]
# The runs of characters in one row of a page, from the left.
_Row = list["_Run"]


class _Run(Struct):
    """Characters that stand in one row, and their box in points from the lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def takes(self, box: _Box) -> bool:
        """Whether a character stands in the same row, and near the end."""
        left, bottom, _, top = box
        height = top - bottom
        near = -3 * height <= left - self.right <= _GAP * height
        return near and abs(bottom - self.bottom) <= 0.6 * height

    def add(self, character: str, box: _Box) -> None:
        """One character more; a space takes no room."""
        self.text += character
        if not character.isspace():
            self.left, self.bottom = min(self.left, box[0]), min(self.bottom, box[1])
            self.right, self.top = max(self.right, box[2]), max(self.top, box[3])


def read_pdf(name: str, data: bytes) -> SourceText:
    """The lines of a PDF. Raises UnreadableError."""
    from pypdfium2 import PdfDocument, PdfiumError

    pages: list[list[_Run]] = []
    characters = 0
    try:
        with closing(PdfDocument(data)) as document:
            if len(document) > MAX_PAGES:
                raise UnreadableError("pages")
            for number in range(len(document)):
                pages.append(list(_runs(document[number])))
                characters += sum(len(run.text) for run in pages[-1])
                if characters > MAX_CHARACTERS:
                    raise UnreadableError("long")
    except PdfiumError as error:
        raise UnreadableError("encrypted" if "password" in str(error).lower() else "damaged") from error
    if not any(pages):
        raise UnreadableError("scan")
    return SourceText(name, tuple(_lines(pages)))


def _runs(page: Any) -> Iterator[_Run]:
    """The runs of a page: characters that follow each other in one row, no wide gap between them."""
    run: _Run | None = None
    for character, box in _characters(page):
        if run and (box is None or not (character.isspace() or run.takes(box))):
            run.text = " ".join(run.text.split())
            yield run
            run = None
        if run and box:
            run.add(character, box)
        elif box and not character.isspace():
            run = _Run(character, *box)


def _characters(page: Any) -> Iterator[tuple[str, _Box | None]]:
    """The characters of a page as drawn, each with its box; a line's end and the page's have none."""
    from pypdfium2.raw import FPDFText_GetUnicode

    with closing(page), closing(page.get_textpage()) as text:
        for i in range(min(text.count_chars(), _MOST_CHARACTERS)):
            character = chr(FPDFText_GetUnicode(text, i))
            if character in "\r\n\0":
                yield character, None
                continue
            # A damaged file has characters at infinity, or at no place.
            edges = (edge if abs(edge) < _FARTHEST else 0.0 for edge in text.get_charbox(i, loose=True))
            left, bottom, right, top = edges
            # What PDFium makes of a hyphen at a line's end.
            yield "-" if character in "\x02\ufffe" else character, (left, bottom, right, top)
        yield "", None


# Pages → lines


def _lines(pages: Sequence[list[_Run]]) -> Iterator[SourceLine]:
    """The lines of all pages, and below them the notes of each."""
    heights = Counter(round(run.height, 1) for runs in pages for run in runs for _ in run.text)
    usual = heights.most_common(1)[0][0]
    right = max(run.right for runs in pages for run in runs)
    rows: list[SourceLine] = []
    notes: list[SourceLine] = []
    for page, runs in enumerate(pages, 1):
        small = _footnotes(runs, usual)
        notes += (SourceLine(0, run.text, page=page) for run in small)
        for column, edge in _columns([run for run in runs if run not in small], right):
            printed = _as_printed(column, usual, edge)
            rows += (SourceLine(0, text, page=page, full=full) for text, full in printed)
    texts = cleaned("\n".join(line.text for line in (*rows, *notes))).split("\n")
    numbered = enumerate(zip(texts, (*rows, *notes), strict=True), 1)
    lines = [line_of(number, text, line.page, line.full) for number, (text, line) in numbered]
    yield from undivided(lines[: len(rows)])
    yield from map(_note, lines[len(rows) :])


def _note(line: SourceLine) -> SourceLine:
    """A line of a footnote; its number or star is its mark."""
    mark = _NOTE.match(line.text)
    text, marker = (line.text[mark.end() :], mark[1]) if mark else (line.text, line.marker)
    return replace(line, text=text, marker=marker, region=SourceRegion.NOTE)


def _footnotes(runs: Sequence[_Run], usual: float) -> list[_Run]:
    """The footnotes of a page: small print below its text that begins with a figure or a mark."""
    small = sorted((run for run in runs if run.height < _NOTE_SIZE * usual), key=lambda run: -run.top)
    start = next((run for run in small if _NOTE.match(run.text)), None)
    long = (run.bottom for run in runs if run.height >= _NOTE_SIZE * usual and len(run.text) > 30)
    if start is None or start.top > min(long, default=0.0) + 2:
        return []
    return [run for run in small if run.top <= start.top + 1 and len(run.text) > 3]


def _columns(runs: Sequence[_Run], edge: float) -> Iterator[tuple[Sequence[_Run], float]]:
    """A page; where running text stands beside running text, what stands across, and each column.

    With each comes how far to the right its rows may reach; of a whole page that is the `edge`.
    """
    if not runs:
        return
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    middle = (left + right) / 2
    first = [run for run in runs if run.right <= middle]
    second = [run for run in runs if run.left >= middle < run.right]
    across = [run for run in runs if run.left < middle < run.right]
    running = sum(run.right - run.left > 0.3 * (right - left) for run in (*first, *second))
    if min(len(first), len(second)) < _COLUMN_ROWS or running < 0.6 * len(runs):
        yield runs, edge
        return
    for column in filter(None, (across, first, second)):
        yield column, max(run.right for run in column)


def _as_printed(runs: Sequence[_Run], usual: float, edge: float) -> Iterator[tuple[str, bool | None]]:
    """Lines with their words as far apart as printed, and whether each is as full as it can be; a wide
    gap between rows is a blank line.
    """
    rows: list[_Row] = []
    for run in sorted(runs, key=lambda run: (-run.bottom, run.left)):
        if rows and abs(rows[-1][0].bottom - run.bottom) < 0.45 * max(usual, run.height):
            rows[-1].append(run)
        else:
            rows.append([run])
    margin = min(run.left for run in runs)
    width = max(1.0, sum(run.right - run.left for run in runs) / sum(len(run.text) for run in runs))
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        row.sort(key=lambda run: run.left)
        yield _line(row, margin, width), _is_full(row, after, usual, edge)
        if after and min(run.bottom for run in row) - max(run.bottom for run in after) > _GAP * usual:
            yield "", None


def _line(row: _Row, margin: float, width: float) -> str:
    """The runs of a row, as far apart and as far in as they are printed."""
    text, end = " " * max(0, round((row[0].left - margin) / width)), row[0].left
    for run in row:
        gap = run.left - end
        wide = gap > _GAP * run.height
        text += " " * (max(3, round(gap / width)) if wide else 1 if text.strip() else 0) + run.text
        end = run.right
    return text


def _is_full(row: _Row, after: _Row | None, usual: float, edge: float) -> bool | None:
    """Whether the first word of the next row had no room in this one; None at a page's end."""
    end = max(run.right for run in row)
    if after is None or min(r.bottom for r in row) - max(r.top for r in after) > _PITCH * usual:
        return None if end > 0.6 * edge else False
    first = min(after, key=lambda run: run.left)
    space = (first.right - first.left) / max(1, len(first.text))
    return end + space * (len(first.text.split(" ", 1)[0]) + 0.5) > edge - space
