"""What was imported, as JSON for other programs, and its schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from letterkit.importer.parts import Imported, Part, Proposed

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


class AddresseeRow(TypedDict):
    """An addressee; `fax` as E.164, as printed where the number is none that can be dialled."""

    name: str | None
    honorific: str | None
    title: str | None
    organisation: str | None
    address_lines: list[str]
    fax: list[str]


class CaseRow(TypedDict):
    """A person, and what is said of them."""

    name: str
    also_known_as: list[str]
    text: str


class SignatoryRow(TypedDict):
    """A signatory."""

    organisation: str | None
    person: str | None
    title: str | None


class QuotationRow(TypedDict):
    """Quoted words and who said them."""

    text: str
    speaker: str | None
    speaker_title: str | None
    organisation: str | None


class OriginRow(TypedDict):
    """Lines of the file's text, counted from 1; for a PDF of the text taken from it."""

    file: str
    first: int
    last: int


class BlockRow(TypedDict):
    """A block that the document would give."""

    kind: str
    name: str
    origin: OriginRow
    confidence: float


class DocumentRow(TypedDict):
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
    rows = [_document(document, blocks) for document, blocks in found]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_json` writes."""
    from pydantic import ConfigDict, TypeAdapter, with_config

    for row in (AddresseeRow, CaseRow, SignatoryRow, QuotationRow, OriginRow, BlockRow, DocumentRow):
        with_config(ConfigDict(extra="forbid"))(row)
    described = TypeAdapter(list[DocumentRow]).json_schema()
    return {"$schema": _DRAFT, "title": "letterkit import", **described}


def _document(found: Imported, blocks: Sequence[Proposed]) -> DocumentRow:
    return {
        "kind": found.kind,
        "date": found.date,
        "language": found.language,
        "headline": found.headline or None,
        "subject": found.subject or None,
        "addressees": [
            {
                "name": one.name or None,
                "honorific": one.honorific or None,
                "title": one.title or None,
                "organisation": one.organisation or None,
                "address_lines": list(one.address_lines),
                "fax": [number.e164 or number.printed for number in one.fax],
            }
            for one in found.addressees
        ],
        "salutation": found.salutation or None,
        "asks": [ask.text for ask in found.asks],
        "cases": [
            {"name": one.name, "also_known_as": list(one.also_known_as), "text": one.text} for one in found.cases
        ],
        "signatories": [
            {"organisation": one.organisation or None, "person": one.person or None, "title": one.title or None}
            for one in found.signatories
        ],
        "closing": found.closing or None,
        "cc": list(found.cc),
        "quotations": [
            {
                "text": one.text,
                "speaker": one.speaker or None,
                "speaker_title": one.speaker_title or None,
                "organisation": one.organisation or None,
            }
            for one in found.quotations
        ],
        "chrome": [_whole(part) for part in found.chrome],
        "unplaced": [_whole(part) for part in found.unplaced],
        "blocks": [
            {
                "kind": block.kind,
                "name": block.name,
                "origin": {"file": found.source, "first": block.first, "last": block.last},
                "confidence": block.confidence,
            }
            for block in blocks
        ],
    }


def _whole(part: Part) -> str:
    return f"{part.marker} {part.text}".strip()
