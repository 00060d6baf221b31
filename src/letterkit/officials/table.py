"""Office-holders of any country from a table, such as CSV or a sheet of Excel's, a row a term.

Columns are known by their names, in capitals or not, in any order; those of other names are told and not
read. An office has a name, `office`, with `organisation` and `country`, or the name of its file in the
library, `block`. A row without a name says that the office is vacant. A row that is wrong is told with
row and column, and holds back no other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from msgspec import Struct, field

from letterkit.blocks.values import is_name, is_telephone_number
from letterkit.blocks.yaml import unprintable
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.countries import country_called, country_meant, is_country
from letterkit.language.names import without_accents
from letterkit.library.checked import Source
from letterkit.officials.terms import Records, Seat, Term, Whereabouts, day
from letterkit.officials.unread import UnreadError, left_out
from letterkit.tables import DataTable, Row, read_table

# What people and data sets call each column: `group`, `area` and `start_date` are EveryPolitician's.
COLUMNS = {
    "block": ("block", "file"),
    "office": ("office", "position", "post", "role"),
    "organisation": ("organisation", "organization", "ministry", "department", "institution", "body"),
    "country": ("country", "country code"),
    "chamber": ("chamber", "house"),
    "state": ("state", "region", "province", "land", "area"),
    "district": ("district", "constituency"),
    "class": ("class",),
    "name": ("name", "holder", "office holder", "full name"),
    "id": ("id", "wikidata"),
    "party": ("party", "group"),
    "honorific": ("honorific", "prefix"),
    "salutation": ("salutation", "form of address", "greeting"),
    "from": ("from", "start", "start date", "since", "begin", "took office"),
    "to": ("to", "end", "end date", "until", "left office"),
    "address": ("address", "postal address"),
    "fax": ("fax", "fax number"),
    "email": ("email", "e mail"),
    "source": ("source", "sources", "url", "link"),
    "date": ("date", "as of", "verified", "checked"),
}
"""Each column with the names that it is known by."""


class _Row(Struct, frozen=True):
    """A row's cells by what they are called here, and where it stands."""

    table: DataTable
    number: int
    columns: Mapping[str, int]
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


class _Reading(Struct):
    """What is read of a table, row by row."""

    file: str
    on: dt.date
    terms: list[Term] = field(default_factory=list)
    vacant: dict[tuple[str, ...], Term] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def read_holders(content: bytes, file: str, on: dt.date) -> Records:
    """The terms in a table. Raises UnreadError where it is none, or has no columns that are known."""
    table, problems = read_table(content, file)
    if table is None:
        raise UnreadError(problems[0].message, problems[0].location, problems[0].hint)
    reading = _Reading(file, on)
    columns = _columns(table, reading)
    if not {"office", "block"} & columns.keys() or "name" not in columns:
        hint = f"a table has 'name', and 'office' or 'block'; also {', '.join(COLUMNS)}"
        raise UnreadError("it is no table with an office and a name", Location(file, 1, 1), hint)
    for row in table.rows:
        if len(row.cells) > len(table.columns):
            reading.problems.append(_too_long(table, row))
            continue
        cells = {column: row.cells[index].strip() for column, index in columns.items()}
        one_line = {c: cell if c == "address" else " ".join(cell.split()) for c, cell in cells.items()}
        _read_row(_Row(table, row.number, columns, one_line), reading)
    return Records(reading.terms, on, vacant=reading.vacant, problems=reading.problems)


def _too_long(table: DataTable, row: Row) -> Diagnostic:
    """Which cell stands in which column cannot be told: a separator within one has moved the others."""
    cells = f"it has {len(row.cells)} cells, and there are {len(table.columns)} columns"
    hint = "put quotation marks around a cell that holds the separator"
    return left_out(f"{table.place(row.number)}: {cells}", table.location(row.number), hint)


def _columns(table: DataTable, reading: _Reading) -> dict[str, int]:
    """Where each column stands; of two of one kind the first."""
    known = {name: column for column, names in COLUMNS.items() for name in names}
    found: dict[str, int] = {}
    unknown: list[str] = []
    for index, head in enumerate(table.columns):
        column = known.get(" ".join(re.findall(r"[a-z]+", head.casefold())))
        if column is None or column in found:
            unknown += [head] if head else []
        else:
            found[column] = index
    said = [f"columns that are not read: {', '.join(unknown)}"] if unknown else []
    for message in (*table.remarks, *said):
        place = Location(reading.file, 1, 1)
        reading.problems.append(Diagnostic("LK732", message, place, None, Severity.WARNING))
    return found


