"""What was read from a file, as data that one process can hand to another: JSON, and nothing that runs.

Whoever takes it checks it by the types that it must have: it comes from a process that has worked on a
stranger's file.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.json import encode

from letterkit.diagnostics import Diagnostic
from letterkit.diagnostics.json import read_json
from letterkit.importer.parts import SourceText
from letterkit.importer.reading import LetterReading


class Read(Struct, frozen=True):
    """A text that was read, and its reading, which holds all its words."""

    source: SourceText
    reading: LetterReading


class Answer(Struct, frozen=True):
    """What came of a file: the texts in it, what is to be said of it, and `failure`: why reading it
    broke off.
    """

    read: tuple[Read, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    failure: str = ""


class FileToRead(Struct, frozen=True):
    """A file to read: its name, how many bytes of it follow, and the names of people: see `sources`."""

    name: str
    size: int
    people: Mapping[str, str] | None


def to_line(sent: Answer | FileToRead) -> bytes:
    """An answer or a file to read as one line of JSON."""
    return encode(sent) + b"\n"


def request_of(line: bytes) -> FileToRead:
    """A request as it was sent. Raises ValueError where it is none."""
    return read_json(line, FileToRead)


def answer_of(line: bytes) -> Answer:
    """An answer as it was sent. Raises ValueError where it is none."""
    return read_json(line, Answer)
