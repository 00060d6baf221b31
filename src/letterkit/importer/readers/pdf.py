"""A PDF → lines, by where its words stand: columns read in turn, notes told by their size.

Each row of a page becomes a line with its words as far apart as they are printed, so that columns of
addresses and signatures are seen as in a text; a page set in two columns is read column by column.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

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


class _PdfiumText(Protocol):
    """What is used of pypdfium2's page of text."""

    def count_chars(self) -> int: ...

    def get_text_range(self, index: int, count: int) -> str: ...

    def get_charbox(self, index: int, loose: bool) -> _Box: ...

    def close(self) -> None: ...


class _PdfiumPage(Protocol):
    """What is used of pypdfium2's page."""

    def get_textpage(self) -> _PdfiumText: ...

    def close(self) -> None: ...


class _PdfiumDocument(Protocol):
    """What is used of pypdfium2's document."""

    def __getitem__(self, index: int) -> _PdfiumPage: ...


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


@dataclass(slots=True)
class _OpenRun:
    """A run to which characters are added, until one stands apart."""

    text: list[str] = field(default_factory=list)
    box: _Box | None = None

    def is_apart_from(self, box: _Box) -> bool:
        """Whether a character in that box stands in another row, or far from the last one."""
        if self.box is None:
            return False
        left, bottom, _, top = box
        end, height = self.box[2], top - bottom
        far = left - end > 1.6 * height or left < end - 3 * height
        return far or abs(bottom - self.box[1]) > 0.6 * height

    def add(self, character: str, box: _Box) -> None:
        """Put a character to its end; spaces before the first are left out, and take no room."""
        if character.isspace():
            if self.text:
                self.text.append(" ")
            return
        self.text.append(character)
        old = self.box or box
        self.box = (
            min(old[0], box[0]),
            min(old[1], box[1]),
            max(old[2], box[2]),
            max(old[3], box[3]),
        )

    def finished(self) -> Iterator[_Run]:
        """The run, if there is anything in it; what is added then begins another."""
        said = " ".join("".join(self.text).split())
        if said and self.box is not None:
            yield _Run(said, *self.box)
        self.text, self.box = [], None


def read_pdf(name: str, data: bytes) -> SourceText:
    """The lines of a PDF. Raises UnreadableError."""
    import pypdfium2 as pdfium
    from pypdfium2 import PdfiumError

    try:
        document = pdfium.PdfDocument(data)
    except PdfiumError as error:
        raise UnreadableError("encrypted" if "password" in str(error).lower() else "damaged") from error
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableError("pages")
        pages = list(_pages(document, len(document)))
    except PdfiumError as error:
        raise UnreadableError("damaged") from error
    finally:
        document.close()
    if not any(pages):
        raise UnreadableError("scan")
    return _source(name, pages)


def _pages(document: _PdfiumDocument, count: int) -> Iterator[list[_Run]]:
    """The runs of each page. Raises UnreadableError where all together are too long for any letter."""
    characters = 0
    for i in range(count):
        runs = _runs(document, i)
        characters += sum(len(run.text) for run in runs)
        if characters > MAX_CHARACTERS:
            raise UnreadableError("long")
        yield runs


def _runs(document: _PdfiumDocument, index: int) -> list[_Run]:
    page = document[index]
    text_page = page.get_textpage()
    try:
        return list(_row_runs(text_page))
    finally:
        text_page.close()
        page.close()


def _row_runs(page: _PdfiumText) -> Iterator[_Run]:
    """Runs of characters by the lines in which the PDF draws them."""
    run = _OpenRun()
    for character, box in _characters(page):
        if box is None or (not character.isspace() and run.is_apart_from(box)):
            yield from run.finished()
        if box is not None:
            run.add(character, box)
    yield from run.finished()


def _characters(page: _PdfiumText) -> Iterator[tuple[str, _Box | None]]:
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
        body = [run for run in runs if run not in small]
        rows = list(_laid_out(body, usual, right)) or [("", None)]
        texts.append("\n".join(text for text, _ in rows))
        full += [end for _, end in rows]
        notes += [(number, line) for line in _joined(small)]
    lines = _text_lines(name, texts, full)
    return SourceText(name, "pdf", (*lines, *_note_lines(notes, len(lines) + 1)))


def _text_lines(name: str, texts: Sequence[str], full: Sequence[bool | None]) -> list[SourceLine]:
    """The pages' texts as lines; `full` says of each line whether another word had room in it."""
    source = read_text(name, cleaned("\n\f".join(texts)))
    return [
        replace(line, page=line.page or 1, full=end) for line, end in zip(source.lines, full, strict=True)
    ]


def _note_lines(notes: Sequence[tuple[int, str]], first: int) -> Iterator[SourceLine]:
    """Footnotes, each with the page it is on, as lines that are counted from `first` on."""
    for number, (page, text) in enumerate(notes, first):
        yield SourceLine(number, cleaned(text), page=page, region=SourceRegion.NOTE)


def _usual_height(pages: Sequence[list[_Run]]) -> float:
    heights = Counter(round(run.height, 1) for runs in pages for run in runs for _ in run.text)
    return heights.most_common(1)[0][0] if heights else 10.0


def _footnotes(runs: Sequence[_Run], usual: float) -> list[_Run]:
    """The footnotes of a page: small print at its foot that begins with a figure or a mark."""
    ordered = sorted(runs, key=lambda run: -run.top)
    small = [run for run in ordered if run.height < _NOTE_SIZE * usual]
    start = next((run for run in small if _begins_note(run.text)), None)
    if start is None or start.top > _text_end(runs, usual) + 2:
        return []
    return [run for run in small if run.top <= start.top + 1 and len(run.text) > 3]


def _begins_note(text: str) -> bool:
    return (text[:1].isdigit() and len(text) > 12) or text[:1] in "*¹²³["


def _text_end(runs: Sequence[_Run], usual: float) -> float:
    """Where the last long line of a page's text stands, in points from below."""
    long = (run.bottom for run in runs if run.height >= _NOTE_SIZE * usual and len(run.text) > 30)
    return min(long, default=0.0)


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
    """What stands across the page and its two columns, divided at `split`; nothing where it has none."""
    first = [run for run in runs if run.right <= split]
    second = [run for run in runs if run.left >= split]
    beside = [*first, *second]
    if min(len(first), len(second)) < _COLUMN_ROWS or not _is_running(beside, runs, width):
        return []
    across = [run for run in runs if run.left < split < run.right]
    return [] if _reaches_above(beside, across) else list(filter(None, (across, first, second)))


def _reaches_above(beside: Sequence[_Run], across: Sequence[_Run]) -> bool:
    """Whether something of the columns stands above what stands across the page."""
    lowest = min((run.bottom for run in across), default=math.inf)
    return any(run.bottom > lowest for run in beside)


def _is_running(beside: Sequence[_Run], runs: Sequence[_Run], width: float) -> bool:
    """Whether most of a page is running text beside running text, and no list of short lines."""
    return sum(run.right - run.left > 0.3 * width for run in beside) >= 0.6 * len(runs)


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
