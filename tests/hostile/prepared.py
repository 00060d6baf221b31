"""Commands begun in a process that has letterkit loaded already: each is a fork of it.

Loading takes longer than most commands: so a row costs half as much. A fork has its own folder,
environment, session, streams and limits; only what Python and letterkit do while they are loaded is not
done again for it. It ends as the interpreter ends. As a program this file is that process.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

_BROKEN_PIPE = "broken pipe"  # a stream at the end of which nobody reads


def take_place(order: Mapping[str, Any]) -> None:
    """In a child: have the order's folder and streams, a session of one's own, and bounds that protect
    the machine if a command breaks its own: 4 GB of addresses, files of 300 MB.
    """
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (300 << 20, 300 << 20))
    os.chdir(order["folder"])
    for number, way in enumerate((order["in"], order["out"], order["err"])):
        if way == _BROKEN_PIPE:
            reading, opened = os.pipe()
            os.close(reading)
        else:
            flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            opened = os.open(way, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)


def awaited(number: int, seconds: float) -> tuple[int, float, float]:
    """The exit status of a child, the most memory resident, in megabytes, and the seconds in which it
    waited for a processor. It is killed, with its group, after so many seconds.
    """
    alarm = threading.Timer(seconds, kill, [number])
    alarm.start()
    waited = 0.0
    if sys.platform == "linux":
        os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)
        with contextlib.suppress(OSError):  # a kernel that does not count it
            waited = int(Path(f"/proc/{number}/schedstat").read_text().split()[1]) / 1e9
    _, status, usage = os.wait4(number, 0)
    alarm.cancel()
    alarm.join()
    kill(number)
    megabytes = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return os.waitstatus_to_exitcode(status), megabytes, waited


def kill(number: int, how: Callable[[int, int], None] = os.killpg) -> None:
    """Kill a group of processes, or with `os.kill` one of them."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        how(number, signal.SIGKILL)


def begun(order: Mapping[str, Any]) -> tuple[int, float, float]:
    """Run a command, given as `arguments`, `folder`, `environment`, the paths `in`, `out` and `err`, and
    the `seconds` after which it is killed; what `awaited` returns.
    """
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(order).encode() + b"\n")
    server.stdin.flush()
    status, megabytes, waited = json.loads(server.stdout.readline())
    return status, megabytes, waited


@functools.cache
def _server() -> subprocess.Popen[bytes]:
    """The process that has letterkit loaded; it ends with this one."""
    server = subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(os.environ) | {"PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8"},
    )
    atexit.register(server.communicate)
    return server


# The process itself


def _load() -> None:
    """Load all of letterkit, and what its commands load late."""
    import pkgutil
    from importlib import import_module

    import letterkit

    for module in pkgutil.walk_packages(letterkit.__path__, "letterkit."):
        if not module.name.endswith(("__main__", "worker")):
            import_module(module.name)
    import_module("letterkit.writers.pdf.loading").import_weasyprint()


def _orders(asked: IO[bytes]) -> Mapping[str, Any] | None:
    """Fork for every order. In the child, the order it is to carry out; None when there are no more."""
    while line := asked.readline():
        order: Mapping[str, Any] = json.loads(line)
        child = os.fork()
        if child == 0:
            return order
        os.write(1, json.dumps(awaited(child, order["seconds"])).encode() + b"\n")
    return None


def main() -> None:
    """Load letterkit; then be a command for every order."""
    _load()
    # Read by a descriptor of its own, so that nothing of the orders stands in a command's input.
    with os.fdopen(os.dup(0), "rb") as asked:
        order = _orders(asked)
    if order is not None:
        take_place(order)
        os.environ.clear()
        os.environ.update(order["environment"])
        sys.argv[:] = ["letterkit", *order["arguments"]]
        from letterkit.cli import main as command

        command()


if __name__ == "__main__":
    main()
