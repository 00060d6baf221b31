"""A process that takes a foreign file apart, and the limits that it sets itself before it does.

What a file does to the libraries that read it, it does to that process: it may hang, crash or eat memory,
and is ended. Where a system has no such limits (setrlimit(2)), whoever waits for the process counts by
the clock.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from typing import Any

SECONDS = 4
"""Seconds of the processor's that one file may take."""
PATIENCE = 9.0
"""Seconds by the clock that one file may take."""
MEMORY = 480_000_000
"""Bytes of address space that the process may have; programs and libraries take a fifth of it."""


class NoAnswerError(Exception):
    """The process broke off: it took too much, or its reader crashed."""


def command(module: str) -> list[str]:
    """What starts a module of letterkit's as a program."""
    # -P: a program of the folder that one stands in is not taken for one of Python's.
    return [sys.executable, "-P", "-m", module]


def answer(module: str, *words: str, given: bytes) -> Any:
    """What a module says of the bytes that it is given on its standard input: JSON.

    `words` are its arguments. Raises NoAnswerError.
    """
    try:
        done = subprocess.run(  # noqa: S603  # Python itself
            [*command(module), *words],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        raise NoAnswerError from None


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
