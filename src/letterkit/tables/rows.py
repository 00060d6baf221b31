"""A table: the names of its columns, and its rows with the numbers that a spreadsheet gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

from msgspec import Struct

from letterkit.diagnostics import Location

MAX_ROWS = 50_000
"""Rows of a table: more than any coalition has of anything."""
MAX_COLUMNS = 200


class TableError(Exception):
    """The file is no table that can be read. `args` are why, and what to do, which may be empty."""


class Row(Struct, frozen=True):
    """The cells of a row, as many as there are columns; more where the row is not as it should be.

    `number` counts from 1, which is the row of the columns' names.
    """

    number: int
    cells: tuple[str, ...]


class DataTable(Struct, frozen=True):
    """Rows below the names of their columns, and the `file` that they were read from.

    `remarks` are what was supposed in reading it, for people. The rows of what is no spreadsheet have the
    numbers of its `lines`.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()
    lines: bool = False

    def location(self, row: int, column: int = 0) -> Location:
        """Where a cell is: the row's number, and the index of its column."""
        return Location(self.file, row, column + 1)

    def place(self, row: int, column: int | None = None) -> str:
        """The same in words: row 4, column C 'Fax No.'; of lines line 12, 'fax'."""
        if column is None:
            return f"line {row}" if self.lines else f"row {row}"
        if self.lines:
            return f"line {row}, '{self.columns[column]}'"
        return f"row {row}, column {letters(column)} '{self.columns[column]}'"


def letters(index: int) -> str:
    """What a spreadsheet calls the column with that index: A, B, … Z, AA."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found


def table_of(
    file: str,
    records: Iterable[Sequence[str]],
    remarks: Sequence[str] = (),
    lines: Sequence[int] = (),
) -> DataTable:
    """The table whose first record with words in it names the columns; records without words count.

    `lines` are those on which the records stand, where the file is no spreadsheet. Raises TableError
    where there is none, where there are more columns than `MAX_COLUMNS`, or where two have one name.
    """
    numbers = iter(lines) if lines else count(1)
    numbered = ((number, tuple(cells)) for number, cells in zip(numbers, records, strict=False))
    with_words = ((number, cells) for number, cells in numbered if any(cell.strip() for cell in cells))
    first, header = next(with_words, (0, ()))
    columns = tuple(" ".join(cell.split()) for cell in _without_empty_end(header))
    _require_columns(first, columns)
    rows = []
    for number, cells in with_words:
        kept = cells[: max(len(columns), len(_without_empty_end(cells)))]
        rows.append(Row(number, (*kept, *[""] * (len(columns) - len(kept)))))
        if len(rows) > MAX_ROWS:
            raise TableError(f"there are more than {MAX_ROWS} rows", "divide the file")
    return DataTable(file, columns, tuple(rows), tuple(remarks), bool(lines))


def _without_empty_end(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells up to the last that has words: spreadsheets save what was once there."""
    last = max((i for i, cell in enumerate(cells) if cell.strip()), default=-1)
    return tuple(cells[: last + 1])


def _require_columns(number: int, columns: Sequence[str]) -> None:
    if not columns:
        raise TableError("there is nothing in it", "the first row names the columns")
    if len(columns) > MAX_COLUMNS:
        raise TableError(f"there are more than {MAX_COLUMNS} columns", "")
    for index, name in enumerate(columns):
        if name and name in columns[:index]:
            raise TableError(
                f"row {number}: two columns are named '{name}'", "give each column a name of its own"
            )
