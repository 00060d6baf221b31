"""What a reader gives and what is made of a reading: the terms of a letter, with their lines.

A reader gives a `SourceText`: lines in reading order, of which those that belong together become a
`SourceParagraph`. A reading gives `Imported` documents, whose `parts` are all its rows: their words, in
order, are the words of the input. The other fields say the same in the terms of a letter.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby
from typing import Literal

from msgspec import Struct

from letterkit.foreign.word_changes import ChangeKind
from letterkit.importer.reading import BODY, FoundAt, FoundKind, LetterReading, Role, Sure

MAX_LINES = 50_000
MAX_CHARACTERS = 2_000_000
"""How much text a file may hold, some five hundred pages: readers need go no further."""


class SourceRegion(StrEnum):
    """Where on the page or in the file a line stood."""

    BODY = "body"
    MARGIN = "margin"  # a running head, a page number, a header or footer of Word
    NOTE = "note"  # a footnote or endnote
    CHROME = "chrome"  # a web page's navigation, forms and footers


class Marked:
    """What has a text, and apart from it the mark of a list item, if it is one."""

    __slots__ = ()
    text: str
    marker: str

    @property
    def whole(self) -> str:
        """The words, with the mark."""
        return f"{self.marker} {self.text}".strip()


class SourceLine(Marked, Struct, frozen=True):
    """One line of the extracted text, and the layout it had.

    `number` counts the lines of the text from 1, `page` a PDF's pages. `paragraph` is the same for lines
    that the file itself holds together (a paragraph of HTML or Word, with its line breaks); None where
    the file does not say. `marker` is a list's mark, which the text is without. `cell` is the table, row
    and column; `heading` the level, 0 for none. `full` says whether the line ends because no further word
    would have fitted in, and is None where the file does not say.
    """

    number: int
    text: str
    paragraph: int | None = None
    marker: str = ""
    heading: int = 0
    indent: int = 0
    cell: tuple[int, int, int] | None = None
    page: int | None = None
    full: bool | None = None
    region: SourceRegion = SourceRegion.BODY


MarkKind = ChangeKind | Literal["comment"]


class SourceMark(Struct, frozen=True):
    """A tracked change of a file, or a comment: whose, its day, its words, and the words it is on."""

    kind: MarkKind
    author: str
    date: str
    words: str
    about: str = ""


class SourceText(Struct, frozen=True):
    """The text of one file, all `marks` accepted: its name as shown to people, its lines (blank too)."""

    name: str
    lines: tuple[SourceLine, ...]
    language: str | None = None  # as the file itself says
    marks: tuple[SourceMark, ...] = ()


class SourceParagraph(Marked, Struct):
    """Lines that belong together, or one that stands for itself; and its role, None at first.

    `text` has the lines joined by spaces, without the list's mark. The layout is the first line's.
    """

    lines: tuple[SourceLine, ...]
    text: str
    marker: str = ""
    heading: int = 0
    indent: int = 0
    blank_before: int = 0  # blank lines before it
    cell: tuple[int, int, int] | None = None
    region: SourceRegion = SourceRegion.BODY
    role: Role | None = None
    sure: Sure = Sure.LOOK
    document: int = 0

    def take(self, role: Role, sure: Sure) -> None:
        """Give it a role."""
        self.role, self.sure = role, sure


class Read(Struct, frozen=True):
    """A text that was read, and its reading, which holds all its words."""

    source: SourceText
    reading: LetterReading


class ReadPart(Marked, Struct, frozen=True):
    """A row of a reading in its document, the mark of a list item apart.

    `ask` numbers the ask that it belongs to, from 0: one of several paragraphs has several parts.
    """

    role: Role
    text: str
    at: FoundAt
    marker: str = ""
    ask: int | None = None


class FoundAddressee(Struct, frozen=True):
    """To whom a letter goes; `fax` as E.164, as printed where the number is none that can be dialled."""

    at: FoundAt
    name: str = ""
    honorific: str = ""
    title: str = ""
    organisation: str = ""
    address_lines: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    email: str = ""


class FoundCase(Struct, frozen=True):
    """A person, and what is said of them; `confirmed` where somebody has said that it is one."""

    at: FoundAt
    name: str
    also_known_as: tuple[str, ...]
    text: str
    confirmed: bool


class FoundSignatory(Struct, frozen=True):
    """Who signed: an organisation, a person, or a person for an organisation."""

    at: FoundAt
    organisation: str = ""
    person: str = ""
    title: str = ""


class Quoted(Struct, frozen=True):
    """What somebody is quoted with in a press release, as printed, and who said it."""

    at: FoundAt
    text: str
    speaker: str = ""
    speaker_title: str = ""
    organisation: str = ""


class Imported(Struct, frozen=True):
    """One letter or press release found in a file, with every paragraph that is its own."""

    source: str
    parts: tuple[ReadPart, ...]
    kind: FoundKind
    date: str | None = None  # ISO 8601
    language: str = "und"  # BCP 47
    headline: str = ""
    subject: str = ""
    addressees: tuple[FoundAddressee, ...] = ()
    salutation: str = ""
    cases: tuple[FoundCase, ...] = ()
    signatories: tuple[FoundSignatory, ...] = ()
    closing: str = ""
    cc: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    place: str = ""  # of a press release's dateline
    quotations: tuple[Quoted, ...] = ()

    def of(self, *roles: Role) -> tuple[ReadPart, ...]:
        """Its parts of these roles, in order."""
        return tuple(part for part in self.parts if part.role in roles)

    @property
    def body(self) -> tuple[ReadPart, ...]:
        """What stands between salutation and close: framing, lead-ins, asks, cases, in order."""
        return self.of(*BODY)

    @property
    def asks(self) -> list[str]:
        """The asks in full, their paragraphs apart."""
        numbered = groupby((part for part in self.parts if part.ask is not None), lambda part: part.ask)
        return ["\n\n".join(p.text for p in run if p.role is not Role.HEADING) for _, run in numbered]


class Proposed(Struct, frozen=True):
    """A block that an imported document would give; `remark` says what the library has of it."""

    kind: str
    name: str
    at: FoundAt
    remark: str = ""