class _CellError(Exception):
    """What is wrong with a cell: its column, why, and what to do."""

    def __init__(self, column: str, why: str, hint: str | None = None) -> None:
        super().__init__(why)
        self.column = column
        self.hint = hint


def _read_row(row: _Row, reading: _Reading) -> None:
    """Add the row's term or its vacancy; or why it is left out."""
    try:
        term = _term(row, reading)
    except _CellError as error:
        index = row.columns[error.column]
        why = f"{row.table.place(row.number, index)}: {error}"
        place = row.table.location(row.number, index)
        reading.problems.append(left_out(why, place, error.hint))
        return
    if term.name:
        reading.terms.append(term)
    else:
        reading.vacant[term.seat.key] = term


def _term(row: _Row, reading: _Reading) -> Term:
    """What a row says. Raises _CellError."""
    for column, cell in row.cells.items():
        if unprintable(cell):
            raise _CellError(column, "a character that cannot be printed, or turns the writing")
    begin, end = _day(row, "from"), _day(row, "to")
    if begin and end and end < begin:
        raise _CellError("to", f"the term ends ({end}) before it begins ({begin})")
    return Term(
        seat=_seat(row),
        name=row["name"],
        begin=begin,
        end=end,
        place=row.table.location(row.number, row.columns["name"]),
        source=_source(row, reading),
        honorific=row["honorific"],
        salutation=row["salutation"],
        party=row["party"],
        id=row["id"],
        contact=_contact(row),
    )


def _seat(row: _Row) -> Seat:
    if row["block"] and not is_name(row["block"]):
        raise _CellError("block", f"'{row['block']}' is not the name of a file in addresses/")
    if not row["block"] and not row["office"]:
        raise _CellError("office" if "office" in row.columns else "block", "it names no office")
    chamber = "-".join(re.findall(r"\w+", without_accents(row["chamber"]).casefold()))
    if chamber and not is_name(chamber):
        raise _CellError("chamber", f"'{row['chamber']}' is no word in Latin letters")
    return Seat(
        row["office"],
        row["organisation"],
        _country(row["country"]),
        chamber,
        row["state"],
        row["district"],
        row["class"],
        row["block"],
    )


def _country(text: str) -> str:
    """The code of the country in a cell; empty where it has none. Raises _CellError."""
    if not text or is_country(text):
        return text
    called = country_called(text)
    if called is None:
        near = country_meant(text)
        hint = f"did you mean '{near}'?" if near else "write the two letters of ISO 3166"
        raise _CellError("country", f"there is no country '{text}'", hint)
    return called


def _day(row: _Row, column: str) -> dt.date | None:
    """The day in a column; None where it has none."""
    text = re.sub(r"[T ]00:00(:00)?Z?$", "", row[column])
    found = day(text)
    if text and found is None:
        raise _CellError(column, f"'{text}' is no day", "write year, month and day: 2025-01-20")
    return found


def _contact(row: _Row) -> Whereabouts:
    """Where the office is; of a column that the table does not have, nothing is known."""
    fax = _numbers(row["fax"])
    lines = tuple(" ".join(line.split()) for line in re.split(r"[\n;|]", row["address"]) if line.strip())
    if row["email"] and not re.fullmatch(r"[^@\s]+@[^@\s]+", row["email"]):
        raise _CellError("email", f"'{row['email']}' is no e-mail address")
    address = lines if "address" in row.columns else None
    return Whereabouts(address, fax if "fax" in row.columns else None, row["email"])


def _numbers(text: str) -> tuple[str, ...]:
    """The fax numbers in a cell. Raises _CellError."""
    found = tuple(each.strip() for each in re.split(r"[;,\n]", text) if each.strip())
    for number in found:
        if not is_telephone_number(number):
            hint = "write it in the international form: +1 202-555-0123"
            raise _CellError("fax", f"'{number}' is no fax number", hint)
    return found


def _source(row: _Row, reading: _Reading) -> Source:
    """The row's own source and date, else the file."""
    said, date = row["source"], _day(row, "date") or reading.on
    is_url = re.match(r"https?://\S+$", said) is not None
    title = said if said and not is_url else reading.file.rpartition("/")[2]
    return Source(title, url=said if is_url else None, date=date.isoformat())
