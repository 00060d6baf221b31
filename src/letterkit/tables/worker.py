"""The process that reads one foreign table: its bytes come in on stdin, an answer goes out.

Started by `reading`, never by people. It limits itself before it looks at anything.
"""

from __future__ import annotations

import json
import os
import sys

from letterkit.limits import process
from letterkit.tables.rows import TableError


def main() -> None:
    """Read the table on stdin. Arguments: its form, and the sheet's name or nothing."""
    form, sheet = sys.argv[1:]
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    process.limit_memory()
    process.limit_time()
    answers.write(json.dumps(_answer(form, sheet, sys.stdin.buffer.read())).encode())
    answers.flush()


def _answer(form: str, sheet: str, data: bytes) -> dict[str, object]:
    """`records`, or `refused` with why and what to do."""
    try:
        return {"records": _records(form, sheet, data)}
    except TableError as error:
        return {"refused": error.args}
    except MemoryError:
        return {"refused": ["reading it takes too much memory", ""]}
    except Exception as error:  # noqa: BLE001  # whatever a file does to its reader is about the file
        return {"refused": [f"it cannot be taken apart ({type(error).__name__})", "save it as CSV UTF-8"]}


def _records(form: str, sheet: str, data: bytes) -> list[list[str]]:
    if form == "xlsx":
        from letterkit.tables.excel import read_workbook

        return read_workbook(data, sheet)
    text = data.decode("utf-8-sig")
    if form == "vcf":
        from letterkit.tables.cards import read_cards

        return read_cards(text)
    from letterkit.tables.lists import read_list

    return read_list(text)


if __name__ == "__main__":
    main()
