"""The paragraphs of a letter → the letter: salutation, signatures, head, close, asks, tail.

What is surest comes first: the salutation and the signatures, between which the body stands.
"""

from __future__ import annotations

from letterkit.importer import signatures
from letterkit.importer.asks import Body
from letterkit.importer.body import body_start, free_headings
from letterkit.importer.closing import read_closing, signature_span
from letterkit.importer.document import FoundDocument
from letterkit.importer.entries import take_all
from letterkit.importer.head import read_head, read_reference_below
from letterkit.importer.parts import Imported, Role
from letterkit.importer.salutation import read_salutation
from letterkit.importer.tail import read_notations, read_rest


def parse_letter(found: FoundDocument, salutation: int | None) -> Imported:
    """The letter in a document's paragraphs; `salutation` is the number of the one where it stands."""
    entries = found.entries
    first = body_start(entries) if salutation is None else read_salutation(found, salutation)
    free_headings(entries[first:])
    begin, end = signature_span(entries, first)
    read_notations(found, end)
    signing = [entry for entry in entries[begin:end] if entry.free]
    found.signatories = signatures.read(signing)
    take_all(signing, Role.SIGNATURE, 0.85)
    read_head(found, first if salutation is None else salutation)
    read_closing(found, first, begin)
    read_reference_below(found, first)
    body = [entry for entry in entries[first:begin] if entry.free]
    found.asks = Body(body, found.language).read()
    read_rest(found, min(begin, end))
    return found.finished("letter")
