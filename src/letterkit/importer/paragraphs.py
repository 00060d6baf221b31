"""Lines → paragraphs: hard-wrapped lines run together, while addresses and names keep their lines.

Where the file says which lines belong together (HTML, Word), nothing else is joined. In plain text a line
goes on in the next where it is as long as the text is wide and reads like prose. Running heads and page
numbers are taken out of the sentences they interrupt, and columns are read one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from letterkit.importer.columns import by_columns
from letterkit.importer.margins import without_margins
from letterkit.importer.parts import SourceLine, SourceParagraph, SourceRegion, SourceText
from letterkit.importer.wrapping import flows, goes_on, is_double_spaced, width_of


def paragraphs(source: SourceText) -> list[SourceParagraph]:
    """The paragraphs of a source, in reading order; each of its words is in one of them."""
    if any(line.paragraph is not None for line in source.lines):
        return _counted(list(_given(source.lines)), source.lines)
    lines = without_margins(source.lines)
    return _counted(_found(lines), lines)


def _given(lines: Sequence[SourceLine]) -> Iterator[list[SourceLine]]:
    """Paragraphs as the file has them; lines within one may still be hard-wrapped."""
    width = width_of(lines)
    for block in _blocks(lines):
        unit: list[SourceLine] = []
        for line in by_columns(block):
            if unit and (line.paragraph != unit[-1].paragraph or not flows(unit, line, width)):
                yield unit
                unit = []
            unit.append(line)
        yield unit


def _found(lines: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """Paragraphs of a text that does not say which lines belong together; each margin for itself."""
    margins = [line for line in lines if line.region is SourceRegion.MARGIN and line.text]
    width = width_of(lines)
    body = [line for line in lines if line.region is not SourceRegion.MARGIN or not line.text]
    units = [unit for block in _blocks(body) for unit in _units(block, width)]
    joined = _across(units, width, is_double_spaced(lines))
    for line in margins:
        joined.insert(_place(joined, line.number), [line])
    return joined


def _place(units: Sequence[Sequence[SourceLine]], number: int) -> int:
    """Where a line of that number belongs among units that may be columns."""
    later = (i + 1 for i in range(len(units) - 1, -1, -1) if units[i][0].number < number)
    return next(later, 0)


def _blocks(lines: Sequence[SourceLine]) -> Iterator[list[SourceLine]]:
    """Runs of lines without a blank one between them."""
    block: list[SourceLine] = []
    for line in lines:
        if line.text or line.marker:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _units(block: list[SourceLine], width: int | None) -> Iterator[list[SourceLine]]:
    """The paragraphs and single lines of a block."""
    unit: list[SourceLine] = []
    for line in by_columns(block):
        if unit and not flows(unit, line, width):
            yield unit
            unit = []
        unit.append(line)
    if unit:
        yield unit


def _across(units: list[list[SourceLine]], width: int | None, double: bool) -> list[list[SourceLine]]:
    """Paragraphs that a blank line, a page's end or a link has broken, put together."""
    result: list[list[SourceLine]] = []
    for unit in units:
        if result and goes_on(result[-1], unit[0], width, double_spaced=double):
            result[-1].extend(unit)
        else:
            result.append(unit)
    return result


def _paragraph(lines: Sequence[SourceLine], blank: int) -> SourceParagraph:
    first = next((line for line in lines if line.text), lines[0])
    marker = " ".join(line.marker for line in lines if line.marker)
    return SourceParagraph(
        tuple(lines),
        " ".join(" ".join(line.text for line in lines if line.text).split()),
        marker,
        first.heading,
        all(line.bold for line in lines),
        lines[0].indent,
        blank,
        first.cell,
        first.region,
    )


def _counted(units: list[list[SourceLine]], lines: Sequence[SourceLine]) -> list[SourceParagraph]:
    """Paragraphs, each with the number of blank lines before it."""
    filled = {line.number for line in lines if line.text or line.marker}
    result, last = [], 0
    for unit in units:
        first = unit[0].number
        blank = 0
        while first - blank - 1 > last and first - blank - 1 not in filled:
            blank += 1
        result.append(_paragraph(unit, blank))
        last = max(last, first)
    return result
