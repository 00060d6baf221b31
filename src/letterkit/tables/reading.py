"""A file's bytes → a table, by the file's ending.

Text with separators is read here. What libraries take apart is read by this module as a program, with
limits of time and memory (see `limits.process`): a file that makes its reader hang or crash is refused.
"""

from __future__ import annotations

import json
from pathlib import PurePath

from letterkit.diagnostics import Diagnostic, Location
from letterkit.limits import process
from letterkit.tables.delimited import read_back, read_delimited
from letterkit.tables.rows import DataTable, TableError, table_of

ENDINGS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".vcf": "vcf", ".yaml": "yaml"}
"""The endings of files with tables, and what each is read as."""
_TOO_MUCH = (
    "reading it breaks off: it needs too much time or memory, or makes its reader crash",
    "save the one sheet as CSV UTF-8",
)
_BROKEN_OFF = {
    "time": _TOO_MUCH,
    "crash": _TOO_MUCH,
    "memory": ("reading it takes too much memory", ""),
}


def read_table(
    data: bytes, file: str, *, encoding: str | None = None, sheet: str | None = None
) -> tuple[DataTable | None, list[Diagnostic]]:
    """The table in a file, and LK761 where there is none that can be read.

    `encoding` is that of text with separators, for one that does not show it; `sheet` the name of a
    workbook's sheet. `file` is the name that people know the file by.
    """
    try:
        return _table(data, file, encoding, sheet or ""), []
    except TableError as error:
        why, hint = error.args
        return None, [Diagnostic("LK761", why, Location(file, 1, 1), hint or None)]


def _table(data: bytes, file: str, encoding: str | None, sheet: str) -> DataTable:
    form = ENDINGS.get(PurePath(file).suffix.lower())
    if form is None:
        raise TableError("it is none of csv, tsv, xlsx, vcf and yaml", "save it as CSV UTF-8 or .xlsx")
    if form == "csv":
        return read_delimited(data, file, encoding)
    records, lines = _apart(data, form, sheet)
    return table_of(file, map(read_back, records) if form == "xlsx" else records, lines=lines)


def _apart(data: bytes, form: str, sheet: str) -> tuple[list[list[str]], list[int]]:
    """The records that the other process reads, and their lines, of which a spreadsheet has none.

    Raises TableError where it refuses, or breaks off.
    """
    try:
        records, lines, refused = process.answer(
            "letterkit.tables.reading", [form, sheet], data, tuple[list[list[str]], list[int], list[str]]
        )
    except process.NoAnswerError as error:
        mistake = f"it cannot be taken apart ({error.args[0]})", "save it as CSV UTF-8"
        raise TableError(*_BROKEN_OFF.get(error.args[0], mistake)) from None
    if refused:
        raise TableError(*refused)
    return records, lines


# In the other process


def _answered(asked: tuple[str, str], data: bytes) -> bytes:
    """The records, their lines, and why there are none. Asked are the form, and the sheet's name or
    nothing.
    """
    try:
        return json.dumps([*_read_apart(*asked, data), ()]).encode()
    except TableError as error:
        return json.dumps([[], [], error.args]).encode()


def _read_apart(form: str, sheet: str, data: bytes) -> tuple[list[list[str]], list[int]]:
    if form == "xlsx":
        from letterkit.tables.excel import read_workbook

        return read_workbook(data, sheet), []
    text = data.decode("utf-8-sig")
    if form == "vcf":
        from letterkit.tables.cards import read_cards

        return read_cards(text), []
    from letterkit.tables.lists import read_list

    return read_list(text)


if __name__ == "__main__":
    process.serve(_answered)
