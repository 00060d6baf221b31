"""An Excel workbook's one sheet with words in it, as records of text. Runs in the process of `worker`.

What a formula came to when it was saved is the cell's text; a formula is never run. A date is written as
ISO 8601 has it, a whole number without a point.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

from letterkit.limits.archives import LargeArchiveError, require_small
from letterkit.tables.rows import MAX_ROWS, TableError

MAX_BYTES = 60_000_000
"""Bytes that a workbook may unpack to."""
MAX_PARTS = 500
_SHEETS = "xl/worksheets/"
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
# A float keeps fifteen digits for sure: IEEE 754, binary64.
_EXACT = 10**15


def read_workbook(data: bytes, sheet: str) -> list[list[str]]:
    """The records of the sheet of that name, or of the only one that holds any. Raises TableError."""
    import openpyxl

    _require_fit(data)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    found = {name: _records(book[name]) for name in _sheets(book, sheet)}
    filled = {name: records for name, records in found.items() if records}
    if len(filled) > 1:
        raise TableError("several of its sheets are filled", f"--sheet with one of: {', '.join(filled)}")
    for name in filled:
        _require_results(data, book[name], name)
    return next(iter(filled.values()), [])


def _sheets(book: Any, asked: str) -> list[str]:
    """The names of the sheets that somebody can see, or of the one asked for. Raises TableError."""
    names = [each.title for each in book.worksheets if each.sheet_state == "visible"]
    if asked and asked not in names:
        raise TableError(f"it has no sheet '{asked}'", f"its sheets are: {', '.join(names)}")
    return [asked] if asked else names


def _require_results(data: bytes, sheet: Any, name: str) -> None:
    """Raises TableError for a formula of which the file does not hold what it comes to: a program that
    does not calculate has written it.
    """
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = (archive.read(part) for part in archive.namelist() if part.startswith(_SHEETS))
        if not any(_HAS_FORMULA.search(part) for part in parts):
            return
    written = openpyxl.load_workbook(io.BytesIO(data), read_only=True)[name]
    written.reset_dimensions()
    for row, as_written in zip(sheet.iter_rows(), written.iter_rows(), strict=False):
        for cell, formula in zip(row, as_written, strict=False):
            # What comes to no words is a string, "str" (ECMA-376 part 1, 18.18.11).
            if formula.data_type == "f" and cell.value is None and cell.data_type != "str":
                why = f"{formula.coordinate} is a formula, and the file does not say what it comes to"
                raise TableError(why, "open it in a spreadsheet program, and save it there")


def _require_fit(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            require_small(archive, names, MAX_PARTS, MAX_BYTES)
    except LargeArchiveError:
        raise TableError("it unpacks to more than any table", "save the one sheet as CSV UTF-8") from None
    except zipfile.BadZipFile:
        hint = "open it in the program that made it, and save it as .xlsx or as CSV UTF-8"
        raise TableError("it is no Excel workbook, or has a password", hint) from None
    if "xl/workbook.xml" not in names:
        raise TableError("it is no Excel workbook", "save it as .xlsx or as CSV UTF-8")


def _records(sheet: Any) -> list[list[str]]:
    """The rows up to the last that has words. Raises TableError where they go on for ever."""
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    records: list[list[str]] = []
    last = 0
    for row in sheet.iter_rows(values_only=True):
        records.append([_text(value) for value in row])
        last = len(records) if any(records[-1]) else last
        if len(records) > 2 * MAX_ROWS:
            raise TableError(f"there are more than {MAX_ROWS} rows", "divide the file")
    return records[:last]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.datetime():
            return value.isoformat(" ", "minutes")
        case float() if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        case _:
            return str(value)
