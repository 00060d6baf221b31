"""Rows of a text that are set in columns → one column after the other.

Addresses and signatures stand beside one another on a page; where several lines begin after a gap at the
same place, they are a column.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from letterkit.importer.parts import SourceLine
from letterkit.values import replace

_GUTTER = re.compile(r"\s{3,}|\t+")
_PIECE = re.compile(r"\S+(?:\s{1,2}\S+)*")


def by_columns(block: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """The lines of a block; where rows of it are set in columns, one column after the other."""
    for in_row, group in groupby(block, key=_is_row):
        rows = list(group)
        yield from one_after_other(rows) if in_row else rows


def one_after_other(rows: Sequence[SourceLine]) -> list[SourceLine]:
    """Rows that are set in columns, one column after the other; else the rows as they are."""
    starts = _column_starts(rows)
    if len(starts) < 2:
        return list(rows)
    cells = (_cell(line, place, text, starts) for line in rows for place, text in _pieces(line))
    return sorted(cells, key=lambda line: line.cell or ())


def to_their_ends(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Lines of which some were set in columns that keep no step, as where one has its line just above a
    line of the other: each column to its end before the next; else the lines as they are.
    """
    starts = _apart({line.indent for line in lines if line.cell})
    if len(starts) < 2:
        return list(lines)
    cells = [_cell(line, place, text, starts) for line in lines for place, text in _pieces(line)]
    there: dict[int, set[object]] = defaultdict(set)
    for cell in cells:
        there[cell.number].add(cell.cell)
    rows = pairwise(sorted(there.items()))
    out_of_step = any(
        after - row == 1 == len(one) == len(other) and one != other for (row, one), (after, other) in rows
    )
    return sorted(cells, key=lambda cell: (cell.cell or (), cell.number)) if out_of_step else list(lines)


def _is_row(line: SourceLine) -> bool:
    """Whether a line holds several cells: a gap within it, and no label before the gap."""
    first, *others = _GUTTER.split(line.text.strip())
    return bool(others) and not line.marker and first[-1:] not in ":："


def _column_starts(block: Sequence[SourceLine]) -> list[int]:
    """Where columns begin: places at which several lines begin after a gap; one place for no columns."""
    rows = sum(bool(_GUTTER.search(line.text.strip())) for line in block)
    if rows < max(2, len(block) / 5):
        return []
    begins = Counter(place for line in block for place, _ in _pieces(line))
    near = {
        place: sum(count for other, count in begins.items() if abs(other - place) <= 4)
        for place in begins
    }
    return _apart(place for place in begins if near[place] >= 2)


def _apart(begins: Iterable[int]) -> list[int]:
    """The first of places that are too near to each other to be two columns."""
    places: list[int] = []
    for place in sorted(begins):
        if not places or place - places[-1] > 8:
            places.append(place)
    return places


def _pieces(line: SourceLine) -> Iterator[tuple[int, str]]:
    """The pieces of a line between its gaps, each with where it begins."""
    for piece in _PIECE.finditer(line.text.expandtabs(8)):
        yield line.indent + piece.start(), piece[0]


def _cell(line: SourceLine, place: int, text: str, starts: Sequence[int]) -> SourceLine:
    """A piece of a line, in the column that it begins nearest to."""
    column = min(range(len(starts)), key=lambda i: abs(starts[i] - place))
    return replace(line, text=text, indent=starts[column], cell=(0, 0, column))
