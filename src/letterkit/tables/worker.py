"""The process that reads a table (see `limits.process`). Started by `reading`, never by people."""

from __future__ import annotations

import json

from letterkit.limits import process
from letterkit.tables.rows import TableError


def answered(asked: tuple[str, str], data: bytes) -> bytes:
    """`records` with their `lines`, or `refused` with why and what to do. Asked are the form, and the
    sheet's name or nothing.
    """
    return json.dumps(_answer(*asked, data)).encode()


def _answer(form: str, sheet: str, data: bytes) -> dict[str, object]:
    try:
        records, lines = _records(form, sheet, data)
        return {"records": records, "lines": lines}
    except TableError as error:
        return {"refused": error.args}


def _records(form: str, sheet: str, data: bytes) -> tuple[list[list[str]], list[int]]:
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
    process.serve(answered)
