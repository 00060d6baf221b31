"""What was imported, as JSON for other programs, and its schema."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from letterkit.diagnostics.json import json_schema, json_text
from letterkit.importer.parts import Imported, Proposed, SourceText
from letterkit.importer.reading import LetterReading, ReadRow

T = TypeVar("T", bound=Struct)


class AddresseeRow(Struct, frozen=True):
    """An addressee; `fax` as E.164, as printed where the number is none that can be dialled."""

    name: str | None
    honorific: str | None
    title: str | None
    organisation: str | None
    address_lines: list[str]
    fax: list[str]


class CaseRow(Struct, frozen=True):
    """A person, and what is said of them; `confirmed` where somebody has said that it is one."""

    name: str
    also_known_as: list[str]
    text: str
    confirmed: bool


class SignatoryRow(Struct, frozen=True):
    """A signatory."""

    organisation: str | None
    person: str | None
    title: str | None


class QuotationRow(Struct, frozen=True):
    """Quoted words and who said them."""

    text: str
    speaker: str | None
    speaker_title: str | None
    organisation: str | None


class OriginRow(Struct, frozen=True):
    """Lines of the file's text, counted from 1; for a PDF of the text taken from it."""

    file: str
    first: int
    last: int


class BlockRow(Struct, frozen=True):
    """A block that the document would give."""

    kind: str
    name: str
    origin: OriginRow
    sure: str


class LineRow(Struct, frozen=True):
    """A line of the file's text that is not empty: what it is, and how sure that is."""

    line: int
    text: str
    role: str
    sure: str


class DocumentRow(Struct, frozen=True):
    """A letter or press release."""

    kind: str
    date: str | None
    language: str
    headline: str | None
    subject: str | None
    addressees: list[AddresseeRow]
    salutation: str | None
    asks: list[str]
    cases: list[CaseRow]
    signatories: list[SignatoryRow]
    closing: str | None
    cc: list[str]
    quotations: list[QuotationRow]
    chrome: list[str]
    unplaced: list[str]
    lines: list[LineRow]
    blocks: list[BlockRow]


def to_json(found: Iterable[tuple[Imported, Sequence[Proposed], Sequence[LineRow]]]) -> str:
    """The documents, each with its lines and the blocks proposed for it, as a JSON list."""
    return json_text([_document(*one) for one in found])


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_json` writes."""
    return json_schema(list[DocumentRow], "letterkit import")


def lines_of(source: SourceText, reading: LetterReading, document: int) -> list[LineRow]:
    """The lines of a document: each that is not empty, with the role of the row that holds it."""
    roles: dict[int, ReadRow] = {}
    for row in sorted(reading.rows, key=lambda row: row.first - row.last):  # the shortest row decides
        roles |= dict.fromkeys(range(row.first, row.last + 1), row)
    return [
        LineRow(line.number, f"{line.marker} {line.text}".strip(), of.role, of.sure)
        for line in source.lines
        if (line.text or line.marker) and (of := roles.get(line.number)) and of.document == document
    ]


def _document(found: Imported, blocks: Sequence[Proposed], lines: Sequence[LineRow]) -> DocumentRow:
    return _row(
        DocumentRow,
        found,
        addressees=[_row(AddresseeRow, one) for one in found.addressees],
        cases=[_row(CaseRow, one) for one in found.cases],
        signatories=[_row(SignatoryRow, one) for one in found.signatories],
        quotations=[_row(QuotationRow, one) for one in found.quotations],
        lines=lines,
        blocks=[
            BlockRow(one.kind, one.name, OriginRow(found.source, one.at.first, one.at.last), one.at.sure)
            for one in blocks
        ],
    )


def _row(row: type[T], found: object, **others: object) -> T:
    """A row with the values that it shares with what was found; what the letter lacks is null."""
    names = (name for name in row.__struct_fields__ if name not in others)
    shared = {name: None if (value := getattr(found, name)) == "" else value for name in names}
    return row(**shared, **others)
