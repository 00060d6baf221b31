"""A PDF → lines, by where its words stand: columns read in turn, notes told by their size.

Each row of a page becomes a line with its words as far apart as they are printed, so that columns of
addresses and signatures are seen as in a text; a page set in two columns is read column by column.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from letterkit.importer.parts import MAX_CHARACTERS, SourceLine, SourceRegion, SourceText
from letterkit.importer.readers import UnreadableError
from letterkit.importer.readers.characters import cleaned
from letterkit.importer.readers.text import read_text

MAX_PAGES = 500
_NOTE_SIZE = 0.9  # of the size that most of the text has
_MOST_CHARACTERS = 200_000  # of a page
_COLUMN_ROWS = 8  # as many rows make a column of running text
# Points, from the corner of a page: ISO 32000-1, annex C lets none be longer than 14,400.
_FARTHEST = 20_000.0


# Left, bottom, right and top in points from the lower left.
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Run:
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
    pages: list[list[_Run]] = []
    characters = 0
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableError("pages")
        for i in range(len(document)):
            pages.append(_runs(document[i]))
            characters += sum(len(run.text) for run in pages[-1])
            if characters > MAX_CHARACTERS:
                raise UnreadableError("long")
    except PdfiumError as error:
        raise UnreadableError("damaged") from error
    finally:
        document.close()
    if not any(pages):
        raise UnreadableError("scan")
    return _source(name, pages)


def _runs(page: Any) -> list[_Run]:
    """The runs of characters of a page of pypdfium2's, by the lines in which the PDF draws them."""
    text_page = page.get_textpage()
    runs: list[_Run] = []
    text, box = "", None
    try:
        for character, place in [*_characters(text_page), ("", None)]:
            apart = box is not None and not character.isspace() and place and _is_apart(box, place)
            if box is not None and (place is None or apart):
                runs.append(_Run(" ".join(text.split()), *box))
            if place is None or apart:
                text, box = "", None
            if place is not None and (text or not character.isspace()):
                text += character
                box = place if box is None else box if character.isspace() else _around(box, place)
    finally:
        text_page.close()
        page.close()
    return runs


def _is_apart(box: _Box, place: _Box) -> bool:
    """Whether a character stands in another row than a run, or far from its end."""
    left, bottom, _, top = place
    height = top - bottom
    far = left - box[2] > 1.6 * height or left < box[2] - 3 * height
    return far or abs(bottom - box[1]) > 0.6 * height


def _around(one: _Box, other: _Box) -> _Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _characters(page: Any) -> Iterator[tuple[str, _Box | None]]:
    """The characters of a page as drawn, each with its box; a line's end has none."""
    count = page.count_chars()
    whole = page.get_text_range(0, count) if count else ""
    exact = len(whole) == count
    for i in range(min(count, _MOST_CHARACTERS)):
        character = whole[i] if exact else page.get_text_range(i, 1)
        if character == "\ufffe":  # what PDFium makes of a hyphen at a line's end
            character = "-"
        ends = character in "\r\n" or not character
        yield character, None if ends else _within_reach(page.get_charbox(i, loose=True))


def _within_reach(box: _Box) -> _Box:
    """A box that can be reckoned with: a damaged file has characters at infinity, or at no place."""
    left, bottom, right, top = (
        min(max(edge, -_FARTHEST), _FARTHEST) if not math.isnan(edge) else 0.0 for edge in box
    )
    return left, bottom, right, top


# Pages → text


def _source(name: str, pages: Sequence[list[_Run]]) -> SourceText:
    usual = _usual_height(pages)
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


def _usual_height(pages: Sequence[list[_Run]]) -> float:
    heights = Counter(round(run.height, 1) for runs in pages for run in runs for _ in run.text)
    return heights.most_common(1)[0][0] if heights else 10.0


def _footnotes(runs: Sequence[_Run], usual: float) -> list[_Run]:
    """The footnotes of a page: small print below its text that begins with a figure or a mark."""
    small = sorted((run for run in runs if run.height < _NOTE_SIZE * usual), key=lambda run: -run.top)
    begins = (r for r in small if (r.text[:1].isdigit() and len(r.text) > 12) or r.text[:1] in "*¹²³[")
    start = next(begins, None)
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


