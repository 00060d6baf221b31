"""The lines of those who sign → a row for each, its fields parted.

Lines are taken in reading order: one column after the other, the cells of a table's row together. No
line is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from letterkit.importer import shapes
from letterkit.importer.columns import column_starts, split_columns
from letterkit.importer.parting import party_rows
from letterkit.importer.parts import SourceLine
from letterkit.importer.reading import ReadRow, Role
from letterkit.importer.seen_words import NamingLine
from letterkit.values import replace


def signing_rows(lines: Sequence[SourceLine]) -> list[ReadRow]:
    """The rows of lines that stand below each other: every line is one of those who sign."""
    return party_rows(signing_lines(lines), Role.SIGNS)


def signing_lines(lines: Sequence[SourceLine]) -> list[NamingLine]:
    """Lines of those who sign, in the order in which they are read."""
    return list(_items(lines))


def _items(lines: Sequence[SourceLine]) -> Iterator[NamingLine]:
    """The lines in reading order: one column after the other, the cells of a table's row together."""
    filled = [line for line in lines if line.whole]
    numbers = {line.number for line in filled}
    starts = column_starts(filled)
    by_column: dict[int, list[NamingLine]] = {}
    held = Counter(line.paragraph for line in filled)
    several = max(held.values(), default=0) > 1 and None not in held
    last: SourceLine | None = None
    for line in filled:
        elsewhere = (
            last is None or line.number < last.number or (several and line.paragraph != last.paragraph)
        )
        apart = elsewhere or line.number - 1 not in numbers
        last = line
        cells = _cells(line)
        if cells or len(starts) < 2:
            number = cells[0] if cells and cells[0].strip(" .)").isdigit() else ""
            cells = cells[bool(number) :]
            text = " ".join(cells) if cells else line.text or line.marker
            mark = line.marker if line.text else ""
            item = NamingLine(text, line.number, line.number, apart, mark, 0, line.indent)
            by_column.setdefault(0, []).append(replace(item, cells=cells, beside=number))
            continue
        for column, text in split_columns(replace(line, text=line.whole), starts):
            by_column.setdefault(column, []).append(
                NamingLine(text, line.number, line.number, apart, "", column, starts[column])
            )
    for column in sorted(by_column):
        yield from _apart_in_column(by_column[column])


def _apart_in_column(items: Sequence[NamingLine]) -> Iterator[NamingLine]:
    """What stands apart where the column has no line in between."""
    last = None
    for item in items:
        yield replace(item, apart=item.apart or last is None or item.first - last > 1)
        last = item.first


def _cells(line: SourceLine) -> tuple[str, ...]:
    """The cells of a row that is a table's: parted by strokes, or begun by its number or ended by a
    place.
    """
    text = line.text.strip("| ")
    if "|" in text:
        return tuple(shapes.outside(text.split("|")))
    wide = shapes.outside(re.split(r"\s{2,}|\t+", text))
    if len(wide) > 1 and (wide[0].isdigit() or line.marker) and len(wide) < 6:
        return tuple(wide)
    if len(wide) == 2 and shapes.is_place(wide[1]) and not shapes.is_place(wide[0]):
        return tuple(wide)
    return ()
