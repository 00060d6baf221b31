"""A PDF → lines, by where its words stand: columns read in turn, notes told by their size.

Each row of a page becomes a line with its words as far apart as they are printed, so that columns of
addresses and signatures are seen as in a text; a page set in two columns is read column by column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from letterkit.foreign.characters import cleaned
from letterkit.foreign.pdf_pages import GAP, Run, pages_of
from letterkit.importer.parts import MAX_CHARACTERS, SourceLine, SourceRegion, SourceText
from letterkit.importer.readers.text import line_of, undivided
from letterkit.values import replace

_NOTE_SIZE = 0.9  # of the size that most of the text has
_NOTE = re.compile(r"(\d{1,3}(?!\d)|[*¹²³]+|\[\d{1,3}\])\s*(?=\S.{11})")  # how a footnote begins
_PITCH = 1.25  # of the usual height: how far rows of a paragraph may be apart
_BLANK = 1.6  # of it: the distance of a blank line
_COLUMN_ROWS = 8  # as many rows make a column of running text

# The runs of characters in one row of a page, from the left.
_Row = list[Run]
# Where a run belongs.
_Place = Literal["text", "beside", "furniture"]


def read_pdf(name: str, data: bytes) -> SourceText:
    """The lines of a PDF. Raises UnreadableError."""
    return SourceText(name, tuple(_lines(pages_of(data, MAX_CHARACTERS))))


def _lines(pages: Sequence[list[Run]]) -> Iterator[SourceLine]:
    """The lines of all pages; below them what may be text beside it, the notes, and furniture."""
    parted = list(_parted(pages))
    text = [page["text"] for page in parted]
    heights = Counter(round(run.height, 1) for runs in text for run in runs for _ in run.text)
    usual = heights.most_common(1)[0][0]
    right = max(run.right for runs in text for run in runs)
    rows: list[SourceLine] = []
    notes: list[SourceLine] = []
    beside: list[SourceLine] = []
    furniture: list[SourceLine] = []
    for page, runs in enumerate(text, 1):
        small = _footnotes(runs, usual)
        notes += (SourceLine(0, run.text, page=page) for run in small)
        for column, edge in _columns([run for run in runs if run not in small], right):
            rows += _rows(column, page, usual, edge)
        blank = SourceLine(0, "", page=page)
        if doubtful := parted[page - 1]["beside"]:
            beside += (blank, *_rows(doubtful, page, usual, right))
        if words := " ".join(run.text for run in parted[page - 1]["furniture"]):
            furniture += (blank, replace(blank, text=words))
    every = (*rows, *beside, *notes, *furniture)
    texts = cleaned("\n".join(line.text for line in every)).split("\n")
    numbered = enumerate(zip(texts, every, strict=True), 1)
    lines = [line_of(number, text, line.page, line.full) for number, (text, line) in numbered]
    end = len(lines) - len(furniture)
    yield from undivided(lines[: end - len(notes)])
    yield from map(_note, lines[end - len(notes) : end])
    yield from (replace(line, region=SourceRegion.MARGIN) for line in lines[end:])


def _parted(pages: Sequence[list[Run]]) -> Iterator[dict[_Place, list[Run]]]:
    """The runs of each page, by where they belong.

    Of what the file marks as no text (an artifact), furniture is what has no letters, what another page
    has too, what stands in one row with that, and what stands in the margin at a side. The rest may be
    text: of the upper half of the first page as a letterhead is, of any other place beside it. Where most
    of a file is marked, that says nothing.
    """
    every = [run for runs in pages for run in runs]
    marked = sum(len(run.text) for run in every if run.is_artifact)
    believed = 2 * marked <= sum(len(run.text) for run in every)
    middle = max(run.top for run in every) + min(run.bottom for run in every)
    on = Counter(kind for runs in pages for kind in {_kind(run) for run in runs if run.is_artifact})
    for number, runs in enumerate(pages):
        own = [run for run in runs if not (believed and run.is_artifact)]
        left, right = min((r.left for r in own), default=0.0), max((r.right for r in own), default=1e9)
        again = {round(run.bottom) for run in runs if run.is_artifact and on[_kind(run)] > 1}
        places: dict[_Place, list[Run]] = {"text": [], "beside": [], "furniture": []}
        for run in runs:
            in_row = not again.isdisjoint(range(round(run.bottom) - 1, round(run.bottom) + 2))
            is_aside = run.right <= left or run.left >= right
            has_letters = any(map(str.isalpha, run.text))
            is_head = number == 0 and run.bottom + run.top > middle and has_letters and not is_aside
            is_text = is_head or not (believed and run.is_artifact)
            may_be = has_letters and not in_row and not is_aside
            places["text" if is_text else "beside" if may_be else "furniture"].append(run)
        yield places


def _kind(run: Run) -> str:
    """What a run says but for its figures: a page's number is another on each."""
    return re.sub(r"\d+", "", run.text)


def _rows(runs: Sequence[Run], page: int, usual: float, edge: float) -> Iterator[SourceLine]:
    """The lines of a page, or of a column on it."""
    printed = _as_printed(runs, usual, edge)
    return (SourceLine(0, text, page=page, full=full) for text, full in printed)


def _note(line: SourceLine) -> SourceLine:
    """A line of a footnote; its number or star is its mark."""
    mark = _NOTE.match(line.text)
    text, marker = (line.text[mark.end() :], mark[1]) if mark else (line.text, line.marker)
    return replace(line, text=text, marker=marker, region=SourceRegion.NOTE)


def _footnotes(runs: Sequence[Run], usual: float) -> list[Run]:
    """The footnotes of a page: small print below its text that begins with a figure or a mark."""
    small = sorted((run for run in runs if run.height < _NOTE_SIZE * usual), key=lambda run: -run.top)
    start = next((run for run in small if _NOTE.match(run.text)), None)
    long = (run.bottom for run in runs if run.height >= _NOTE_SIZE * usual and len(run.text) > 30)
    if start is None or start.top > min(long, default=0.0) + 2:
        return []
    return [run for run in small if run.top <= start.top + 1 and len(run.text) > 3]


def _columns(runs: Sequence[Run], edge: float) -> Iterator[tuple[Sequence[Run], float]]:
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


def _as_printed(runs: Sequence[Run], usual: float, edge: float) -> Iterator[tuple[str, bool | None]]:
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
        if after and min(run.bottom for run in row) - max(run.bottom for run in after) > _BLANK * usual:
            yield "", None


def _line(row: _Row, margin: float, width: float) -> str:
    """The runs of a row, as far apart and as far in as they are printed."""
    text, end = " " * max(0, round((row[0].left - margin) / width)), row[0].left
    for run in row:
        gap = run.left - end
        wide = gap > GAP * run.height
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
