"""What was read from a file, as data that one process hands to another: JSON, and nothing that runs."""

from __future__ import annotations

from msgspec import Struct

from letterkit.diagnostics import Diagnostic
from letterkit.importer.parts import SourceText
from letterkit.importer.reading import LetterReading


class Read(Struct, frozen=True):
    """A text that was read, and its reading, which holds all its words."""

    source: SourceText
    reading: LetterReading


class Answer(Struct, frozen=True):
    """What came of a file: the texts in it, what is to be said of it, and `failure`: what reading it
    broke off for, in one word.
    """

    read: tuple[Read, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    failure: str = ""
