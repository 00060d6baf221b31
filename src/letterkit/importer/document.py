"""What is found of one document while it is being read, and what it is in the end.

The modules of the salutation, the head, the close and the tail each fill in their part. What nobody has
taken when the document is finished is unplaced: no paragraph is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from letterkit.importer import cases
from letterkit.importer.entries import ParagraphEntry, take_all
from letterkit.importer.parts import (
    FoundAddressee,
    FoundAsk,
    FoundCase,
    FoundKind,
    FoundSignatory,
    Imported,
    Quoted,
    Role,
    SourceText,
)

_NAMES_CASES = (*(Role.FRAMING, Role.LEAD_IN, Role.ASK_HEADING, Role.ASK, Role.CASE, Role.ENCLOSURE),)


@dataclass(slots=True)
class FoundDocument:
    """A document's paragraphs, and what is known of it so far.

    `people` are the names in the library, in small letters, and the names of their files. The other
    fields are those of `Imported`.
    """

    source: SourceText
    entries: list[ParagraphEntry]
    language: str
    people: Mapping[str, str] | None = None
    date: str | None = None
    headline: str = ""
    subject: str = ""
    place: str = ""
    salutation: str = ""
    closing: str = ""
    addressees: list[FoundAddressee] = field(default_factory=list)
    asks: list[FoundAsk] = field(default_factory=list)
    signatories: list[FoundSignatory] = field(default_factory=list)
    quotations: list[Quoted] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    enclosures: list[str] = field(default_factory=list)

    @property
    def free(self) -> list[ParagraphEntry]:
        """Its paragraphs of which nothing is known yet."""
        return [entry for entry in self.entries if entry.free]

    def finished(self, kind: FoundKind) -> Imported:
        """The document as it is handed on. What has no role yet is unplaced."""
        take_all(self.free, Role.UNPLACED, 0.3)
        return Imported(
            source=self.source.name,
            kind=kind,
            parts=tuple(entry.part() for entry in self.entries),
            date=self.date,
            language=self.language,
            headline=self.headline,
            subject=self.subject,
            salutation=self.salutation,
            closing=self.closing,
            place=self.place,
            addressees=tuple(self.addressees),
            asks=tuple(self.asks),
            cases=self._cases(),
            signatories=tuple(self.signatories),
            quotations=tuple(self.quotations),
            cc=tuple(self.cc),
            enclosures=tuple(self.enclosures),
        )

    def _cases(self) -> tuple[FoundCase, ...]:
        """The persons named in the text who neither receive the letter, nor sign it, nor are quoted."""
        known = [
            *(one.name for one in self.addressees),
            *(one.person for one in self.signatories),
            *(one.speaker for one in self.quotations),
        ]
        text = [entry for entry in self.entries if entry.role in _NAMES_CASES]
        return cases.find(text, known, self.people, self.language)
