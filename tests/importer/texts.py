"""Texts of letters for the tests, and what is read of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from letterkit.diagnostics import Diagnostic
from letterkit.importer.documents import documents_of
from letterkit.importer.guess import guess
from letterkit.importer.paragraphs import paragraphs
from letterkit.importer.parts import Imported, SourceParagraph
from letterkit.importer.readers.text import read_text
from letterkit.importer.reading import LetterReading
from letterkit.importer.sources import read_texts

HEAD = "3 March 2014\n\nDear Minister,\n\nWe write about the law that was passed in the spring.\n\n"
FOOT = "\n\nYours sincerely,\n\nJohn Doe\nDirector\nExample Rights Watch\n"


def plain(text: str) -> str:
    """A text without the indent that it has in a test."""
    return dedent(text).strip("\n")


def entries(text: str) -> list[SourceParagraph]:
    """The paragraphs of a text."""
    return paragraphs(read_text("x", plain(text)))


def reading(text: str, people: Mapping[str, str] | None = None) -> LetterReading:
    """The first reading of a text."""
    return guess(read_text("x", plain(text)), people)


def letter(text: str, people: Mapping[str, str] | None = None) -> Imported:
    """The letter in a text."""
    return next(one for one in documents_of(reading(text, people)) if one.kind == "letter")


def read_documents(data: Path | bytes, name: str) -> tuple[list[Imported], list[Diagnostic]]:
    """The documents in a file, and what is to be said of it."""
    read, problems = read_texts(data, name)
    return [document for one in read for document in documents_of(one.reading)], problems
