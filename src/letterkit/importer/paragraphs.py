"""Lines → paragraphs: hard-wrapped lines run together, while addresses and names keep their lines.

Where the file says which lines belong together (HTML, Word), nothing else is joined. In plain text a line
goes on in the next where it is as long as the text is wide and reads like prose. Running heads and page
numbers are taken out of the sentences they interrupt, and columns are read one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from letterkit.importer.columns import by_columns
from letterkit.importer.margins import without_margins
from letterkit.importer.parts import SourceLine, SourceParagraph, SourceRegion, SourceText
from letterkit.importer.wrapping import Wrapping

_Unit = list[SourceLine]


def paragraphs(source: SourceText) -> list[SourceParagraph]:
    """The paragraphs of a source, in reading order; each of its words is in one of them."""
    given = any(line.paragraph is not None for line in source.lines)
    lines = list(source.lines) if given else without_margins(source.lines)
    margins = [] if given else [line for line in lines if line.region is SourceRegion.MARGIN]
    apart = {line.number for line in margins}
    units = _units([line for line in lines if line.number not in apart], Wrapping.of(lines))
    for line in margins:
        above = (i + 1 for i in range(len(units) - 1, -1, -1) if units[i][0].number < line.number)
        units.insert(next(above, 0), [line])
    return _paragraphs(units, lines)


def _units(lines: Sequence[SourceLine], wrapping: Wrapping) -> list[_Unit]:
    """The paragraphs and single lines; none of what the file itself holds apart is joined."""
    units: list[_Unit] = []
    for filled, block in groupby(lines, key=lambda line: bool(line.text or line.marker)):
        for number, line in enumerate(by_columns(list(block)) if filled else ()):
            apart = number == 0
            alike = line.paragraph is None or (not apart and units[-1][-1].paragraph == line.paragraph)
            if units and alike and wrapping.goes_on(units[-1], line, apart=apart):
                units[-1].append(line)
            else:
                units.append([line])
    return units


def _paragraphs(units: Sequence[_Unit], lines: Sequence[SourceLine]) -> list[SourceParagraph]:
    """The paragraphs, each with the number of blank lines before it."""
    filled = [0, *(line.number for line in lines if line.text or line.marker)]
    blank = {number: number - before - 1 for before, number in pairwise(filled)}
    return [_paragraph(unit, blank[unit[0].number]) for unit in units]


def _paragraph(lines: Sequence[SourceLine], blank: int) -> SourceParagraph:
    first = next((line for line in lines if line.text), lines[0])
    text = " ".join(" ".join(line.text for line in lines).split())
    marker = " ".join(line.marker for line in lines if line.marker)
    indent = lines[0].indent
    return SourceParagraph(
        tuple(lines), text, marker, first.heading, indent, blank, first.cell, first.region
    )
