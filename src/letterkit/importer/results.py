"""What was imported, as JSON for other programs, and its schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from letterkit.importer.parts import (
    FoundAddressee,
    FoundCase,
    FoundSignatory,
    Imported,
    Proposed,
    Quoted,
    ReadPart,
)

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class AddresseeRow:
    """An addressee; `fax` as E.164, as printed where the number is none that can be dialled."""

    name: str | None
    honorific: str | None
    title: str | None
    organisation: str | None
    address_lines: list[str]
    fax: list[str]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A person, and what is said of them."""

    name: str
    also_known_as: list[str]
    text: str


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """A signatory."""

    organisation: str | None
    person: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """Quoted words and who said them."""

    text: str
    speaker: str | None
    speaker_title: str | None
    organisation: str | None


@dataclass(frozen=True, slots=True)
class OriginRow:
    """Lines of the file's text, counted from 1; for a PDF of the text taken from it."""

    file: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block that the document would give."""

    kind: str
    name: str
    origin: OriginRow
    confidence: float


@dataclass(frozen=True, slots=True)
class DocumentRow:
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
    blocks: list[BlockRow]


def to_json(found: Iterable[tuple[Imported, Sequence[Proposed]]]) -> str:
    """The documents, each with the blocks proposed for it, as a JSON list."""
    rows = [asdict(_document(document, blocks)) for document, blocks in found]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_json` writes."""
    from pydantic import TypeAdapter

    described = TypeAdapter(list[DocumentRow]).json_schema()
    for row in described["$defs"].values():
        row["additionalProperties"] = False
    return {"$schema": _DRAFT, "title": "letterkit import", **described}


def _document(found: Imported, blocks: Sequence[Proposed]) -> DocumentRow:
    return DocumentRow(
        kind=found.kind,
        date=found.date,
        language=found.language,
        headline=_or_null(found.headline),
        subject=_or_null(found.subject),
        addressees=list(map(_addressee, found.addressees)),
        salutation=_or_null(found.salutation),
        asks=[ask.text for ask in found.asks],
        cases=list(map(_case, found.cases)),
        signatories=list(map(_signatory, found.signatories)),
        closing=_or_null(found.closing),
        cc=list(found.cc),
        quotations=list(map(_quotation, found.quotations)),
        chrome=list(map(_whole, found.chrome)),
        unplaced=list(map(_whole, found.unplaced)),
        blocks=[_block(found, block) for block in blocks],
    )


def _or_null(text: str) -> str | None:
    """What the letter does not have is null in the JSON, and not an empty text."""
    return text or None


def _addressee(one: FoundAddressee) -> AddresseeRow:
    return AddresseeRow(
        _or_null(one.name),
        _or_null(one.honorific),
        _or_null(one.title),
        _or_null(one.organisation),
        list(one.address_lines),
        [number.e164 or number.printed for number in one.fax],
    )


def _case(one: FoundCase) -> CaseRow:
    return CaseRow(one.name, list(one.also_known_as), one.text)


def _signatory(one: FoundSignatory) -> SignatoryRow:
    return SignatoryRow(_or_null(one.organisation), _or_null(one.person), _or_null(one.title))


def _quotation(one: Quoted) -> QuotationRow:
    return QuotationRow(
        one.text, _or_null(one.speaker), _or_null(one.speaker_title), _or_null(one.organisation)
    )


def _block(found: Imported, block: Proposed) -> BlockRow:
    return BlockRow(
        block.kind, block.name, OriginRow(found.source, block.first, block.last), block.confidence
    )


def _whole(part: ReadPart) -> str:
    return f"{part.marker} {part.text}".strip()
