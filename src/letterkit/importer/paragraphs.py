"""Lines → paragraphs: hard-wrapped lines run together, while addresses and names keep their lines.

Where the file says which lines belong together (HTML, Word), nothing else is joined. In plain text a line
goes on in the next where it is as long as the text is wide and reads like prose. Running heads and page
numbers are taken out of the sentences they interrupt, and columns are read one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from letterkit.importer.columns import by_columns
from letterkit.importer.margins import without_margins
from letterkit.importer.parts import SourceLine, SourceParagraph, SourceRegion, SourceText
from letterkit.importer.wrapping import flows, goes_on, is_double_spaced, width_of


def paragraphs(source: SourceText) -> list[SourceParagraph]:
    """The paragraphs of a source, in reading order; each of its words is in one of them."""
    given = any(line.paragraph is not None for line in source.lines)
    lines = list(source.lines) if given else without_margins(source.lines)
    margins = [] if given else [line for line in lines if _is_margin(line)]
    body = [line for line in lines if given or not _is_margin(line)]
    units = list(_units(body, width_of(lines)))
    if not given:
        units = _across(units, width_of(lines), is_double_spaced(lines))
    for line in margins:
        above = (i + 1 for i in range(len(units) - 1, -1, -1) if units[i][0].number < line.number)
        units.insert(next(above, 0), [line])
    return _counted(units, lines)


def _is_margin(line: SourceLine) -> bool:
    return line.region is SourceRegion.MARGIN and bool(line.text)


def _units(lines: Sequence[SourceLine], width: int | None) -> Iterator[list[SourceLine]]:
    """The paragraphs and single lines of each block, which has no blank line."""
    for filled, block in groupby(lines, key=lambda line: bool(line.text or line.marker)):
        unit: list[SourceLine] = []
        for line in by_columns(list(block)) if filled else ():
            if unit and (line.paragraph != unit[-1].paragraph or not flows(unit, line, width)):
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


def _paragraph(lines: Sequence[SourceLine], blank: int) -> SourceParagraph:
    first = next((line for line in lines if line.text), lines[0])
    text = " ".join(" ".join(line.text for line in lines).split())
    marker = " ".join(line.marker for line in lines if line.marker)
    indent = lines[0].indent
    return SourceParagraph(
        tuple(lines), text, marker, first.heading, indent, blank, first.cell, first.region
    )
