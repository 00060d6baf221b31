"""The process that reads foreign files: a request comes in, an answer goes out, line by line.

Started by `apart`, never by people. It limits itself before it looks at anything: what a file makes it do
ends with this process. It writes nothing but its answers, and they are data.
"""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from msgspec.json import encode

from letterkit.diagnostics.json import read_json
from letterkit.importer.transfer import Answer, FileToRead
from letterkit.limits import process


def main() -> None:
    """Answer each request until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    process.limit_memory()
    while line := sys.stdin.buffer.readline():
        process.limit_time()
        answers.write(encode(_answer(line, sys.stdin.buffer)) + b"\n")
        answers.flush()


def _answer(line: bytes, stream: BinaryIO) -> Answer:
    from letterkit.importer.sources import read_content

    asked = read_json(line, FileToRead)
    try:
        read, problems = read_content(stream.read(asked.size), asked.name, asked.people)
    except MemoryError:
        return Answer(failure="memory")
    except Exception as error:  # noqa: BLE001  # whatever a file does to its reader is about the file
        return Answer(failure=type(error).__name__)
    return Answer(tuple(read), tuple(problems))


if __name__ == "__main__":
    main()
