"""What was imported, as JSON for other programs, and its schema."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import GenericAlias
from typing import Any, get_args

from msgspec import Struct, defstruct, to_builtins
from msgspec.structs import fields

from letterkit.diagnostics.json import json_schema, json_text
from letterkit.importer.parts import Imported, Proposed, SourceText
from letterkit.importer.reading import ASIDE, LetterReading, ReadRow, Role

_APART = ("source", "at", "parts", "email", "place", "enclosures")
"""What no program has asked for: the lines and the origins of blocks say most of it."""


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


def to_json(found: Iterable[tuple[Imported, Sequence[Proposed], Sequence[LineRow]]]) -> str:
    """The documents, each with its lines and the blocks proposed for it, as a JSON list."""
    return json_text([_document(*one) for one in found])


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_json` writes."""
    texts = dict.fromkeys(("asks", "chrome", "unplaced"), list[str])
    form = _form(Imported, **texts, lines=list[LineRow], blocks=list[BlockRow])
    return json_schema(GenericAlias(list, form), "letterkit import")


def lines_of(source: SourceText, reading: LetterReading, document: int) -> list[LineRow]:
    """The lines of a document: each that is not empty, with the role of the row that holds it."""
    roles: dict[int, ReadRow] = {}
    for row in sorted(reading.rows, key=lambda row: row.first - row.last):  # the shortest row decides
        roles |= dict.fromkeys(range(row.first, row.last + 1), row)
    return [
        LineRow(line.number, line.whole, of.role, of.sure)
        for line in source.lines
        if line.whole and (of := roles.get(line.number)) and of.document == document
    ]


def _document(found: Imported, blocks: Sequence[Proposed], lines: Sequence[LineRow]) -> dict[str, Any]:
    return {
        **_told(to_builtins(found)),
        "asks": found.asks,
        # A web page's furniture, running heads; what belongs to the document and has no place in it.
        "chrome": [part.whole for part in found.of(Role.SKIP)],
        "unplaced": [part.whole for part in found.of(*ASIDE)],
        "lines": lines,
        "blocks": [
            BlockRow(one.kind, one.name, OriginRow(found.source, one.at.first, one.at.last), one.at.sure)
            for one in blocks
        ],
    }


def _told(value: Any) -> Any:
    """What was found as other programs get it: null instead of each text that is empty."""
    if isinstance(value, dict):
        return {name: _told(one) for name, one in value.items() if name not in _APART}
    if isinstance(value, list | tuple):
        return [*map(_told, value)]
    return None if value == "" else value


def _form(kind: type[Struct], **more: Any) -> type[Struct]:
    """The type of what `_told` makes of a type, and more fields."""
    form: dict[str, Any] = {}
    for field in (field for field in fields(kind) if field.name not in _APART):
        inside: Any = next(iter(get_args(field.type)), None)
        is_many = isinstance(inside, type) and issubclass(inside, Struct)
        many = GenericAlias(list, _form(inside)) if is_many else field.type
        form[field.name] = field.type | None if field.default == "" else many
    return defstruct(kind.__name__, [*(form | more).items()], namespace={"__doc__": kind.__doc__})
