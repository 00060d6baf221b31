"""Texts of letters for the tests, and what is read of them."""

from __future__ import annotations

from textwrap import dedent

from letterkit.importer import signatures
from letterkit.importer.entries import ParagraphEntry
from letterkit.importer.paragraphs import paragraphs
from letterkit.importer.parse import parse
from letterkit.importer.parts import Imported
from letterkit.importer.readers.text import read_text

HEAD = (
    "Jane Roe\nMinister of Justice\n1 Main Street\nLondon SW1A 2AH\n\nDear "
    "Minister,\n\nWe write about the law that was passed in the spring of this year.\n\n"
)
FOOT = "\n\nYours sincerely,\n\nJohn Doe\nDirector\nExample Rights Watch\n"


def entries(text: str) -> list[ParagraphEntry]:
    """The paragraphs of a text."""
    return [ParagraphEntry(one) for one in paragraphs(read_text("x", dedent(text).strip("\n")))]


def letter(text: str, people: dict[str, str] | None = None) -> Imported:
    """The letter in a text."""
    return next(
        one for one in parse(read_text("x", dedent(text).strip("\n")), people) if one.kind == "letter"
    )


def signed(block: str) -> list[tuple[str, str, str]]:
    """The signatories of a block: organisation, person, title."""
    return [(one.organisation, one.person, one.title) for one in signatures.read(entries(block))]
