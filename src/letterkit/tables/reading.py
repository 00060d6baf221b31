"""A file's bytes → a table, by the file's ending.

Text with separators is read here. What libraries take apart is read by a process of its own, with limits
of time and memory (see `worker`): a file that makes its reader hang or crash is refused.
"""

from __future__ import annotations

from pathlib import PurePath

from letterkit.diagnostics import Diagnostic, Location
from letterkit.limits import process
from letterkit.tables.delimited import read_back, read_delimited
from letterkit.tables.rows import DataTable, TableError, table_of

ENDINGS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".vcf": "vcf", ".yaml": "yaml"}
"""The endings of files with tables, and what each is read as."""
_WORKER = "letterkit.tables.worker"
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
        answer = process.answer(_WORKER, [form, sheet], data)
    except process.NoAnswerError as error:
        mistake = f"it cannot be taken apart ({error.args[0]})", "save it as CSV UTF-8"
        raise TableError(*_BROKEN_OFF.get(error.args[0], mistake)) from None
    if "refused" in answer:
        raise TableError(*answer["refused"])
    return answer["records"], answer["lines"]
