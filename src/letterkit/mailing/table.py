"""A table's rows → recipients: an office and who holds it, as `letterkit add office --from` reads them.

What is no such column is the table's own, and a merge field. No cell is guessed at: one that cannot be
read is told with its row and column, and its row is left.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.offices import Address
from letterkit.blocks.places import Place
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name, short
from letterkit.blocks.yaml import Document, Steps, Value, unprintable
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, did_you_mean
from letterkit.language.names import one_line, plain, slug
from letterkit.letter import Owner
from letterkit.library.adding import BLOCK
from letterkit.library.cells import CellReading, UnfitError, country_code, values_of
from letterkit.library.entries import Fact
from letterkit.library.entry_kinds import OFFICE
from letterkit.library.index import Block, MailRecipient
from letterkit.library.member_tables import known_headings, remembered
from letterkit.library.where import values_of as asked_of
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.library.writing_entries import group_said, require_whole, tree
from letterkit.tables import DataTable, Row, read_table
from letterkit.text.fields import RECIPIENT

LONGEST = 150
"""Characters of a name, an office or a line of an address: what is longer stands in the wrong column."""
SEAT = ("chamber", "state", "district", "class", "party")
"""The columns besides those of `add office`: which seat it is, and the holder's party."""
# The holder of a table is whoever is named, since whenever: the table says it, or nobody does.
_SINCE = "0001-01-01"
_KIND = KIND_BY_MODEL[Address]
_FORMULA = re.compile(r"=\s*\S")
CALLED = {"name": "holder"}
"""What people call a column otherwise than `add office` its fact."""
_NEEDED = ("holder", "salutation", "office")
_NAMED = ("holder", "honorific", "salutation", "office", "organisation", "address")


class TableReading(Struct, frozen=True):
    """How a table is to be read: its encoding and sheet, the order of its dates, and what somebody said
    that columns are.
    """

    encoding: str | None = None
    sheet: str | None = None
    dates: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


class _Columns(Struct, frozen=True):
    """What each column of a table is: a fact of an office, a key of its seat, or a field of its own."""

    facts: tuple[str, ...]
    own: Mapping[str, int]

    def index(self, name: str) -> int | None:
        """The column that has this, if one has."""
        if name in self.own:
            return self.own[name]
        return self.facts.index(name) if name in self.facts else None


class TakenRecipients(Struct, frozen=True):
    """The recipients in a table, what is wrong with it and its rows, its own fields, and what was
    supposed in reading it.
    """

    found: list[MailRecipient]
    problems: list[Diagnostic]
    own: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read_rows(
    workspace: Workspace, data: bytes, file: str, reading: TableReading, on: dt.date
) -> TakenRecipients:
    """The recipients in a table. Raises LetterkitError where its columns cannot be told apart."""
    table, problems = read_table(data, file, encoding=reading.encoding, sheet=reading.sheet)
    if table is None:
        return TakenRecipients([], problems)
    columns = _columns(workspace, table, reading)
    found: list[MailRecipient] = []
    for row in table.rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        try:
            found.append(_Rows(table, columns, reading, on).recipient(row))
        except UnfitError as error:
            problems.append(_misfit(table, columns, row, error))
    remarks = tuple(f"{file}: {text}" for text in table.remarks)
    return TakenRecipients(found, problems, tuple(columns.own), remarks)


def _misfit(table: DataTable, columns: _Columns, row: Row, error: UnfitError) -> Diagnostic:
    index = columns.index(error.fact)
    message = f"{table.place(row.number, index)}: {error.why}"
    return Diagnostic("LK762", message, table.location(row.number, index or 0), error.hint or None)


# Columns


def _columns(workspace: Workspace, table: DataTable, reading: TableReading) -> _Columns:
    """What the columns are. Raises LetterkitError where two are the same, or one is missing."""
    for column in reading.columns:
        if column not in table.columns:
            hint = did_you_mean(column, table.columns) or f"there are {', '.join(table.columns)}"
            raise LetterkitError(f"--column: {table.file} has no '{column}'", hint, status=2)
    said = {**remembered(workspace, OFFICE), **reading.columns}
    known = {**known_headings(OFFICE), **{key: key for key in SEAT}}
    facts = tuple(
        said[column] if column in said else known.get(plain(column.replace("_", " ")), "")
        for column in table.columns
    )
    _require_each_once(table, facts)
    pairs = enumerate(zip(table.columns, facts, strict=True))
    return _Columns(facts, _own(table, [i for i, (c, fact) in pairs if not fact and c not in said]))


