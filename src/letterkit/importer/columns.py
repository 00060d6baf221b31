"""Rows of a text that are set in columns → one column after the other.

Addresses and signatures stand beside one another on a page; where several lines begin after a gap at the
same place, they are a column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from letterkit.importer.parts import SourceLine
from letterkit.values import replace

_GUTTER = re.compile(r"\s{3,}|\t+")
_GAP = re.compile(r"\s{3,}")


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
    cells = (
        replace(line, text=text, indent=starts[column], cell=(0, 0, column))
        for line in rows
        for column, text in _split(line, starts)
    )
    return sorted(cells, key=lambda line: line.cell or ())


def _is_row(line: SourceLine) -> bool:
    """Whether a line holds several cells: a gap within it, and no label before the gap."""
    first, *others = _GUTTER.split(line.text.strip())
    return bool(others) and not line.marker and first[-1:] not in ":："


def _column_starts(block: Sequence[SourceLine]) -> list[int]:
    """Where columns begin: places at which several lines begin after a gap; one place for no columns."""
    rows = sum(bool(_GUTTER.search(line.text.strip())) for line in block)
    if rows < max(2, len(block) / 5):
        return []
    begins = Counter(chain.from_iterable(map(_beginnings, block)))
    places: list[int] = []
    for place in sorted(begins):
        near = sum(count for other, count in begins.items() if abs(other - place) <= 4)
        if near >= 2 and (not places or place - places[-1] > 8):
            places.append(place)
    return places


def _beginnings(line: SourceLine) -> list[int]:
    """Where the pieces of a line begin."""
    gaps = _GAP.finditer(line.text.expandtabs(8))
    return [line.indent, *(line.indent + gap.end() for gap in gaps)]


def _split(line: SourceLine, starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The pieces of a line, each with the column that it begins nearest to."""
    for piece in re.finditer(r"\S+(?:\s{1,2}\S+)*", line.text.expandtabs(8)):
        place = line.indent + piece.start()
        yield min(range(len(starts)), key=lambda i: abs(starts[i] - place)), piece[0]
