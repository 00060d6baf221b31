"""Rows of a text that are set in columns → one column after the other.

Addresses and signatures stand beside one another on a page; where several lines begin after a gap at the
same place, they are a column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from letterkit.importer.parts import SourceLine
from letterkit.values import replace

_GUTTER = re.compile(r"\s{3,}|\t+")
_GAP = re.compile(r"\s{3,}")
_LONGEST = 220  # characters of a row
_WIDEST = 60  # characters of the last column


def by_columns(block: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines of a block; where rows of it are set in columns, one column after the other."""
    result: list[SourceLine] = []
    rows: list[SourceLine] = []
    for line in block:
        if not (_is_row(line) or _is_in_column(line, rows)):
            result += [*_one_after_other(rows), line]
            rows = []
        else:
            rows.append(line)
    return [*result, *_one_after_other(rows)]


def _is_row(line: SourceLine) -> bool:
    """Whether a line holds several cells: a gap within it, and no label before the gap."""
    first, *others = _GUTTER.split(line.text.strip())
    return bool(others) and len(line.text) <= _LONGEST and not line.marker and first[-1:] not in ":："


def _is_in_column(line: SourceLine, rows: Sequence[SourceLine]) -> bool:
    """Whether a line below rows goes on with one of their columns, where the others have ended."""
    greets = line.text.endswith((",", ":")) and line.indent < 4
    starts = _starts(rows) if len(rows) > 1 and not line.marker and not greets else []
    ends = [*starts[1:], *(start + _WIDEST for start in starts[-1:])]
    near = (end for start, end in zip(starts, ends, strict=True) if abs(line.indent - start) <= 2)
    return len(starts) > 1 and line.indent + len(line.text) < next(near, 0)


def _one_after_other(rows: list[SourceLine]) -> list[SourceLine]:
    starts = _starts(rows)
    if len(rows) < 2 or len(starts) < 2:
        return rows
    columns: list[list[SourceLine]] = [[] for _ in starts]
    for line in rows:
        for column, text in split_columns(line, starts):
            columns[column].append(replace(line, text=text, indent=starts[column], cell=(0, 0, column)))
    return [line for column in columns for line in column]


def column_starts(block: Sequence[SourceLine]) -> list[int]:
    """Where columns begin: places at which several lines begin after a gap; one place for no columns."""
    rows = sum(bool(_GUTTER.search(line.text.strip())) for line in block)
    return _starts(block) if rows > 1 and rows * 5 >= len(block) else []


def _starts(block: Sequence[SourceLine]) -> list[int]:
    """Where columns begin: places at which several lines begin after a gap."""
    begins: Counter[int] = Counter()
    for line in block:
        text = line.text.expandtabs(8)
        begins[line.indent] += 1
        begins.update(line.indent + gap.end() for gap in _GAP.finditer(text))
    places: list[int] = []
    for place in sorted(begins):
        near = sum(count for other, count in begins.items() if abs(other - place) <= 4)
        if near >= 2 and (not places or place - places[-1] > 8):
            places.append(place)
    return places


def split_columns(line: SourceLine, starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The pieces of a line, each with the column that it begins nearest to."""
    text = line.text.expandtabs(8)
    begin = 0
    for gap in [*_GAP.finditer(text), None]:
        piece = text[begin : gap.start() if gap else len(text)]
        if piece.strip():
            place = line.indent + begin
            column = min(range(len(starts)), key=lambda i: abs(starts[i] - place))
            yield column, piece.strip()
        begin = gap.end() if gap else begin