def _own(table: DataTable, indices: Iterable[int]) -> dict[str, int]:
    """The columns that are the table's own, by the names of their merge fields."""
    own: dict[str, int] = {}
    for index in indices:
        column = table.columns[index]
        name = field_of(column)
        if name in own or name in RECIPIENT:
            other = table.columns[own[name]] if name in own else f"{name} of the office"
            raise _same(other, column, f"recipient.{name}")
        if name:
            own[name] = index
    return own


def field_of(column: str) -> str:
    """A column's name as a merge field has it: 'Main Committee' is `recipient.main_committee`."""
    return re.sub(r"\W+", "_", one_line(column).casefold()).strip("_0123456789")


def _same(first: str, second: str, fact: str) -> LetterkitError:
    message = f"the columns '{first}' and '{second}' are both '{fact}'"
    return LetterkitError(message, f"rename one, or leave it out: --column '{second}='", status=2)


def _require_each_once(table: DataTable, facts: Sequence[str]) -> None:
    for index, fact in enumerate(facts):
        if fact and fact in facts[:index]:
            raise _same(table.columns[facts.index(fact)], table.columns[index], fact)
    names = {fact: name for name, fact in CALLED.items()}
    for fact in _NEEDED:
        if fact not in facts:
            name = names.get(fact, fact)
            hint = f"say which one it is: --column 'COLUMN={name}'; there are {', '.join(table.columns)}"
            raise LetterkitError(f"{table.file}: no column is '{name}'", hint, status=2)


# Rows


