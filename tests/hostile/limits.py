"""Run a command under limits, and measure it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from hostile.prepared import awaited, begun, kill, take_place


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
    arguments: list[str], folder: Path, environment: dict[str, str], row: Mapping[str, Any]
) -> Outcome:
    """Run a command as its row describes. It is killed, with all that it started, at four times its
    time: on a busy machine it waits.
    """
    with tempfile.TemporaryDirectory() as scratch:
        trace = Path(scratch) / "trace"
        out, err, typed = (Path(scratch) / name for name in ("out", "err", "in"))
        typed.write_text(row.get("stdin", ""), encoding="utf-8")
        order = {
            "arguments": arguments,
            "folder": str(folder),
            "environment": environment,
            "in": str(typed),
            "out": row.get("stdout", str(out)),
            "err": str(err),
            "seconds": 4 * row.get("seconds", 10),
        }
        watched = "starts" in row and shutil.which("strace") is not None
        begin = os.times().elapsed
        if watched or "env" in row or row.get("anew"):
            status, megabytes, waited = _anew(order, trace if watched else None)
        else:
            status, megabytes, waited = begun(order)
        seconds = os.times().elapsed - begin - waited
        left = _left(environment["HOME"], folder)
        for number in left:
            kill(number, os.kill)
        return Outcome(
            status,
            out.read_bytes() if out.is_file() else b"",
            err.read_bytes(),
            seconds,
            megabytes,
            _programs(trace) if watched else None,
            tuple(left.values()),
        )


def _anew(order: Mapping[str, Any], trace: Path | None) -> tuple[int, float, float]:
    """Run a command in an interpreter of its own, watched by strace where there is a `trace`."""
    command = [sys.executable, "-m", "letterkit", *order["arguments"]]
    if trace:
        # With a filter in the kernel, no other call is stopped at.
        watch = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=execve", "-o", str(trace)]
        command = [*watch, *command]
    process = subprocess.Popen(
        command,
        env=order["environment"],
        preexec_fn=partial(take_place, order),  # noqa: PLW1509
    )
    done = awaited(process.pid, order["seconds"])
    process.returncode = done[0]
    return done


def _left(home: str, folder: Path) -> dict[int, str]:
    """The processes that have that home or stand in that folder, and their command lines; none where the
    system does not tell. One that was ended has a moment to go.
    """
    for _ in range(20):
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it has gone
                environ = (process / "environ").read_bytes().split(b"\0")
                if f"HOME={home}".encode() in environ or (process / "cwd").readlink() == folder:
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
