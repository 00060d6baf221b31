"""What was imported, as JSON for other programs, and its schema."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import to_builtins

from letterkit.diagnostics.json import json_schema, json_text
from letterkit.importer.parts import (
    FoundAddressee,
    FoundCase,
    FoundSignatory,
    Imported,
    Proposed,
    Quoted,
    SourceText,
)
from letterkit.importer.reading import LetterReading, ReadRow


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the file's text that is not empty: what it is, and how sure that is."""

    line: int
    text: str
    role: str
    sure: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A letter or press release: an `Imported`, with its lines and the blocks that it would give.

    Lines are counted from 1; for a PDF those of the text taken from it. What it lacks is null.
    """

    kind: str
    date: str | None
    language: str
    headline: str | None
    subject: str | None
    addressees: list[FoundAddressee]
    salutation: str | None
    asks: list[str]
    cases: list[FoundCase]
    signatories: list[FoundSignatory]
    closing: str | None
    cc: list[str]
    enclosures: list[str]
    place: str | None
    quotations: list[Quoted]
    chrome: list[str]
    unplaced: list[str]
    lines: list[LineRow]
    blocks: list[Proposed]


def to_json(found: Iterable[tuple[Imported, Sequence[Proposed], Sequence[LineRow]]]) -> str:
    """The documents, each with its lines and the blocks proposed for it, as a JSON list."""
    return json_text([_row(*one) for one in found])


def _row(found: Imported, blocks: Sequence[Proposed], lines: Sequence[LineRow]) -> dict[str, Any]:
    others = {
        "chrome": [part.whole for part in found.chrome],
        "unplaced": [part.whole for part in found.unplaced],
        "lines": lines,
        "blocks": blocks,
    }
    values = {name: others.get(name, getattr(found, name, None)) for name in DocumentRow.__annotations__}
    row: dict[str, Any] = _with_nulls(to_builtins(values))
    return row


def _with_nulls(value: Any) -> Any:
    """The value with null for each text that it lacks."""
    if isinstance(value, dict):
        return {key: _with_nulls(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_with_nulls(each) for each in value]
    return None if value == "" else value


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_json` writes."""
    described = json_schema(list[DocumentRow], "letterkit import")
    fields = (
        field for row in described["$defs"].values() for field in row.get("properties", {}).values()
    )
    for field in fields:
        if field.pop("default", None) == "":
            field["type"] = ["string", "null"]
    return described


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
