"""A PDF → lines, by where its words stand: columns read in turn, notes told by their size.

Each row of a page becomes a line with its words as far apart as they are printed, so that columns of
addresses and signatures are seen as in a text; a page set in two columns is read column by column.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from letterkit.importer.parts import Region, SourceLine, SourceText
from letterkit.importer.readers.characters import cleaned
from letterkit.importer.readers.text import read_text

MAX_PAGES = 500
_NOTE_SIZE = 0.9  # of the size that most of the text has
_COLUMN_ROWS = 8  # as many rows make a column of running text


class PdfError(Exception):
    """The file is no PDF that can be read; the reason as `args[0]`: damaged, encrypted, pages or scan."""


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
    """The lines of a PDF. Raises PdfError."""
    import pypdfium2 as pdfium
    from pypdfium2 import PdfiumError

    try:
        document = pdfium.PdfDocument(data)
    except PdfiumError as error:
        raise PdfError("encrypted" if "password" in str(error).lower() else "damaged") from error
    try:
        if len(document) > MAX_PAGES:
            raise PdfError("pages")
        pages = [_runs(document, i) for i in range(len(document))]
    except PdfiumError as error:
        raise PdfError("damaged") from error
    finally:
        document.close()
    if not any(pages):
        raise PdfError("scan")
    return _source(name, pages)


def _runs(document: object, index: int) -> list[_Run]:
    page = document[index]  # type: ignore[index]
    text_page = page.get_textpage()
    try:
        return list(_row_runs(text_page))
    finally:
        text_page.close()
        page.close()


def _row_runs(page: object) -> Iterator[_Run]:
    """Runs of characters by the lines in which the PDF draws them."""
    count = page.count_chars()  # type: ignore[attr-defined]
    text: list[str] = []
    box: list[float] | None = None
    whole = page.get_text_range(0, count) if count else ""  # type: ignore[attr-defined]
    exact = len(whole) == count
    for i in range(min(count, 200_000)):
        character = whole[i] if exact else page.get_text_range(i, 1)  # type: ignore[attr-defined]
        if character == "\ufffe":  # what PDFium makes of a hyphen at a line's end
            character = "-"
        if character in "\r\n" or not character:
            yield from _run(text, box)
            text, box = [], None
            continue
        left, bottom, right, top = page.get_charbox(i, loose=True)  # type: ignore[attr-defined]
        if (
            box is not None
            and (
                left - box[2] > 1.6 * (top - bottom)
                or left < box[2] - 3 * (top - bottom)
                or abs(bottom - box[1]) > 0.6 * (top - bottom)
            )
            and not character.isspace()
        ):
            yield from _run(text, box)
            text, box = [], None
        if character.isspace():
            if text:
                text.append(" ")
            continue
        text.append(character)
        box = (
            [left, bottom, right, top]
            if box is None
            else [min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)]
        )
    yield from _run(text, box)


def _run(text: list[str], box: list[float] | None) -> Iterator[_Run]:
    said = " ".join("".join(text).split())
    if said and box is not None:
        yield _Run(said, *box)


# Pages → text


def _source(name: str, pages: Sequence[list[_Run]]) -> SourceText:
    usual = _usual_height(pages)
    right = max(run.right for runs in pages for run in runs)
    texts: list[str] = []
    notes: list[tuple[int, str]] = []
    full: list[bool | None] = []
    for number, runs in enumerate(pages):
        body, small = _divided(runs, usual)
        rows = list(_laid_out(body, usual, right)) or [("", None)]
        texts.append("\n".join(text for text, _ in rows))
        full += [end for _, end in rows]
        notes += [(number + 1, line) for line in _joined(small)]
    source = read_text(name, cleaned("\n\f".join(texts)))
    lines = [
        replace(line, page=line.page or 1, full=end) for line, end in zip(source.lines, full, strict=True)
    ]
    first = len(lines) + 1
    lines += [
        SourceLine(first + i, cleaned(text), page=page, region=Region.NOTE)
        for i, (page, text) in enumerate(notes)
    ]
    return SourceText(name, "pdf", tuple(lines))


def _usual_height(pages: Sequence[list[_Run]]) -> float:
    heights = Counter(round(run.height, 1) for runs in pages for run in runs for _ in run.text)
    return heights.most_common(1)[0][0] if heights else 10.0


def _divided(runs: Sequence[_Run], usual: float) -> tuple[list[_Run], list[_Run]]:
    """The text and the footnotes of a page: small print at its foot that begins with a figure."""
    ordered = sorted(runs, key=lambda run: -run.top)
    small = [run for run in ordered if run.height < _NOTE_SIZE * usual]
    start = next(
        (
            run
            for run in small
            if (run.text[:1].isdigit() and len(run.text) > 12) or run.text[:1] in "*¹²³["
        ),
        None,
    )
    if start is None:
        return list(runs), []
    body_end = min(
        (run.bottom for run in runs if run.height >= _NOTE_SIZE * usual and len(run.text) > 30),
        default=0.0,
    )
    if start.top > body_end + 2:
        return list(runs), []
    notes = [run for run in small if run.top <= start.top + 1 and len(run.text) > 3]
    return [run for run in runs if run not in notes], notes


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
    middle = (left + right) / 2
    for split in (middle, middle - 0.06 * (right - left), middle + 0.06 * (right - left)):
        across = [run for run in runs if run.left < split < run.right]
        first = [run for run in runs if run.right <= split]
        second = [run for run in runs if run.left >= split]
        wide = [run for run in (*first, *second) if run.right - run.left > 0.3 * (right - left)]
        if len(first) < _COLUMN_ROWS or len(second) < _COLUMN_ROWS or len(wide) < 0.6 * len(runs):
            continue
        top = min((run.bottom for run in across), default=None)
        if top is not None and any(run.bottom > top for run in (*first, *second)):
            continue
        return [part for part in (across, first, second) if part]
    return [runs]


def _rows(
    runs: Sequence[_Run], usual: float, margin: float, right: float
) -> Iterator[tuple[str, bool | None]]:
    """Lines with their words as far apart as printed; a wide gap between rows is a blank line."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (-run.bottom, run.left)):
        if rows and abs(rows[-1][0].bottom - run.bottom) < 0.45 * max(usual, run.height):
            rows[-1].append(run)
        else:
            rows.append([run])
    pitch = _pitch(rows) or 1.25 * usual
    width = _character(runs)
    edge = max([right, *(run.right for run in runs)])
    below = None
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        top = max(run.bottom for run in row)
        if below is not None and below - top > 1.25 * pitch:
            yield "", None
        below = top
        apart = after is None or min(run.bottom for run in row) - max(run.top for run in after) > pitch
        yield (
            _line(sorted(row, key=lambda run: run.left), margin, width),
            _is_full(row, None if apart else after, edge),
        )


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