def _laid_out(runs: list[_Run], usual: float, right: float) -> Iterator[tuple[str, bool | None]]:
    """The rows of a page as lines of text, from the top, and whether each is as full as it can be."""
    if not runs:
        return
    parts = _columns(runs)
    for part in parts:
        edge = right if len(parts) == 1 else max(run.right for run in part)
        yield from _rows(part, usual, min(run.left for run in part), edge)


def _columns(runs: list[_Run]) -> list[list[_Run]]:
    """A page, or its two columns where running text is set in two."""
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    middle, width = (left + right) / 2, right - left
    for split in (middle, middle - 0.06 * width, middle + 0.06 * width):
        if parts := _two_columns(runs, split, width):
            return parts
    return [runs]


def _two_columns(runs: Sequence[_Run], split: float, width: float) -> list[list[_Run]]:
    """What stands across the page and its two columns, divided at `split`; nothing where it has none.

    Most of the page must be running text beside running text, and no list of short lines.
    """
    first = [run for run in runs if run.right <= split]
    second = [run for run in runs if run.left >= split]
    across = [run for run in runs if run.left < split < run.right]
    beside = [*first, *second]
    running = sum(run.right - run.left > 0.3 * width for run in beside) >= 0.6 * len(runs)
    lowest = min((run.bottom for run in across), default=math.inf)
    if min(len(first), len(second)) < _COLUMN_ROWS or not running:
        return []
    return (
        [] if any(run.bottom > lowest for run in beside) else list(filter(None, (across, first, second)))
    )


def _rows(
    runs: Sequence[_Run], usual: float, margin: float, right: float
) -> Iterator[tuple[str, bool | None]]:
    """Lines with their words as far apart as printed; a wide gap between rows is a blank line."""
    rows = _in_rows(runs, usual)
    pitch = _pitch(rows) or 1.25 * usual
    width = _character(runs)
    edge = max([right, *(run.right for run in runs)])
    above = -math.inf
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        top = max(run.bottom for run in row)
        if above - top > 1.25 * pitch:
            yield "", None
        above = top
        text = _line(sorted(row, key=lambda run: run.left), margin, width)
        yield text, _is_full(row, after if _is_close(row, after, pitch) else None, edge)


def _in_rows(runs: Sequence[_Run], usual: float) -> list[list[_Run]]:
    """Runs of one height on the page together, from the top."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (-run.bottom, run.left)):
        if rows and abs(rows[-1][0].bottom - run.bottom) < 0.45 * max(usual, run.height):
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _is_close(row: Sequence[_Run], after: Sequence[_Run] | None, pitch: float) -> bool:
    """Whether the next row is of the same paragraph, as far as its distance says."""
    return after is not None and min(r.bottom for r in row) - max(r.top for r in after) <= pitch


def _is_full(row: Sequence[_Run], after: Sequence[_Run] | None, edge: float) -> bool | None:
    """Whether the first word of the next row had no room in this one; None at a page's end."""
    end = max(run.right for run in row)
    if after is None:
        return None if end > 0.6 * edge else False
    first = min(after, key=lambda run: run.left)
    word = first.text.split(" ", 1)[0]
    space = (first.right - first.left) / max(1, len(first.text))
    return end + space * (len(word) + 1) > edge - 0.5 * space


def _pitch(rows: Sequence[Sequence[_Run]]) -> float:
    """How far rows of one paragraph are apart: the smallest distance that is common."""
    steps = Counter(round(a[0].bottom - b[0].bottom, 0) for a, b in itertools.pairwise(rows))
    common = [step for step, count in steps.items() if step > 4 and count >= max(2, 0.15 * len(rows))]
    return min(common, default=0.0)


def _character(runs: Sequence[_Run]) -> float:
    letters = sum(len(run.text) for run in runs)
    return max(1.0, sum(run.right - run.left for run in runs) / max(1, letters))


def _line(row: Sequence[_Run], margin: float, width: float) -> str:
    text = ""
    end = margin
    for run in row:
        if not text:
            text = " " * max(0, round((run.left - margin) / width))
        else:
            gap = run.left - end
            text += " " * (max(3, round(gap / width)) if gap > 1.6 * run.height else 1)
        text += run.text
        end = run.right
    return text
