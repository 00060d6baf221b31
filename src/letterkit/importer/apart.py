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
from typing import Self

from msgspec.json import encode

from letterkit.diagnostics import Diagnostic, Location
from letterkit.diagnostics.json import read_json
from letterkit.importer.transfer import Answer, FileToRead, Read
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

    def __exit__(self, *raised: object) -> None:
        if self._process is not None:
            self._end(self._process)

    def start(self) -> subprocess.Popen[bytes]:
        """The process, started where there is none: it gets ready while others work."""
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  # Python itself
                process.command(WORKER),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def read(
        self, data: bytes, name: str, people: Mapping[str, str] | None = None
    ) -> tuple[list[Read], list[Diagnostic]]:
        """The texts of a file, and what is to be said of it. See `sources.read_texts`."""
        reader = self.start()
        name = name.encode("utf-8", "replace").decode()
        answer = _asked(reader, encode(FileToRead(name, len(data), people)) + b"\n" + data)
        if answer is not None and not answer.failure:
            return list(answer.read), list(answer.problems)
        status = self._end(reader)  # nobody knows what it left behind
        code, message = ("LK711", _broken_off(status)) if answer is None else _failed(answer.failure)
        hint = "open it in the program that made it, save the letter alone, and import that"
        return [], [Diagnostic(code, message, Location(name, 1, 1), hint)]

    def _end(self, reader: subprocess.Popen[bytes]) -> int:
        """End the process; how it ended, if it had before."""
        self._process = None
        with suppress(OSError, ValueError, subprocess.TimeoutExpired):
            reader.communicate(timeout=_LAST)
            return reader.returncode
        reader.kill()
        reader.communicate()
        return reader.returncode


def _asked(reader: subprocess.Popen[bytes], sent: bytes) -> Answer | None:
    """The process's answer; None where it gave none that can be read."""
    alarm = threading.Timer(process.PATIENCE, reader.kill)
    alarm.start()
    try:
        if reader.stdin and reader.stdout:
            reader.stdin.write(sent)
            reader.stdin.flush()
            return read_json(reader.stdout.readline(_LONGEST), Answer)
    except (OSError, ValueError):
        pass
    finally:
        alarm.cancel()
    return None


def _broken_off(status: int) -> str:
    if sys.platform != "win32" and status in (-signal.SIGXCPU, -signal.SIGKILL):
        return "reading it takes longer than reading any letter"
    return "reading it breaks off: it needs too much memory, or makes its reader crash"


def _failed(failure: str) -> tuple[str, str]:
    if failure == "memory":
        return "LK711", "reading it takes too much memory"
    return "LK706", f"{MISTAKE} ({failure})"
