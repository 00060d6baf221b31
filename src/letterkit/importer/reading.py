"""The reading of an old letter: its lines in their order, each with the role that it has in a letter.

A program guesses it (`guess`), a person corrects it, and blocks are made of it and of nothing else
(`documents`). Every word of the source stands in one row. `reading_text` writes it down.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from msgspec import Struct


class Role(StrEnum):
    """What a line or paragraph is in its document."""

    SKIP = "skip"  # furniture: a page's number, a web page's menu
    LETTERHEAD = "letterhead"
    HEADLINE = "headline"
    DATE = "date"
    VIA = "via"  # "Via Fax"
    TO = "to"
    FAX = "fax"
    CONTACT = "contact"  # telephone, e-mail, web address
    RE = "re"
    DEAR = "dear"
    TEXT = "text"
    HEADING = "heading"  # between paragraphs, or of the ask below it
    LEAD_IN = "lead-in"  # what asks or cases follow
    ASK = "ask"
    MORE = "more"  # goes on with the ask above
    CASE = "case"
    QUOTE = "quote"  # what somebody is quoted with, in a press release
    CLOSE = "close"
    SIGNS = "signs"
    SIGNED = "signed-by"  # a sentence that says who signed: their names in braces
    GROUP = "group"  # a heading among those who sign
    CC = "cc"
    ENCLOSED = "enclosed"
    NOTE = "note"  # a footnote, a postscript, who to call
    PERSON = "person"  # somebody whom the letter is about
    NAME = "name"  # a name that the letter has; whose, nobody has said


BODY = (Role.TEXT, Role.HEADING, Role.LEAD_IN, Role.ASK, Role.MORE, Role.CASE, Role.QUOTE, Role.SIGNED)
"""What prints as the body, in its order."""
WITH_FIELDS = (Role.TO, Role.SIGNS, Role.RE)
"""Whose words are parted into fields."""
ASIDE = (Role.NOTE, Role.CONTACT, Role.GROUP)
"""What belongs to a document, and has no place in the letter that is printed."""
OF_PEOPLE = (Role.PERSON, Role.NAME)
"""What stands in the list of people: no lines of the letter."""


class Sure(StrEnum):
    """How sure a guess is."""

    SURE = "sure"
    LIKELY = "likely"
    LOOK = "please look"


FoundKind = Literal["letter", "press-release"]


class FoundAt(Struct, frozen=True):
    """The lines of the source that something was found in, and how sure that is."""

    first: int
    last: int
    sure: Sure = Sure.SURE

    @property
    def lines(self) -> str:
        """As people read them: '12-14', or '12'."""
        return f"{self.first}-{self.last}" if self.last > self.first else f"{self.first}"


class ReadRow(Struct, frozen=True):
    """A line or paragraph of the source: its role, its words, its lines, which document has it.

    White space in `text` is single spaces; the mark of a list item is its first word. In a row with
    fields they are parted as `fields` says. The lines of the list of people are where the name stands.
    """

    role: Role
    text: str
    first: int
    last: int
    sure: Sure = Sure.SURE
    document: int = 0

    @property
    def at(self) -> FoundAt:
        """Where it stands."""
        return FoundAt(self.first, self.last, self.sure)

    @property
    def words(self) -> list[str]:
        """The words of the source in it."""
        return source_words(self.text) if self.role in (*WITH_FIELDS, Role.SIGNED) else self.text.split()


class Head(Struct, frozen=True):
    """A document of the reading: its kind, and its language as a BCP 47 tag."""

    kind: FoundKind
    language: str = "und"


class LetterReading(Struct, frozen=True):
    """All rows of a source in their order, the documents that they belong to, and who is named.

    `day` is that of the message that it came with, ISO 8601, for a document that has no date.
    """

    source: str
    heads: tuple[Head, ...]
    rows: tuple[ReadRow, ...]
    people: tuple[ReadRow, ...] = ()
    day: str = ""

    @property
    def words(self) -> list[str]:
        """The words of all rows."""
        return [word for row in self.rows for word in row.words]


# Fields: `person ; title ; organisation`, and what belongs to none of them in braces

_PIECE = re.compile(r"\\(?P<escaped>[{};\\])|\{(?:[^{}\\]|\\.)*\}|(?P<end>(?<!\S);(?!\S))")


def fields_of(text: str) -> list[str]:
    """The fields of a row, without what stands in braces; at least one."""
    parted = _PIECE.sub(lambda found: "\n" if found["end"] else found["escaped"] or "", text)
    return [" ".join(field.split()) for field in parted.split("\n")]


def named_within(text: str) -> list[str]:
    """The names in braces of a sentence that says who signed."""
    return [" ".join(name.split()) for name in re.findall(r"\{([^{}]*)\}", text) if name.strip()]


def source_words(text: str) -> list[str]:
    """The words of a row with fields as they stand in the source: without what parts the fields."""
    words = (word for word in text.split() if word != ";")
    plain = (re.sub(r"\\([{};\\])|[{}]", lambda found: found[1] or "", word) for word in words)
    return [word for word in plain if word]


def written(text: str) -> str:
    """A text of the source so that nothing in it parts fields."""
    return re.sub(r"[{}\\]|(?<!\S);(?!\S)", r"\\\g<0>", " ".join(text.split()))


def aside(text: str) -> str:
    """Words that belong to no field."""
    return f"{{{written(text)}}}" if text.strip() else ""


def joined(fields: Iterable[str]) -> str:
    """Fields that are `written`, as the text of a row; empty ones at the end are left out."""
    return re.sub(r"(?:(?:^| );)+$", "", " ".join(" ; ".join(fields).split()))


def signs(person: str, title: str, organisation: str, rest: str = "") -> str:
    """The text of a row of somebody who signs, from texts that are `written`.

    An organisation alone stands alone; a person alone has the mark of a field behind.
    """
    text = joined((person, title, organisation) if person or title else (organisation,))
    behind = ";" if person and not (title or organisation) else ""
    return " ".join(f"{text} {behind} {rest}".split())


def folded(text: str) -> list[str]:
    """A text in lines of a width to read, 100 characters; none is broken within a word."""
    return textwrap.wrap(" ".join(text.split()), 100, break_long_words=False, break_on_hyphens=False)


_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)


def pieces_of(text: str) -> list[str]:
    """A text's words for comparison, without punctuation; a Chinese character is a word."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
