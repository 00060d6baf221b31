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
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any


@dataclass(frozen=True)
class Outcome:
    """What a command did.

    `seconds` went by on the clock, without those in which it waited for a busy processor, where the
    system tells them. `megabytes` is the most memory that one of its processes held; `started` are the
    names of the programs that it started, None where nobody watched; `left` were still there after it.
    """

    status: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: float
    started: frozenset[str] | None
    left: tuple[str, ...]

    @property
    def said(self) -> str:
        """Both outputs as one line, whatever a terminal folded."""
        return " ".join((self.out + b"\n" + self.err).decode("utf-8", "replace").split())


def limited(
    command: list[str], folder: Path, environment: dict[str, str], row: Mapping[str, Any]
) -> Outcome:
    """Run a command as its row describes. It is killed, with all that it started, at four times its
    time: on a busy machine it waits.
    """
    with tempfile.TemporaryDirectory() as scratch:
        trace = Path(scratch) / "trace"
        watched = "starts" in row and shutil.which("strace") is not None
        if watched:
            # With a filter in the kernel, no other call is stopped at.
            watch = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=execve", "-o"]
            command = [*watch, str(trace), *command]
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
            status, kilobytes, waited = _awaited(process, 4 * row.get("seconds", 10))
            seconds = os.times().elapsed - begin - waited
        left = _left(environment["HOME"])
        for number in left:
            _kill(number, os.kill)
        return Outcome(
            status,
            out.read_bytes() if out.is_file() else b"",
            err.read_bytes(),
            seconds,
            kilobytes / 1024,
            _programs(trace) if watched else None,
            tuple(left.values()),
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


def _awaited(process: subprocess.Popen[bytes], seconds: float) -> tuple[int, float, float]:
    """The exit status of a command, the most memory resident, in kilobytes, and the seconds in which it
    waited for a processor.
    """
    alarm = threading.Timer(seconds, _kill, [process.pid])
    alarm.start()
    waited = 0.0
    if sys.platform == "linux":
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        with contextlib.suppress(OSError):  # a kernel that does not count it
            waited = int(Path(f"/proc/{process.pid}/schedstat").read_text().split()[1]) / 1e9
    _, status, usage = os.wait4(process.pid, 0)
    alarm.cancel()
    _kill(process.pid)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1), waited


def _kill(number: int, kill: Callable[[int, int], None] = os.killpg) -> None:
    """Kill a group of processes, or with `os.kill` one of them."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        kill(number, signal.SIGKILL)


def _left(home: str) -> dict[int, str]:
    """The processes that have that home, and their command lines; none where the system does not tell.

    One that was ended has a moment to go.
    """
    for _ in range(20):
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it has gone
                if f"HOME={home}".encode() in (process / "environ").read_bytes().split(b"\0"):
                    line = (process / "cmdline").read_bytes().replace(b"\0", b" ")
                    found[int(process.name)] = line.decode("utf-8", "replace")
        if not found:
            break
        time.sleep(0.05)
    return found


def _programs(trace: Path) -> frozenset[str]:
    """The names of the programs that strace saw started, but the command itself."""
    found = re.findall(r'execve\("([^"]+)".*?\) = 0', trace.read_text(errors="replace"))
    return frozenset(Path(path).name for path in found[1:])
