"""Text with separators: CSV as spreadsheets save it, in their encodings; and a table as CSV.

A spreadsheet runs a cell that begins with `=` as a program. So what is written begins with an apostrophe
there, which is taken away in reading: what goes out comes back the same. Source: OWASP, CSV Injection,
https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from letterkit.tables.rows import DataTable, TableError, table_of

SEPARATORS = ",;\t|"
BYTE_ORDER_MARK = "\ufeff"
"""What tells a spreadsheet that a file is UTF-8."""

# OWASP's characters, with the wide forms that spreadsheets in East Asia take for them.
_STARTS = "=+\\-@\t\r\n＝＋－＠"
_RUNS = re.compile(rf"'*[{_STARTS}]")
_KEPT_FROM_RUNNING = re.compile(rf"'+[{_STARTS}]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of the letters of French one in twenty has an accent, of Czech one in six. Where more of them are no
# ASCII, Windows-1252 is the wrong alphabet.
_MOST_ACCENTS = 0.25
_ENCODINGS = "such as cp1250 (Central Europe), cp1251 (Cyrillic), cp1256 (Arabic), gb18030 (Chinese)"


def read_delimited(data: bytes, file: str, encoding: str | None) -> DataTable:
    """The table that a CSV holds, in that encoding or the one that it shows. Raises TableError."""
    text, remarks = _decoded(data, encoding)
    text = text.removeprefix(BYTE_ORDER_MARK)
    separator, text = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return table_of(file, map(read_back, reader), remarks)
    except csv.Error as error:
        hint = "look for a quotation mark that is not closed; inside a cell it is written twice"
        raise TableError(f"line {reader.line_num}: {error}", hint) from None


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV (RFC 4180, with line feeds), of which no spreadsheet runs a cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_kept_from_running(cell) for cell in row] for row in rows)
    return out.getvalue()


def _kept_from_running(cell: str) -> str:
    return f"'{cell}" if _RUNS.match(cell) else cell


def read_back(cells: Iterable[str]) -> list[str]:
    """The cells without the apostrophes by which `to_csv` keeps them from running."""
    return [cell[1:] if _KEPT_FROM_RUNNING.match(cell) else cell for cell in cells]


def _decoded(data: bytes, encoding: str | None) -> tuple[str, list[str]]:
    """The text, and what was supposed of its encoding."""
    if encoding is not None:
        return _decoded_as(data, encoding, f"--encoding {encoding} does not fit"), []
    if unicode := _shown(data):
        return _decoded_as(data, unicode, "it is not the Unicode text that it seems to be"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        text = _decoded_as(data, "cp1252", "it is neither UTF-8 nor Windows-1252")
    high = [c for c in text if c.isalpha() and not c.isascii()]
    if len(high) > _MOST_ACCENTS * max(1, sum(map(str.isalpha, text))):
        raise TableError("its encoding cannot be told", _save_again())
    seen = next((word for word in re.findall(r"[^\s,;\t\"]+", text) if not word.isascii()), "")
    return text, [f"not UTF-8, and read as Windows-1252, so that it says '{seen}'; else give --encoding"]


def _shown(data: bytes) -> str | None:
    """The form of Unicode that the bytes show: by a mark, or by a zero for nearly every second byte."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked is None and _zeros(data, 1):
        return "utf-16-le"
    return "utf-16-be" if marked is None and _zeros(data, 0) else marked


def _decoded_as(data: bytes, encoding: str, why: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        raise TableError(why, _save_again()) from None


def _save_again() -> str:
    return f"save it as 'CSV UTF-8', or name its encoding with --encoding, {_ENCODINGS}"


def _zeros(data: bytes, first: int) -> bool:
    """Whether nearly every second byte is zero, as in UTF-16 without a mark."""
    sample = data[first:2000:2]
    return len(sample) > 1 and sample.count(0) > 0.8 * len(sample)


def _separator(text: str) -> tuple[str, str]:
    """What separates the cells, and the text without the line in which Excel says so."""
    if match := re.match(r"(?i)\"?sep=(.)\"?\r?\n", text):
        return match[1], text[match.end() :]
    header = next((line for line in _lines(text) if line.strip(f" \r\n{SEPARATORS}")), "")
    bare = re.sub(r'"(?:[^"]|"")*"', "", header)
    found = max(SEPARATORS, key=bare.count)
    others = [s for s in SEPARATORS if s != found and bare.count(s) == bare.count(found) > 0]
    if others:
        hint = "put quotation marks around the names of columns that hold one of them"
        raise TableError(f"it may be separated by '{found}' as well as by '{others[0]}'", hint)
    return found, text


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, but those within quotation marks are one."""
    yield from re.findall(r'(?:"(?:[^"]|"")*"|[^"\r\n])+', text[:100_000])
