"""What was read from a file, as data that one process can hand to another: lines of JSON, and nothing
that runs.

Whoever takes it checks it by the types that it must have (`diagnostics.json.read_json`): it comes from a
process that has worked on a stranger's file.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from letterkit.diagnostics import Diagnostic
from letterkit.importer.parts import SourceText
from letterkit.importer.reading import LetterReading


class Read(Struct, frozen=True):
    """A text that was read, and its reading, which holds all its words."""

    source: SourceText
    reading: LetterReading


class FileToRead(Struct, frozen=True):
    """A file to read: its name, how many bytes of it follow, and the names of people: see `sources`."""

    name: str
    size: int
    people: Mapping[str, str] | None


class Answer(Struct, frozen=True):
    """What came of a file: the texts in it, what is to be said of it, and `failure`: why reading it
    broke off.
    """

    read: tuple[Read, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    failure: str = ""
