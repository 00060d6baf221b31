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


def paragraphs(source: SourceText) -> list[SourceParagraph]:
    """The paragraphs of a source, in reading order; each of its words is in one of them."""
    lines: Sequence[SourceLine] = source.lines
    if all(line.paragraph is None for line in lines):
        lines = without_margins(lines)
    margins = [each for each in lines if each.paragraph is None and each.region is SourceRegion.MARGIN]
    apart = {line.number for line in margins}
    units = _units([line for line in lines if line.number not in apart], Wrapping.of(lines))
    for line in margins:
        above = (i for i in range(len(units), 0, -1) if units[i - 1][0].number < line.number)
        units.insert(next(above, 0), [line])
    blank = _blank_before(lines)
    return [_paragraph(unit, blank[unit[0].number]) for unit in units]


def _blank_before(lines: Sequence[SourceLine]) -> dict[int, int]:
    """How many blank lines stand before each that is filled."""
    filled = [0, *(line.number for line in lines if line.text or line.marker)]
    return {number: number - before - 1 for before, number in pairwise(filled)}


def _units(lines: Sequence[SourceLine], wrapping: Wrapping) -> list[list[SourceLine]]:
    """The paragraphs and single lines; none of what the file itself holds apart is joined."""
    units: list[list[SourceLine]] = []
    for filled, block in groupby(lines, key=lambda line: bool(line.text or line.marker)):
        for number, line in enumerate(by_columns(list(block)) if filled else ()):
            apart = number == 0
            alike = line.paragraph is None or (not apart and units[-1][-1].paragraph == line.paragraph)
            if units and alike and wrapping.goes_on(units[-1], line, apart=apart):
                units[-1].append(line)
            else:
                units.append([line])
    return units


def _paragraph(unit: Sequence[SourceLine], blank: int) -> SourceParagraph:
    first = next((line for line in unit if line.text), unit[0])
    text = " ".join(" ".join(line.text for line in unit).split())
    marker = " ".join(line.marker for line in unit if line.marker)
    return SourceParagraph(
        tuple(unit), text, marker, first.heading, unit[0].indent, blank, first.cell, first.region
    )
