"""Foreign files are read in a process of their own, with limits of time and memory (see `worker`).

What a file does to the libraries that take it apart, it does to that process: it may hang, crash or eat
memory, and is ended; the file gets a diagnostic, and the next file a new process. One process reads many
files, because its start costs as much as reading a letter.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Self

from letterkit.diagnostics import Diagnostic, Location
from letterkit.diagnostics.json import read_json
from letterkit.importer.parts import Read
from letterkit.importer.worker import Answer, FileToRead, to_line
from letterkit.limits import process

WORKER = "letterkit.importer.worker"
"""The program that reads."""
MISTAKE = "the file cannot be taken apart"
"""What is said of a file that its reader makes a mistake with."""
_LAST = 0.5  # seconds that the process may take to end by itself
_LONGEST = 64_000_000  # bytes of an answer: more than all words of the longest letter with their places


class ApartReader:
    """Reads files apart. As a context manager it ends its process."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def start(self) -> None:
        """Start the process, where there is none: it gets ready while others work."""
        if self._process is None:
            command = process.command(WORKER)
            self._process = subprocess.Popen(  # noqa: S603  # Python itself
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )

    def read(
        self, data: bytes, name: str, people: Mapping[str, str] | None = None
    ) -> tuple[list[Read], list[Diagnostic]]:
        """The texts of a file, and what is to be said of it. See `sources.read_texts`."""
        self.start()
        name = name.encode("utf-8", "replace").decode()
        answer = self._asked(to_line(FileToRead(name, len(data), people)) + data)
        if answer is None:
            return [], [_problem("LK711", name, _broken_off(self._end()))]
        if answer.failure:
            self._end()  # nobody knows what it left behind
            return [], [_failed(name, answer.failure)]
        return list(answer.read), list(answer.problems)

    def _asked(self, sent: bytes) -> Answer | None:
        """The process's answer; None where it gave none that can be read."""
        reader = self._process
        if reader is None or reader.stdin is None or reader.stdout is None:
            return None
        alarm = threading.Timer(process.PATIENCE, reader.kill)
        alarm.start()
        try:
            reader.stdin.write(sent)
            reader.stdin.flush()
            return read_json(reader.stdout.readline(_LONGEST), Answer)
        except (OSError, ValueError):
            return None
        finally:
            alarm.cancel()

    def _end(self) -> int | None:
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


def _broken_off(status: int | None) -> str:
    if sys.platform != "win32" and status in (-signal.SIGXCPU, -signal.SIGKILL):
        return "reading it takes longer than reading any letter"
    return "reading it breaks off: it needs too much memory, or makes its reader crash"


def _failed(name: str, failure: str) -> Diagnostic:
    if failure == "memory":
        return _problem("LK711", name, "reading it takes too much memory")
    return _problem("LK706", name, f"{MISTAKE} ({failure})")


def _problem(code: str, name: str, message: str) -> Diagnostic:
    hint = "open it in the program that made it, save the letter alone, and import that"
    return Diagnostic(code, message, Location(name, 1, 1), hint)
