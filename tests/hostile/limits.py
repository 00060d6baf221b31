"""Run a command under limits, and measure it."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any


@dataclass(frozen=True)
class Outcome:
    """What a command did.

    `megabytes` is the most memory that one of its processes held; `started` are the names of the programs
    that it started, None where nobody watched.
    """

    status: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: float
    started: frozenset[str] | None

    @property
    def said(self) -> str:
        """Both outputs as one line, whatever a terminal folded."""
        return " ".join((self.out + b"\n" + self.err).decode("utf-8", "replace").split())


def limited(
    command: list[str], folder: Path, environment: dict[str, str], row: Mapping[str, Any]
) -> Outcome:
    """Run a command as its row describes. It is killed, with all that it started, at twice its time."""
    with tempfile.TemporaryDirectory() as scratch:
        trace = Path(scratch) / "trace"
        watched = "starts" in row and shutil.which("strace") is not None
        if watched:
            command = ["strace", "-f", "-qq", "-e", "trace=execve", "-o", str(trace), *command]
        out, err, typed = (Path(scratch) / name for name in ("out", "err", "in"))
        typed.write_text(row.get("stdin", ""), encoding="utf-8")
        with (
            _stream(row.get("stdout"), out) as stdout,
            err.open("wb") as stderr,
            typed.open("rb") as stdin,
        ):
            begin = os.times().elapsed
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
                preexec_fn=_keep_the_machine,  # noqa: PLW1509
            )
            status, kilobytes = _awaited(process, 2 * row.get("seconds", 10))
        return Outcome(
            status,
            out.read_bytes() if out.is_file() else b"",
            err.read_bytes(),
            os.times().elapsed - begin,
            kilobytes / 1024,
            _programs(trace) if watched else None,
        )


@contextmanager
def _stream(where: str | None, otherwise: Path) -> Iterator[IO[bytes] | int]:
    """What a command writes to: a file, a device, or a pipe at the end of which nobody reads."""
    if where == "broken pipe":
        reading, writing = os.pipe()
        os.close(reading)
        yield writing
        os.close(writing)
    else:
        with (Path(where) if where else otherwise).open("wb") as file:
            yield file


def _keep_the_machine() -> None:
    """Bounds that protect the machine if a command breaks its own: 4 GB of addresses, files of 300 MB."""
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (300 << 20, 300 << 20))


def _awaited(process: subprocess.Popen[bytes], seconds: float) -> tuple[int, float]:
    """The exit status of a command, and the most memory resident, in kilobytes."""
    alarm = threading.Timer(seconds, _kill, [process.pid])
    alarm.start()
    _, status, usage = os.wait4(process.pid, 0)
    alarm.cancel()
    _kill(process.pid)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _programs(trace: Path) -> frozenset[str]:
    """The names of the programs that strace saw started, but the command itself."""
    found = re.findall(r'execve\("([^"]+)".*?\) = 0', trace.read_text(errors="replace"))
    return frozenset(Path(path).name for path in found[1:])
