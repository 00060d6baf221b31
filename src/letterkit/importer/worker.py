"""The process that reads foreign files: a request comes in, an answer goes out, line by line.

Started by `apart`, never by people. It limits itself before it looks at anything: what a file makes it do
ends with this process. It writes nothing but its answers, and they are data.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import BinaryIO

from letterkit.importer.transfer import Answer, request_of, to_line

SECONDS = 4
"""Seconds of the processor's that one file may take."""
MEMORY = 480_000_000
"""Bytes of address space that the process may have; programs and libraries take a fifth of it."""


def main() -> None:
    """Answer each request until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    _limit_all()
    while line := sys.stdin.buffer.readline():
        _limit_time()
        answers.write(to_line(_answer(line, sys.stdin.buffer)))
        answers.flush()


def _answer(line: bytes, stream: BinaryIO) -> Answer:
    from letterkit.importer.reading import read_content

    request = request_of(line)
    try:
        read, problems = read_content(stream.read(request.size), request.name, request.people)
    except MemoryError:
        return Answer(failure="memory")
    except Exception as error:  # noqa: BLE001  # whatever a file does to its reader is about the file
        return Answer(failure=type(error).__name__)
    return Answer(tuple(read), tuple(problems))


def _limit_all() -> None:
    """Memory and core dumps, where the system has such limits (setrlimit(2))."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY)):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def _limit_time() -> None:
    """So many seconds more than the process has used; then the system ends it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        most = int(used.ru_utime + used.ru_stime) + SECONDS + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


if __name__ == "__main__":
    main()
