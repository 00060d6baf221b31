"""The process that reads foreign files: a request comes in, an answer goes out, line by line.

Started by `apart`, never by people. It limits itself before it looks at anything: what a file makes it do
ends with this process. It writes nothing but its answers. They are data that whoever takes them checks by
their types: they come from a process that has worked on a stranger's file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import BinaryIO

from msgspec import Struct
from msgspec.json import encode

from letterkit.diagnostics import Diagnostic
from letterkit.diagnostics.json import read_json
from letterkit.importer.parts import Read
from letterkit.limits import process


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


def to_line(sent: Answer | FileToRead) -> bytes:
    """An answer or a file to read as one line of JSON."""
    return encode(sent) + b"\n"


def main() -> None:
    """Answer each request until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    process.limit_memory()
    while line := sys.stdin.buffer.readline():
        process.limit_time()
        answers.write(to_line(_answer(line, sys.stdin.buffer)))
        answers.flush()


def _answer(line: bytes, stream: BinaryIO) -> Answer:
    from letterkit.importer.sources import read_content

    request = read_json(line, FileToRead)
    try:
        read, problems = read_content(stream.read(request.size), request.name, request.people)
    except MemoryError:
        return Answer(failure="memory")
    except Exception as error:  # noqa: BLE001  # whatever a file does to its reader is about the file
        return Answer(failure=type(error).__name__)
    return Answer(tuple(read), tuple(problems))


if __name__ == "__main__":
    main()
