"""The lines of a file that has tables: a row is a line, the same in a Word file and on a web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from letterkit.importer.parts import MAX_LINES, SourceLine
from letterkit.importer.readers import UnreadableError
from letterkit.values import replace

_LONG_CELL = 120  # characters: a cell as long is a text of its own


def numbered(lines: Iterable[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines, numbered from 1, each row of a table as one. Raises UnreadableError for too many."""
    found = list(islice(lines, MAX_LINES + 1))
    if len(found) > MAX_LINES:
        raise UnreadableError("long")
    return tuple(replace(line, number=number) for number, line in enumerate(_with_rows(found), 1))


def _with_rows(lines: Iterable[SourceLine]) -> Iterator[SourceLine]:
    """The cells of each row as one line; where one is long or of several lines, cell by cell.

    Lines out of tables stay as they are; those in one lose their `cell`.
    """
    for place, group in groupby(lines, key=lambda line: line.cell and line.cell[:2]):
        row = list(group)
        columns = [line.cell for line in row]
        if place is None:
            yield from row
        elif len(set(columns)) == len(columns) and all(len(line.text) <= _LONG_CELL for line in row):
            others = (f"{line.marker} {line.text}".strip() for line in row[1:])
            yield replace(row[0], text=" | ".join((row[0].text, *others)), cell=None, indent=0)
        else:
            for _, cell in groupby(row, key=lambda line: line.cell):
                yield from (replace(line, cell=None) for line in cell)
                yield SourceLine(0, "", row[0].paragraph)
