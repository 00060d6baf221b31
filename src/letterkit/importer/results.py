"""What was imported, as JSON for other programs, and its schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from letterkit.importer.parts import (
    FoundAddressee,
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
        found.kind,
        found.date,
        found.language,
        found.headline or None,
        found.subject or None,
        [_addressee(one) for one in found.addressees],
        found.salutation or None,
        [ask.text for ask in found.asks],
        [CaseRow(one.name, list(one.also_known_as), one.text) for one in found.cases],
        [_signatory(one) for one in found.signatories],
        found.closing or None,
        list(found.cc),
        [_quotation(one) for one in found.quotations],
        [_whole(part) for part in found.chrome],
        [_whole(part) for part in found.unplaced],
        [_block(found, block) for block in blocks],
    )


def _addressee(one: FoundAddressee) -> AddresseeRow:
    return AddresseeRow(
        one.name or None,
        one.honorific or None,
        one.title or None,
        one.organisation or None,
        list(one.address_lines),
        [number.e164 or number.printed for number in one.fax],
    )


def _signatory(one: FoundSignatory) -> SignatoryRow:
    return SignatoryRow(one.organisation or None, one.person or None, one.title or None)


def _quotation(one: Quoted) -> QuotationRow:
    return QuotationRow(
        one.text, one.speaker or None, one.speaker_title or None, one.organisation or None
    )


def _block(found: Imported, block: Proposed) -> BlockRow:
    return BlockRow(
        block.kind, block.name, OriginRow(found.source, block.first, block.last), block.confidence
    )


def _whole(part: ReadPart) -> str:
    return f"{part.marker} {part.text}".strip()
