"""The head of a memorandum: To, From, Date and Subject, each in a line of its own."""

from __future__ import annotations

import re

from letterkit.importer import signatures, words
from letterkit.importer.dates import find_date
from letterkit.importer.document import FoundDocument
from letterkit.importer.entries import ParagraphEntry
from letterkit.importer.parts import Role
from letterkit.language.patterns import any_of

_FIELD = re.compile(rf"^(?P<field>{any_of(words.MEMO_FIELDS)})\s*[:：]\s*(?P<value>.*)$", re.IGNORECASE)


def is_field(text: str) -> bool:
    """Whether a line is a field of a memorandum: 'From: …'."""
    return _FIELD.match(text) is not None


def read_memo(found: FoundDocument, head: list[ParagraphEntry]) -> list[ParagraphEntry]:
    """Take the fields of a memorandum from the lines of a head; the lines that are left.

    A single field, and fields without a 'From', make no memorandum.
    """
    fields = [
        (entry, _meaning(match), match["value"])
        for entry in head
        if (match := _FIELD.match(entry.text)) is not None
    ]
    if len(fields) < 2 or all(meaning != "from" for _, meaning, _ in fields):
        return head
    for entry, meaning, value in fields:
        _read_field(found, entry, meaning, value)
    return [entry for entry in head if entry.free]


def _meaning(match: re.Match[str]) -> str:
    return words.MEMO_FIELDS[match["field"].lower()]


def _read_field(found: FoundDocument, entry: ParagraphEntry, meaning: str, value: str) -> None:
    match meaning:  # to whom a memorandum goes is read like any address
        case "from":
            entry.take(Role.SIGNATURE, 0.8)
            found.signatories += signatures.in_prose(value, entry.paragraph.first, entry.paragraph.last)
        case "date":
            entry.take(Role.DATE, 0.9)
            day = find_date(value)
            found.date = day[0] if day else None
        case "subject":
            entry.take(Role.REFERENCE, 0.95)
            found.subject = value
        case "cc":
            entry.take(Role.CC, 0.9)
            found.cc += [piece.strip() for piece in value.split(";") if piece.strip()]
