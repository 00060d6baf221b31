"""A process that takes foreign files apart, and the limits that it sets itself before it does.

What a file does to the libraries that read it, it does to that process: it may hang, crash or eat memory,
and is ended; the next file gets a new one. Where a system has no such limits (setrlimit(2)), whoever
waits for the process counts by the clock. What is asked is a line of JSON and the file's bytes; an answer
is a line of JSON.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self, TypeVar

from letterkit.diagnostics.json import read_json

Form = TypeVar("Form")

SECONDS = 4
"""Seconds of the processor's that one file may take."""
PATIENCE = 9.0
"""Seconds by the clock that one file may take."""
MEMORY = 480_000_000
"""Bytes of address space that the process may have; programs and libraries take a fifth of it."""
_LONGEST = 64_000_000  # bytes of an answer: more than all words of the longest letter with their places
_BROKEN = b"broken off: "  # how a line begins that is no answer
_LAST = 0.5  # seconds that a process may take to end by itself


class NoAnswerError(Exception):
    """The process broke off. `args[0]` is why: time, memory, crash, or the name of a mistake of its
    reader's.
    """


class ApartProcess:
    """A module of letterkit's as a program that reads foreign files, one after the other: see `serve`.

    One process reads many, because its start costs as much as reading a letter. As a context manager it
    ends its process.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.end()

    def start(self) -> subprocess.Popen[bytes]:
        """The process, started where there is none: it gets ready while others work."""
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  # Python itself
                command(self._module),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def answer(self, asked: object, data: bytes, form: type[Form]) -> Form:
        """What it says of a file, held to its form: it has worked on a stranger's file.

        Raises NoAnswerError, also for an answer of another form.
        """
        answer = _answered(self.start(), json.dumps([len(data), asked]).encode() + b"\n" + data)
        with suppress(ValueError):
            return read_json(answer, form)
        status = self.end()  # of one that broke off nobody knows what it left behind
        late = sys.platform != "win32" and status in (-signal.SIGXCPU, -signal.SIGKILL)
        told = answer.removeprefix(_BROKEN).decode("ascii", "replace").strip()
        is_told = answer.startswith(_BROKEN)
        raise NoAnswerError(told if is_told else "time" if late else "crash")

    def end(self) -> int | None:
        """End the process; how it ended, if it had before."""
        reader, self._process = self._process, None
        if reader is None:
            return None
        with suppress(OSError, ValueError, subprocess.TimeoutExpired):
            reader.communicate(timeout=_LAST)
            return reader.returncode
        reader.kill()
        reader.communicate()
        return reader.returncode


def _answered(reader: subprocess.Popen[bytes], sent: bytes) -> bytes:
    """The line that a process answers with, or what it wrote of it before it broke off."""
    alarm = threading.Timer(PATIENCE, reader.kill)
    alarm.start()
    try:
        if reader.stdin is None or reader.stdout is None:
            return b""
        reader.stdin.write(sent)
        reader.stdin.flush()
        return reader.stdout.readline(_LONGEST)
    except (OSError, ValueError):
        return b""
    finally:
        alarm.cancel()


def command(module: str) -> list[str]:
    """What starts a module of letterkit's as a program."""
    # -P: a program of the folder that one stands in is not taken for one of Python's.
    return [sys.executable, "-P", "-m", module]


def answer(module: str, asked: object, data: bytes, form: type[Form]) -> Form:
    """What a module says of one file, held to its form. Raises NoAnswerError."""
    with ApartProcess(module) as reader:
        return reader.answer(asked, data, form)


def serve(answered: Callable[[Any, bytes], bytes]) -> None:
    """Answer each question that comes in, in JSON, until there are no more: what the process is for."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    limit_memory()
    while line := sys.stdin.buffer.readline():
        limit_time()
        size, asked = json.loads(line)
        data = sys.stdin.buffer.read(size)
        try:
            answer = answered(asked, data)
        except MemoryError:
            answer = _BROKEN + b"memory"
        except Exception as error:  # noqa: BLE001  # whatever a file does to its reader is about the file
            answer = _BROKEN + type(error).__name__.encode()
        answers.write(answer + b"\n")
        answers.flush()


def limit_memory() -> None:
    """Let this process have `MEMORY`, and leave no picture of it behind where it crashes."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY)):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def limit_time() -> None:
    """Let this process take `SECONDS` more than it has used; then the system ends it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        most = int(used.ru_utime + used.ru_stime) + SECONDS + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