class _Rows(Struct, frozen=True):
    """How the rows of a table become recipients."""

    table: DataTable
    columns: _Columns
    reading: TableReading
    on: dt.date

    def recipient(self, row: Row) -> MailRecipient:
        """The recipient of a row. Raises UnfitError."""
        if len(row.cells) > len(self.table.columns):
            why = f"it has {len(row.cells)} cells, and there are {len(self.table.columns)} columns"
            raise UnfitError(why, "put quotation marks around a cell that holds the separator")
        self._require_plain(row)
        cells = {name: row.cells[i] for i, name in enumerate(self.columns.facts) if name}
        values = self._values(cells)
        value = self._office(cells, values)
        document = self._document(row, value)
        model, problems = validate(Address, document)
        if model is None:
            raise UnfitError(problems[0].message, problems[0].hint or "", self._fact_at(problems[0]))
        return self._made(row, self._name(cells, values), model, document)

    def _made(self, row: Row, name: str, model: Address, document: Document) -> MailRecipient:
        path = Path(f"{SEEDS}/{_KIND.folder}/{name}.yaml")
        block = Block(_KIND, name, path, model, document, Owner.LIBRARY)
        own = {key: one_line(row.cells[index]) for key, index in self.columns.own.items()}
        asked = {**asked_of(name, model, self.on), **own}
        return MailRecipient(block, asked, own, {key: self._place(row, key) for key in asked})

    def _place(self, row: Row, name: str) -> tuple[Location, str]:
        index = self.columns.index("holder" if name == "name" else name)
        return self.table.location(row.number, index or 0), self.table.place(row.number, index)

    def _require_plain(self, row: Row) -> None:
        """Raises UnfitError for what no row of names and addresses holds."""
        names = {index: name for index, name in enumerate(self.columns.facts) if name}
        names |= {index: name for name, index in self.columns.own.items()}
        for index, name in names.items():
            if found := _strange(name, row.cells[index]):
                raise UnfitError(*found, name)

    def _values(self, cells: Mapping[str, str]) -> dict[str, list[str]]:
        """The words of each cell. Raises UnfitError for one that cannot be read, or must not be empty."""
        reading = CellReading(self.reading.dates, _no_block)
        text = cells.get("country", "").strip()
        country = _read("country", lambda: [country_code(text)])[0] if text else None
        found: dict[str, list[str]] = {}
        for fact in OFFICE.facts:
            said = [cells.get(fact.name, "")]
            words = _read(fact.name, partial(values_of, fact, said, country, reading))
            if words:
                found[fact.name] = words
            elif fact.name in _NEEDED:
                hint = "nobody can be written to without it; nothing is made up here"
                raise UnfitError("it is empty", hint, fact.name)
        return found

    def _office(self, cells: Mapping[str, str], values: dict[str, list[str]]) -> dict[str, Value]:
        """The block's value. Raises UnfitError where a part of a group is missing."""
        values.setdefault("since", [_SINCE])
        given = (fact for fact in OFFICE.group("") if fact.name in values)
        value: dict[str, Value] = {fact.key: tree(fact, values) for fact in given}
        for group in OFFICE.groups:
            if said := group_said(OFFICE, group, values):
                require_whole(OFFICE, group, said)
                value[group] = [said]
        seat = {key: text for key in SEAT if (text := one_line(cells.get(key, "")))}
        if party := seat.pop("party", ""):
            value["holders"] = [{**group_said(OFFICE, "holders", values), "party": party}]
        if "chamber" in seat:
            seat["chamber"] = slug(seat["chamber"])
        return {**value, **seat}

    def _document(self, row: Row, value: dict[str, Value]) -> Document:
        """The row as a block's document: each value is where its cell is."""
        here = Place(row.number, 1, row.number, 1)
        places: dict[Steps, Place] = {(): here}
        for steps, name in _steps(value):
            if (index := self.columns.index(name)) is not None:
                places[steps] = Place(row.number, index + 1, row.number, index + 1)
        return Document(self.table.file, value, places, dict(places), "")

    def _fact_at(self, problem: Diagnostic) -> str:
        facts = self.columns.facts
        index = problem.location.column - 1
        return facts[index] if 0 <= index < len(facts) and index else ""

    def _name(self, cells: Mapping[str, str], values: Mapping[str, Sequence[str]]) -> str:
        """The name of the recipient's files: the one that is said, else that of who holds the office."""
        from anyascii import anyascii

        if given := cells.get(BLOCK, "").strip():
            if not is_name(given):
                hint = "small letters, digits and single hyphens, such as rights-now"
                raise UnfitError(f"'{short(given)}' cannot name a file", hint, BLOCK)
            return given
        return slug(anyascii(values["holder"][0])) or "recipient"


def _steps(value: Mapping[str, Value]) -> list[tuple[Steps, str]]:
    """The way to each value of an office that a column can hold, and the column's fact."""
    found = [(_way(fact), fact.name) for fact in OFFICE.facts]
    found += [((key,), key) for key in SEAT if key != "party"]
    found.append((("holders", 0, "party"), "party"))
    return [(steps, name) for steps, name in found if steps[0] in value]


def _way(fact: Fact) -> Steps:
    return (fact.group, 0, fact.key) if fact.group else (fact.key,)


def _read(name: str, read: Callable[[], list[str]]) -> list[str]:
    """What a cell says. Raises UnfitError, which names the cell."""
    try:
        return read()
    except UnfitError as error:
        raise UnfitError(error.why, error.hint, name) from None


def _strange(name: str, cell: str) -> tuple[str, str] | None:
    """Why a cell cannot be what it is said to be, and what to do."""
    if _FORMULA.match(cell.strip()):
        hint = "put the words in its place that are to print"
        return f"'{short(cell.strip())}' is a formula", hint
    if character := unprintable(cell):
        why = f"it holds a character that cannot be seen or printed (U+{ord(character):04X})"
        return why, "type the cell anew"
    longest = max(map(len, cell.split("\n") if name == "address" else [cell]))
    if name in _NAMED and longest > LONGEST:
        why = f"{longest} characters, and none may have more than {LONGEST}"
        return why, "look whether it stands in the right column"
    return None


def _no_block(folder: str, words: str) -> str:
    raise UnfitError(f"no block of {folder} is called '{short(words)}'")
